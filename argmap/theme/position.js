// A reader's own position: what the reader accepts, is unsure of and rejects stands in the address and goes along to every
// page of the map; the tab remembers it, so that it is the same on the pages that the reader goes back to. What follows
// from it is said in words, as argmap/analysis/position.py has it: a node falls if the reader rejects it, or if it had
// reasons and all of them fell; linked premises fall together. Nodes are numbers, as in position.json, which has the words too.
import { addressOf, dataOf, element, nodeOf, site } from "./links.js";

const ANSWERS = ["yes", "unsure", "not"];
const WITH = "with-"; // stands before the answers of the position with which this one is compared
const SHOWN = 12;

export function fallen(reasons, rejected) {
  const gone = new Set(rejected);
  for (let before = -1; before < gone.size;) {
    before = gone.size;
    reasons.forEach((groups, node) => {
      if (groups.length && groups.every((group) => group.some((one) => gone.has(one)))) gone.add(node);
    });
  }
  return gone;
}

// How each objection stands where some nodes are gone, by the rules of argmap/analysis/labelling.py; by "origin target".
export function standings({ ids, attacks, cuts }, gone) {
  const labels = new Map([...gone].map((node) => [node, "out"]));
  const on = ids.map(() => []);
  for (const attack of attacks) on[attack[0]].push(attack);
  const labelOf = ([, premises, undercuts]) => {
    const [own, others] = [premises, undercuts].map((nodes) => nodes.map((node) => labels.get(node)));
    if (own.includes("out") || others.includes("in")) return "out";
    return own.every((label) => label === "in") && others.every((label) => label === "out") ? "in" : "";
  };
  for (let before = -1; before < labels.size;) {
    before = labels.size;
    on.forEach((some, node) => {
      const found = labels.has(node) ? [""] : some.map(labelOf);
      if (found.includes("in")) labels.set(node, "out");
      else if (found.every((label) => label === "out")) labels.set(node, "in");
    });
  }
  const found = new Map();
  for (const attack of attacks) {
    for (const origin of attack[1]) {
      const known = [found.get(`${origin} ${attack[0]}`), labelOf(attack)];
      found.set(`${origin} ${attack[0]}`, ["in", "", "out"].find((label) => known.includes(label)));
    }
  }
  for (const [origin, , conclusion] of cuts) found.set(`${origin} ${conclusion}`, labels.get(origin) ?? "");
  return found;
}

// The answers that an address holds, by node; and the ids in it that no node of the map has.
export function positionIn(query, { ids, aliases, silent }, prefix = "") {
  const numbers = new Map([...Object.entries(aliases), ...ids.map((id, number) => [id, number])]);
  const [answers, unknown] = [new Map(), []];
  for (const answer of ANSWERS) {
    for (const id of (query.get(prefix + answer) ?? "").split(",").filter(Boolean)) {
      const node = numbers.get(id);
      if (node === undefined || silent.includes(node)) unknown.push(id);
      else answers.set(node, answer);
    }
  }
  return [answers, unknown];
}

// Which of the reasons for a node, or of the objections to it, are left, of how many; which reasons are torn from linked ones.
export function reasonsLeft({ reasons }, node, gone) {
  const every = [...new Set(reasons[node].flat())];
  const left = [...new Set(reasons[node].filter((group) => !group.some((one) => gone.has(one))).flat())];
  return { left, count: every.length, torn: every.filter((one) => !gone.has(one) && !left.includes(one)) };
}

export function objectionsLeft({ attacks, cuts }, node, gone) {
  const groups = attacks.filter(([target]) => target === node).map(([, premises]) => premises);
  const left = groups.filter((group) => !group.some((one) => gone.has(one)));
  const denials = cuts.filter(([, , conclusion]) => conclusion === node).map(([origin]) => origin);
  const once = (some, more) => [...new Set([...some.flat(), ...more])]; // who objects in two ways counts once, as in lists
  return { left: once(left, denials.filter((one) => !gone.has(one))), count: once(groups, denials).length };
}

