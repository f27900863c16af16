"use strict";
// Runs before the page is shown: marks that scripts run, and finds the language chosen before.
// The other scripts share their functions through this one name.
const doichieu = {
  languages: ["vi", "en"],
  // Every view by its name in the address: { show(state) → its elements, offered() → whether the
  // navigation has a link to it, address(state) of that link where it is not the name alone }.
  // The links are in the order of the scripts.
  views: new Map(),
};

(() => {
  const KEY = "doichieu-language";

  // A browser may refuse storage to a page on disk: the choice then lasts as long as the page.
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
      // The page itself follows the choice all the same.
    }
  };

  // A frame of another page has the language of its address.
  const address = new URLSearchParams(location.hash.slice(1));
  const framed = address.has("embed") ? address.get("language") : null;
  const wished = [framed, remembered(), ...navigator.languages.map((one) => one.slice(0, 2)), "vi"];
  doichieu.language = wished.find((one) => doichieu.languages.includes(one));
  document.documentElement.lang = doichieu.language;
  document.documentElement.classList.add("scripted");
})();
