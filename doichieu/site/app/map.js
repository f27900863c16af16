"use strict";
// Provinces on a map or in tiles, shaded by what is compared. Each is a link to its figure.

(() => {
  const { element } = doichieu;
  // What the parser calls the elements of SVG: a script of the page contains no address of the web.
  const NAMESPACE = new DOMParser().parseFromString("<svg>", "text/html").body.firstChild.namespaceURI;
  // Shades of a sequence, and of each side of a middle.
  const [SHADES, SIDES] = [5, 3];

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
      let text = `${from} – ${to}`;
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

  function key({ meaning, legend }, missing) {
    const last = { name: "no-figure", text: doichieu.say("places.no_figure"), count: missing };
    const line = ({ name, text, count }) =>
      element(
        "li",
        {},
        element("span", { class: `swatch ${name}` }),
        `${text} `,
        element("span", { class: "soft" }, `(${doichieu.number(count)})`),
      );
    const lines = [...legend, ...(missing ? [last] : [])].map(line);
    return element("div", { class: "key" }, element("p", { class: "soft" }, meaning), element("ul", {}, lines));
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

  const figure = (title, ...content) =>
    element(
      "figure",
      { class: "drawing" },
      element("figcaption", {}, element("strong", {}, title)),
      element("div", { class: "atlas" }, ...content),
    );

  // Places of the level that have no tile.
  function outside({ rows, tiles }) {
    const codes = new Set(tiles.map((tile) => tile.code));
    const names = rows.filter((row) => !codes.has(doichieu.places.codeOf(row))).map((row) => row.name);
    if (!names.length) return null;
    return element("p", { class: "soft" }, doichieu.say("places.without_tile", { names: names.join(", ") }));
  }

  const notThere = (phrase) => element("p", {}, doichieu.say(phrase));

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
    const pattern = { id: "hatched", width: 30, height: 30, patternUnits: "userSpaceOnUse" };
    const hatch = svg("pattern", pattern, svg("path", { class: "hatch", d: "M0 30L30 0" }));
    const shapes = known.map((one) => {
      const islands = map.boxes.filter(({ code }) => code === one.tile.code);
      const paths = [
        { d: map.provinces[one.tile.code].path },
        ...islands.map(({ path }) => ({ class: "islands", d: path })),
      ];
      const made = shape(one, shadeOf, paths);
      for (const event of ["pointerenter", "focusin"]) {
        made.addEventListener(event, () => pointed.replaceChildren(one.sentence));
      }
      return made;
    });
    const names = known.map(({ tile, name }) => {
      const [x, y] = map.provinces[tile.code].at;
      return svg("text", { x, y }, name);
    });
    const boxes = map.boxes.flatMap(({ name, frame: [x, y, width, height] }) => [
      svg("rect", { class: "box", x, y, width, height }),
      svg("text", { x: x + width / 2, y: y - 16 }, doichieu.say(`places.box_${name}`)),
    ]);
    return svg(
      "svg",
      { class: "map", viewBox: `0 0 ${map.width} ${map.height}`, role: "group", "aria-label": title },
      svg("defs", {}, hatch),
      ...shapes,
      svg("g", { "aria-hidden": "true" }, ...names, ...boxes),
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
    const drawing = drawMap(map, say("places.map_described", { title }), known, shades.shadeOf, pointed);
    const missing = known.filter(({ row }) => !row).length;
    const licence = element("a", { href: "data/map-licence.txt" }, say("places.licence"));
    return [
      figure(title, drawing, element("div", { class: "beside" }, pointed, key(shades, missing))),
      element("p", { class: "soft" }, say("places.source"), " ", licence),
      outside(drawn),
    ];
  };

  // ----- tiles ---------------------------------------------------------------------------------

  // A tile of its province; the title of the figure has the unit of a rate.
  function tileOf({ tile, row, name, sentence, isDoubted }, shadeOf) {
    const number = row ? doichieu.places.shownValue(row).replace(/ %$/, "") : "–";
    const described = { "aria-label": sentence, title: sentence };
    const attributes = row
      ? { class: `${shadeOf(row)}${isDoubted ? " doubted" : ""}`, href: doichieu.places.addressOf(row) }
      : { class: "no-figure", role: "img", tabindex: 0 };
    const content = [element("span", {}, name), element("b", {}, number)];
    const item = element("li", {}, element(row ? "a" : "span", { ...attributes, ...described }, ...content));
    item.style.gridRow = tile.row;
    item.style.gridColumn = tile.column;
    return item;
  }

  doichieu.placesTiles = (drawn) => {
    if (!drawn.tiles.length) return [notThere("places.no_tiles")];
    const shades = shading(drawn);
    const known = provinces(drawn);
    const tiles = known.map((one) => tileOf(one, shades.shadeOf));
    const missing = known.filter(({ row }) => !row).length;
    const beside = element("div", { class: "beside" }, key(shades, missing));
    return [figure(drawn.title, element("ul", { class: "grid" }, tiles), beside), outside(drawn)];
  };
})();
