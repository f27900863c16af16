"use strict";
// Whether a text has the words that a reader types: without accents, "lang son" is in Lạng Sơn.

(() => {
  // A text in lower case and without accents; đ is a d.
  doichieu.folded = (text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}+/gu, "").replace(/[đð]/g, "d");

  // A function of a folded text: whether it has all words of the wanted one, in any order.
  doichieu.matcher = (wanted) => {
    const words = doichieu.folded(wanted).split(/\s+/).filter(Boolean);
    return (text) => words.every((word) => text.includes(word));
  };
})();
