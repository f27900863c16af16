"use strict";
// Provinces on a map or in tiles, shaded by what is compared. Each is a link to its figure.

(() => {
  const { element, soft } = doichieu;
  // What the parser calls the elements of SVG: a script of the page contains no address of the web.
  const NAMESPACE = new DOMParser().parseFromString("<svg>", "text/html").body.firstChild.namespaceURI;
  // Shades of a sequence, and of each side of a middle.
  const [SHADES, SIDES] = [5, 3];
  // In a file: the height of the map, the sides of a tile and the gap between two, the sizes of texts,
  // and the distance of a drawing from its key.
  const MAP_HEIGHT = 900;
  const TILE = { width: 84, height: 50, gap: 4 };
  const [KEY_SIZE, NAME_SIZE] = [13, 12];
  const APART = 32;
  const LINE = 1.35;

  function svg(tag, attributes, ...children) {
    const made = document.createElementNS(NAMESPACE, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  // ----- shades --------------------------------------------------------------------------------

  // Levels differ by orders of magnitude: each shade has about as many places (quantiles), and equal
  // numbers have one shade. Returns the class of a row, and the legend from the greatest.
  function bySize(rows) {
    const { numberOf } = doichieu.places;
    const numbers = rows.map(numberOf).sort((one, other) => one - other);
    const count = Math.min(SHADES, new Set(numbers).size);
    const shadeOf = (row) => {
      const place = Math.floor((count * numbers.indexOf(numberOf(row))) / numbers.length);
      return `shade-${count === 1 ? SIDES : 1 + Math.round((place * (SHADES - 1)) / (count - 1))}`;
    };
    const legend = Array.from({ length: SHADES }, (_, place) => `shade-${SHADES - place}`).flatMap((name) => {
      const members = rows.filter((row) => shadeOf(row) === name).map(numberOf);
      if (!members.length) return [];
      const [from, to] = [Math.min(...members), Math.max(...members)].map(doichieu.inFull);
      return { name, text: from === to ? from : `${from} – ${to}`, count: members.length };
    });
    return { shadeOf, legend };
  }

  // The least of 1, 2, 5, 10 times a power of ten that is no less.
  function roundStep(value) {
    const power = 10 ** Math.floor(Math.log10(value));
    return [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= value * (1 - 1e-9));
  }

  // Equal steps on both sides of a middle, so that nine in ten places lie within the last; the
  // outermost shades have no end. A number on a border belongs to the shade above it.
  function byDistance(rows, middle) {
    const distanceOf = (row) => doichieu.places.numberOf(row) - middle;
    const sizes = rows.map((row) => Math.abs(distanceOf(row))).sort((one, other) => one - other);
    const step = roundStep(sizes[Math.floor(0.9 * (sizes.length - 1))] / SIDES || 1);
    const shadeOf = (row) => {
      const distance = distanceOf(row);
      if (distance < 0) return `below-${Math.min(SIDES, Math.ceil(-distance / step))}`;
      return `above-${Math.min(SIDES, Math.floor(distance / step) + 1)}`;
    };
    const legend = [3, 2, 1, -1, -2, -3].map((place) => {
      const name = `${place < 0 ? "below" : "above"}-${Math.abs(place)}`;
      const ends = place < 0 ? [place, place + 1] : [place - 1, place];
      const [from, to] = ends.map((end) => doichieu.signed(end * step));
      let text = doichieu.say("places.from_to", { from, to });
      if (place === SIDES) text = doichieu.say("places.at_least", { end: from });
      if (place === -SIDES) text = doichieu.say("places.under", { end: to });
      return { name, text, count: rows.filter((row) => shadeOf(row) === name).length };
    });
    return { shadeOf, legend };
  }

  // The shades of the rows, and what they mean.
  function shading({ found, rows, unit }) {
    const { say, number } = doichieu;
    const { elapsed } = found.group;
    if (found.quantity === "level") return { ...bySize(rows), meaning: say("places.shades_level", { unit }) };
    if (found.quantity === "growth") return { ...byDistance(rows, 0), meaning: say("places.shades_growth") };
    if (elapsed === null) return { ...byDistance(rows, 100), meaning: say("places.shades_plan") };
    const meaning = say("places.shades_completion", { elapsed: number(elapsed) });
    return { ...byDistance(rows, elapsed), meaning };
  }

  // The lines of a legend: the shades, and what has no figure.
  function legendOf({ legend }, known) {
    const count = known.filter(({ row }) => !row).length;
    const last = { name: "no-figure", text: doichieu.say("places.no_figure"), count };
    return [...legend, ...(count ? [last] : [])];
  }

  const doubts = (known) => (known.some(({ isDoubted }) => isDoubted) ? doichieu.say("places.doubted") : null);

  function key(shades, known) {
    const line = ({ name, text, count }) =>
      element(
        "li",
        {},
        element("span", { class: `swatch ${name}` }),
        `${text} `,
        element("span", { class: "soft" }, `(${doichieu.number(count)})`),
      );
    const lines = element("ul", {}, legendOf(shades, known).map(line));
    const doubted = doubts(known);
    return element("div", { class: "key" }, soft(shades.meaning), lines, doubted && soft(doubted));
  }

  // ----- what map and tiles share --------------------------------------------------------------

  // The provinces of the day: of each the tile, the row (or none), its name and a sentence.
  function provinces({ rows, tiles, unit }) {
    const byCode = new Map(rows.map((row) => [doichieu.places.codeOf(row), row]));
    return tiles.map((tile) => {
      const row = byCode.get(tile.code);
      const name = tile[doichieu.language];
      const sentence = row
        ? doichieu.places.sentenceOf({ ...row, name }, unit, rows.length)
        : `${name}: ${doichieu.say("places.no_figure")}`;
      const isDoubted = Boolean(row) && row.status === "contradicted";
      return { tile, row, sentence, isDoubted, name: isDoubted ? `! ${name}` : name };
    });
  }

  // What is drawn beside its key, with its menu. `file`: the drawing as an SVG, and what else is said of it.
  function figure(show, drawn, known, content, file) {
    const rows = known.map(({ row }) => row).filter(Boolean);
    const words = [doubts(known), file.source].filter(Boolean).join(" ");
    const { title, ...menu } = rows.length ? doichieu.places.fileOf(drawn, show, rows, { key: words }) : {};
    return element(
      "figure",
      { class: "drawing" },
      element("figcaption", {}, element("strong", {}, drawn.title)),
      element("div", { class: "atlas" }, ...content),
      file.below,
      title ? doichieu.downloads(title, { ...menu, svg: () => onPaper(file.svg()) }) : null,
    );
  }

  // Places of the level that have no tile.
  function outside({ rows, tiles }) {
    const codes = new Set(tiles.map((tile) => tile.code));
    const names = rows.filter((row) => !codes.has(doichieu.places.codeOf(row))).map((row) => row.name);
    if (!names.length) return null;
    return soft(doichieu.say("places.without_tile", { names: names.join(", ") }));
  }

  const notThere = (phrase) => element("p", {}, doichieu.say(phrase));

  // ----- drawings for files --------------------------------------------------------------------

  const PAINT = ["fill", "stroke", "stroke-width", "stroke-linejoin"];
  const TYPE = ["font-size", "font-weight", "text-anchor"];
  const OF_THE_PAGE = ["class", "href", "role", "tabindex", "aria-label", "aria-hidden"];

  // A drawing by itself, as text: with the styles of the page in colours of paper, and without links.
  const onPaper = (drawing) =>
    doichieu.onPaper((paper) => {
      paper.append(drawing);
      for (const one of drawing.querySelectorAll("path, rect, text")) {
        const style = getComputedStyle(one);
        for (const name of one.localName === "text" ? [...PAINT, ...TYPE] : PAINT) {
          one.setAttribute(name, style.getPropertyValue(name).replaceAll('"', ""));
        }
      }
      for (const link of drawing.querySelectorAll("a")) link.replaceWith(svg("g", {}, ...link.childNodes));
      for (const one of [drawing, ...drawing.querySelectorAll("*")]) {
        for (const name of OF_THE_PAGE) one.removeAttribute(name);
      }
      return new XMLSerializer().serializeToString(drawing);
    });

  // Stripes for what has no figure. The size of a stripe in the map is in its own units.
  const stripes = (id, scale = 1) => {
    const size = { width: 30, height: 30, patternUnits: "userSpaceOnUse", patternTransform: `scale(${scale})` };
    const line = svg("path", { class: "hatch", d: "M-5 35L35 -5M-5 5L5 -5M25 35L35 25" });
    return svg("defs", {}, svg("pattern", { id, ...size }, line));
  };

  // A drawing of this width and height with its key to the right.
  function sheet(drawing, width, height, shades, known) {
    const left = width + APART;
    const room = doichieu.FILE_WIDTH - left;
    let y = 0;
    const text = (words, x, attributes) => svg("text", { x, y, "font-size": KEY_SIZE, ...attributes }, words);
    const meaning = doichieu.textLines(shades.meaning, KEY_SIZE, room).map((line) => {
      y += Math.round(LINE * KEY_SIZE);
      return text(line, left, { class: "soft" });
    });
    y += KEY_SIZE / 2;
    const lines = legendOf(shades, known).map(({ name, text: words, count }) => {
      y += 22;
      const box = { x: left, y: y - 12, width: 26, height: 16 };
      const filled = name === "no-figure" ? { fill: "url(#striped)" } : {};
      const place = svg("g", { class: name }, svg("rect", { class: "cell", ...box, ...filled }));
      return svg("g", {}, place, text(`${words} (${doichieu.number(count)})`, left + 34, {}));
    });
    const size = { width: doichieu.FILE_WIDTH, height: Math.max(height, y + KEY_SIZE) };
    return svg("svg", { class: "sheet", ...size }, stripes("striped", 0.25), drawing, ...meaning, ...lines);
  }

  // ----- the map -------------------------------------------------------------------------------

  // A province as a link to its figure, or a shape with a description where it has none.
  function shape({ row, sentence, isDoubted }, shadeOf, paths) {
    const title = svg("title", {}, sentence);
    const drawn = paths.map((path) => svg("path", row ? path : { ...path, fill: "url(#hatched)" }));
    if (!row) {
      const attributes = { class: "place no-figure", role: "img", tabindex: 0, "aria-label": sentence };
      return svg("g", attributes, title, ...drawn);
    }
    const name = `place ${shadeOf(row)}${isDoubted ? " doubted" : ""}`;
    const attributes = { class: name, href: doichieu.places.addressOf(row), "aria-label": sentence };
    return svg("a", attributes, title, ...drawn);
  }

  function drawMap(map, title, known, shadeOf, pointed) {
    const pathsOf = ({ tile }) => [
      { d: map.provinces[tile.code].path },
      ...map.boxes.filter(({ code }) => code === tile.code).map(({ path }) => ({ class: "islands", d: path })),
    ];
    const shapes = known.map((one) => {
      const made = shape(one, shadeOf, pathsOf(one));
      for (const event of ["pointerenter", "focusin"]) made.addEventListener(event, () => pointed(one.sentence));
      return made;
    });
    // A neighbour would cover a part of the outline.
    const outlines = known
      .filter(({ isDoubted }) => isDoubted)
      .flatMap(pathsOf)
      .map(({ d }) => svg("path", { class: "outline", d }));
    // Not every program draws the stroke of a text below its fill: a wide copy of it is below.
    const names = known.map(({ tile, name }) => [name, ...map.provinces[tile.code].at]);
    const boxNames = map.boxes.map(({ name, frame: [x, y, width] }) => [
      doichieu.say(`places.box_${name}`),
      x + width / 2,
      y - 16,
    ]);
    const words = (kind) =>
      [...names, ...boxNames].map(([name, x, y]) => svg("text", { class: kind, x, y }, name));
    const boxes = map.boxes.map(({ frame: [x, y, width, height] }) =>
      svg("rect", { class: "box", x, y, width, height }),
    );
    return svg(
      "svg",
      { class: "map", viewBox: `0 0 ${map.width} ${map.height}`, role: "group", "aria-label": title },
      stripes("hatched"),
      ...shapes,
      svg("g", { "aria-hidden": "true" }, ...outlines, ...boxes, ...words("halo"), ...words("name")),
    );
  }

  doichieu.placesMap = async (drawn) => {
    const { say } = doichieu;
    const { title, tiles, rows, day, common } = drawn;
    if (!tiles.length) return [notThere("places.no_map_level")];
    if (!common.map_from || day < common.map_from) {
      return [notThere("places.no_map_day"), ...doichieu.placesTiles(drawn)];
    }
    const map = await doichieu.load("map");
    const shades = shading(drawn);
    const pointed = element("p", { class: "pointed", "aria-hidden": "true" }, say("places.point"));
    const known = provinces(drawn);
    const drawing = (show) => drawMap(map, say("places.map_described", { title }), known, shades.shadeOf, show);
    const licence = element("a", { href: "data/map-licence.txt" }, say("places.licence"));
    const width = Math.round((MAP_HEIGHT * map.width) / map.height);
    const inFile = () => {
      const made = drawing(() => {});
      for (const [name, value] of Object.entries({ width, height: MAP_HEIGHT })) made.setAttribute(name, value);
      return sheet(made, width, MAP_HEIGHT, shades, known);
    };
    const beside = element("div", { class: "beside" }, pointed, key(shades, known));
    const file = {
      svg: inFile,
      source: say("places.source"),
      below: soft(say("places.source"), " ", licence),
    };
    const shown = drawing((sentence) => pointed.replaceChildren(sentence));
    return [figure("map", drawn, known, [shown, beside], file), outside(drawn)];
  };

  // ----- tiles ---------------------------------------------------------------------------------

  // The title of the figure has the unit of a rate.
  const numberIn = (row) => (row ? doichieu.places.shownValue(row).replace(/ %$/, "") : "–");

  // A tile of its province.
  function tileOf({ tile, row, name, sentence, isDoubted }, shadeOf) {
    const number = numberIn(row);
    const described = { "aria-label": sentence, title: sentence };
    const attributes = row
      ? { class: `${shadeOf(row)}${isDoubted ? " doubted" : ""}`, href: doichieu.places.addressOf(row) }
      : { class: "no-figure", role: "img", tabindex: 0 };
    const content = [element("span", {}, name), element("b", {}, number)];
    const item = element("li", {}, element(row ? "a" : "span", { ...attributes, ...described }, ...content));
    item.style.gridRow = tile.row;
    item.style.gridColumn = tile.column;
    item.style.setProperty("--letters", number.length); // a long number is written smaller
    return item;
  }

  // The same in a file: the name in lines, and below it the number.
  function tileInFile({ tile, row, name, sentence, isDoubted }, shadeOf) {
    const { width, height, gap } = TILE;
    const [x, y] = [(tile.column - 1) * (width + gap), (tile.row - 1) * (height + gap)];
    const number = numberIn(row);
    const room = width - 6;
    const names = doichieu.textLines(name, NAME_SIZE, room);
    const smaller = (text, weight) => Math.min(1, room / doichieu.textWidth(text, NAME_SIZE, weight));
    const lines = [...names.map((text) => [text, "normal"]), [number, "bold"]];
    const step = Math.min(LINE * NAME_SIZE, (height - 4) / lines.length);
    const top = y + height / 2 - (step * lines.length) / 2 + 0.75 * step;
    const words = lines.map(([text, weight], place) => {
      const size = Math.min(step / 1.1, NAME_SIZE * smaller(text, weight));
      const placed = { x: x + width / 2, y: Math.round(10 * (top + place * step)) / 10, "text-anchor": "middle" };
      return svg("text", { ...placed, "font-size": size, "font-weight": weight }, text);
    });
    const box = svg("rect", { class: "cell", x, y, width, height, rx: 3, ...(row ? {} : { fill: "url(#striped)" }) });
    const shade = row ? `${shadeOf(row)}${isDoubted ? " doubted" : ""}` : "no-figure";
    return svg("g", { class: shade }, svg("title", {}, sentence), box, ...words);
  }

  function tilesInFile(drawn, shades, known) {
    const { width, height, gap } = TILE;
    const [columns, rows] = ["column", "row"].map((name) => Math.max(...drawn.tiles.map((tile) => tile[name])));
    const tiles = svg("g", {}, ...known.map((one) => tileInFile(one, shades.shadeOf)));
    return sheet(tiles, columns * (width + gap), rows * (height + gap), shades, known);
  }

  doichieu.placesTiles = (drawn) => {
    if (!drawn.tiles.length) return [notThere("places.no_tiles")];
    const shades = shading(drawn);
    const known = provinces(drawn);
    const tiles = known.map((one) => tileOf(one, shades.shadeOf));
    const beside = element("div", { class: "beside" }, key(shades, known));
    const file = { svg: () => tilesInFile(drawn, shades, known) };
    const content = [element("ul", { class: "grid" }, tiles), beside];
    return [figure("tiles", drawn, known, content, file), outside(drawn)];
  };
})();
