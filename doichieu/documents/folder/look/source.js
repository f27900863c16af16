"use strict";
// Runs first: the page as its file has it, so that it can be saved with other data.
const sourceOfPage = (() => {
  const source = document.documentElement.cloneNode(true);
  const data = source.querySelector("#data");
  data.textContent = "";
  const [before, after] = source.outerHTML.split(data.outerHTML);
  const [open, close] = data.outerHTML.split("><");
  return (text) => `<!doctype html>\n${before}${open}>${text}<${close}${after}\n`;
})();
