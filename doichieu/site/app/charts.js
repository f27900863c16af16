"use strict";
// The charts: what each shows, described in Vega-Lite and drawn when it comes into view.
// Every chart stands beside a table that holds the same numbers.

(() => {
  // More rows than this are for the table.
  doichieu.MOST_DRAWN = 30;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  const config = () => ({
    background: "transparent",
    font: "system-ui, sans-serif",
    view: { stroke: null },
    axis: {
      labelColor: colour("soft"),
      titleColor: colour("soft"),
      gridColor: colour("line"),
      domainColor: colour("line"),
      tickColor: colour("line"),
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: "normal",
    },
    legend: { labelColor: colour("ink"), titleColor: colour("soft"), labelFontSize: 12 },
    text: { color: colour("ink"), fontSize: 13 },
  });

  const rows = { field: "place", type: "ordinal", axis: null };
  // Lines of text above and below what a row draws. What a narrow window cuts off is their end, so
  // a number comes before the name that it is of.
  const above = { type: "text", align: "left", x: 0, fontSize: 13, limit: { expr: "width" }, aria: false };
  const below = { ...above, fontSize: 12, color: { expr: "soft" } };
  const text = (mark, dy, field, leads) => ({
    mark: { ...mark, dy },
    encoding: { y: rows, text: { field }, ...leading(leads) },
  });
  const told = { field: "told" };
  // A mark that leads, when it is pressed, to where its number comes from.
  const leading = (field) => ({ href: { field } });

  const withPlaces = (list) => list.map((row, place) => ({ ...row, place }));

  const frame = (values, step, layer) => ({
    width: "container",
    height: step * values.length,
    autosize: { type: "fit-x", contains: "padding" },
    padding: { left: 2, right: 14, top: 2, bottom: 2 },
    params: [{ name: "soft", value: colour("soft") }],
    data: { values: withPlaces(values) },
    layer,
  });

  // Completion as a bar against the share of the year, the implied plan as a block at 100.
  doichieu.planChart = (list) => {
    const farthest = Math.max(110, ...list.map((row) => 1.05 * row.upper));
    const nearest = Math.min(0, ...list.map((row) => 1.05 * row.lower));
    const x = (field) => ({
      field,
      type: "quantitative",
      scale: { domain: [nearest, farthest], nice: false },
      axis: { title: "%", grid: true, tickCount: 6 },
    });
    const status = {
      field: "status",
      type: "nominal",
      legend: null,
      scale: {
        domain: ["ahead", "met", "on_pace", "behind", "none"],
        range: ["good", "good", "warn", "bad", "neutral"].map((name) => colour(name)),
      },
    };
    return frame(list, 66, [
      {
        mark: { type: "bar", height: 16, color: colour("track"), aria: false },
        encoding: { y: rows, x: { datum: 0, type: "quantitative" }, x2: { datum: 100 } },
      },
      {
        mark: { type: "bar", height: 16 },
        encoding: {
          y: rows,
          x: x("done"),
          x2: { datum: 0 },
          color: status,
          description: told,
          tooltip: told,
          ...leading("done_leads"),
        },
      },
      {
        mark: { type: "rule", strokeWidth: 3, color: colour("ink"), aria: false },
        encoding: { y: rows, x: x("lower"), x2: { field: "upper" }, ...leading("done_leads") },
      },
      {
        transform: [{ filter: "datum.elapsed !== null" }],
        mark: { type: "tick", thickness: 3, size: 30, color: colour("ink"), aria: false },
        encoding: { y: rows, x: x("elapsed"), ...leading("elapsed_leads") },
      },
      {
        transform: [{ filter: "datum.plan_lower !== null" }],
        mark: { type: "bar", height: 26, color: colour("accent"), stroke: colour("accent"), aria: false },
        encoding: { y: rows, x: x("plan_lower"), x2: { field: "plan_upper" }, ...leading("plan_leads") },
      },
      text(above, -20, "title", "done_leads"),
      text(below, 22, "note", "plan_leads"),
    ]);
  };

  // From the implied base, an interval, to the level.
  doichieu.growthChart = (list) => {
    const x = (field) => ({
      field,
      type: "quantitative",
      scale: { zero: true, nice: true },
      axis: { title: null, grid: true, tickCount: 5 },
    });
    const mark = { size: 110, opacity: 1 };
    return frame(list, 60, [
      {
        mark: { type: "rule", strokeWidth: 2, color: colour("accent"), aria: false },
        encoding: { y: rows, x: x("base"), x2: { field: "level" }, ...leading("change_leads") },
      },
      {
        mark: { ...mark, type: "point", filled: false, stroke: colour("accent"), fill: colour("paper") },
        encoding: { y: rows, x: x("base"), description: told, tooltip: told, ...leading("base_leads") },
      },
      {
        mark: { type: "rule", strokeWidth: 4, color: colour("ink"), aria: false },
        encoding: { y: rows, x: x("lower"), x2: { field: "upper" }, ...leading("base_leads") },
      },
      {
        mark: { ...mark, type: "point", filled: true, color: colour("accent"), aria: false },
        encoding: { y: rows, x: x("level"), tooltip: told, ...leading("level_leads") },
      },
      text(above, -18, "title", "growth_leads"),
      text(below, 19, "note", "change_leads"),
    ]);
  };

  // Parts of a growth one after another, and the whole of it last.
  doichieu.contributionChart = (list) => {
    const x = (field) => ({
      field,
      type: "quantitative",
      axis: { title: null, grid: true, tickCount: 5 },
    });
    return frame(list, 52, [
      {
        mark: { type: "bar", height: 16 },
        encoding: {
          y: rows,
          x: x("from"),
          x2: { field: "to" },
          color: {
            field: "whole",
            type: "nominal",
            legend: null,
            scale: { domain: [false, true], range: [colour("accent"), colour("neutral")] },
          },
          description: told,
          tooltip: told,
          ...leading("leads"),
        },
      },
      {
        mark: { type: "rule", strokeWidth: 3, color: colour("ink"), aria: false },
        encoding: { y: rows, x: x("lower"), x2: { field: "upper" }, ...leading("leads") },
      },
      text(above, -18, "title", "leads"),
    ]);
  };

  // Two intervals a check, each pair on a scale of its own from 0 to 1.
  doichieu.checkChart = (list) => {
    const x = (field) => ({
      field,
      type: "quantitative",
      scale: { domain: [0, 1], nice: false },
      axis: null,
    });
    const side = (name, dy, paint) => [
      {
        mark: { type: "bar", height: 9, yOffset: dy, color: paint, stroke: paint, strokeWidth: 1 },
        encoding: {
          y: rows,
          x: x(`${name}_from`),
          x2: { field: `${name}_to` },
          description: { field: `${name}_told` },
          tooltip: { field: `${name}_told` },
          ...leading("leads"),
        },
      },
      ...[
        ["open_below", "from", "triangle-left"],
        ["open_above", "to", "triangle-right"],
      ].map(([open, end, shape]) => ({
        transform: [{ filter: `datum.${name}_${open}` }],
        mark: { type: "point", shape, size: 90, filled: true, opacity: 1, yOffset: dy, color: paint, aria: false },
        encoding: { y: rows, x: x(`${name}_${end}`), ...leading("leads") },
      })),
      text({ ...below, color: paint }, dy + (dy < 0 ? -12 : 13), `${name}_told`, "leads"),
    ];
    return frame(list, 100, [
      ...side("left", -8, colour("accent")),
      ...side("right", 4, colour("other")),
      text(above, -37, "title", "leads"),
    ]);
  };

  // One point a report at the end of its period, with its rounding.
  doichieu.timeChart = (list, { several, few }) => {
    const x = {
      field: "at",
      type: "temporal",
      axis: { title: null, format: "%m/%Y", grid: false, labelOverlap: true, labelSeparation: 8 },
    };
    const y = (field) => ({
      field,
      type: "quantitative",
      scale: { zero: false },
      axis: { title: null, grid: true, tickCount: 5 },
    });
    const series = several
      ? { color: { field: "series", type: "nominal", legend: { orient: "bottom", columns: 2, title: null } } }
      : { color: { value: colour("accent") } };
    const joined = {
      mark: { type: "line", strokeWidth: 1.5, opacity: 0.45, aria: false },
      encoding: { x, y: y("value"), detail: { field: "line" }, ...series },
    };
    return {
      ...frame(list, 1, [
        ...(few ? [joined] : []),
        {
          mark: { type: "rule", strokeWidth: 2, aria: false },
          encoding: { x, y: y("lower"), y2: { field: "upper" }, ...leading("leads"), ...series },
        },
        {
          mark: { type: "point", filled: true, size: 70, opacity: 1 },
          encoding: { x, y: y("value"), description: told, tooltip: told, ...leading("leads"), ...series },
        },
      ]),
      height: 260,
    };
  };

  const MARKS = { vi: { decimal: ",", thousands: "." }, en: { decimal: ".", thousands: "," } };

  async function draw(holder, spec, description) {
    await library();
    await vegaEmbed(
      holder,
      { ...spec(), description },
      {
        mode: "vega-lite",
        renderer: "svg",
        actions: false,
        config: config(),
        formatLocale: { ...MARKS[doichieu.language], grouping: [3], currency: ["", ""] },
      },
    );
    holder.dataset.drawn = "";
  }

  let loading = null;
  function library() {
    loading = loading || doichieu.script("app/vega.js");
    return loading;
  }

  const pending = new Map();
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) start(entry.target);
    },
    { rootMargin: "200px" },
  );

  function start(holder) {
    watcher.unobserve(holder);
    const drawing = pending.get(holder);
    pending.delete(holder);
    if (drawing) drawing();
  }

  // To a table, opened where it is folded away.
  function toTable(event, id) {
    event.preventDefault();
    const table = document.getElementById(id);
    const folded = table.closest("details");
    if (folded) folded.open = true;
    const scroller = table.closest(".table");
    scroller.scrollIntoView();
    scroller.focus({ preventScroll: true });
  }

  // A figure that draws itself once it is near the window; `spec` is asked for then. `table` is the
  // one (its id, and the phrase of its caption) where all numbers of the chart lead to their prints.
  doichieu.chart = (title, key, table, spec) => {
    const { element, say } = doichieu;
    const holder = element("div", { class: "chart" });
    const named = { table: say(table.caption) };
    const made = element(
      "figure",
      { class: "drawing" },
      element("figcaption", {}, element("strong", {}, title), " ", element("span", { class: "soft" }, key)),
      holder,
      element(
        "a",
        { class: "numbers", href: `#${table.id}`, click: (event) => toTable(event, table.id) },
        say("chart.numbers", named),
      ),
    );
    pending.set(holder, () => draw(holder, spec, say("chart.described", { title, ...named })));
    watcher.observe(holder);
    return made;
  };

  // Charts that left the page are forgotten.
  doichieu.forgetCharts = () => {
    watcher.disconnect();
    pending.clear();
  };

  addEventListener("beforeprint", () => [...pending.keys()].forEach(start));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => doichieu.refresh());
})();
