// A link to a node shows, pointed at for half a second or reached by the keyboard, what stands there: kind, statement,
// speaker, counts. It can be pointed at itself, stays as long as the link or it has the pointer or the focus, and Escape
// puts it away (WCAG 2.2, 1.4.13). Whatever the map says is put in as text.
import { dataOf, element, nodeOf } from "./links.js";

const [DELAY, GRACE, GAP, EDGE] = [500, 300, 6, 8];

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

// Where the keyboard stops before a link and behind it: a card that came by itself is to leave these in sight.
function neighbours(link) {
  const stops = [...document.querySelectorAll("article :is(a, summary, button, input, select)")].filter((one) => one.checkVisibility?.() ?? true);
  const here = stops.indexOf(link);
  return stops.slice(Math.max(here - 1, 0), here + 2).filter((one) => one !== link).flatMap((one) => [...one.getClientRects()]);
}

// Below the link, or above where there is more room; beginning where the link does, but never beyond an edge. For the
// keyboard where it hides neither neighbour: below or above the link, beside the text, or beyond the neighbours.
function place(link, at) {
  const rows = [...link.getClientRects()];
  const row = rows.find((one) => at && one.top - 1 <= at.y && at.y <= one.bottom + 1 && one.left - 1 <= at.x && at.x <= one.right + 1);
  const box = row ?? (rows.length > 1 ? rows[0] : link.getBoundingClientRect());
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const room = { below: height - box.bottom - GAP - EDGE, above: box.top - GAP - EDGE };
  const isBelow = card.offsetHeight <= room.below || room.below >= room.above;
  const top = isBelow ? box.bottom + GAP : box.top - GAP - card.offsetHeight;
  const start = getComputedStyle(link).direction === "rtl" ? box.right - card.offsetWidth : box.left;
  const put = ([left, to]) => [Math.max(Math.min(left, width - card.offsetWidth - EDGE), EDGE), Math.max(Math.min(to, height - card.offsetHeight - EDGE), EDGE)];
  const near = at ? [] : neighbours(link);
  const places = [[start, top], ...(near.length ? [
    [start, isBelow ? box.top - GAP - card.offsetHeight : box.bottom + GAP],
    [Math.max(...near.map((one) => one.right), box.right) + GAP, box.top],
    [start, Math.max(...near.map((one) => one.bottom)) + GAP],
    [start, Math.min(...near.map((one) => one.top)) - GAP - card.offsetHeight],
  ] : [])].map(put);
  const hides = ([left, to]) => [...near, box].some((one) => left < one.right && one.left < left + card.offsetWidth && to < one.bottom && one.top < to + card.offsetHeight);
  const [left, to] = places.find((one) => !hides(one)) ?? places[0];
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${to + scrollY}px`;
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
  place(link, want.at);
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
    if (shown) event.stopPropagation(); // it puts this away and nothing else
    hide();
  }, true);
  // The card moves with the page, and not with what moves in a frame of its own.
  document.addEventListener("scroll", (event) => { if (event.target !== document) hide(); }, true);
  notice(first);
}
