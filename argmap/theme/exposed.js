// The page of weak points: shows those of one thesis, and opens or closes all folds.
const weak = document.querySelector(".am-weak");
const points = [...document.querySelectorAll(".am-part [data-am-branch]")];
const folds = [...document.querySelectorAll(".am-part details")];

function showBranch() {
  const branch = weak.elements.branch?.value;
  for (const one of points) one.hidden = Boolean(branch) && one.dataset.amBranch !== branch;
  for (const fold of folds) {
    const inside = [...fold.querySelectorAll("li[data-am-branch]")];
    fold.hidden = inside.length > 0 && inside.every((one) => one.hidden);
  }
}

weak.addEventListener("change", showBranch);
weak.addEventListener("submit", (event) => event.preventDefault());
for (const button of weak.querySelectorAll("[data-am-open]")) {
  button.addEventListener("click", () => { for (const fold of folds) fold.open = Boolean(button.dataset.amOpen); });
}
showBranch(); // a browser may have kept the choice
