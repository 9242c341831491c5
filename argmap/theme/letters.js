// Which letters of a query the search leaves out, for its worker, which does, and for the page, which says so.
//
// A letter by itself, such as an initial, begins a good part of all words, and the theme looks for whatever begins so: beside
// other words it is left out, and alone it finds what is called by it. Signs of languages without spaces are words.
self.argmapLetters = (() => {
  const LETTER = /(?<![\p{L}\p{N}'])(?![\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])\p{L}\p{M}*(?![\p{L}\p{N}'])\.?/gu;
  // Words without marks, signs and the difference between large and small letters.
  const plain = (text) => text.replace(/<[^>]*>|&#?\w+;/g, " ").normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const rest = (query) => query.replace(LETTER, " ").replace(/\s+/g, " ").trim();
  return { plain, withoutLetters: (query) => (plain(rest(query)) ? rest(query) : query), isLetter: (asked) => asked.length === 1 && !plain(rest(asked)) };
})();
