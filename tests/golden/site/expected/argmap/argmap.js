// Comfort only: without this script nothing is lost.

// The theme's search dialog has no accessible name of its own.
for (const dialog of document.querySelectorAll('.md-search[role="dialog"]:not([aria-label])')) {
  dialog.setAttribute("aria-label", "Search");
}

// A drawing larger than its frame starts at the node it is about, or at a thesis.
for (const frame of document.querySelectorAll(".am-scroll")) {
  const box = frame.querySelector(".am-current, .am-thesis");
  if (box) {
    const [inner, outer] = [box.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollLeft += inner.left - outer.left - Math.max((outer.width - inner.width) / 2, 0);
    frame.scrollTop += inner.top - outer.top - Math.max((outer.height - inner.height) / 2, 0);
  }
}
