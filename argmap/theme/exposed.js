// The page of weak points: shows those of one thesis, with their numbers, and opens or closes all folds.
// `all` and `wordsOf` are those of argmap.js, which runs before.
const weak = document.querySelector(".am-weak");
const { branch: choice } = weak.elements;
const points = all(".am-part [data-am-branch]");
const folds = all(".am-part details");
const more = folds.find((one) => one.querySelector(":scope > details")); // of a long list of works the rest
const works = more ? [...all(":scope > details", more.parentElement).filter((one) => one !== more), ...all(":scope > details", more)] : [];
const few = works.findIndex((one) => more.contains(one));
const totals = all(".am-contents b").map((number) => [number, Number(number.textContent)]);

function showBranch() {
  const branch = choice?.value;
  const isLeft = (one) => !one.hidden;
  for (const one of all(".am-contents .am-remark")) one.hidden = Boolean(branch); // the number before it is that of the one thesis
  for (const one of points) one.hidden = Boolean(branch) && one.dataset.amBranch !== branch;
  for (const one of [...[...folds].reverse(), ...all(".am-part")]) { // what is within a fold comes before it
    const inside = all("[data-am-branch]", one);
    one.hidden = inside.length > 0 && !inside.some(isLeft);
    const number = one.querySelector(":scope > summary b");
    if (number) number.textContent = inside.filter(isLeft).length;
  }
  if (more) { // the work on which most of them rest comes first
    const restingOn = (work) => all("li", work).filter(isLeft).length;
    const inOrder = branch ? [...works].sort((one, other) => restingOn(other) - restingOn(one)) : works;
    more.before(...inOrder.slice(0, few));
    more.append(...inOrder.slice(few));
    const number = inOrder.slice(few).filter(isLeft).length;
    more.hidden = !number;
    more.querySelector("b").textContent = number;
  }
  let [shown, whole] = [0, 0];
  for (const [number, total] of totals) {
    const own = branch ? number.parentElement.querySelector(`[data-am-of="${branch}"]`)?.textContent ?? 0 : total;
    number.textContent = own;
    shown += Number(own);
    whole += total;
  }
  const say = wordsOf(weak);
  const said = weak.querySelector("output");
  if (said) said.textContent = branch ? say("of-thesis", { number: shown, total: whole }) : "";
}

// What a link leads to is shown, whichever thesis was chosen.
function reveal(hash) {
  const to = document.getElementById(hash.slice(1));
  if (!to?.closest("[hidden]")) return;
  choice.value = to.closest("[data-am-branch]")?.dataset.amBranch ?? "";
  showBranch();
  to.scrollIntoView(); // the browser may have looked for it already, while it was hidden
}

weak.addEventListener("change", showBranch);
weak.addEventListener("submit", (event) => event.preventDefault());
for (const button of weak.querySelectorAll("[data-am-open]")) {
  button.addEventListener("click", () => { for (const fold of folds) fold.open = Boolean(button.dataset.amOpen); });
}
addEventListener("click", ({ target }) => reveal(target.closest?.("a")?.hash ?? ""));
addEventListener("hashchange", () => reveal(location.hash));
showBranch(); // a browser may have kept the choice
reveal(location.hash);
