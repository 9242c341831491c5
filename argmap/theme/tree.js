// Makes an outline a tree to unfold, by the pattern of https://www.w3.org/WAI/ARIA/apg/patterns/treeview/. It works on the
// lists that the page has: what is folded is not laid out, and gets its roles when it is first unfolded.
// `all`, `element`, `wordsOf`, `address` and `remember` are those of argmap.js, which runs before.
let cards = 0;
const PAUSE = 800; // after which a letter begins another word, in milliseconds

function unfoldable(box, form) {
  const [list, frame] = [".am-tree-root", ".am-tree-frame"].map((part) => box.querySelector(part));
  const [strip, map] = [".am-tree-now", ".am-minimap"].map((part) => box.querySelector(part));
  const say = wordsOf(box);
  const hasAddress = Boolean(form);
  const branchesOf = (li) => (li.matches(".am-grows") ? li.lastElementChild : null);
  const cardOf = (li) => li.firstElementChild;
  const below = (li) => (branchesOf(li) ? [...li.lastElementChild.children].flatMap((group) => [...group.children]) : []);
  const above = (li) => li.parentElement.closest(".am-tree li");
  const wayTo = (li) => {
    const way = [];
    for (let up = above(li); up; up = above(up)) way.unshift(up);
    return way;
  };
  const isOpen = (li) => "amOpen" in li.dataset;
  const grows = (li) => li.matches(".am-grows:not(.am-bare)");
  const byId = (id) => (id ? list.querySelector(`[data-am-id="${CSS.escape(id)}"]`) : null);
  const growing = all(".am-grows", list);
  const standing = (some) => some.filter((li) => !li.matches(".am-gone"));
  const shownBelow = (li) => (isOpen(li) ? standing(below(li)) : []);
  const roots = () => standing([...list.children]);
  const siblings = (li) => (above(li) ? standing(below(above(li))) : roots());
  const lastIn = (li) => {
    const last = shownBelow(li).at(-1);
    return last ? lastIn(last) : li;
  };
  // The card that is seen next below another, or next above it.
  function after(li) {
    const [first] = shownBelow(li);
    if (first) return first;
    for (let one = li; one; one = above(one)) {
      const some = siblings(one);
      const next = some[some.indexOf(one) + 1];
      if (next) return next;
    }
    return null;
  }
  function before(li) {
    const some = siblings(li);
    const previous = some[some.indexOf(li) - 1];
    return previous ? lastIn(previous) : above(li);
  }
  const atFirst = new Set(all("li[data-am-open]", list));
  let start = atFirst; // what is open where the address says nothing of it
  let at = null;
  let lit = [];
  let trunks = [];
  let tied = [];
  let stop = list.firstElementChild; // where Tab enters
  let noting;

  // Roles come with the first sight of a card.
  function receive(li, level) {
    if (li.hasAttribute("role")) return;
    const card = cardOf(li);
    card.id ||= `am-card-${cards += 1}`;
    li.setAttribute("role", "treeitem");
    li.setAttribute("aria-level", level);
    li.setAttribute("aria-labelledby", card.id);
    li.tabIndex = -1;
    for (const link of all("a", card)) link.tabIndex = -1;
    if (branchesOf(li)) li.setAttribute("aria-expanded", isOpen(li));
    if (isOpen(li)) receiveBelow(li, level);
  }

  function receiveBelow(li, level = Number(li.getAttribute("aria-level"))) {
    for (const group of branchesOf(li).children) group.setAttribute("role", "group");
    for (const one of below(li)) receive(one, level + 1);
  }

  function fold(li, open) {
    if (!branchesOf(li) || isOpen(li) === open) return;
    li.toggleAttribute("data-am-open", open);
    if (!li.hasAttribute("role")) return; // not seen yet
    li.setAttribute("aria-expanded", open);
    if (open) receiveBelow(li);
  }

  // Where the reader is: the way there stays lit, with what stands next below. What shows it bears it, and what holds
  // many cards bears a mark of another name: by that of the cards all within it would be looked at anew.
  function light() {
    for (const one of lit) delete one.dataset.amLit;
    for (const one of trunks) delete one.dataset.amWay;
    const way = at ? [...wayTo(at), at] : [];
    const next = at && isOpen(at) ? below(at) : [];
    lit = [...way, ...next].map(cardOf);
    for (const one of lit) one.dataset.amLit = "";
    trunks = way.map(branchesOf).filter(Boolean);
    for (const one of trunks) one.dataset.amWay = "";
    for (const one of tied) delete one.dataset.amTied;
    tied = [...way, ...next].filter((li) => li.matches(".am-tied"));
    for (const one of tied) one.dataset.amTied = "";
    box.toggleAttribute("data-am-dim", Boolean(at));
    changed();
  }

  // Below the tree stands what the card does not say: its statement, what its words mean, and its links, since within the
  // tree Tab stops once. Its title tells which it is, where the card need not be in sight.
  const told = (tag, className, ...children) => element(tag, { className }, ...children);
  const said = { title: told("strong", ""), statement: told("span", "am-tree-said"), page: element("a", {}, say("page")), links: told("span", "am-tree-links") };
  const meanings = all(".am-tree-words [data-am-of]");
  const meant = told("details", "am-tree-meant", element("summary", {}, say("words")), element("dl", {}));
  strip.append(element("p", {}, said.title, " ", said.statement), told("div", "am-tree-more", said.page, said.links, meant));

  function tell() {
    const card = cardOf(at);
    const title = card.querySelector("a");
    said.title.textContent = title.textContent;
    for (const one of [said.title, said.statement]) {
      for (const name of ["lang", "dir"]) {
        if (title.hasAttribute(name)) one.setAttribute(name, title.getAttribute(name));
        else one.removeAttribute(name);
      }
    }
    said.page.hidden = !at.dataset.amId;
    said.page.href = title.href;
    said.statement.textContent = "";
    said.links.replaceChildren(...all(":scope > :is(.am-denial, .am-also)", card).flatMap((one) => [one.cloneNode(true), " "]));
    for (const link of all("a", said.links)) link.removeAttribute("tabindex");
    const known = meanings.filter((one) => card.querySelector(one.dataset.amOf));
    meant.hidden = !known.length;
    meant.open = false;
    meant.lastElementChild.replaceChildren(...known.map((one) => one.cloneNode(true)));
    strip.hidden = false;
    state(at).catch(() => {}); // the title says most of it
  }

  // The statement comes from the data of previews, where the site has it.
  async function state(li) {
    if (!li.dataset.amId || !beside) return;
    const { dataOf, nodeOf } = await import(new URL("links.js", beside));
    const { map } = nodeOf(cardOf(li).querySelector("a"));
    const cards = await dataOf(`${encodeURI(map)}/cards.json`);
    if (at === li) said.statement.textContent = cards.nodes[li.dataset.amId]?.[1] ?? "";
  }

  function leave() {
    if (!at) return;
    at.removeAttribute("aria-current");
    delete cardOf(at).dataset.amAt;
  }

  function goTo(li) {
    stop.tabIndex = -1;
    leave();
    at = stop = li;
    at.tabIndex = 0;
    at.setAttribute("aria-current", "true");
    cardOf(at).dataset.amAt = "";
    light();
    tell();
  }

  // On a phone the strip lies over the page, above the panel of a reader's position.
  function clear(li) {
    if (getComputedStyle(strip).position !== "sticky") return;
    strip.style.bottom = `${document.querySelector(".am-position:not([hidden])")?.offsetHeight ?? 0}px`;
    const card = cardOf(li).getBoundingClientRect();
    const under = card.bottom + 8 - strip.getBoundingClientRect().top;
    if (under > 0) scrollBy({ top: Math.min(under, card.top - 64), behavior: "instant" });
  }

  // What comes into view is laid out only then, and may push on what was to be seen; until the reader scrolls.
  let brought = null;
  let due = null; // where it was to be seen, whatever grows
  const again = () => { if (brought && brought === at) cardOf(at).scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" }); };
  frame.addEventListener("scrollend", () => requestAnimationFrame(() => setTimeout(again)));
  new ResizeObserver(() => setTimeout(again)).observe(list);
  for (const kind of ["wheel", "pointerdown", "touchstart"]) box.addEventListener(kind, () => { brought = due = null; }, { passive: true });
  box.addEventListener("pointerdown", () => { delete box.dataset.amKeys; });

  // Brings a card into view with as much of what it unfolds as there is room for.
  function bring(li) {
    due = li;
    const was = [frame.scrollLeft, frame.scrollTop];
    const next = shownBelow(li);
    for (const one of [next.at(-1), next[0], li]) {
      if (one) cardOf(one).scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    }
    if (box.offsetHeight < innerHeight) box.scrollIntoView({ block: "nearest", behavior: "instant" });
    clear(li);
    stepAside();
    const [left, top] = [frame.scrollLeft, frame.scrollTop];
    if (left === was[0] && top === was[1]) return;
    brought = li;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    frame.scrollTo({ left: was[0], top: was[1], behavior: "instant" });
    frame.scrollTo({ left, top, behavior: "smooth" });
  }

  function move(li) {
    if (!li) return;
    goTo(li);
    li.focus({ preventScroll: true });
    bring(li);
    clearTimeout(noting);
    noting = setTimeout(write, 200, false); // many steps, one address
  }

  // Unfolds the way to a card, whatever hides it.
  function reveal(li) {
    for (const up of wayTo(li)) fold(up, true);
    for (let up = li; up !== list; up = up.parentElement) up.classList.remove("am-gone", "am-bare");
    goTo(li);
  }

  function act(li, open = !isOpen(li)) {
    const there = li.dataset.amTo && byId(li.dataset.amTo);
    if (there) reveal(there);
    else if (grows(li)) fold(li, open);
    goTo(there || li);
    at.focus({ preventScroll: true });
    bring(at);
    write(true);
  }

  // What a pointer presses has the focus at once. Until it is let go nothing may move, or it would not be let go over the
  // card that was pressed.
  let was; // where the reader was when the pointer went down
  let isPressed = false;
  list.addEventListener("pointerdown", () => {
    was = at;
    isPressed = true;
  }, true);
  for (const kind of ["pointerup", "pointercancel"]) {
    addEventListener(kind, () => setTimeout(() => { // after the click
      const li = document.activeElement;
      if (isPressed && li !== at && li.matches("li") && list.contains(li)) goTo(li);
      isPressed = false;
    }));
  }
  box.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented) return;
    const link = event.target.closest("a[href^='#']");
    const there = link && byId(link.hash.slice(1));
    const card = event.target.closest(".am-card");
    if (there) {
      event.preventDefault();
      act(there, isOpen(there));
    } else if (card && list.contains(card) && !event.target.closest("a:not(.am-title)")) {
      const li = card.parentElement;
      event.preventDefault();
      if (!getSelection().isCollapsed && !event.target.closest("a")) return;
      const edge = card.getBoundingClientRect();
      const isRtl = getComputedStyle(list).direction === "rtl";
      const isKnob = event.clientX && (isRtl ? event.clientX - edge.left : edge.right - event.clientX) < 32;
      act(li, isOpen(li) ? !(isKnob || (was === undefined ? at : was) === li) : true);
    }
    was = undefined;
  });
  list.addEventListener("focusin", (event) => {
    if (!event.target.matches("li")) return;
    if (event.target !== at && !isPressed) goTo(event.target);
    if (!at?.matches(":focus-visible")) return;
    cardOf(at).dataset.amFocus = "";
    box.dataset.amKeys = "";
  });
  list.addEventListener("focusout", (event) => { delete event.target.firstElementChild?.dataset.amFocus; });

  // One letter, typed again and again, goes from card to card that begins with it; several stay where they fit.
  let typed = "";
  let answered = 0; // when the last letter had been: a slow machine is no pause
  function typeAhead(letter, li) {
    typed += letter.toLowerCase();
    answered = performance.now();
    const isOne = [...typed].every((one) => one === typed[0]);
    const begins = (one) => cardOf(one).querySelector("a").textContent.trim().toLowerCase().startsWith(isOne ? typed[0] : typed);
    if (!isOne && begins(li)) return;
    const next = (one) => after(one) ?? roots()[0];
    let found = next(li);
    while (found !== li && !begins(found)) found = next(found);
    if (found !== li) move(found);
    answered = performance.now();
  }

  list.addEventListener("keydown", (event) => {
    const li = event.target;
    if (!li.matches("li") || event.ctrlKey || event.metaKey || event.altKey) return;
    const isRtl = getComputedStyle(list).direction === "rtl";
    const inwards = () => {
      if (!grows(li)) return;
      if (isOpen(li)) move(shownBelow(li)[0]);
      else act(li, true);
    };
    const outwards = () => {
      if (grows(li) && isOpen(li)) act(li, false);
      else move(above(li));
    };
    if (event.timeStamp - answered > PAUSE) typed = "";
    const keys = {
      Enter: () => act(li),
      " ": () => (typed ? typeAhead(" ", li) : act(li)),
      ArrowDown: () => move(after(li)),
      ArrowUp: () => move(before(li)),
      ArrowRight: isRtl ? outwards : inwards,
      ArrowLeft: isRtl ? inwards : outwards,
      Home: () => move(roots()[0]),
      End: () => move(lastIn(roots().at(-1))),
      "*": () => {
        for (const one of siblings(li)) fold(one, true);
        act(li, true);
      },
    };
    if (keys[event.key]) {
      if (event.key !== " ") typed = "";
      keys[event.key]();
    } else if (event.key.length === 1) typeAhead(event.key, li);
    else return;
    event.preventDefault();
    event.stopPropagation(); // the theme has keys of its own, such as s for its search
  });

  // A small picture of what is unfolded, and of where in it the frame stands.
  let drawing;
  function changed() {
    clearTimeout(drawing);
    drawing = setTimeout(picture, 80); // once nothing more changes: keys held down need not wait for it
  }

  const seen = map.firstElementChild;
  function picture() {
    const [wide, high] = [frame.scrollWidth, frame.scrollHeight];
    map.hidden = wide <= frame.clientWidth + 1 && high <= frame.clientHeight + 1;
    if (map.hidden || getComputedStyle(map).display === "none") return;
    const origin = frame.getBoundingClientRect();
    const [x, y] = [map.clientWidth / wide, map.clientHeight / high];
    const [right, down] = [frame.scrollLeft - origin.left, frame.scrollTop - origin.top];
    const width = list.querySelector(".am-card").offsetWidth * x;
    const last = new Map();
    const marks = [];
    for (let li = roots()[0]; li; li = after(li)) {
      const edge = li.getBoundingClientRect();
      const [left, top] = [Math.round((edge.left + right) * x), (edge.top + down) * y];
      const isLit = "amLit" in cardOf(li).dataset;
      if (!isLit && top < (last.get(left) ?? -9) + 1.5) continue; // no room for another
      last.set(left, top);
      const colour = isLit ? "var(--am-thesis)" : "var(--am-pale)";
      const height = Math.max(Math.min(edge.height, 70) * y - 1, 1);
      marks.push([`linear-gradient(${colour}, ${colour})`, `${left}px ${top}px`, "/", `${width}px ${height}px`, "no-repeat"].join(" "));
    }
    map.style.background = [...marks, "var(--am-ground)"].join(", ");
    stand();
    stepAside();
  }

  function stand() {
    const [x, y] = [map.clientWidth / frame.scrollWidth, map.clientHeight / frame.scrollHeight];
    const edges = { left: frame.scrollLeft * x, top: frame.scrollTop * y, width: frame.clientWidth * x, height: frame.clientHeight * y };
    for (const [side, size] of Object.entries(edges)) seen.style[side] = `${size}px`;
  }

  // The picture leaves its corner to the card where the reader is.
  function stepAside() {
    if (map.hidden || !at) return;
    map.removeAttribute("data-am-aside");
    const [card, edge] = [cardOf(at), map].map((one) => one.getBoundingClientRect());
    const isUnder = card.right > edge.left - 8 && card.left < edge.right + 8 && card.bottom > edge.top - 8 && card.top < edge.bottom + 8;
    map.toggleAttribute("data-am-aside", isUnder);
  }

  function lead(event) {
    const edge = map.getBoundingClientRect();
    const left = ((event.clientX - edge.left) / edge.width) * frame.scrollWidth - frame.clientWidth / 2;
    const top = ((event.clientY - edge.top) / edge.height) * frame.scrollHeight - frame.clientHeight / 2;
    frame.scrollTo({ left, top, behavior: "instant" });
  }
  map.addEventListener("pointerdown", (event) => {
    map.setPointerCapture(event.pointerId);
    lead(event);
  });
  map.addEventListener("pointermove", (event) => { if (event.buttons) lead(event); });
  frame.addEventListener("scroll", () => {
    if (map.hidden) return;
    stand();
    if (at === document.activeElement) stepAside(); // not while the picture is what the pointer holds
  }, { passive: true });
  addEventListener("resize", changed);

  // What is open stands in the address: where the reader is, what else was unfolded, with a hyphen what was folded; `*`
  // for a tree of which most is unfolded.
  const ways = (lis) => new Set(lis.flatMap((li) => [...wayTo(li), li]).filter(branchesOf));
  function written() {
    const everything = growing;
    const open = everything.filter(isOpen);
    const isMost = open.length > 30 && open.length * 2 > everything.length;
    const known = new Set([...(isMost ? everything : start), ...ways(at ? [at] : [])]);
    const parts = [at?.dataset.amId ?? "", ...(isMost ? ["*"] : [])];
    for (const li of open.reverse()) {
      if (known.has(li)) continue;
      parts.push(li.dataset.amId);
      for (const one of ways([li])) known.add(one);
    }
    for (const li of known) if (!isOpen(li)) parts.push(`-${li.dataset.amId}`);
    return parts.join(",");
  }

  function write(isStep) {
    clearTimeout(noting);
    if (!hasAddress) return;
    const parts = written();
    const to = location.pathname + location.search + (parts ? `#${parts}` : "");
    if (to !== location.pathname + location.search + location.hash) history[isStep ? "pushState" : "replaceState"](history.state, "", to);
  }

  function read() {
    const [first, ...others] = location.hash.slice(1).split(",");
    if (first && !byId(first)) return; // it is no address within the tree
    const there = byId(first);
    const named = others.filter((part) => !part.startsWith("-")).map(byId).filter(Boolean);
    const folded = others.filter((part) => part.startsWith("-")).map((part) => byId(part.slice(1)));
    const open = new Set([...(others.includes("*") ? growing : start), ...ways(there ? [there, ...named] : named)]);
    for (const li of growing) fold(li, open.has(li) && !folded.includes(li));
    if (there) {
      reveal(there);
      bring(there);
    } else if (at) {
      leave();
      at = null;
      strip.hidden = true;
      light();
    }
    changed();
  }

  function workWith(form) {
    const told = form.querySelector("output");
    const { find, section, depth } = form.elements;
    const ofNodes = () => all("li[data-am-id]", list);
    let texts;
    let last = -1;

    function next() {
      const wanted = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      remember("find", find.value.trim());
      texts ??= ofNodes().map((li) => [li, all(":scope > .am-card > :is(.am-title, .am-who)", li).map((one) => one.textContent.toLowerCase()).join(" ")]);
      const hits = wanted.length ? texts.filter(([, text]) => wanted.every((word) => text.includes(word))) : [];
      told.textContent = wanted.length && !hits.length ? say("none") : "";
      if (!hits.length) return;
      last = (last + 1) % hits.length;
      reveal(hits[last][0]);
      bring(at);
      const title = cardOf(at).querySelector("a").cloneNode(true);
      title.removeAttribute("tabindex");
      title.href = `#${at.dataset.amId}`;
      title.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        leaveFor();
      });
      told.replaceChildren(say("found", { number: last + 1, total: hits.length }), " ", title);
      if (!last) told.append(" ", element("span", { className: "am-key" }, say("leads")));
      write(true);
    }

    // From what was asked to what was found.
    function leaveFor() {
      if (!at || last < 0) return false;
      at.focus({ preventScroll: true });
      bring(at);
      return true;
    }

    let openBefore;
    function filter() {
      const chosen = section.value;
      remember("section", chosen);
      const nodes = ofNodes();
      const kept = new Set();
      let count = 0;
      for (const li of nodes) {
        if (li.dataset.amSection !== chosen) continue;
        count += 1;
        for (const one of [...wayTo(li), li]) kept.add(one);
      }
      if (chosen) openBefore ??= growing.filter(isOpen);
      for (const li of all("li", list)) {
        const isKept = !chosen || kept.has(li) || (li.dataset.amTo && li.dataset.amSection === chosen && kept.has(above(li)));
        li.classList.toggle("am-gone", !isKept);
      }
      for (const li of growing) {
        const some = below(li).some((one) => !one.matches(".am-gone"));
        li.classList.toggle("am-bare", !some);
        for (const group of branchesOf(li).children) group.classList.toggle("am-gone", !group.querySelector(":scope > li:not(.am-gone)"));
        fold(li, chosen ? some : (openBefore ?? []).includes(li));
      }
      start = chosen ? new Set(growing.filter(isOpen)) : atFirst;
      if (!chosen) openBefore = undefined;
      told.textContent = chosen ? say("shown", { count, total: nodes.length }) : "";
      if (at && at.matches(".am-gone")) move(wayTo(at).findLast((li) => !li.matches(".am-gone")));
      light();
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      next();
    });
    find.addEventListener("input", () => { last = -1; });
    find.addEventListener("keydown", (event) => {
      if (["Escape", "ArrowDown"].includes(event.key) && !event.isComposing && leaveFor()) event.preventDefault();
    });
    section?.addEventListener("change", () => {
      filter();
      write(true);
    });
    depth.addEventListener("change", () => {
      const deep = (li) => wayTo(li).length + 1;
      for (const li of growing) fold(li, depth.value ? deep(li) < Number(depth.value) : atFirst.has(li));
      const hidden = at && wayTo(at).find((li) => !isOpen(li));
      if (hidden) goTo(hidden);
      light();
      write(true);
    });
    if (section && address.get("section")) {
      section.value = address.get("section");
      if (section.selectedIndex < 0) section.value = "";
      filter();
    }
    find.value = address.get("find") ?? "";
    if (location.hash) read();
    else if (find.value) next();
  }

  // The strip grows once the statement is there, and would cover what has the focus or was found.
  new ResizeObserver(() => { if (at && (at === due || at === document.activeElement)) bring(at); }).observe(strip);
  document.documentElement.dataset.amTree = "";
  list.setAttribute("role", "tree");
  list.setAttribute("aria-label", say("name"));
  for (const li of all(":scope > li", list)) receive(li, 1);
  stop.tabIndex = 0;
  if (hasAddress) {
    workWith(form);
    addEventListener("popstate", read);
    // The browser has its own idea of where the address leads: to the edge of the card, and once all is loaded.
    addEventListener("load", () => setTimeout(() => { if (at) bring(at); }));
  }
  changed();
}

// Where a browser cannot tell that scripts run, nothing is folded.
if (matchMedia("(scripting: enabled)").matches) for (const box of all(".am-tree")) unfoldable(box, box.matches(".am-tree-whole") ? document.querySelector(".am-tree-form") : null);
