"use strict";
// The data files: each is a script that hands over its content when it is loaded, because a page
// opened from disk may not fetch.

(() => {
  const waiting = new Map();
  const loaded = new Map();

  doichieu.receive = (name, content) => {
    loaded.set(name, Promise.resolve(content));
    if (waiting.has(name)) waiting.get(name)(content);
    if (name === "index") doichieu.open(content);
  };

  // Runs a script; the promise settles when it has run or was not found.
  doichieu.script = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
    });

  doichieu.load = (name) => {
    if (!loaded.has(name)) {
      const content = new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        doichieu.script(`data/${name}.js`).catch(reject);
      });
      loaded.set(name, content);
    }
    return loaded.get(name);
  };
})();
