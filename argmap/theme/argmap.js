// What every page of a map has for comfort: without this script nothing is lost. The forms it serves are shown from here on.
document.documentElement.dataset.amScript = ""; // no class: for that, the browser would work out all styles of the theme again

function all(selector, inside = document) {
  return [...inside.querySelectorAll(selector)];
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// What the script says stands on the page, in the page's language, with places to fill in: "{count} more".
function wordsOf(inside) {
  const said = JSON.parse(inside.closest("[data-am-said]")?.dataset.amSaid ?? "{}");
  return (name, values = {}) => (said[name] ?? "").replace(/\{(\w+)\}/g, (place, key) => values[key] ?? place);
}

// What the map says is in its own language, as the link to it above the page tells.
function inMapsLanguage(made) {
  const map = document.querySelector("[data-am-map] a[lang]");
  for (const name of ["lang", "dir"]) if (map?.hasAttribute(name)) made.setAttribute(name, map.getAttribute(name));
  return made;
}

// Parts that few pages need lie beside this script.
const beside = document.currentScript?.src;

// The first link that is pointed at or reached by the keyboard brings the previews.
const LINKS = "article a, .am-position a";
const arrivals = ["pointerover", "focusin"];
async function bringPreviews(event) {
  const link = event.pointerType === "touch" ? null : event.target.closest?.(LINKS);
  if (!link || (event.type === "focusin" && !link.matches(":focus-visible"))) return;
  for (const kind of arrivals) removeEventListener(kind, bringPreviews);
  const previews = await import(new URL("previews.js", beside)).catch(() => {}); // where they cannot be had, links lead on
  previews?.begin(LINKS, event);
}
for (const kind of beside ? arrivals : []) addEventListener(kind, bringPreviews);

// So do what unfolds a tree, what sorts a table of nodes, what compares maps, and what finds parts of long pages.
const PARTS = [[".am-tree", "tree.js"], [".am-nodes", "table.js"], [".am-of-maps", "maps.js"], [".am-in-parts", "parts.js"], [".am-weak", "exposed.js"]];
for (const [part, name] of PARTS) {
  if (beside && document.querySelector(part)) document.head.append(element("script", { src: new URL(name, beside) }));
}

// The sign beside a heading that links to it is for the mouse: the keyboard would stop at each of them.
for (const sign of all(".headerlink")) sign.tabIndex = -1;

// The theme's search dialog has no accessible name of its own.
for (const dialog of all('.md-search[role="dialog"]:not([aria-label])')) {
  const field = dialog.querySelector("input[placeholder]");
  if (field) dialog.setAttribute("aria-label", field.placeholder);
}

// While its search is closed, no part of it is a stop for the focus: nothing of it would be seen.
const searching = document.querySelector('[data-md-toggle="search"]');
const found = document.querySelector(".md-search__output");
if (searching && found) {
  const follow = () => { found.inert = !searching.checked; };
  searching.addEventListener("change", follow);
  follow();
}

// What else the theme lacks for the keyboard comes with the first key or focus; it is told where the focus was before, and the last key.
let [keyboard, was, pressed] = [null, null, ""];
function bringKeyboard({ target, key = pressed }) {
  if (!target.closest?.(".md-search")) was = document.activeElement;
  pressed = key;
  keyboard ??= import(new URL("keyboard.js", beside)).then(({ begin }) => begin(was, pressed)).catch(() => {});
}
if (beside && document.querySelector(".md-header")) for (const kind of ["keydown", "focusin"]) addEventListener(kind, bringKeyboard, true);

// A drawing larger than its frame starts at its own edges, or as little beyond as shows its own node, or of the theses
// as many as there is room for. Where it goes on beyond an edge of the frame, a sign says so.
for (const frame of all(".am-scroll")) {
  const drawing = frame.firstElementChild;
  let isOpen = false;
  function open() {
    isOpen = frame.clientWidth > 0; // on a phone it can be folded away
    const [inside, around] = [drawing.getBoundingClientRect(), frame.getBoundingClientRect()];
    const seen = innerHeight - around.top - scrollY; // of the frame, in the first screen
    const high = Math.min(frame.clientHeight, seen > 200 ? seen : Infinity) - 30;
    const own = all(".am-current, .am-subject", drawing);
    const boxes = (own.length ? own : all(".am-thesis", drawing)).map((one) => one.getBoundingClientRect());
    const bottoms = boxes.map((box) => box.bottom - inside.top);
    const top = bottoms.every((bottom) => bottom <= high) ? 0 : Math.min(...boxes.map((box) => box.top)) - inside.top;
    const right = Math.max(...boxes.filter((_, at) => bottoms[at] - top <= high).map((box) => box.right - inside.left));
    frame.scrollLeft += inside.left - around.left + Math.max(0, right - frame.clientWidth + 60) - 20;
    frame.scrollTop += inside.top - around.top + top - 20;
  }
  function tell() {
    const { clientWidth, clientHeight, scrollWidth, scrollLeft: at } = frame; // read before anything below changes
    const most = scrollWidth - clientWidth;
    const hidden = getComputedStyle(frame).direction === "rtl" ? most + at : at;
    const figure = frame.parentElement;
    figure.toggleAttribute("data-am-left", hidden > 8);
    figure.toggleAttribute("data-am-right", most - hidden > 8);
    figure.style.setProperty("--am-frame-width", `${clientWidth}px`);
    figure.style.setProperty("--am-frame-height", `${clientHeight}px`);
  }
  open();
  frame.addEventListener("scroll", tell, { passive: true });
  const sizes = new ResizeObserver(() => {
    if (!isOpen) open();
    tell();
  });
  for (const one of [frame, drawing]) sizes.observe(one);
}

const where = (event) => `${event.clientX} ${event.clientY}`;
let pointer;
addEventListener("pointermove", (event) => { pointer = where(event); });

// A node under the pointer or in focus lights up with what bears on it and what it bears on.
for (const drawing of all("svg.am-drawing")) {
  const edges = all(".am-edge", drawing).map((edge) => [edge, edge.dataset.ends.split(" ")]);

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

  let lighter = null;
  function light(box) {
    if (box === lighter) return;
    lighter = box;
    drawing.classList.toggle("am-dim", Boolean(box));
    for (const was of all(".am-lit", drawing)) was.classList.remove("am-lit");
    for (const one of box ? lit(box) : []) one.classList.add("am-lit");
  }

  // Not on the drawing itself: a browser takes an SVG element that listens for focus for one that can have it.
  const frame = drawing.parentElement;
  const under = (event) => light(event.target.closest(".am-node:not(.am-joint)"));
  frame.addEventListener("focusin", under);
  // A pointer that rests while the drawing moves beneath it points at nothing.
  frame.addEventListener("pointermove", (event) => { if (where(event) !== pointer) under(event); });
  frame.addEventListener("pointerleave", () => light(null));
  // Where the focus goes on within it, it need not be dark in between: to dim a large drawing takes a while.
  frame.addEventListener("focusout", (event) => { if (!frame.contains(event.relatedTarget)) light(null); });
  frame.addEventListener("am-found", (event) => light(event.detail));
}

// What a reader has chosen stands in the address, so that it can be shared.
const address = new URLSearchParams(location.search);

function remember(name, value) {
  const now = new URLSearchParams(location.search); // others remember there, too
  if (value) now.set(name, value);
  else now.delete(name);
  const query = now.toString().replaceAll("%2C", ",");
  history.replaceState(history.state, "", location.pathname + (query ? `?${query}` : "") + location.hash);
}

// The whole map can be zoomed, moved and searched. Without the script it is a large picture to scroll.
const [SMALLEST, LARGEST, STEP] = [0.1, 4, 1.25];

function zoomable(bar, frame, drawing) {
  const width = Number(drawing.getAttribute("width"));
  const told = bar.querySelector("output");
  const say = wordsOf(bar);
  const find = bar.elements.find;
  const words = (box) => all("text", box).map((line) => line.textContent).join(" ");
  let scale = 1;

  function zoom(wanted, at = { x: frame.clientWidth / 2, y: frame.clientHeight / 2 }) {
    const next = Math.min(Math.max(wanted, SMALLEST), LARGEST);
    const [left, top] = [(frame.scrollLeft + at.x) / scale, (frame.scrollTop + at.y) / scale];
    scale = next;
    for (const side of ["width", "min-width", "max-width"]) drawing.style.setProperty(side, `${width * scale}px`);
    frame.scrollTo({ left: left * scale - at.x, top: top * scale - at.y, behavior: "instant" });
    told.textContent = `${Math.round(scale * 100)} %`;
  }

  const [inside, around] = [frame.clientWidth - 16, frame.clientHeight - 16];
  const acts = {
    in: () => zoom(scale * STEP),
    out: () => zoom(scale / STEP),
    fit: () => zoom(Math.min(inside / width, around / Number(drawing.getAttribute("height")))),
    width: () => zoom(inside / width),
    natural: () => zoom(1),
    print: () => print(),
  };
  for (const button of all("[data-am-act]", bar)) button.addEventListener("click", acts[button.dataset.amAct]);

  let last = -1;
  function next() {
    const wanted = find.value.trim().toLowerCase();
    remember("find", wanted);
    const hits = all(".am-node a", drawing).filter((box) => wanted && words(box).toLowerCase().includes(wanted));
    drawing.querySelector(".am-found")?.classList.remove("am-found");
    told.textContent = wanted ? say("none") : "";
    if (!hits.length) return;
    last = (last + 1) % hits.length;
    if (scale < 0.7) zoom(1);
    const hit = hits[last];
    const node = hit.closest(".am-node");
    node.classList.add("am-found");
    hit.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    frame.dispatchEvent(new CustomEvent("am-found", { detail: node }));
    const found = inMapsLanguage(element("a", { href: hit.getAttribute("xlink:href") }, words(hit)));
    told.replaceChildren(say("some", { number: last + 1, total: hits.length }), " ", found);
  }
  bar.addEventListener("submit", (event) => {
    event.preventDefault();
    next();
  });
  find.addEventListener("input", () => { last = -1; });
  find.value = address.get("find") ?? "";
  if (find.value) next();

  frame.addEventListener("keydown", (event) => {
    const act = { "+": "in", "=": "in", "-": "out", 0: "natural" }[event.key];
    if (act && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      acts[act]();
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
}

for (const bar of all(".am-zoom")) {
  const frame = document.querySelector(".am-whole .am-scroll");
  const drawing = frame?.querySelector("svg.am-drawing");
  if (drawing) zoomable(bar, frame, drawing);
  else bar.hidden = true;
}

// Lists and tables of nodes can be filtered, outlines unfolded. Items tell these marks in data-am.
const MARKS = ["kind", "voice", "stance", "section"];

// What an item says itself: neither what is folded below it, nor the field for what a reader makes of it.
function words(item) {
  const own = [...item.childNodes].filter((part) => !part.matches?.("details, .am-mine"));
  return own.map((part) => part.textContent).join("").toLowerCase();
}

function filterable(bar, list) {
  const items = all("[data-am]", list);
  const id = (item) => item.querySelector("a").getAttribute("href");
  const count = (some) => new Set(some.map(id)).size; // a node can stand in several places of an outline
  const marks = new Map(items.map((item) => [item, item.dataset.am.split("|")]));
  const isOutline = list.matches(".am-outline");
  const { find, depth } = bar.elements;
  const choosers = MARKS.map((name) => bar.elements[name]);
  const folds = all("details", list);
  const stoodOpen = new Map(folds.map((fold) => [fold, fold.open]));
  const told = bar.querySelector("output");
  const say = wordsOf(bar);
  const fields = [find, ...choosers, depth].filter(Boolean);

  function unfold() {
    for (const fold of folds) {
      let level = 0;
      for (let up = fold.parentElement; up && up !== list; up = up.parentElement) level += up.matches("details");
      fold.open = depth.value ? level < Number(depth.value) - 1 : stoodOpen.get(fold);
    }
  }

  function apply() {
    const wanted = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = choosers.map((one) => one?.value);
    const active = wanted.length > 0 || chosen.some(Boolean);
    const says = (item) => {
      const said = words(item);
      return wanted.every((word) => said.includes(word));
    };
    const kept = items.filter((item) => chosen.every((value, place) => !value || marks.get(item)[place].split(" ").includes(value))
      && (!wanted.length || says(item)));
    if (isOutline) unfold();
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
    list.classList.toggle("am-sought", active);
    told.textContent = !active ? "" : say(kept.length ? "some" : "none", { count: count(kept), total: count(items) });
    for (const field of fields) remember(field.name, field.value);
  }

  for (const field of fields) {
    field.value = address.get(field.name) ?? "";
    if (field.selectedIndex < 0) field.value = "";
  }
  bar.addEventListener("input", apply);
  bar.addEventListener("submit", (event) => event.preventDefault());
  bar.addEventListener("reset", () => setTimeout(apply)); // once the fields are empty
  if (fields.some((one) => one.value)) apply();
}

document.documentElement.toggleAttribute("data-am-filtered", Boolean(document.querySelector(".am-filter")));
for (const bar of all(".am-filter")) {
  filterable(bar, bar.parentElement.querySelector("[data-am-list]"));
}

// What a reader accepts and rejects stands in the address; what follows from it is said once there is such a position. Whoever
// goes back, or comes from elsewhere on the site, has the position that the tab remembers.
const above = document.querySelector("[data-am-map]");
if (above && beside) {
  const toMap = new URL(above.dataset.amMap, location.href);
  const [own, tryOut] = [".am-own", ".am-try"].map((form) => document.querySelector(form));
  let begun = false;
  async function bringPosition(isTrying, isContinued) {
    if (begun) return;
    begun = true;
    const position = await import(new URL("position.js", beside)).catch(() => {});
    position?.begin(toMap, isTrying, isContinued).catch(() => {}); // without its data there is none
  }
  function goOn() {
    try {
      if (sessionStorage[`am-position ${toMap.href}`]) bringPosition(false, true);
    } catch {} // a browser may keep nothing
  }
  own?.addEventListener("change", () => bringPosition());
  tryOut?.addEventListener("click", () => bringPosition(true));
  addEventListener("pageshow", ({ persisted }) => { if (persisted) goOn(); });
  const isGiven = ["yes", "unsure", "not"].some((answer) => address.has(answer) || address.has(`with-${answer}`));
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward" || (!isGiven && document.referrer.startsWith(new URL("../", beside)))) goOn();
  if (isGiven) bringPosition();
}

// Whoever cites what can still change says on which day it was read, and that is today.
for (const day of all("[data-am-today]")) {
  const language = day.closest("[lang]").lang;
  day.textContent = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format();
}

// What is ready to be copied, as it reads or as a file, gets a button that does it, with a name that no other has.
const copied = new Set();
for (const ready of all("[data-am-copy]")) {
  const say = wordsOf(ready);
  const button = element("button", { type: "button", className: "am-copy" }, say("copy"));
  const file = ready.querySelector("a[download]");
  const words = ready.textContent.trim();
  // With its markup beside it, a title in italics stays one in a word processor.
  const marked = file ? {} : { "text/html": new Blob([ready.innerHTML.trim()], { type: "text/html" }) };
  const term = ready.previousElementSibling?.textContent;
  const named = [file ? words : term, ready.parentElement.dataset.amOf].filter(Boolean).join(", ");
  const what = copied.has(named) ? `${named}: ${words}` : named;
  copied.add(named);
  button.setAttribute("aria-label", say("copy-one", { what }));
  button.addEventListener("click", async () => {
    // Some browsers let a page write only at once: what is still to be fetched is handed over as a promise.
    const text = async () => new Blob([file ? await (await fetch(file.href)).text() : words], { type: "text/plain" });
    try {
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": text(), ...marked })]);
      button.textContent = say("copied");
    } catch {
      if (file) file.click();
      else getSelection().selectAllChildren(ready);
      button.textContent = say(file ? "saved" : "selected");
    }
    setTimeout(() => (button.textContent = say("copy")), 2000);
  });
  ready.append(button);
}
