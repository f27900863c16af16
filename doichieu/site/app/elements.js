"use strict";
// Makes elements. Text is added as text: data are never read as markup.

(() => {
  // A tag, its attributes (functions are listeners; null and false leave one out), its children.
  doichieu.element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") made.addEventListener(name, value);
      else made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return made;
  };

  // The title of a view, a remark, and small words.
  doichieu.heading = (text) => doichieu.element("h2", { id: "view-title", tabindex: -1 }, text);
  doichieu.soft = (...content) => doichieu.element("p", { class: "soft" }, ...content);
  doichieu.small = (...content) => doichieu.element("small", {}, ...content);

  // A section with its heading.
  doichieu.section = (id, title, ...children) => {
    const { element } = doichieu;
    const heading = element("h3", { id: `${id}-title`, tabindex: -1 }, title);
    return element("section", { id, "aria-labelledby": `${id}-title` }, heading, ...children);
  };

  doichieu.list = (items) =>
    doichieu.element("ul", {}, items.map((item) => doichieu.element("li", {}, item)));
})();
