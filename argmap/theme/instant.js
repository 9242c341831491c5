// Where the theme puts the next page in the place of this one (navigation.instant), pages of maps are loaded whole all the
// same: what works on them begins with the page, and what one page remembers is nothing to the next.
if (document.readyState === "loading") {
  // The theme leaves links alone that say where they open.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]:not([target])");
    if (link) link.target = "_self";
  }, true);
} else {
  location.reload(); // the page came from the theme's hands
}
