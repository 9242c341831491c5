// The theme's search with its results in another order: what is called by the very words that were typed comes first, and what
// is in the map one reads before its like elsewhere, or, on a page of no map, what is in the first map of the navigation. It runs in the place of the theme's worker, which it loads, and whose
// name and the map's folder, or the folders of all maps in their order, its address tells, escaped as in the addresses of results.
const [worker, map, ...maps] = location.search.slice(1).split("&");
const theirs = new URL(`../assets/javascripts/workers/${worker}`, location);

const NEARER = 3; // how much more a result counts that is in the same map
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]; // what the theme calls its messages

const load = self.importScripts.bind(self);
load(String(new URL("letters.js", location)));
const { plain, withoutLetters, isLetter } = self.argmapLetters;
const isCalled = (title, asked) => [title, title.split(" · ")[0]].some((one) => plain(one) === asked); // behind it stand works

// What is called alike stands in the order of the maps: a step in it counts as much as any score, and being a page more than all steps.
function ofName({ title, location: to }, asked) {
  if (!asked || !isCalled(title, asked)) return 0;
  const place = maps.findIndex((one) => to.startsWith(`${one}/`));
  return (NEARER + maps.length) * (to.includes("#") ? 1 : 2) + (place < 0 ? 0 : maps.length - place);
}

// Each result is a page with what was found on it; the theme goes to that of the highest score at Enter.
function inOrder(items, asked) {
  const highest = Math.max(...items.flat().map((one) => one.score));
  const scored = items.map((found) => found.map((one) => {
    const score = one.score * (map && one.location.startsWith(`${map}/`) ? NEARER : 1);
    return { ...one, score: score + highest * ofName(one, asked) };
  }).sort((one, other) => other.score - one.score));
  return scored.sort(([one], [other]) => other.score - one.score);
}

const isOfLetter = ({ title }) => plain(title).split(" ").includes(asked);

let asked = "";
let setup; // with what the theme began, where the texts of a large site are in parts
let [hold, onReady] = [() => {}, null];
addEventListener("message", (event) => {
  const { type, data } = event.data ?? {};
  if (type === QUERY) {
    asked = plain(String(data));
    event.data.data = withoutLetters(String(data));
  }
  if (type === SETUP && data.config.parts && !setup) {
    setup = event.data;
    load(String(new URL("candidates.js", location)));
  }
  hold(event);
});

const answer = self.postMessage.bind(self);
self.postMessage = (message) => {
  if (message?.type === READY && onReady) return void onReady();
  if (message?.type !== RESULT) return void answer(message);
  const items = isLetter(asked) ? message.data.items.filter((found) => found.some(isOfLetter)) : message.data.items;
  answer({ ...message, data: { ...message.data, items: items.length ? inOrder(items, asked) : items } });
};
self.importScripts = (...names) => load(...names.map((name) => String(new URL(name, theirs))));
load(String(theirs));
