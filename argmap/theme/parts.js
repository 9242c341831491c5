// Leads to the part of a long page in which what an address names stands now. `address` and `beside` are those of
// argmap.js, which runs before; the table of all places is fetched only when something is not on this page.
const inParts = document.querySelector(".am-in-parts");

async function leadOn() {
  const [id] = decodeURIComponent(location.hash.slice(1)).split(",");
  if (!id || document.getElementById(id)) return;
  const first = new URL(inParts.dataset.amOf, location.href);
  const page = first.pathname.split("/").at(-2);
  const table = await fetch(new URL("../parts.json", first)).then((one) => one.json()).catch(() => ({}));
  const part = table[page]?.[id];
  const to = part ? new URL(`../${part}/`, first) : first;
  if (to.pathname !== location.pathname) location.replace(to.href + location.hash);
}

addEventListener("hashchange", leadOn);
leadOn();
