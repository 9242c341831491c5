// A link to a node shows, pointed at for half a second or reached by the keyboard, what stands there: kind, statement,
// speaker, counts. It can be pointed at itself, stays as long as the link or it has the pointer or the focus, and Escape
// puts it away (WCAG 2.2, 1.4.13). Where it would hide what the keyboard comes to next, it stays shut and describes the
// link all the same. Whatever the map says is put in as text.
import { dataOf, element, nodeOf } from "./links.js";

const [DELAY, GRACE, GAP, EDGE] = [500, 300, 6, 8];
const [PASSED, AHEAD] = [60, 120]; // pixels that hiding such a stop is worth
const STOPS = ":is(article, .am-position, footer) :is(a, summary, button, input, select, textarea)";

const card = element("div", { className: "am-preview", id: "am-preview", hidden: true });
card.setAttribute("role", "tooltip");
document.body.append(card);

let wanted = null; // what is waited for or shown: its link, whether by "pointer" or "focus", and where the pointer is
let shown = null;
let opening;
let closing;

async function cardOf(link) {
  const node = nodeOf(link);
  if (!node || node.path === location.pathname || !(await dataOf("argmap/maps.json")).includes(node.map)) return null;
  const cards = await dataOf(`${encodeURI(node.map)}/cards.json`);
  if (!Object.hasOwn(cards.nodes, node.id)) return null;
  const [title, statement, role, speaker, counts] = cards.nodes[node.id];
  const { lang, dir } = cards;
  return { title, statement, role, said: cards.roles[role], speaker: cards.speakers[speaker], counts, lang, dir };
}

// What is printed right below the link, as in a list, is not said again; false where nothing else is left to say.
function fill({ title, statement, role, said, speaker, counts, lang, dir }, link) {
  const below = [...(link.closest("li, td")?.querySelectorAll(":scope > p") ?? [])].filter((one) => one.checkVisibility?.() ?? true);
  const isPrinted = below.some((one) => one.textContent.trim() === statement.trim());
  const isAttributed = isPrinted && below.some((one) => one.matches(".am-says"));
  const inMapsLanguage = (made) => {
    if (lang) made.lang = lang;
    if (dir) made.dir = dir;
    return made;
  };
  const box = link.closest(".am-trail li");
  const isCut = box && box.scrollWidth > box.clientWidth;
  const known = !isCut && link.textContent.replace(/\s+/g, " ").includes(title);
  card.replaceChildren(
    element("p", { className: "am-preview-kind" }, element("span", { className: `am-kind am-${role}` }, said)),
    ...(known ? [] : [inMapsLanguage(element("p", { className: "am-preview-title" }, title))]),
    ...(isPrinted ? [] : [inMapsLanguage(element("p", { className: "am-preview-said" }, statement))]),
    ...(isAttributed ? [] : [element("p", { className: "am-preview-who", dir: "auto" }, speaker)]),
    ...(counts ? [element("p", { className: "am-preview-counts" }, counts)] : []),
  );
  return !isAttributed || Boolean(counts);
}

const crossed = (card, one) => one.left < card.left + card.width && card.left < one.right && one.top < card.top + card.height && card.top < one.bottom;
const boxesOf = (one) => [...one.getClientRects()];

// Below the line that is pointed at, or above it where there is more room; beginning where the link does.
function atPointer(link, { x, y }, { height, put }) {
  const rows = boxesOf(link);
  const row = rows.find((one) => one.top - 1 <= y && y <= one.bottom + 1 && one.left - 1 <= x && x <= one.right + 1);
  const box = row ?? (rows.length > 1 ? rows[0] : link.getBoundingClientRect());
  const [below, above] = [height - box.bottom, box.top].map((one) => one - GAP - EDGE);
  const isBelow = card.offsetHeight <= below || below >= above;
  return put(startOf(link, box), isBelow ? box.bottom + GAP : box.top - GAP - card.offsetHeight);
}

