// Lets readers sort and filter a list of maps, and counts anew what the maps that are left come to.
// `all`, `element`, `wordsOf`, `address` and `remember` are those of argmap.js, which runs before.
function comparable(box) {
  const table = box.querySelector(".am-maps");
  const bar = box.querySelector(".am-filter-maps");
  const body = table.tBodies[0];
  const known = (row) => ({
    row,
    text: row.cells[0].textContent.toLowerCase(),
    name: row.querySelector("a").textContent,
    numbers: [...row.cells].slice(1).map((cell) => Number(cell.textContent)),
    marks: (row.dataset.am ?? "").split(" "),
  });
  const rows = [...body.rows].map(known);
  const [heads, ...sums] = [...table.tHead.rows].map((row) => [...row.cells]);
  const measures = heads.slice(1).map((head) => head.dataset.amOf);
  const say = wordsOf(bar);
  const told = bar.querySelector("output");
  const fields = ["find", "with", "least", "of"].map((name) => bar.elements[name]).filter(Boolean);
  const isSummed = sums[0].map((cell) => cell.textContent !== "");

  // The maps on further pages of a long list are brought when a reader first asks for something of all of them.
  let whole;
  async function bring(part) {
    const from = new URL(part, document.baseURI);
    const page = new DOMParser().parseFromString(await (await fetch(from)).text(), "text/html");
    return [...page.querySelector(".am-maps").tBodies[0].rows].map((row) => {
      const link = row.querySelector("a");
      link.href = new URL(link.getAttribute("href"), from);
      return known(document.importNode(row, true));
    });
  }
  const everything = () => {
    whole ??= Promise.all((box.dataset.amMore ?? "").split(" ").filter(Boolean).map(bring)).then((parts) => {
      rows.push(...parts.flat());
      body.append(...parts.flat().map((one) => one.row));
      for (const line of all(".am-map-parts", box)) line.hidden = true;
    }, () => {}); // where they cannot be had, what is here is sorted and filtered
    return whole;
  };

  function total(kept) {
    measures.forEach((_, column) => {
      const numbers = kept.map((one) => one.numbers[column]).sort((a, b) => a - b);
      const told = [numbers.reduce((sum, number) => sum + number, 0), numbers[Math.floor((numbers.length - 1) / 2)], numbers.at(-1)];
      sums.forEach((cells, line) => {
        if (line || isSummed[column + 1]) cells[column + 1].textContent = numbers.length ? told[line] : "";
      });
    });
  }

  async function apply() {
    await everything();
    const { find, with: having, least, of } = bar.elements;
    const wanted = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const column = measures.indexOf(of.value);
    const active = wanted.length > 0 || least.value !== "" || Boolean(having?.value);
    const kept = rows.filter((one) => wanted.every((word) => one.text.includes(word))
      && (!having?.value || one.marks.includes(having.value))
      && (least.value === "" || one.numbers[column] >= Number(least.value)));
    const keep = new Set(kept);
    for (const one of rows) one.row.classList.toggle("am-gone", !keep.has(one));
    total(kept);
    told.textContent = active ? say(kept.length ? "some" : "none", { count: kept.length, total: rows.length }) : "";
    for (const field of fields) remember(field.name, field === of && least.value === "" ? "" : field.value);
  }

  async function sort(column, down) {
    await everything();
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    const { lang } = document.documentElement;
    const by = column
      ? (a, b) => a.numbers[column - 1] - b.numbers[column - 1]
      : (a, b) => a.name.localeCompare(b.name, lang, { numeric: true });
    const order = [...rows].sort((a, b) => (down ? by(b, a) : by(a, b))); // what is alike stays in the order of the names
    body.append(...order.map((one) => one.row));
  }

  heads.forEach((head, column) => {
    const button = element("button", { type: "button", title: head.title }, head.textContent);
    head.removeAttribute("title");
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      // Whoever compares numbers looks for the largest.
      const down = head.hasAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : column > 0;
      sort(column, down);
      remember("sort", `${down ? "-" : ""}${column ? measures[column - 1] : "map"}`);
    });
  });
  const [, down, by] = /^(-?)(\w+)$/.exec(address.get("sort") ?? "") ?? [];
  const column = by === "map" ? 0 : measures.indexOf(by) + 1;
  if (by === "map" || column) sort(column, Boolean(down));

  for (const field of fields) {
    field.value = address.get(field.name) ?? "";
    if (field.selectedIndex < 0) field.selectedIndex = 0;
  }
  bar.addEventListener("input", apply);
  bar.addEventListener("submit", (event) => event.preventDefault());
  bar.addEventListener("reset", () => setTimeout(apply)); // once the fields are empty
  if (fields.some((one) => one.name !== "of" && one.value)) apply();
}

for (const box of all(".am-of-maps:has(.am-filter-maps)")) comparable(box);
