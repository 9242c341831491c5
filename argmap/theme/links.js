// Which node of which map a link leads to, and what previews and positions know of the nodes: data is asked for once.
export const site = new URL("../", import.meta.url);

export function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const files = new Map();

// Where a file cannot be had, the next wish for it asks again.
export function dataOf(path) {
  if (!files.has(path)) {
    const answer = fetch(new URL(path, site)).then((one) => (one.ok ? one.json() : Promise.reject(new Error(one.status))));
    answer.catch(() => files.delete(path));
    files.set(path, answer);
  }
  return files.get(path);
}

export function addressOf(link) {
  return link.getAttribute("href") ?? link.getAttribute("xlink:href") ?? "";
}

// Nodes have the addresses <map>/<id>/; whether there is such a map and such a node, the data says.
export function nodeOf(link) {
  const to = new URL(addressOf(link) || location.href, location.href);
  const [way, map, id] = /^(.+)\/([^/]+)\/$/.exec(to.href.slice(site.href.length).replace(/[?#].*/, "")) ?? [];
  return way && to.href.startsWith(site.href) ? { map: decodeURI(map), id, path: to.pathname } : null;
}
