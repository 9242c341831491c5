// Comfort only: without this script nothing is lost.

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function labelled(name, control) {
  return element("label", {}, name, control);
}

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

// The whole map can be zoomed, moved and searched. Without the script it is a large picture to scroll.
const [SMALLEST, LARGEST, STEP] = [0.1, 4, 1.25];

function zoomable(frame, drawing) {
  const width = Number(drawing.getAttribute("width"));
  let scale = 1;

  function zoom(wanted, at = { x: frame.clientWidth / 2, y: frame.clientHeight / 2 }) {
    const next = Math.min(Math.max(wanted, SMALLEST), LARGEST);
    const [left, top] = [(frame.scrollLeft + at.x) / scale, (frame.scrollTop + at.y) / scale];
    scale = next;
    for (const side of ["width", "min-width", "max-width"]) drawing.style.setProperty(side, `${width * scale}px`);
    frame.scrollTo({ left: left * scale - at.x, top: top * scale - at.y, behavior: "instant" });
    said.textContent = `${Math.round(scale * 100)} %`;
  }

  const acts = {
    "+": ["Zoom in", () => zoom(scale * STEP)],
    "−": ["Zoom out", () => zoom(scale / STEP)],
    Fit: ["Fit the whole width", () => zoom((frame.clientWidth - 16) / width)],
    "100 %": ["Natural size", () => zoom(1)],
  };
  const said = element("output", {}, "100 %");
  const find = element("input", { type: "search", autocomplete: "off" });
  const bar = element("form", { className: "am-controls" }, labelled("Find in the diagram", find),
    ...Object.entries(acts).map(([sign, [title, act]]) => {
      const button = element("button", { type: "button", title, onclick: act }, sign);
      button.setAttribute("aria-label", title);
      return button;
    }), said);
  bar.setAttribute("role", "search");
  bar.setAttribute("aria-label", "The diagram");
  said.setAttribute("aria-live", "polite");

  let last = -1;
  bar.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = find.value.trim().toLowerCase();
    const boxes = [...drawing.querySelectorAll(".am-node a")];
    const hits = boxes.filter((box) => wanted && [...box.querySelectorAll("text")].map((line) => line.textContent)
      .join(" ").toLowerCase().includes(wanted));
    if (!hits.length) {
      said.textContent = wanted ? "not found" : "";
      return;
    }
    last = (last + 1) % hits.length;
    if (scale < 0.7) zoom(1);
    hits[last].focus({ preventScroll: true });
    hits[last].scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    said.textContent = `${last + 1} of ${hits.length}`;
  });
  find.addEventListener("input", () => { last = -1; });

  frame.addEventListener("keydown", (event) => {
    const sign = { "+": "+", "=": "+", "-": "−", 0: "100 %" }[event.key];
    if (sign && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      acts[sign][1]();
    }
  });
  // The wheel scrolls the page, as everywhere, unless Ctrl is held.
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const place = frame.getBoundingClientRect();
    zoom(scale * (event.deltaY < 0 ? STEP : 1 / STEP), { x: event.clientX - place.left, y: event.clientY - place.top });
  }, { passive: false });

  let held = null;
  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0 && !event.target.closest("a")) {
      held = [event.clientX + frame.scrollLeft, event.clientY + frame.scrollTop];
      frame.setPointerCapture(event.pointerId);
    }
  });
  frame.addEventListener("pointermove", (event) => {
    if (held) frame.scrollTo({ left: held[0] - event.clientX, top: held[1] - event.clientY, behavior: "instant" });
  });
  for (const kind of ["pointerup", "pointercancel"]) frame.addEventListener(kind, () => { held = null; });
  frame.before(bar);
}

for (const frame of document.querySelectorAll(".am-whole .am-scroll")) {
  const drawing = frame.querySelector("svg.am-drawing");
  if (drawing) zoomable(frame, drawing);
}

// Lists and tables of nodes can be filtered, outlines unfolded to a depth, tables sorted. The choice stands in the
// address, so that it can be shared. Each item tells role, voice, stance and section in data-am.
const SHOWN = {
  kind: "Kind", voice: "Said by", stance: "Author's stance", section: "Section",
};
const NAMES = Object.keys(SHOWN);
const address = new URLSearchParams(location.search);

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
