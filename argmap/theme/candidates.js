// Finds in a large site which pages come into question, by tables of the words that begin as those that were typed, and
// hands the theme's search the texts of these pages alone. What this file uses is in search.js, which loads it.
const MOST = 16; // how many pages are looked at
const root = new URL("../search/parts/", location);
const parts = new Map();

function part(name) {
  if (!parts.has(name)) {
    const answer = fetch(new URL(`${name}.json`, root)).then((one) => (one.ok ? one.json() : null)); // no such words
    answer.catch(() => parts.delete(name)); // where it could not be asked for, the next wish asks again
    parts.set(name, answer);
  }
  return parts.get(name);
}

const WORD = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[\p{L}\p{N}]/u;
const wordsOf = (text) => plain(text).replace(new RegExp("[\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af]", "gu"), " $& ").split(/ +/).filter((word) => WORD.test(word));
const tableOf = (word) => `w${[...word].slice(0, 2).map((sign) => sign.codePointAt(0).toString(16)).join("-")}`;

// How near a word of the tables is to one that was typed: it begins so, or the two end in another way.
function nearness(known, word) {
  if (known.startsWith(word)) return known === word ? 3 : 2;
  const longest = Math.max(known.length, word.length);
  let same = 0;
  while (same < longest && known[same] === word[same]) same += 1;
  return same >= Math.max(4, longest - 3) ? 1 : 0;
}

// Pages with more of the words come first, then those that are called by them, and those that often say them.
async function candidates(text) {
  const words = wordsOf(text.split(/\s+/).filter((word) => !word.startsWith("-")).join(" "));
  const scores = new Map();
  for (const word of new Set(words)) {
    const best = new Map();
    for (const [known, lists] of Object.entries((await part(tableOf(word))) ?? {})) {
      const near = nearness(known, word);
      if (!near) continue;
      lists.forEach((steps, rank) => {
        let page = 0;
        for (const step of steps) {
          page += step;
          best.set(page, Math.max(best.get(page) ?? 0, near + 3 * rank));
        }
      });
    }
    for (const [page, score] of best) scores.set(page, (scores.get(page) ?? 0) + 20 + score);
  }
  const order = [...scores].sort(([one, score], [other, more]) => more - score || one - other);
  const texts = await Promise.all(order.slice(0, MOST).map(([page]) => part(page)));
  return texts.flatMap((entries) => entries ?? []);
}

const hand = (data) => dispatchEvent(new MessageEvent("message", { data }));
let [handing, turn, last] = [false, 0, Promise.resolve()];

async function find(message, own) {
  await new Promise((resolve) => setTimeout(resolve, 100)); // more letters may follow
  if (own !== turn) return;
  const docs = await candidates(String(message.data)).catch(() => []);
  if (own !== turn) return; // something else is asked for by now
  handing = true;
  await new Promise((resolve) => {
    onReady = resolve;
    hand({ ...setup, data: { ...setup.data, docs } });
  });
  onReady = null;
  hand(message);
  handing = false;
}

hold = (event) => {
  if (handing || event.data?.type !== QUERY) return;
  event.stopImmediatePropagation();
  turn += 1;
  const own = turn;
  last = last.then(() => find(event.data, own));
};