export async function begin(toMap, isTrying, isContinued) {
  const map = toMap.href.slice(site.href.length, -1);
  const sheet = element("link", { rel: "stylesheet", href: new URL("panel.css", import.meta.url) });
  const isDressed = new Promise((done) => { sheet.onload = sheet.onerror = done; });
  document.head.append(sheet);
  const [data] = await Promise.all([dataOf(`${map}/position.json`), isDressed]);
  const { ids, titles, reasons, bears, words } = data;
  const rules = new Intl.PluralRules(data.locale);
  const form = document.querySelector(".am-own");
  const follows = document.querySelector(".am-follows");
  const change = document.querySelector(".am-change");
  const tryOut = document.querySelector(".am-try");
  const own = form ? ids.indexOf(form.dataset.amNode) : -1;
  let given = null; // stands in the place of `change` while the node is rejected: no key folds what came by itself
  let [answers, unknown] = positionIn(new URLSearchParams(location.search), data);
  let [others, unknownOthers] = positionIn(new URLSearchParams(location.search), data, WITH);
  const havingIn = (some, answer) => [...some].filter(([, one]) => one === answer).map(([node]) => node);
  const having = (answer) => havingIn(answers, answer);

  // Every address that was opened in this tab began a position, and the pages that the reader went on to from there have
  // its number in their state: on the way back each has it as it is by now.
  const shelf = `am-position ${toMap.href}`;
  function kept() {
    try {
      return JSON.parse(sessionStorage.getItem(shelf)) ?? { all: [], now: 0 };
    } catch {
      return { all: [], now: 0 }; // a browser may keep nothing
    }
  }
  function written(some, prefix = "", query = new URLSearchParams()) {
    for (const answer of ANSWERS) {
      const nodes = havingIn(some, answer).map((node) => ids[node]);
      if (nodes.length) query.set(prefix + answer, nodes.join(","));
      else query.delete(prefix + answer);
    }
    return query.toString().replaceAll("%2C", ",");
  }
  function takeUp() {
    const { all, now } = kept();
    const newest = all[history.state?.amPosition ?? now];
    if (newest !== undefined) [answers, unknown] = positionIn(new URLSearchParams(newest), data);
  }
  if (isContinued) takeUp();
  const { all: before, now: last } = kept();
  const number = history.state?.amPosition ?? (isContinued || before[last] === written(answers) ? last : before.length);

  // The parts of a sentence: texts, and what stands in the places to fill in.
  function parts(name, values = {}) {
    const said = words[name];
    const text = typeof said === "string" ? said : said[rules.select(values.count)] ?? said.other ?? Object.values(said)[0];
    return text.split(/(\{\w+\})/).map((part) => values[/^\{(\w+)\}$/.exec(part)?.[1]] ?? part);
  }
  const say = (name, values) => parts(name, values).join("");

  function link(node, name) {
    const made = element("a", { href: `${toMap.href}${ids[node]}/` }, name ?? titles[node]);
    if (name) return made;
    if (data.lang) made.lang = data.lang;
    if (data.dir) made.dir = data.dir;
    return made;
  }
  function links(nodes) {
    const rest = nodes.length - SHOWN;
    const shown = nodes.slice(0, SHOWN).flatMap((node, at) => [at ? "; " : " ", link(node)]);
    return rest > 0 ? [...shown, "; ", say("more", { count: rest })] : shown;
  }

  function remember() {
    const query = new URLSearchParams(location.search);
    written(answers, "", query);
    const text = written(others, WITH, query);
    history.replaceState({ ...history.state, amPosition: number }, "", location.pathname + (text ? `?${text}` : "") + location.hash);
    const { all } = kept();
    all[number] = written(answers);
    try {
      sessionStorage.setItem(shelf, JSON.stringify({ all, now: number }));
    } catch {} // then only the address knows
  }

  // What is counted is named too, unless all of it is left.
  function counted(name, node, { left, count, torn = [] }) {
    return [
      ...parts(name, { left: left.length, count, title: link(node) }),
      ...(left.length < count ? [" (", ...links(left).slice(1), ")"] : []),
      ...(torn.length ? [...parts("torn"), ...links(torn)] : []),
    ];
  }
  function ofReasons(node, gone) {
    const found = reasonsLeft(data, node, gone);
    return found.left.length ? counted("reasons", node, found) : parts("no-reason", { title: link(node) });
  }

  // Whether each thesis stands that has lost a reason, and the one above a node in any case.
  function theses(gone, node = -1) {
    let top = node;
    for (const seen = new Set(); data.up[top] >= 0 && !seen.has(top); top = data.up[top]) seen.add(top);
    const told = new Map();
    for (const [at, thesis] of data.theses.entries()) {
      const { left, count } = reasonsLeft(data, thesis, gone);
      const isRefused = gone.has(thesis) && (thesis === node || answers.get(thesis) === "not");
      if (!isRefused && (thesis === top ? !count : left.length === count)) continue;
      const name = data.theses.length > 1 ? say("numbered", { number: at + 1 }) : say("only");
      const values = { left: left.length, count, thesis: thesis === own ? name : link(thesis, name) };
      if (isRefused) told.set(thesis, parts("refused", values));
      else if (gone.has(thesis)) told.set(thesis, parts("ruined", values));
      else told.set(thesis, left.length < count ? parts("stands", values) : parts("untouched", values));
    }
    return told;
  }
  const asLines = (told) => [...told.values()].map((line) => element("p", { className: "am-verdict" }, ...line));
  // The count stands there: which they are.
  function namesLeft(node, gone) {
    const { left, torn } = reasonsLeft(data, node, gone);
    return [...parts("left-for", { title: link(node) }), ...links(left), ...(torn.length ? [...parts("torn"), ...links(torn)] : [])];
  }
  const hasLost = (node, gone) => reasonsLeft(data, node, gone).left.length < new Set(reasons[node].flat()).size;

  // What a reader who rejects a node gives up and has on their side, and what follows for what it bears on; of the theses
  // told already only which reasons are left.
  function afterRejecting(node, gone, told) {
    const before = fallen(reasons, having("not").filter((one) => one !== node));
    const standing = reasons[node].filter((group) => !group.some((one) => before.has(one)));
    const lines = [];
    const isBelow = change && node === own && standing.length === reasons[node].length; // the page lists it already
    if (change && node === own) change.hidden = true; // it lists more than what is left
    if (isBelow) lines.push([toGiven()]);
    else if (standing.length) lines.push([...parts("give-up", { count: standing.length }), ...choices(standing)]);
    else lines.push(parts(reasons[node].length ? "gave-up" : "ungrounded"));
    const denying = data.cuts.filter(([origin, , conclusion]) => conclusion === node && !gone.has(origin)).map(([origin]) => origin);
    const contrary = new Set([...against(node, gone).flat(), ...denying]);
    const isRival = data.rivals.includes(node);
    if (contrary.size) lines.push([...parts(isRival ? "sides-reply" : "sides"), ...links([...contrary])]);
    for (const [type, target, conclusion] of bears[node]) {
      if (type === "supports" && !told.has(target)) lines.push(ofReasons(target, gone));
      else if (type === "supports" && !gone.has(target)) lines.push(namesLeft(target, gone));
      else if (type === "attacks") {
        const found = objectionsLeft(data, target, gone);
        lines.push(found.left.length ? counted("objections", target, found) : parts("no-objection", { title: link(target) }));
      } else if (type === "undercuts") lines.push(parts("unchallenged", { premise: link(target), title: link(conclusion) }));
      else if (`${type}-gone` in words) lines.push(parts(`${type}-gone`, { title: link(target) }));
    }
    if (data.abroad.includes(node)) lines.push(parts("abroad"));
    if (!bears[node].length && !data.abroad.includes(node)) lines.push(parts("nothing"));
    const targets = bears[node].filter(([type]) => type === "supports").map(([, target]) => target);
    const falls = [...fallen(reasons, [node])].filter((one) => one !== node && !targets.includes(one) && !told.has(one));
    if (falls.length) lines.push([...parts("falls"), ...links(falls)]);
    return lines;
  }

  // What else to reject stands open below what follows, and one link away from it.
  function toGiven() {
    if (!given) {
      const [heading, ...content] = change.cloneNode(true).children;
      given = element("div", { className: "am-given", tabIndex: -1 }, element("p", {}, ...heading.childNodes), ...content);
      change.before(given);
    }
    const made = element("a", { href: "#" }, say("give-up-below"));
    made.addEventListener("click", (event) => {
      event.preventDefault();
      given.focus({ preventScroll: true });
      given.scrollIntoView({ block: "nearest" });
    });
    return made;
  }

  // What still stands against a node: each reply by itself, or linked ones, of which one is enough to reject.
  function against(node, gone) {
    return data.attacks
      .filter(([target, premises, undercuts]) => target === node && !premises.some((one) => gone.has(one))
        && !undercuts.some((one) => answers.get(one) === "yes"))
      .map(([, premises]) => premises);
  }
  function choices(groups) {
    const listed = groups.slice(0, SHOWN).flatMap((group, at) => [
      at ? "; " : " ", ...group.flatMap((one, place) => [place ? ` ${say("or")} ` : "", link(one)]),
    ]);
    const rest = groups.length - SHOWN;
    return rest > 0 ? [...listed, "; ", say("more", { count: rest })] : listed;
  }
  const replies = (node, gone) => choices(against(node, gone));

  function afterAccepting(node, gone) {
    const isRival = data.rivals.includes(node);
    const lines = [];
    if (!reasons[node].length) lines.push(parts("given"));
    else if (hasLost(node, gone)) lines.push(ofReasons(node, gone));
    const attacked = data.attacks.some(([target]) => target === node);
    const standing = replies(node, gone);
    if (standing.length) lines.push([...parts(isRival ? "replies" : "contrary"), ...standing]);
    else if (attacked) lines.push(parts("replied"));
    else if (isRival) lines.push(parts("no-reply"));
    for (const [type, target, conclusion] of bears[node]) {
      const denying = bears.flatMap((some, origin) => (gone.has(origin) ? [] : some
        .filter(([kind, premise, to]) => kind === "undercuts" && premise === node && to === target).map(() => origin)));
      if (type === "supports") lines.push(hasLost(target, gone) ? ofReasons(target, gone) : parts("supports", { title: link(target) }));
      else if (type === "attacks") lines.push(parts(answers.get(target) === "yes" ? "attacks-own" : "attacks", { title: link(target) }));
      else if (type === "undercuts") lines.push(parts("undercuts", { premise: link(target), title: link(conclusion) }));
      else if (type in words) lines.push(parts(type, { title: link(target) }));
      if (denying.length) lines.push([...parts("denied", { title: link(target) }), ...links(denying)]);
    }
    return lines.length ? lines : [ofReasons(node, gone)];
  }

  // What follows from the answer to a node, on its own page below the answers, elsewhere for the last one that was given.
  // Returns the theses told of there.
  function sayWhatFollows(node, gone) {
    const answer = answers.get(node);
    const wouldBe = answer === "unsure" ? fallen(reasons, [...having("not"), node]) : gone;
    let [lines, told] = [[], new Map()];
    given?.remove();
    given = null;
    if (change) change.hidden = false;
    if (answer === "yes") lines = afterAccepting(node, gone);
    else if (answer) {
      told = theses(wouldBe, node);
      lines = afterRejecting(node, wouldBe, told);
    } else if (follows && hasLost(node, gone)) {
      if (data.theses.includes(node)) told = theses(gone);
      if (!told.has(node)) lines = [ofReasons(node, gone)];
      else if (!gone.has(node)) lines = [namesLeft(node, gone)];
      if (change) change.hidden = gone.has(node); // nothing is left to give up
    }
    const about = element("p", {}, ...(follows ? [] : [link(node), " – "]), say(`if-${answer ?? "none"}`));
    const list = lines.length ? [element("ul", {}, ...lines.map((line) => element("li", {}, ...line)))] : [];
    const verdicts = asLines(told);
    (follows ?? status).replaceChildren(
      ...(answer === "unsure" ? [about, ...verdicts, ...list] : [...verdicts, ...(list.length ? [about, ...list] : [])]),
    );
    return told;
  }

  const bar = element("section", { className: "am-position", hidden: true });
  bar.setAttribute("aria-label", say("name"));
  const status = element("div", { className: "am-follows" });
  status.setAttribute("role", "status");
  const [fold, sum, lists, compared] = ["details", "summary", "div", "section"].map((tag) => element(tag));

  // The panel covers some of the page: a button beside the answers leads there, Escape puts it away
  // and leads back.
  const toBar = form?.querySelector(".am-to-position");
  // The page leaves room for it, and is told so by an attribute: what a large tree holds would be searched by :has() at every step.
  function place(isShown) {
    bar.hidden = !isShown;
    document.documentElement.toggleAttribute("data-am-positioned", isShown);
  }
  let isClosed = false;
  let cameFrom = null;
  // On a phone it is one line that opens to a sheet over the page; whoever goes on in the page lowers it first.
  // Elsewhere it would cover as much, but while two positions are compared it is what the reader looks at.
  const isSheet = matchMedia("(max-width: 44.9375em)");
  const measure = () => document.documentElement.style.setProperty("--am-bar", `${bar.offsetHeight}px`);
  function lower() {
    fold.open = false;
    measure(); // what gets the focus is brought into sight at once
  }
  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      if ((isSheet.matches || !others.size) && fold.open && !bar.contains(target)) lower();
    });
  }
  function close() {
    if (isSheet.matches && fold.open) {
      lower();
      sum.focus();
      return;
    }
    const was = cameFrom?.isConnected ? cameFrom : form?.querySelector(":checked") ?? form?.elements.own[0];
    if (bar.contains(document.activeElement)) (was ?? tryOut ?? document.querySelector("article a"))?.focus();
    isClosed = true;
    place(false);
  }
  toBar?.addEventListener("click", () => {
    isClosed = false;
    place(true);
    fold.open = true;
    sum.focus();
  });
  bar.addEventListener("focusin", ({ relatedTarget: was }) => {
    if (was && was !== toBar && !bar.contains(was)) cameFrom = was.closest(".am-own, .am-mine") ? was : null;
  });
  for (const part of form ? [bar, form] : [bar]) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing || bar.hidden) return;
      event.stopPropagation();
      close();
    });
  }

  const listed = (name, content) => (content.length ? [element("p", {}, element("strong", {}, say(name)), ...content)] : []);

  // The summary of the position, but for the theses that are told of beside the answers.
  function tell(gone, told) {
    const rejected = having("not");
    const lost = [...gone].filter((node) => !rejected.includes(node));
    const open = [...fallen(reasons, [...rejected, ...having("unsure")])].filter((node) => !gone.has(node) && answers.get(node) !== "unsure");
    const counts = [...ANSWERS.map((answer) => [answer, having(answer).length]), ["fallen", lost.length]]
      .filter(([name, count]) => count || (name === "fallen" && rejected.length))
      .map(([name, count]) => say(count ? `count-${name}` : "count-nothing", { count }));
    sum.replaceChildren(element("strong", {}, say("name")), ` ${counts.join(" · ")}`);
    const before = standings(data, new Set());
    const turned = [...standings(data, gone)]
      .filter(([ends, how]) => how !== before.get(ends) && !ends.split(" ").some((node) => gone.has(Number(node))));
    const accepted = having("yes");
    const groundless = accepted.filter((node) => reasons[node].length && gone.has(node));
    lists.replaceChildren(
      ...ANSWERS.flatMap((answer) => listed(`list-${answer}`, links(having(answer)))),
      ...listed("list-fallen", links(lost)),
      ...[...theses(gone)].filter(([node]) => !told.has(node) && !gone.has(node))
        .map(([node, line]) => element("p", {}, ...line, " – ", ...namesLeft(node, gone))),
      ...listed("groundless", links(groundless)),
      ...accepted.flatMap((node) => {
        const held = data.attacks.filter(([target, premises]) => target === node && premises.every((one) => answers.get(one) === "yes"));
        return held.map(([, premises]) => element("p", {}, ...parts("both", { title: link(node) }), ...links(premises)));
      }),
      ...accepted.filter((node) => node !== own && data.rivals.includes(node)).flatMap((node) => {
        const standing = replies(node, gone);
        return standing.length ? [element("p", {}, link(node), ": ", ...parts("replies"), ...standing)] : [];
      }),
      ...listed("list-open", links(open)),
      ...[["in", "in"], ["", "undecided"], ["out", "out"]].flatMap(([how, name]) => listed(`list-${name}`,
        links([...new Set(turned.filter(([, now]) => now === how).map(([ends]) => Number(ends.split(" ")[0])))]))),
      ...([...unknown, ...unknownOthers].length ? [element("p", {}, say("unknown", { names: [...unknown, ...unknownOthers].join(", ") }))] : []),
      element("p", { className: "am-kept" }, say("kept")),
    );
    const isThere = answers.size + others.size > 0;
    place(isThere && !isClosed);
    if (toBar) toBar.hidden = !isThere;
    for (const each of document.querySelectorAll("article a, .am-position a")) markLink(each, gone);
  }

  function markLink(each, gone) {
    const to = addressOf(each).startsWith("#") ? null : nodeOf(each);
    const node = to && encodeURI(to.map) === map ? ids.indexOf(to.id) : -1;
    if (node < 0) return;
    const answer = answers.get(node);
    const isLost = gone.has(node) && answer !== "not";
    each.classList.toggle("am-refused", answer === "not");
    each.classList.toggle("am-fallen", isLost);
    const said = [answer, isLost && "fallen"].filter(Boolean).map((one) => say(`said-${one}`)).join(" ");
    if (said) each.dataset.amOwn = said;
    else delete each.dataset.amOwn;
  }

  let gone = new Set();
  function show(node = own) {
    gone = fallen(reasons, having("not"));
    remember();
    if (node < 0) status.replaceChildren();
    tell(gone, node < 0 ? new Map() : sayWhatFollows(node, gone));
    compare();
    if (form) {
      for (const one of form.elements.own) one.checked = one.value === answers.get(own);
      form.querySelector("[type=reset]").disabled = !answers.has(own);
    }
    for (const one of document.querySelectorAll(".am-mine")) one.value = answers.get(Number(one.dataset.node)) ?? "";
  }
  function answer(node, value) {
    isClosed = false;
    if (value) answers.set(node, value);
    else answers.delete(node);
    show(node);
  }

  function compareForm() {
    const field = element("input", { type: "text", name: "other", autocomplete: "off", spellcheck: false });
    const found = element("div");
    found.setAttribute("role", "status");
    const asking = element("form", {}, element("label", {}, say("its-address"), " ", field), " ", element("button", {}, say("do-compare")), found);
    asking.addEventListener("submit", (event) => {
      event.preventDefault();
      const written = URL.canParse(field.value.trim(), location.href) ? new URL(field.value.trim(), location.href).searchParams : new URLSearchParams();
      const [pasted, unknownPasted] = positionIn(written, data);
      found.replaceChildren(...(pasted.size ? [] : [element("p", {}, say("no-position"))]));
      if (!pasted.size) return;
      [others, unknownOthers] = [pasted, unknownPasted];
      show();
      compared.focus();
    });
    return element("details", { className: "am-compare" }, element("summary", {}, say("compare")), element("p", {}, say("compare-how")), asking);
  }

  function table(caption, heads, rows) {
    return element("table", {},
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...heads.map((name) => element("th", { scope: "col" }, say(name))))),
      element("tbody", {}, ...rows.map(([node, ...cells]) => element("tr", {},
        element("th", { scope: "row" }, link(node)), ...cells.map((cell) => element("td", {}, cell))))));
  }

  // Where this position and the other part, and what follows for the theses in each.
  function compare() {
    compared.hidden = others.size === 0;
    bar.classList.toggle("am-comparing", !compared.hidden);
    if (compared.hidden) return;
    const both = [answers, others];
    const lost = both.map((some) => fallen(reasons, havingIn(some, "not")));
    const parting = ids.map((_, node) => node).filter((node) => answers.get(node) !== others.get(node));
    const heads = (first) => [first, "yours", "other"];
    const outcome = (node, at) => {
      const answer = both[at].get(node);
      const { left, count } = reasonsLeft(data, node, lost[at]);
      return [...(answer ? [say(answer)] : []), left.length ? say("reasons-left", { left: left.length, count }) : say("none-left")].join("; ");
    };
    const falls = (at) => [...lost[at]].filter((node) => !lost[1 - at].has(node) && both[at].get(node) !== "not" && !data.theses.includes(node));
    const told = data.theses.filter((node) => reasons[node].length);
    announced.replaceChildren(element("strong", {}, say("compared")), " – ", say(parting.length ? "differences" : "same", { count: parting.length }));
    compared.replaceChildren(
      announced,
      ...(parting.length ? [
        table(say("parting"), heads("node"), parting.map((node) => [node, ...both.map((some) => say(some.get(node) ?? "none"))])),
        ...(told.length ? [table(say("theses"), heads("thesis"), told.map((node) => [node, outcome(node, 0), outcome(node, 1)]))] : []),
        ...listed("falls-here", links(falls(0))),
        ...listed("falls-there", links(falls(1))),
      ] : []),
      element("p", { className: "am-kept" }, say("kept-both")),
      element("p", { className: "am-acts" }, swap, " ", end),
    );
  }
  const swap = element("button", { type: "button" }, say("swap"));
  swap.addEventListener("click", () => {
    [answers, others, unknown, unknownOthers] = [others, answers, unknownOthers, unknown];
    show();
    swap.focus();
  });
  const end = element("button", { type: "button" }, say("end"));
  end.addEventListener("click", () => {
    [others, unknownOthers] = [new Map(), []];
    show();
    (answers.size ? sum : document.querySelector("article a")).focus();
  });
  const announced = element("p");
  announced.setAttribute("role", "status");
  compared.className = "am-compared";
  compared.tabIndex = -1;
  compared.setAttribute("aria-label", say("compared"));

  const copy = element("button", { type: "button" }, say("copy"));
  copy.addEventListener("click", async () => {
    const isCopied = await Promise.resolve().then(() => navigator.clipboard.writeText(location.href)).then(() => true, () => false);
    copying.replaceChildren(say(isCopied ? "copied" : "not-copied"));
    if (isCopied) return;
    const field = element("input", { type: "text", readOnly: true, value: location.href }); // a site without https has no clipboard
    field.setAttribute("aria-label", say("its-address"));
    copying.append(" ", field);
    field.select();
  });
  const copying = element("span");
  copying.setAttribute("role", "status");
  const shut = element("button", { type: "button", className: "am-shut", ariaLabel: say("close") }, "×");
  shut.addEventListener("click", close);
  const over = element("button", { type: "button" }, say("again"));
  over.addEventListener("click", () => {
    [answers, unknown, others, unknownOthers] = [new Map(), [], new Map(), []];
    show();
    (form?.elements.own[0] ?? tryOut ?? document.querySelector("article a")).focus();
  });
  fold.append(sum, compared, lists, compareForm());
  fold.open = others.size > 0;
  bar.append(fold, element("p", { className: "am-acts" }, copy, " ", over, " ", copying), shut, status);
  // A walk through the page meets it before the words of the page, and not after all of them.
  const body = document.querySelector(".md-container");
  if (body) body.before(bar);
  else document.body.append(bar);
  new ResizeObserver(measure).observe(bar);

  form?.addEventListener("change", () => answer(own, form.elements.own.value));
  form?.addEventListener("reset", () => {
    answer(own, "");
    form.elements.own[0].focus();
  });

  // On the outline every line that asserts something gets a field.
  function offerAll(isOn) {
    for (const field of document.querySelectorAll(".am-mine")) field.remove();
    tryOut.setAttribute("aria-pressed", String(isOn));
    for (const line of isOn ? document.querySelectorAll(".am-outline [data-am] > a") : []) {
      const node = ids.indexOf(nodeOf(line)?.id);
      if (node < 0 || data.silent.includes(node)) continue;
      const field = element("select", { className: "am-mine" }, ...["", ...ANSWERS].map((value) => new Option(say(value || "none"), value)));
      field.dataset.node = node;
      field.value = answers.get(node) ?? "";
      field.setAttribute("aria-label", say("one", { title: titles[node] }));
      field.addEventListener("change", () => answer(node, field.value));
      line.parentElement.insertBefore(field, line.parentElement.querySelector(":scope > details, :scope > ul"));
    }
  }
  tryOut?.addEventListener("click", () => offerAll(tryOut.getAttribute("aria-pressed") === "false"));

  for (const kind of ["click", "auxclick", "contextmenu"]) {
    document.addEventListener(kind, (event) => {
      const found = event.target.closest?.("a");
      const written = found ? addressOf(found) : "";
      const to = written && new URL(written, location.href);
      if (!to || !to.href.startsWith(toMap.href) || found.hasAttribute("download") || to.pathname === location.pathname) return;
      for (const name of ANSWERS) {
        const nodes = having(name).map((node) => ids[node]);
        if (nodes.length) to.searchParams.set(name, nodes.join(","));
        else to.searchParams.delete(name);
      }
      found.setAttribute(found.hasAttribute("href") ? "href" : "xlink:href", to.href.replaceAll("%2C", ","));
    }, true);
  }
  // Parts of a page that come later are marked too.
  new MutationObserver((changes) => {
    const made = changes.flatMap((change) => [...change.addedNodes]).filter((one) => one.nodeType === Node.ELEMENT_NODE);
    for (const one of made) for (const each of [...one.querySelectorAll("a"), ...(one.matches("a") ? [one] : [])]) markLink(each, gone);
  }).observe(document.querySelector("article") ?? document.body, { childList: true, subtree: true });

  if (form?.elements.own.value && !answers.has(own)) answers.set(own, form.elements.own.value);
  show();
  addEventListener("popstate", remember); // a step within the page takes no answer back
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    takeUp();
    show();
  });
  if (tryOut && (isTrying || answers.size)) offerAll(true);
}
