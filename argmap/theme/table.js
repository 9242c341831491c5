// Sorts a table of nodes by its columns, and folds what stands under its headings.
// `all`, `element`, `address` and `remember` are those of argmap.js, which runs before.
function sortable(table) {
  const rows = all("[data-am]", table);
  const homes = rows.map((row) => row.parentElement);
  const heads = [...table.tHead.rows[0].cells];

  function sort(column, down) {
    for (const other of heads) other.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = (row) => row.cells[column].textContent;
    // What the map says stands in the order of its own language, what argmap says in that of the page's.
    const { lang } = table.querySelector(`td:nth-child(${column + 1}) [lang]`) ?? document.documentElement;
    const inWords = (a, b) => key(a).localeCompare(key(b), lang, { numeric: true });
    const isAsWritten = "amAsWritten" in heads[column].dataset;
    const order = isAsWritten ? [...rows] : [...rows].sort(inWords);
    table.classList.toggle("am-sorted", !isAsWritten || down); // no heading has its rows below it then
    if (isAsWritten && !down) rows.forEach((row, place) => homes[place].append(row));
    else table.tBodies[0].append(...(down ? order.reverse() : order));
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

// Where there is little room, what stands under a heading is unfolded from it; where there is more, it can be folded.
function foldable(body) {
  const head = body.querySelector(".am-group > th");
  const button = element("button", { type: "button" }, ...head.childNodes);
  const turn = (open) => {
    body.dataset.amOpen = open;
    button.setAttribute("aria-expanded", open);
  };
  const arrive = () => { if (location.hash === `#${body.id}`) turn(true); };
  turn(!matchMedia("(max-width: 44.9375em)").matches);
  arrive();
  addEventListener("hashchange", arrive);
  button.addEventListener("click", () => turn(body.dataset.amOpen === "false"));
  head.append(button);
}
for (const body of all(".am-grouped > tbody")) foldable(body);
for (const table of all("table.am-nodes")) sortable(table);
