"use strict";
// A chart as a file, PNG, SVG or CSV, and as a frame in another page.

(() => {
  const { element } = doichieu;
  const SCALE = 2; // pixels of a PNG for each of the drawing
  const MARGIN = 16;
  // Programs without a font of the system find one with Vietnamese letters.
  const FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif";

  // The width of a text in the font of a file, by the measure of the browser.
  const pen = element("canvas").getContext("2d");
  doichieu.textWidth = (text, size, weight = "normal") => {
    pen.font = `${weight} ${size}px ${FONT}`;
    return pen.measureText(text).width;
  };

  // The same text in lines no wider than `width`.
  doichieu.textLines = (text, size, width, weight = "normal") => {
    const found = [""];
    for (const word of text.split(/\s+/)) {
      const longer = `${found.at(-1)} ${word}`.trim();
      if (doichieu.textWidth(longer, size, weight) <= width) found[found.length - 1] = longer;
      else found.push(word);
    }
    return found.filter(Boolean);
  };

  // Where the numbers are from: the report or the number of reports, and this site with its release.
  const sourceLine = (source) => {
    const { release } = document.querySelector("footer").dataset;
    return doichieu.say("downloads.source", { source, release });
  };

  // A drawing with its title above, its explanation and its source below, as a document of its own.
  function sheet(title, key, source, drawing) {
    const inner = new DOMParser().parseFromString(drawing, "image/svg+xml").documentElement;
    const make = (tag, attributes, ...children) => {
      const made = document.createElementNS(inner.namespaceURI, tag);
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      made.append(...children);
      return made;
    };
    const [width, height] = ["width", "height"].map((name) => parseFloat(inner.getAttribute(name)));
    const [ink, soft, paper] = doichieu.onPaper(() => ["ink", "soft", "paper"].map(doichieu.colour));
    let y = MARGIN;
    const paragraph = (text, size, fill, weight = "normal") =>
      doichieu.textLines(text, size, width, weight).map((line) => {
        y += Math.round(1.35 * size);
        const placed = { x: MARGIN, y, fill, "font-size": size, "font-weight": weight };
        return make("text", placed, line);
      });
    const above = paragraph(title, 17, ink, "bold");
    for (const text of inner.querySelectorAll("[font-family]")) text.removeAttribute("font-family");
    inner.setAttribute("x", MARGIN);
    inner.setAttribute("y", y + 10);
    y += 10 + height;
    const below = [key, sourceLine(source)].flatMap((text) => paragraph(text, 12, soft));
    const size = { width: Math.ceil(width + 2 * MARGIN), height: Math.ceil(y + MARGIN) };
    const whole = make(
      "svg",
      { ...size, viewBox: `0 0 ${size.width} ${size.height}`, lang: doichieu.language, "font-family": FONT },
      make("title", {}, title),
      make("desc", {}, sourceLine(source)),
      make("rect", { width: "100%", height: "100%", fill: paper }),
      ...above,
      inner,
      ...below,
    );
    return new XMLSerializer().serializeToString(whole);
  }

  // The SVG painted by the browser. The policy of the page allows images in `data:` addresses.
  async function painted(svg) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = element("canvas", { width: SCALE * image.width, height: SCALE * image.height });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  // Spreadsheets take the marks of their reader's language: where the decimal mark is a comma, a
  // semicolon separates.
  const CSV_MARKS = { vi: { separator: ";", decimal: "," }, en: { separator: ",", decimal: "." } };

  // Rows of one kind as CSV: the keys of the rows are the columns, null is empty. Without the mark in
  // front Excel would not take it for UTF-8.
  function csv(rows) {
    const { separator, decimal } = CSV_MARKS[doichieu.language];
    const cell = (value) => {
      if (value === null || value === undefined) return "";
      const text = typeof value === "number" ? String(value).replace(".", decimal) : String(value);
      return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const columns = [...new Set(rows.flatMap(Object.keys))];
    const table = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
    return `\uFEFF${table.map((cells) => `${cells.map(cell).join(separator)}\r\n`).join("")}`;
  }

  // The columns that say what a row of a file is about, with names in the language of the page.
  doichieu.keysForFile = (report, row) => ({
    report_id: report.id,
    report: report.title,
    published: report.published,
    indicator_id: row.indicator,
    indicator: doichieu.indicatorName(row.indicator),
    territory_id: row.territory,
    territory: doichieu.territoryName(row.territory),
    period_id: row.period,
    period: doichieu.periodName(row.period),
    basis: row.basis,
  });

  // A title as the name of a file: without accents and spaces.
  const fileName = (title) =>
    title
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/[đĐ]/g, "d")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 80)
      .replace(/^-|-$/g, "") || "doichieu";

  function save(blob, name) {
    const href = URL.createObjectURL(blob);
    element("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  // The frame that another page needs to show the chart alone, in the language of this page.
  function frame(title, state, height) {
    const page = location.href.replace(/#.*/s, "");
    const src = page + doichieu.hash({ ...state, embed: "1", language: doichieu.language }, true);
    const quoted = (text) => `"${text.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`;
    return (
      `<iframe src=${quoted(src)} title=${quoted(title)} width="100%" height="${height}" ` +
      'loading="lazy" style="border: 0"></iframe>'
    );
  }

  async function copied(box) {
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
      return true;
    } catch {
      // Without a clipboard for this page: the selection is copied.
      return document.execCommand("copy");
    }
  }

  function embedding(title, state) {
    const { say } = doichieu;
    const box = element("textarea", { readonly: true, rows: 4, "aria-label": say("downloads.embed") });
    const status = element("span", { role: "status" });
    const copy = async () => {
      status.textContent = say((await copied(box)) ? "downloads.copied" : "downloads.not_copied");
    };
    const open = (event) => {
      const drawing = event.target.closest("figure");
      const height = drawing ? Math.ceil(drawing.getBoundingClientRect().height / 10) * 10 + 60 : 480;
      box.value = frame(title, state, height);
      panel.hidden = !panel.hidden;
      event.target.setAttribute("aria-expanded", String(!panel.hidden));
      if (!panel.hidden) box.focus();
    };
    const panel = element(
      "div",
      { class: "embedding", hidden: true },
      element("p", {}, say("downloads.how")),
      location.protocol === "file:" ? element("p", {}, say("downloads.from_disk")) : null,
      box,
      element("button", { type: "button", click: copy }, say("downloads.copy")),
      " ",
      status,
    );
    const button = element(
      "button",
      { type: "button", "aria-expanded": "false", click: open },
      say("downloads.embed"),
    );
    return [button, panel];
  }

  /*
   * The menu of a drawing with this title: it saves the drawing or its numbers, and shows how to embed it.
   * svg(): the drawing as the text of an SVG with a width and a height in pixels, or a promise of it.
   * rows(): its numbers, an object a row whose keys are the columns, or a promise of them; a number is
   *   written with the decimal mark of the language, null as an empty cell.
   * key: what its marks mean. source: where its numbers are from.
   * embed: the state of the address that shows its view, with its name there as `chart`. The menu is in
   *   the <figure> of the drawing.
   */
  doichieu.downloads = (title, { svg, rows, key = "", source = "", embed = null }) => {
    const { say } = doichieu;
    const status = element("span", { role: "status" });
    const name = fileName(title);
    const drawn = async () => sheet(title, key, source, await svg());
    const files = {
      PNG: async () => painted(await drawn()),
      SVG: async () => new Blob([await drawn()], { type: "image/svg+xml" }),
      CSV: async () => new Blob([csv(await rows())], { type: "text/csv;charset=utf-8" }),
    };
    async function write(format) {
      const file = `${name}.${format.toLowerCase()}`;
      try {
        save(await files[format](), file);
        status.textContent = say("downloads.saved", { file });
      } catch (error) {
        status.textContent = say("downloads.failed", { reason: error.message });
      }
    }
    const buttons = Object.keys(files).map((format) =>
      element("button", { type: "button", click: () => write(format) }, format),
    );
    const [button, panel] = embed ? embedding(title, embed) : [];
    return element(
      "details",
      { class: "downloads", "data-title": title, "data-source": source, "data-chart": embed && embed.chart },
      element("summary", { "aria-label": `${say("downloads.title")}: ${title}` }, say("downloads.title")),
      element("div", { class: "buttons" }, buttons, button, status),
      panel,
    );
  };

  // Of a view the one chart of an address with `embed`: with its title, and a link to the whole view.
  doichieu.embedded = (content, state) => {
    const whole = element("div", {}, content);
    const menus = [...whole.querySelectorAll("figure .downloads")];
    const menu = menus.find(({ dataset }) => dataset.chart === state.chart);
    if (!menu) return [element("p", { class: "warning" }, doichieu.say("site.not_found"))];
    const figure = menu.closest("figure");
    const { title, source } = menu.dataset;
    for (const part of figure.querySelectorAll(".downloads, .numbers, figcaption strong")) part.remove();
    const { embed, language, chart, ...view } = state;
    const link = { href: doichieu.hash(view, true), target: "_blank", rel: "noopener" };
    return [
      element("h1", { id: "view-title", tabindex: -1 }, title),
      figure,
      doichieu.soft(element("a", link, sourceLine(source))),
    ];
  };
})();
