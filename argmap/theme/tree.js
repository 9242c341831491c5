// Makes an outline a tree to unfold, by the pattern of https://www.w3.org/WAI/ARIA/apg/patterns/treeview/. It works on the
// lists that the page has: what is folded is not laid out, and gets its roles when it is first unfolded.
// `all`, `element`, `wordsOf`, `address` and `remember` are those of argmap.js, which runs before.
let cards = 0;

function unfoldable(box, form) {
  const [list, frame] = [".am-tree-root", ".am-tree-frame"].map((part) => box.querySelector(part));
  const [strip, map] = [".am-tree-now", ".am-minimap"].map((part) => box.querySelector(part));
  const say = wordsOf(box);
  const hasAddress = Boolean(form);
  const tied = (selector, inside) => all(selector, inside);
  const branchesOf = (li) => li.querySelector(":scope > .am-branches");
  const cardOf = (li) => li.querySelector(":scope > .am-card");
  const below = (li) => tied(":scope > .am-branches > ul > li", li);
  const above = (li) => li.parentElement.closest(".am-tree li");
  const wayTo = (li) => {
    const way = [];
    for (let up = above(li); up; up = above(up)) way.unshift(up);
    return way;
  };
  const isOpen = (li) => "amOpen" in li.dataset;
  const grows = (li) => Boolean(branchesOf(li)) && !li.matches(".am-bare");
  const byId = (id) => (id ? list.querySelector(`[data-am-id="${CSS.escape(id)}"]`) : null);
  const isShown = (li) => li.checkVisibility();
  const growing = () => tied("li", list).filter(branchesOf);
  const atFirst = new Set(tied("li[data-am-open]", list));
  let at = null;
  let lit = [];

  // Roles come with the first sight of a card.
  function receive(li, level) {
    if (li.hasAttribute("role")) return;
    const card = cardOf(li);
    card.id ||= `am-card-${cards += 1}`;
    li.setAttribute("role", "treeitem");
    li.setAttribute("aria-level", level);
    li.setAttribute("aria-labelledby", card.id);
    li.tabIndex = -1;
    for (const link of tied("a", card)) link.tabIndex = -1;
    if (branchesOf(li)) li.setAttribute("aria-expanded", isOpen(li));
    if (isOpen(li)) receiveBelow(li, level);
  }

  function receiveBelow(li, level = Number(li.getAttribute("aria-level"))) {
    for (const group of tied(":scope > .am-branches > ul", li)) group.setAttribute("role", "group");
    for (const one of below(li)) receive(one, level + 1);
  }

  function fold(li, open) {
    if (!branchesOf(li) || isOpen(li) === open) return;
    li.toggleAttribute("data-am-open", open);
    if (!li.hasAttribute("role")) return; // not seen yet
    li.setAttribute("aria-expanded", open);
    if (open) receiveBelow(li);
  }

  // Where the reader is: the way there stays lit, with what stands next below.
  function light() {
    for (const one of lit) one.classList.remove("am-lit");
    lit = at ? [...wayTo(at), at, ...(isOpen(at) ? below(at) : [])] : [];
    for (const one of lit) one.classList.add("am-lit");
    box.classList.toggle("am-dim", Boolean(at));
    changed();
  }

  function tell() {
    const title = cardOf(at).querySelector("a");
    const known = tied(":scope > .am-card > :is(.am-kind, .am-who, .am-counts, .am-denial, .am-also)", at);
    const page = at.dataset.amId && element("a", { href: title.href, className: "am-page" }, say("page"));
    const words = element("strong", {}, title.textContent);
    for (const name of ["lang", "dir"]) if (title.hasAttribute(name)) words.setAttribute(name, title.getAttribute(name));
    const copies = known.map((one) => one.cloneNode(true));
    for (const one of copies) for (const link of tied("a", one)) link.removeAttribute("tabindex");
    strip.replaceChildren(element("p", {}, words, " ", page || ""), element("p", {}, ...copies.flatMap((one) => [one, " "])));
    strip.hidden = false;
  }

  function goTo(li) {
    const stop = list.querySelector("li[tabindex='0']");
    if (stop) stop.tabIndex = -1;
    at?.removeAttribute("aria-current");
    at = li;
    at.tabIndex = 0;
    at.setAttribute("aria-current", "true");
    light();
    tell();
  }

  // Brings a card into view with as much of what it unfolds as there is room for.
  function bring(li) {
    const was = [frame.scrollLeft, frame.scrollTop];
    const next = isOpen(li) ? below(li).filter(isShown) : [];
    for (const one of [next.at(-1), next[0], li]) {
      if (one) cardOf(one).scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    }
    const [left, top] = [frame.scrollLeft, frame.scrollTop];
    if ((left === was[0] && top === was[1]) || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    frame.scrollTo({ left: was[0], top: was[1], behavior: "instant" });
    frame.scrollTo({ left, top, behavior: "smooth" });
  }

  function move(li) {
    if (!li) return;
    goTo(li);
    li.focus({ preventScroll: true });
    bring(li);
    write(false);
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

  let was; // where the reader was when the pointer went down: what it presses has the focus at once
  list.addEventListener("pointerdown", () => { was = at; }, true);
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
    if (event.target.matches("li") && event.target !== at) goTo(event.target);
  });

  let typed = "";
  let typing;
  function typeAhead(letter, li) {
    clearTimeout(typing);
    typing = setTimeout(() => { typed = ""; }, 600);
    typed += letter.toLowerCase();
    const shown = tied("li[role]", list).filter(isShown);
    const start = shown.indexOf(li) + (typed.length > 1 ? 0 : 1);
    const begins = (one) => cardOf(one).querySelector("a").textContent.trim().toLowerCase().startsWith(typed);
    move([...shown.slice(start), ...shown.slice(0, start)].find(begins));
  }

  list.addEventListener("keydown", (event) => {
    const li = event.target;
    if (!li.matches("li") || event.ctrlKey || event.metaKey || event.altKey) return;
    const shown = () => tied("li[role]", list).filter(isShown);
    const beside = (step) => { const some = shown(); move(some[some.indexOf(li) + step]); };
    const isRtl = getComputedStyle(list).direction === "rtl";
    const inwards = () => {
      if (!grows(li)) return;
      if (isOpen(li)) move(below(li).find(isShown));
      else act(li, true);
    };
    const outwards = () => {
      if (grows(li) && isOpen(li)) act(li, false);
      else move(above(li));
    };
    const keys = {
      Enter: () => act(li),
      " ": () => (typed ? typeAhead(" ", li) : act(li)),
      ArrowDown: () => beside(1),
      ArrowUp: () => beside(-1),
      ArrowRight: isRtl ? outwards : inwards,
      ArrowLeft: isRtl ? inwards : outwards,
      Home: () => move(shown()[0]),
      End: () => move(shown().at(-1)),
      "*": () => {
        for (const one of above(li) ? below(above(li)) : tied(":scope > li", list)) fold(one, true);
        act(li, true);
      },
    };
    if (keys[event.key]) keys[event.key]();
    else if (event.key.length === 1) typeAhead(event.key, li);
    else return;
    event.preventDefault();
  });

  // A small picture of what is unfolded, and of where in it the frame stands.
  let isWaiting = false;
  function changed() {
    if (isWaiting || !map) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      picture();
    });
  }

  const seen = element("b", {});
  function picture() {
    const [wide, high] = [frame.scrollWidth, frame.scrollHeight];
    map.hidden = wide <= frame.clientWidth + 1 && high <= frame.clientHeight + 1;
    if (map.hidden || getComputedStyle(map).display === "none") return;
    const origin = frame.getBoundingClientRect();
    const [x, y] = [map.clientWidth / wide, map.clientHeight / high];
    const [right, down] = [frame.scrollLeft - origin.left, frame.scrollTop - origin.top];
    const last = new Map();
    const marks = [];
    for (const li of tied("li[role]", list)) {
      const place = li.getBoundingClientRect();
      if (!place.height) continue;
      const column = Math.round((place.left + right) * x);
      const row = (place.top + down) * y;
      const isLit = li.matches(".am-lit");
      if (!isLit && row < (last.get(column) ?? -9) + 1.5) continue; // no room for another
      last.set(column, row);
      const mark = element("i", { className: isLit ? "am-lit" : "" });
      const card = li.firstElementChild;
      Object.assign(mark.style, { left: `${column}px`, top: `${row}px`, width: `${card.offsetWidth * x}px`, height: `${Math.max(card.offsetHeight * y - 1, 1)}px` });
      marks.push(mark);
    }
    map.replaceChildren(...marks, seen);
    stand();
  }

  function stand() {
    const [x, y] = [map.clientWidth / frame.scrollWidth, map.clientHeight / frame.scrollHeight];
    const at = { left: Math.abs(frame.scrollLeft) * x, top: frame.scrollTop * y, width: frame.clientWidth * x, height: frame.clientHeight * y };
    for (const [side, size] of Object.entries(at)) seen.style[side] = `${size}px`;
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
  frame.addEventListener("scroll", () => { if (!map.hidden) stand(); }, { passive: true });
  addEventListener("resize", changed);

  // What is open stands in the address: where the reader is, what else was unfolded, with a hyphen what was folded; `*`
  // for a tree of which most is unfolded.
  const ways = (lis) => new Set(lis.flatMap((li) => [...wayTo(li), li]).filter(branchesOf));
  function written() {
    const everything = growing();
    const open = everything.filter(isOpen);
    const isMost = open.length > 30 && open.length * 2 > everything.length;
    const known = new Set([...(isMost ? everything : atFirst), ...ways(at ? [at] : [])]);
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
    if (!hasAddress) return;
    const parts = written();
    const to = location.pathname + location.search + (parts ? `#${parts}` : "");
    if (to !== location.pathname + location.search + location.hash) history[isStep ? "pushState" : "replaceState"](null, "", to);
  }

  function read() {
    const [first, ...others] = decodeURIComponent(location.hash.slice(1)).split(",");
    if (first && !byId(first)) return; // it is no address within the tree
    const there = byId(first);
    const named = others.filter((part) => !part.startsWith("-")).map(byId).filter(Boolean);
    const folded = others.filter((part) => part.startsWith("-")).map((part) => byId(part.slice(1)));
    const open = new Set([...(others.includes("*") ? growing() : atFirst), ...ways(there ? [there, ...named] : named)]);
    for (const li of growing()) fold(li, open.has(li) && !folded.includes(li));
    if (there) {
      reveal(there);
      bring(there);
    } else if (at) {
      at.removeAttribute("aria-current");
      at = null;
      strip.hidden = true;
      light();
    }
    changed();
  }

  function workWith(form) {
    const told = form.querySelector("output");
    const { find, section, depth } = form.elements;
    const ofNodes = () => tied("li[data-am-id]", list);
    let texts;
    let last = -1;

    function next() {
      const wanted = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      remember("find", find.value.trim());
      texts ??= ofNodes().map((li) => [li, tied(":scope > .am-card > :is(.am-title, .am-who)", li).map((one) => one.textContent.toLowerCase()).join(" ")]);
      const hits = wanted.length ? texts.filter(([, text]) => wanted.every((word) => text.includes(word))) : [];
      told.textContent = wanted.length && !hits.length ? say("none") : "";
      if (!hits.length) return;
      last = (last + 1) % hits.length;
      reveal(hits[last][0]);
      bring(at);
      told.textContent = say("found", { number: last + 1, total: hits.length });
      write(true);
    }

    let before;
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
      if (chosen) before ??= growing().filter(isOpen);
      for (const li of tied("li", list)) {
        const isKept = !chosen || kept.has(li) || (li.dataset.amTo && li.dataset.amSection === chosen && kept.has(above(li)));
        li.classList.toggle("am-gone", !isKept);
      }
      for (const li of growing()) {
        const some = below(li).some((one) => !one.matches(".am-gone"));
        li.classList.toggle("am-bare", !some);
        for (const group of tied(":scope > .am-branches > ul", li)) group.classList.toggle("am-gone", !group.querySelector(":scope > li:not(.am-gone)"));
        fold(li, chosen ? some : (before ?? []).includes(li));
      }
      if (!chosen) before = undefined;
      told.textContent = chosen ? say("shown", { count, total: nodes.length }) : "";
      if (at && at.matches(".am-gone")) move(wayTo(at).findLast((li) => !li.matches(".am-gone")));
      light();
      write(true);
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      next();
    });
    find.addEventListener("input", () => { last = -1; });
    section?.addEventListener("change", filter);
    depth.addEventListener("change", () => {
      const deep = (li) => wayTo(li).length + 1;
      for (const li of growing()) fold(li, depth.value ? deep(li) < Number(depth.value) : atFirst.has(li));
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
    if (find.value && !location.hash) next();
  }

  list.setAttribute("role", "tree");
  list.setAttribute("aria-label", say("name"));
  for (const li of tied(":scope > li", list)) receive(li, 1);
  list.firstElementChild.tabIndex = 0;
  if (hasAddress) {
    if (location.hash) read();
    addEventListener("popstate", read);
    workWith(form);
  }
  changed();
}

// Where a browser cannot tell that scripts run, nothing is folded.
if (matchMedia("(scripting: enabled)").matches) for (const box of all(".am-tree")) unfoldable(box, box.matches(".am-tree-whole") ? document.querySelector(".am-tree-form") : null);
