// Comfort only: without this script nothing is lost. The forms it serves are shown from here on.
document.documentElement.classList.add("am-script");

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
  const map = document.querySelector("[data-am-map] a");
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

// So does what unfolds a tree.
if (beside && document.querySelector(".am-tree")) document.head.append(element("script", { src: new URL("tree.js", beside) }));

// The theme's search dialog has no accessible name of its own.
for (const dialog of all('.md-search[role="dialog"]:not([aria-label])')) {
  const field = dialog.querySelector("input[placeholder]");
  if (field) dialog.setAttribute("aria-label", field.placeholder);
}

// The way up has one line; where that is cut, its end is what the reader stands next to.
for (const way of all(".am-path ol")) {
  way.classList.toggle("am-cut", way.scrollWidth > way.clientWidth);
  way.scrollLeft = way.scrollWidth;
}

// A drawing larger than its frame starts at its own node, or at a thesis.
for (const frame of all(".am-scroll")) {
  const box = frame.querySelector(".am-current, .am-thesis");
  if (box) {
    const [inner, outer] = [box.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollLeft += inner.left - outer.left - Math.max((outer.width - inner.width) / 2, 0);
    frame.scrollTop += inner.top - outer.top - Math.max((outer.height - inner.height) / 2, 0);
  }
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

  function light(box) {
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
  for (const kind of ["pointerleave", "focusout"]) frame.addEventListener(kind, () => light(null));
  frame.addEventListener("am-found", (event) => light(event.detail));
}

// What a reader has chosen stands in the address, so that it can be shared.
const address = new URLSearchParams(location.search);

function remember(name, value) {
  if (value) address.set(name, value);
  else address.delete(name);
  const query = address.toString().replaceAll("%2C", ",");
  history.replaceState(null, "", location.pathname + (query ? `?${query}` : "") + location.hash);
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

// Lists and tables of nodes can be filtered, outlines unfolded, tables sorted. Items tell these marks in data-am.
const MARKS = ["kind", "voice", "stance", "section"];

function words(item) {
  const own = item.cloneNode(true);
  all("details", own).forEach((fold) => fold.remove());
  return own.textContent.toLowerCase();
}

function filterable(bar, list) {
  const items = all("[data-am]", list);
  const id = (item) => item.querySelector("a").getAttribute("href");
  const count = (some) => new Set(some.map(id)).size; // a node can stand in several places of an outline
  const marks = new Map(items.map((item) => [item, item.dataset.am.split("|")]));
  const texts = new Map(items.map((item) => [item, words(item)]));
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
    const kept = items.filter((item) => chosen.every((value, place) => !value || marks.get(item)[place].split(" ").includes(value))
      && wanted.every((word) => texts.get(item).includes(word)));
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

for (const bar of all(".am-filter")) {
  filterable(bar, bar.parentElement.querySelector("[data-am-list]"));
}

function sortable(table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];

  function sort(column, down) {
    for (const other of heads) other.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = (row) => row.cells[column].textContent;
    // What the map says stands in the order of its own language, what argmap says in that of the page's.
    const { lang } = table.querySelector(`td:nth-child(${column + 1}) [lang]`) ?? document.documentElement;
    const inWords = (a, b) => key(a).localeCompare(key(b), lang, { numeric: true });
    const order = "amAsWritten" in heads[column].dataset ? [...rows] : [...rows].sort(inWords);
    body.append(...(down ? order.reverse() : order));
  }

  heads.forEach((head, column) => {
    const button = element("button", { type: "button" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      sort(column, down);
      remember("sort", `${down ? "-" : ""}${column + 1}`);
    });
  });
  const [, down, column] = /^(-?)([1-9])$/.exec(address.get("sort") ?? "") ?? [];
  if (heads[column - 1]) sort(column - 1, Boolean(down));
}
for (const table of all("table.am-nodes")) sortable(table);

// Try it yourself: a reader marks nodes as not accepted and is told what then has no accepted reason left. What has
// lost every reason is lost in turn, linked premises together. Links within the map take the marks along.
const SHOWN = 12;

function bearing(type, relations) {
  const by = new Map();
  for (const one of relations) if (one.type === type) by.set(one.to, [...(by.get(one.to) ?? []), one]);
  return [...by];
}

function fallen(refused, relations) {
  const reasons = bearing("supports", relations);
  const gone = new Set(refused);
  const isGone = (one, all) => gone.has(one.from)
    || (one.jointly.length && one.jointly.every((label) => all.some((other) => other.jointly.includes(label) && gone.has(other.from))));
  for (let before = -1; before < gone.size;) {
    before = gone.size;
    for (const [id, ones] of reasons) if (ones.every((one) => isGone(one, ones))) gone.add(id);
  }
  return gone;
}

// How each objection stands among what is not gone, by the rules that argmap itself goes by (analysis/labelling.py).
function standings(ids, relations, gone) {
  const undercuts = relations.filter((one) => one.type === "undercuts");
  const cutting = (one) => undercuts.filter((cut) => cut.to.from === one.from && cut.to.to === one.to).map((cut) => cut.from);
  const groups = new Map();
  for (const one of relations) {
    for (const label of one.type !== "attacks" ? [] : one.jointly.length ? one.jointly : [`from ${one.from}`]) {
      const key = `${one.to} ${label}`;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
  }
  const labels = new Map([...gone].map((id) => [id, "out"]));
  const labelOf = (some) => {
    const [premises, cuts] = [some.map((one) => labels.get(one.from)), some.flatMap(cutting).map((id) => labels.get(id))];
    if (premises.includes("out") || cuts.includes("in")) return "out";
    return premises.every((label) => label === "in") && cuts.every((label) => label === "out") ? "in" : "";
  };
  const on = new Map(ids.map((id) => [id, []]));
  for (const some of groups.values()) on.get(some[0].to)?.push(some);
  for (let before = -1; before < labels.size;) {
    before = labels.size;
    for (const [id, attacks] of on) {
      const found = labels.has(id) ? [""] : attacks.map(labelOf);
      if (found.includes("in")) labels.set(id, "out");
      else if (found.every((label) => label === "out")) labels.set(id, "in");
    }
  }
  const found = new Map();
  for (const attacks of on.values()) {
    for (const some of attacks) {
      for (const one of some) {
        const all = attacks.filter((other) => other.includes(one)).map(labelOf);
        found.set(`${one.from} ${one.to}`, ["in", "", "out"].find((label) => all.includes(label)));
      }
    }
  }
  const reasons = new Set(relations.filter((one) => one.type === "supports").map((one) => `${one.from} ${one.to}`));
  for (const cut of undercuts) {
    if (reasons.has(`${cut.to.from} ${cut.to.to}`)) found.set(`${cut.from} ${cut.to.to}`, labels.get(cut.from) ?? "");
  }
  return found;
}

async function tryOut(toMap, say) {
  const refused = new Set((address.get("not") ?? "").split(",").filter(Boolean));
  const own = document.querySelector("[data-am-node]")?.dataset.amNode;
  const button = document.querySelector(".am-try");
  const addressOf = (link) => (link.hasAttribute("href") ? "href" : "xlink:href");
  const links = all("article a").map((a) => [a, a.getAttribute(addressOf(a)) ?? ""])
    .filter(([, to]) => !to.startsWith("#")).map(([a, to]) => [new URL(to, location.href), a])
    .filter(([to]) => to.href.startsWith(toMap.href)).map(([to, a]) => [to.pathname.split("/").at(-2), a]);
  const lines = links.filter(([, a]) => a.matches(".am-outline [data-am] > a"));
  const bar = element("section", { className: "am-position", hidden: true });
  bar.setAttribute("aria-label", say("name"));
  bar.setAttribute("aria-live", "polite");
  document.body.append(bar);
  const roomy = matchMedia("(min-width: 45em) and (min-height: 30em)").matches;
  let map;

  const titleOf = (id) => map.nodes.find((node) => node.id === id).title;
  const linked = (id) => inMapsLanguage(element("a", { href: `${toMap.href}${id}/` }, titleOf(id)));
  function named(said, ids) {
    const rest = ids.length - SHOWN;
    const shown = ids.slice(0, SHOWN).flatMap((id, number) => [number ? "; " : " ", linked(id)]);
    return element("p", {}, element("strong", {}, said), ...shown, rest > 0 ? `; ${say("more", { count: rest })}` : "");
  }

  async function show() {
    map ??= await (await fetch(new URL("map.json", toMap))).json();
    const standing = new Set(map.nodes.filter((node) => node.status !== "withdrawn").map((node) => node.id));
    const ends = (one) => [one.from].concat(one.to.from ? Object.values(one.to) : one.to);
    const relations = map.relations.filter((one) => ends(one).every((id) => standing.has(id)));
    for (const id of refused) if (!standing.has(id)) refused.delete(id);
    remember("not", [...refused].join(","));
    const gone = fallen(refused, relations);
    const lost = [...gone].filter((id) => !refused.has(id));
    const free = bearing("attacks", relations).filter(([id, ones]) => !gone.has(id) && ones.every((one) => gone.has(one.from)));
    const ids = [...standing];
    const before = standings(ids, relations, new Set());
    const turned = [...standings(ids, relations, gone)]
      .filter(([ends, how]) => how !== before.get(ends) && !ends.split(" ").some((id) => gone.has(id)));
    const turnedTo = ["in", "", "out"]
      .map((how) => [how, [...new Set(turned.filter(([, now]) => now === how).map(([ends]) => ends.split(" ")[0]))]]);
    const copy = element("button", { type: "button" }, say("copy"));
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.href);
      copy.textContent = say("copied");
    });
    const over = element("button", { type: "button" }, say("again"));
    over.addEventListener("click", () => {
      refused.clear();
      show();
      (button ?? document.querySelector("article a")).focus();
    });
    bar.hidden = refused.size === 0;
    bar.replaceChildren(
      element("details", { open: bar.querySelector("details")?.open ?? roomy },
        element("summary", {}, say(lost.length ? "sum" : "sum-of-nothing", { count: refused.size, lost: lost.length })),
        named(say("refused"), [...refused]),
        ...(lost.length ? [named(say("lost", { count: lost.length }), lost)] : []),
        ...(free.length ? [named(say("free"), free.map(([id]) => id))] : []),
        ...turnedTo.flatMap(([how, some]) => (some.length ? [named(say(how || "undecided", { count: some.length }), some)] : []))),
      element("p", {}, copy, " ", over),
    );
    if (own) button.setAttribute("aria-pressed", String(refused.has(own)));
    for (const [id, link] of links) {
      link.classList.toggle("am-refused", refused.has(id));
      link.classList.toggle("am-fallen", lost.includes(id));
      if (lost.includes(id)) link.dataset.amFallen = say("fallen");
      link.parentElement.querySelector(":scope > .am-mine")?.setAttribute("aria-pressed", String(refused.has(id)));
    }
  }

  function toggle(id) {
    if (!refused.delete(id)) refused.add(id);
    return show();
  }

  function offerAll() {
    for (const [id, line] of lines) {
      if (/^(question|context)\|/.test(line.parentElement.dataset.am)) continue; // they assert nothing
      const mine = element("button", { type: "button", className: "am-mine", onclick: () => toggle(id) }, say("refuse"));
      mine.setAttribute("aria-label", say("refuse-one", { title: line.textContent }));
      line.parentElement.insertBefore(mine, line.parentElement.querySelector(":scope > details"));
    }
    button.setAttribute("aria-pressed", "true");
    return show();
  }

  button?.addEventListener("click", () => {
    if (own) toggle(own);
    else if (button.getAttribute("aria-pressed") === "false") offerAll();
    else {
      all(".am-mine").forEach((one) => one.remove());
      button.setAttribute("aria-pressed", "false");
      bar.hidden = true;
    }
  });
  for (const kind of ["click", "auxclick"]) {
    document.addEventListener(kind, (event) => {
      const link = event.target.closest("a");
      const to = link?.getAttribute(addressOf(link)) && new URL(link.getAttribute(addressOf(link)), location.href);
      if (!to || !to.href.startsWith(toMap.href) || link.download || to.pathname === location.pathname) return;
      if (refused.size) to.searchParams.set("not", [...refused].join(","));
      else to.searchParams.delete("not");
      link.setAttribute(addressOf(link), to.href.replaceAll("%2C", ","));
    }, true);
  }
  if (refused.size) await (lines.length ? offerAll() : show());
}

const above = document.querySelector("[data-am-map]");
if (above) tryOut(new URL(above.dataset.amMap, location.href), wordsOf(above));

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
  const named = file ? words : [term, ready.parentElement.dataset.amOf].filter(Boolean).join(", ");
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
