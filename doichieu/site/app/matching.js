"use strict";
// Whether a text has the words that a reader types: without accents, "lang son" is in Lạng Sơn.

(() => {
  // A text in lower case and without accents; đ is a d.
  doichieu.folded = (text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}+/gu, "").replace(/[đð]/g, "d");

  // The folded words of a text; a key is several words.
  doichieu.words = (text) => doichieu.folded(text).split(/[\s_-]+/).filter(Boolean);

  // A function of a folded text: whether it has all words of the wanted one, in any order.
  doichieu.matcher = (wanted) => {
    const words = doichieu.words(wanted);
    return (text) => words.every((word) => text.includes(word));
  };

  // An entry that can be found: by its text, by more words that are not shown, or by the begin of its key.
  doichieu.findable = (entry, key, more = "") => ({
    ...entry,
    key: doichieu.folded(key),
    begins: doichieu.folded(entry.text),
    folded: doichieu.folded(`${entry.text} ${more}`),
  });

  // The findable entries that are wanted; those whose text or key begins with what is wanted come first.
  doichieu.matching = (entries, wanted) => {
    const matches = doichieu.matcher(wanted);
    const begin = doichieu.folded(wanted.trim());
    const isFirst = (entry) => entry.begins.startsWith(begin) || entry.key.startsWith(begin);
    const rest = entries.filter((entry) => matches(entry.folded) && !isFirst(entry));
    return [...entries.filter(isFirst), ...rest];
  };
})();
