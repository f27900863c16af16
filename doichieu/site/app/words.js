"use strict";
// The words of the interface in the chosen language; catalogue.js has them all.

(() => {
  const listeners = [];

  // A phrase as a list of pieces. A piece is a text, { text, address } with a link, or
  // { text, heads } for the subject of the sentence; a brace is filled with a piece or a list of them.
  // A percent sign belongs to the number before it.
  doichieu.phrase = (name, filling = {}) => {
    const phrase = doichieu.catalogue[name];
    if (!phrase) throw new Error(`No phrase ${name}`);
    return phrase[doichieu.language].split(/(\{\w+\}(?: %)?)/).flatMap((part) => {
      const brace = part.match(/^\{(\w+)\}( %)?$/);
      if (!brace) return part;
      const [, key, percent = ""] = brace;
      const filled = filling[key];
      return filled && filled.text ? { ...filled, text: filled.text + percent } : [filled, percent].flat();
    });
  };

  doichieu.textOf = (pieces) => pieces.map((piece) => piece.text || String(piece)).join("");

  doichieu.say = (name, filling) => doichieu.textOf(doichieu.phrase(name, filling));

  // A word for a value of the data; the value itself where the catalogue has no word for it.
  doichieu.word = (group, value) => {
    const phrase = doichieu.catalogue[`${group}.${value}`];
    return phrase ? phrase[doichieu.language] : String(value);
  };

  // What is written in each language.
  doichieu.inEveryLanguage = (write) => {
    const chosen = doichieu.language;
    const texts = doichieu.languages.map((language) => {
      doichieu.language = language;
      return write();
    });
    doichieu.language = chosen;
    return texts;
  };

  doichieu.onLanguage = (listener) => listeners.push(listener);

  function mark() {
    for (const button of document.querySelectorAll("[data-language]")) {
      const chosen = button.dataset.language === doichieu.language;
      button.setAttribute("aria-pressed", String(chosen));
    }
    document.getElementById("languages").setAttribute("aria-label", doichieu.say("site.language"));
  }

  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => {
      doichieu.language = button.dataset.language;
      doichieu.remember(doichieu.language);
      document.documentElement.lang = doichieu.language;
      mark();
      for (const listener of listeners) listener();
    });
  }
  mark();
})();
