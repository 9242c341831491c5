// The page for a wrong address offers those that are most like it, by the pairs of letters they share.
function pairs(words) {
  return new Set([...words].slice(1).map((letter, at) => words[at] + letter));
}

function likeness(a, b) {
  return (2 * [...a].filter((one) => b.has(one)).length) / (a.size + b.size || 1);
}

function link(href, words) {
  return Object.assign(document.createElement("a"), { href, textContent: words });
}

async function offer(missing) {
  const site = new URL(missing.dataset.amMissing, location);
  const path = decodeURI(location.pathname.slice(site.pathname.length)).toLowerCase();
  const asked = path.replace(/(index)?(\.html?|\.md)?\/*$/, "");
  const [whole, last] = [pairs(asked), pairs(asked.split("/").pop())];
  const known = await (await fetch(new URL("argmap/addresses.json", site))).json();
  const found = Object.entries(known)
    .map(([to, title]) => [likeness(last, pairs(to.split("/").at(-2))) + likeness(whole, pairs(to.slice(0, -1))) / 4, to, title])
    .sort((a, b) => b[0] - a[0])
    .filter(([like], at, all) => at < 5 && like > Math.max(0.45, all[0][0] * 0.6));
  if (!found.length) return;
  const list = document.createElement("ul");
  for (const [, to, title] of found) {
    const item = document.createElement("li");
    const code = Object.assign(document.createElement("code"), { textContent: to });
    item.append(link(new URL(to, site).href, title), " ", code);
    list.append(item);
  }
  missing.append(Object.assign(document.createElement("p"), { textContent: missing.dataset.amNearest }), list);
}

const missing = document.querySelector("[data-am-missing]");
if (missing) offer(missing).catch(() => {});
