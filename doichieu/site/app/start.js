"use strict";
// Before anything is shown: that scripts run, and which language the reader chose before.
// What the other scripts offer each other hangs on this one name.
const doichieu = { languages: ["vi", "en"] };

(() => {
  const KEY = "doichieu-language";

  // A browser may refuse storage to a page from disk: the choice then lasts as long as the page.
  function remembered() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  doichieu.remember = (language) => {
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // Nothing to do: the page itself follows the choice.
    }
  };

  const wished = [remembered(), ...navigator.languages.map((one) => one.slice(0, 2)), "vi"];
  doichieu.language = wished.find((one) => doichieu.languages.includes(one));
  document.documentElement.lang = doichieu.language;
  document.documentElement.classList.add("scripted");
})();