// The keyboard cannot move aside what came by itself: it hides no line of its link, nor the stop before it nor the next
// two. It may go farther from its link by as much as hides fewer of the other stops and headings. There may be no place.
function atFocus(link, { width, height, put }) {
  const stops = [...document.querySelectorAll(STOPS)].filter((one) => one.tabIndex >= 0 && (one.checkVisibility?.() ?? true));
  const here = stops.indexOf(link);
  const near = stops.slice(Math.max(here - 1, 0), here + 3).flatMap(boxesOf);
  const others = [...stops, ...document.querySelectorAll("article :is(h1, h2, h3, h4)")].map((one, at) => [at < here ? PASSED : AHEAD, boxesOf(one)]);
  const [box, column] = [link, link.closest("article") ?? link].map((one) => one.getBoundingClientRect());
  const [top, bottom] = [Math.min(...near.map((one) => one.top)), Math.max(...near.map((one) => one.bottom))];
  const [wide, high] = [card.offsetWidth, card.offsetHeight];
  const lefts = [startOf(link, box), box.right + GAP, column.right + GAP, column.left - GAP - wide, width, 0];
  const tops = [box.bottom + GAP, box.top - GAP - high, box.top, bottom + GAP, top - GAP - high, height, 0];
  const places = tops.flatMap((to) => lefts.map((left) => put(left, to))).filter((place) => !near.some((one) => crossed(place, one)));
  for (const place of places) {
    const { left, top: to } = place;
    place.cost = Math.max(0, left - box.right, box.left - left - wide) + Math.max(0, to - box.bottom, box.top - to - high);
    for (const [cost, boxes] of others) if (boxes.some((one) => crossed(place, one))) place.cost += cost;
  }
  return places.sort((one, other) => one.cost - other.cost)[0];
}

const startOf = (link, box) => (getComputedStyle(link).direction === "rtl" ? box.right - card.offsetWidth : box.left);

// Never beyond an edge of the window.
function place(link, at) {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const inside = (to, most) => Math.max(Math.min(to, most - EDGE), EDGE);
  const put = (left, top) => ({ left: inside(left, width - card.offsetWidth), top: inside(top, height - card.offsetHeight), width: card.offsetWidth, height: card.offsetHeight });
  const to = at ? atPointer(link, at, { height, put }) : atFocus(link, { width, height, put });
  if (to) Object.assign(card.style, { left: `${to.left + scrollX}px`, top: `${to.top + scrollY}px` });
  return Boolean(to);
}

function hide() {
  clearTimeout(opening);
  clearTimeout(closing);
  closing = undefined;
  if (shown) {
    const { link, described, title } = shown;
    if (described) link.setAttribute("aria-describedby", described);
    else link.removeAttribute("aria-describedby");
    if (title) link.setAttribute("xlink:title", title);
    card.hidden = true;
  }
  wanted = shown = null;
}

async function show(want, found) {
  const known = await found;
  if (!known || wanted !== want) return;
  const { link } = want;
  const [described, title] = ["aria-describedby", "xlink:title"].map((name) => link.getAttribute(name));
  if (!fill(known, link)) return;
  card.hidden = false;
  card.hidden = !place(link, want.at); // what is not shown still describes its link
  link.setAttribute("aria-describedby", [described, card.id].filter(Boolean).join(" "));
  link.removeAttribute("xlink:title"); // the browser would show it over the card
  shown = { link, described, title };
}

function want(link, cause, at) {
  if (wanted?.link === link) {
    clearTimeout(closing);
    closing = undefined;
    wanted.at = at ?? wanted.at;
    return;
  }
  hide();
  const mine = { link, cause, at };
  wanted = mine;
  const found = cardOf(link).catch(() => null);
  opening = setTimeout(() => show(mine, found), DELAY);
}

function leave() {
  if (wanted?.cause === "pointer") closing ??= setTimeout(hide, shown ? GRACE : 0);
}

let links;

function notice(event) {
  const link = event.target.closest?.(links);
  if (event.type === "focusin") {
    if (link?.matches(":focus-visible")) want(link, "focus");
  } else if (event.pointerType !== "touch") {
    if (card.contains(event.target)) {
      clearTimeout(closing);
      closing = undefined;
    } else if (link) want(link, "pointer", { x: event.clientX, y: event.clientY });
    else leave();
  }
}

export function begin(selector, first) {
  links = selector;
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, notice);
  document.documentElement.addEventListener("pointerleave", leave);
  document.addEventListener("focusout", () => { if (wanted?.cause === "focus") hide(); });
  document.addEventListener("pointerdown", (event) => { if (!card.contains(event.target)) hide(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !wanted) return;
    if (!card.hidden) event.stopPropagation(); // it puts this away and nothing else
    hide();
  }, true);
  // The card moves with the page, and not with what moves in a frame of its own.
  document.addEventListener("scroll", (event) => { if (event.target !== document) hide(); }, true);
  notice(first);
}
