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

// A node under the pointer or in focus lights up with what bears on it and what it bears on.
for (const drawing of document.querySelectorAll("svg.am-drawing")) {
  const edges = [...drawing.querySelectorAll(".am-edge")].map((edge) => [edge, edge.dataset.ends.split(" ")]);

  function lit(box) {
    const found = new Set([box]);
    const waiting = [box.id];
    while (waiting.length) {
      const id = waiting.pop();
      for (const [edge, ends] of edges) {
        if (!ends.includes(id) || found.has(edge)) continue;
        found.add(edge);
        const other = drawing.getElementById(ends[0] === id ? ends[1] : ends[0]);
        if (other && !found.has(other)) {
          found.add(other);
          if (other.matches(".am-joint")) waiting.push(other.id);
        }
      }
    }
    return found;
  }

  function light(event) {
    const box = event.target.closest(".am-node:not(.am-joint)");
    drawing.classList.toggle("am-dim", Boolean(box));
    for (const was of drawing.querySelectorAll(".am-lit")) was.classList.remove("am-lit");
    for (const one of box ? lit(box) : []) one.classList.add("am-lit");
  }

  // Not on the drawing itself: a browser takes an SVG element that listens for focus for one that can have it.
  const frame = drawing.parentElement;
  for (const kind of ["pointerover", "focusin"]) frame.addEventListener(kind, light);
  for (const kind of ["pointerleave", "focusout"]) frame.addEventListener(kind, () => drawing.classList.remove("am-dim"));
}

// Lists and tables of nodes can be filtered, outlines unfolded to a depth, tables sorted. The choice stands in the
// address, so that it can be shared. Each item tells role, voice, stance and section in data-am.
const SHOWN = {
  kind: "Kind", voice: "Said by", stance: "Author's stance", section: "Section",
};
const NAMES = Object.keys(SHOWN);
const address = new URLSearchParams(location.search);

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function labelled(name, control) {
  return element("label", {}, name, control);
}

function chooser(name, values) {
  const options = [["", "all"], ...values].map(([value, said]) => element("option", { value }, said));
  return element("select", { name }, ...options);
}

function words(item) {
  const own = item.cloneNode(true);
  own.querySelectorAll("details").forEach((fold) => fold.remove());
  return own.textContent.toLowerCase();
}

function controlled(list) {
  const items = [...list.querySelectorAll("[data-am]")];
  if (items.length < 8) return;
  const marks = new Map(items.map((item) => [item, item.dataset.am.split("|")]));
  const texts = new Map(items.map((item) => [item, words(item)]));
  const isOutline = list.matches(".am-outline");
  const find = element("input", { type: "search", name: "find", autocomplete: "off" });
  const choosers = NAMES.map((name, place) => {
    const found = [...new Set(items.map((item) => marks.get(item)[place]))].filter(Boolean);
    return chooser(name, found.map((value) => [value, value.replaceAll("-", " ")]));
  });
  const folds = [...list.querySelectorAll("details")];
  const stoodOpen = new Map(folds.map((fold) => [fold, fold.open]));
  const depth = chooser("depth", [["1", "1"], ["2", "2"], ["3", "3"], ["99", "everything"]]);
  depth.firstElementChild.textContent = "as at first";
  const told = element("output", {});
  const clear = element("button", { type: "button" }, "Clear");
  const fields = [find, ...choosers, ...(isOutline ? [depth] : [])];
  const bar = element("form", { className: "am-controls" },
    labelled("Find", find),
    ...choosers.flatMap((one, place) => (one.length > 2 ? [labelled(SHOWN[NAMES[place]], one)] : [])),
    ...(isOutline ? [labelled("Unfold to depth", depth)] : []), clear, told);
  bar.setAttribute("role", "search");
  bar.setAttribute("aria-label", "Filter the nodes");
  told.setAttribute("aria-live", "polite");

  function unfold() {
    for (const fold of folds) {
      let level = 0;
      for (let up = fold.parentElement; up && up !== list; up = up.parentElement) level += up.matches("details");
      fold.open = depth.value ? level < Number(depth.value) - 1 : stoodOpen.get(fold);
    }
  }

  function apply() {
    const wanted = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = choosers.map((one) => one.value);
    const active = wanted.length > 0 || chosen.some(Boolean);
    const kept = items.filter((item) => chosen.every((value, place) => !value || marks.get(item)[place] === value)
      && wanted.every((word) => texts.get(item).includes(word)));
    unfold();
    const keep = new Set(kept);
    if (isOutline && active) {
      for (const item of kept) {
        for (let up = item.parentElement; up && up !== list; up = up.parentElement) {
          if (up.matches("details")) up.open = true;
          if (up.matches("[data-am]")) keep.add(up);
        }
      }
    }
    for (const item of items) item.classList.toggle("am-gone", !keep.has(item));
    told.textContent = active ? `${kept.length} of ${items.length}` : "";
    const state = new URLSearchParams(fields.filter((one) => one.value).map((one) => [one.name, one.value]));
    const query = state.toString();
    history.replaceState(null, "", location.pathname + (query ? `?${query}` : "") + location.hash);
  }

  for (const field of fields) field.value = address.get(field.name) ?? "";
  for (const one of choosers) if (one.selectedIndex < 0) one.value = "";
  if (depth.selectedIndex < 0) depth.value = "";
  bar.addEventListener("input", apply);
  bar.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", () => {
    for (const field of fields) field.value = "";
    apply();
  });
  (list.closest(".am-fold") ?? list).before(bar);
  if (fields.some((one) => one.value)) apply();
}

function sortable(table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = element("button", { type: "button" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[column].textContent;
      const order = [...rows].sort((a, b) => key(a).localeCompare(key(b), document.documentElement.lang, { numeric: true }));
      body.append(...(down ? order.reverse() : order));
    });
  });
}

// On a node's own page the short outline below it needs no controls.
for (const list of document.querySelectorAll("[data-am-list]")) {
  if (!list.closest("details, .am-section")) controlled(list);
}
for (const table of document.querySelectorAll("table.am-nodes")) sortable(table);
