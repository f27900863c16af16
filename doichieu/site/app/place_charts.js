"use strict";
// The charts that compare places, in Vega-Lite as those of charts.js.

(() => {
  const { along, bar, colour, described, frame, gridAxis, layer, silent } = doichieu.chartParts;

  // Contradicted figures stand out.
  const byStatus = (usual) => ({
    color: { condition: { test: "datum.status === 'contradicted'", value: colour("bad") }, value: usual },
  });

  const WORDS = 13;
  const widest = (texts) => Math.max(0, ...texts.map((text) => doichieu.textWidth(text, WORDS)));

  // A bar a place, its rounding as a line at the end; rank and name to the left, the number at the
  // right edge. Completion also has the share of the year elapsed.
  doichieu.rankingChart = (list, elapsed, width) => {
    const names = Math.min(0.3 * width, 8 + widest(list.map(({ name }) => name)));
    const numbers = 20 + widest(list.map(({ shown }) => shown));
    const scale = { zero: true, nice: false, range: [0, { expr: `width - ${numbers}` }] };
    const x = along({ scale, axis: { ...gridAxis, tickCount: { expr: "ceil(width / 130)" } } });
    const words = { type: "text", fontSize: WORDS, aria: false };
    const ranks = { ...words, align: "right", x: -names - 14, color: colour("soft") };
    const shown = { ...words, align: "right", x: { expr: "width" } };
    const dashes = silent("rule", { strokeWidth: 2, strokeDash: [6, 3] });
    return frame(list, 25, [
      layer(
        bar({ height: 15 }),
        { x: x("value"), x2: { datum: 0 }, ...byStatus(colour("accent")), ...described("sentence") },
        "leads",
      ),
      layer(
        silent("rule", { strokeWidth: 3 }),
        { x: x("lower"), x2: { field: "upper" } },
        "leads",
        "datum.lower !== null && datum.upper !== null",
      ),
      ...(elapsed === null ? [] : [{ mark: dashes, encoding: { x: { datum: elapsed, type: "quantitative" } } }]),
      layer(ranks, { text: { field: "rank" } }, "leads"),
      layer(
        { ...words, align: "left", x: -names - 6, limit: names },
        { text: { field: "name" }, tooltip: { field: "sentence" }, ...byStatus(colour("ink")) },
        "leads",
      ),
      layer(shown, { text: { field: "shown" } }, "leads"),
    ]);
  };

  // One series of several, on the days of all and, where they have one scale, with the ends of all
  // numbers: its points with their rounding, and a line where no period between them is missing.
  // A chart of a file is wider, and higher in proportion.
  doichieu.multipleChart = (list, { days, ends }, width) => {
    const marked = days.filter((_, place) => place % Math.ceil(days.length / 5) === 0);
    const isYearly = days.every((day) => day.slice(5) === days[0].slice(5));
    const x = {
      field: "at",
      type: "temporal",
      scale: { domain: [days[0], days[days.length - 1]], padding: 12 },
      axis: {
        ...{ title: null, grid: false, format: isYearly ? "%Y" : "%m/%Y", values: marked },
        ...{ labelOverlap: true, labelSeparation: 8 },
      },
    };
    const scale = ends ? { domain: ends, nice: true } : { zero: false, nice: true };
    const y = along({ scale, axis: { ...gridAxis, tickCount: 4 } });
    const coloured = byStatus(colour("accent"));
    const dot = { type: "point", filled: true, size: 55, opacity: 1 };
    return {
      ...frame(list, 1, [
        {
          mark: silent("line", { strokeWidth: 1.5, opacity: 0.5, color: colour("accent") }),
          encoding: { x, y: y("value"), detail: { field: "line" } },
        },
        {
          mark: silent("rule", { strokeWidth: 2 }),
          encoding: { x, y: y("lower"), y2: { field: "upper" }, ...coloured },
        },
        { mark: dot, encoding: { x, y: y("value"), ...coloured, ...described("sentence"), href: { field: "leads" } } },
      ]),
      height: Math.max(170, Math.round(0.38 * width)),
    };
  };
})();
