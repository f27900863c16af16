"use strict";
// The words of the interface, in the language chosen; catalogue.js holds them all.

(() => {
  const listeners = [];

  doichieu.say = (name, filling = {}) => {
    const phrase = doichieu.catalogue[name];
    if (!phrase) throw new Error(`No phrase ${name}`);
    return phrase[doichieu.language].replace(/\{(\w+)\}/g, (_, key) => String(filling[key]));
  };

  // A word for a value of the data; the value itself where the catalogue has no word for it.
  doichieu.word = (group, value) => {
    const phrase = doichieu.catalogue[`${group}.${value}`];
    return phrase ? phrase[doichieu.language] : String(value);
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
