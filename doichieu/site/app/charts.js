"use strict";
// The charts: described in Vega-Lite, drawn when they come into view.
// Every chart is beside a table with the same numbers.

(() => {
  // A chart shows no more rows than this; the table shows all.
  doichieu.MOST_DRAWN = 30;

  let palette = document.documentElement;

  const colour = (name) => getComputedStyle(palette).getPropertyValue(`--${name}`).trim();
  doichieu.colour = colour;

  // What a function returns that asks for colours: those of paper, whatever the reader prefers on the
  // screen. It gets an element with these colours.
  doichieu.onPaper = (draw) => {
    palette = doichieu.element("div", { class: "on-paper", hidden: true });
    document.body.append(palette);
    try {
      return draw(palette);
    } finally {
      palette.remove();
      palette = document.documentElement;
    }
  };

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

  // A number along the x axis; `more` gives its scale and axis.
  const along = (more) => (field) => ({ field, type: "quantitative", ...more });

  const gridAxis = { title: null, grid: true, tickCount: 5 };

  // A layer of a chart. `leads` is the field with the address that a press on a mark opens.
  const layer = (mark, encoding, leads, filter = null) => ({
    ...(filter ? { transform: [{ filter }] } : {}),
    mark,
    encoding: { y: rows, ...encoding, ...(leads ? { href: { field: leads } } : {}) },
  });

  const bar = (more) => ({ type: "bar", height: 16, ...more });
  // A mark that a screen reader passes over: another mark of its row carries the sentence.
  const silent = (type, more) => ({ type, color: colour("ink"), aria: false, ...more });

  // A mark described by a field, for screen readers and under the pointer.
  const described = (field) => ({ description: { field }, tooltip: { field } });

  // Lines of text above and below the marks of a row. A narrow window cuts off their end, so a
  // number comes before the name that it belongs to.
  const above = { type: "text", align: "left", x: 0, fontSize: 13, limit: { expr: "width" }, aria: false };
  const below = { ...above, fontSize: 12, color: { expr: "soft" } };
  const text = (mark, dy, field, leads) => layer({ ...mark, dy }, { text: { field } }, leads);

  const frame = (values, step, layers) => ({
    width: "container",
    height: step * values.length,
    autosize: { type: "fit-x", contains: "padding" },
    padding: { left: 2, right: 14, top: 2, bottom: 2 },
    params: [{ name: "soft", value: colour("soft") }],
    data: { values: values.map((row, place) => ({ ...row, place })) },
    layer: layers,
  });

  doichieu.chartParts = { along, bar, colour, described, frame, gridAxis, layer, silent };

  // Completion as a bar, the share of the year as a line, the implied plan as a block at 100.
  doichieu.planChart = (list) => {
    const greatest = Math.max(110, ...list.map((row) => 1.05 * row.upper));
    const least = Math.min(0, ...list.map((row) => 1.05 * row.lower));
    const x = along({
      scale: { domain: [least, greatest], nice: false },
      axis: { title: "%", grid: true, tickCount: 6 },
    });
    const status = {
      field: "status",
      type: "nominal",
      legend: null,
      scale: {
        domain: ["ahead", "met", "on_pace", "behind", "none"],
        range: ["good", "good", "warn", "bad", "neutral"].map(colour),
      },
    };
    const track = { x: { datum: 0, type: "quantitative" }, x2: { datum: 100 } };
    const done = { x: x("done"), x2: { datum: 0 }, color: status, ...described("sentence") };
    const rounding = { x: x("lower"), x2: { field: "upper" } };
    const plan = { x: x("plan_lower"), x2: { field: "plan_upper" } };
    const block = { height: 26, color: colour("accent"), stroke: colour("accent") };
    return frame(list, 66, [
      layer(silent("bar", { height: 16, color: colour("track") }), track),
      layer(bar(), done, "done_leads"),
      layer(silent("rule", { strokeWidth: 3 }), rounding, "done_leads"),
      layer(
        silent("tick", { thickness: 3, size: 30 }),
        { x: x("elapsed") },
        "elapsed_leads",
        "datum.elapsed !== null",
      ),
      layer(silent("bar", block), plan, "plan_leads", "datum.plan_lower !== null"),
      text(above, -20, "title", "done_leads"),
      text(below, 22, "note", "plan_leads"),
    ]);
  };

  // From the implied base, an interval, to the level.
  doichieu.growthChart = (list) => {
    const x = along({ scale: { zero: true, nice: true }, axis: gridAxis });
    const accent = colour("accent");
    const dot = { type: "point", size: 110, opacity: 1 };
    const hollow = { ...dot, filled: false, stroke: accent, fill: colour("paper") };
    const rounding = { x: x("lower"), x2: { field: "upper" } };
    return frame(list, 60, [
      layer(
        silent("rule", { strokeWidth: 2, color: accent }),
        { x: x("base"), x2: { field: "level" } },
        "change_leads",
      ),
      layer(hollow, { x: x("base"), ...described("sentence") }, "base_leads"),
      layer(silent("rule", { strokeWidth: 4 }), rounding, "base_leads"),
      layer(
        silent("point", { ...dot, filled: true, color: accent }),
        { x: x("level"), tooltip: { field: "sentence" } },
        "level_leads",
      ),
      text(above, -18, "title", "growth_leads"),
      text(below, 19, "note", "change_leads"),
    ]);
  };

  // The parts of a growth one after another, and the total last.
  doichieu.contributionChart = (list) => {
    const x = along({ axis: gridAxis });
    const color = {
      field: "is_total",
      type: "nominal",
      legend: null,
      scale: { domain: [false, true], range: ["accent", "neutral"].map(colour) },
    };
    const rounding = { x: x("lower"), x2: { field: "upper" } };
    return frame(list, 52, [
      layer(bar(), { x: x("from"), x2: { field: "to" }, color, ...described("sentence") }, "leads"),
      layer(silent("rule", { strokeWidth: 3 }), rounding, "leads"),
      text(above, -18, "title", "leads"),
    ]);
  };

  // Two intervals a check, each pair on its own scale from 0 to 1.
  doichieu.checkChart = (list) => {
    const x = along({ scale: { domain: [0, 1], nice: false }, axis: null });
    const side = (name, dy, color) => {
      const arrow = (open, end, shape) =>
        layer(
          silent("point", { shape, size: 90, filled: true, opacity: 1, yOffset: dy, color }),
          { x: x(`${name}_${end}`) },
          "leads",
          `datum.${name}_${open}`,
        );
      const ends = { x: x(`${name}_from`), x2: { field: `${name}_to` } };
      return [
        layer(
          bar({ height: 9, yOffset: dy, color, stroke: color, strokeWidth: 1 }),
          { ...ends, ...described(`${name}_label`) },
          "leads",
        ),
        arrow("open_below", "from", "triangle-left"),
        arrow("open_above", "to", "triangle-right"),
        text({ ...below, color }, dy + (dy < 0 ? -12 : 13), `${name}_label`, "leads"),
      ];
    };
    return frame(list, 100, [
      ...side("left", -8, colour("accent")),
      ...side("right", 4, colour("other")),
      text(above, -37, "title", "leads"),
    ]);
  };

  // What is published of one number, by the end of its period: a line for each `line`, its rounding as
  // a band, and a mark a figure, whose `leads` is empty where another mark is the same figure.
  // `elapsed`: the share of the year at the same ends. `ticks`: the ends that the axis names.
  doichieu.seriesChart = ({ points, elapsed, ticks, names, fromZero }) => {
    const ends = points.map((one) => one.at);
    const [first, last] = [Math.min(...ends), Math.max(...ends)];
    const room = Math.max(1, (last - first) * 0.02);
    const x = {
      field: "at",
      type: "quantitative",
      scale: { domain: [first - room, last + room], nice: false, zero: false },
      axis: {
        title: null,
        grid: false,
        values: ticks.map((one) => one.at),
        labelExpr: "names[datum.value]",
        labelOverlap: "greedy",
        labelSeparation: 8,
      },
    };
    const y = along({ scale: { zero: fromZero }, axis: gridAxis });
    const range = names.map((_, place) => colour(`series-${place + 1}`));
    const columns = { expr: "width < 450 ? 1 : width < 750 ? 2 : 3" };
    const legend = { orient: "bottom", columns, title: null, symbolOpacity: 1, labelLimit: 260 };
    const series =
      names.length > 1
        ? { field: "series", type: "nominal", scale: { domain: names, range }, legend }
        : { value: colour("accent") };
    const line = { x, y: y("value"), detail: { field: "line" }, color: series };
    const rounding = { x, y: y("lower"), y2: { field: "upper" }, color: series };
    const marked = { x, y: y("value"), ...described("sentence") };
    const dot = { type: "point", size: 45, opacity: 1 };
    const isRounded = ({ lower }) => lower !== null;
    const marks = points.filter(({ leads }) => leads);
    const plain = (isFirst) => marks.filter((one) => one.mark === "none" && one.is_first === isFirst);
    // A figure with a remark has a shape and a colour of its own, and keeps the line of its place.
    const remarked = (status, shape, color) => [
      marks.filter(({ mark }) => mark === status),
      { ...dot, shape, filled: true, size: 150, color: colour(color), stroke: colour("paper"), strokeWidth: 1 },
      marked,
      "leads",
    ];
    const layers = [
      [
        elapsed,
        silent("line", { strokeDash: [2, 3], color: colour("soft") }),
        { x, y: y("elapsed"), detail: line.detail },
      ],
      [
        points.filter(isRounded),
        { type: "area", opacity: 0.2, aria: false },
        { ...rounding, detail: line.detail },
      ],
      [
        points.filter((one) => one.is_first),
        { type: "line", strokeWidth: 1.5, strokeDash: [5, 4], aria: false },
        line,
      ],
      [points.filter((one) => !one.is_first), { type: "line", strokeWidth: 2, aria: false }, line],
      [marks.filter(isRounded), { type: "rule", strokeWidth: 2, aria: false }, rounding, "leads"],
      [
        plain(true),
        { ...dot, size: 90, filled: false, fill: colour("paper"), strokeWidth: 1.5 },
        { ...marked, stroke: series },
        "leads",
      ],
      [plain(false), { ...dot, filled: true }, { ...marked, color: series }, "leads"],
      remarked("suspect", "diamond", "warn"),
      remarked("contradicted", "triangle-down", "bad"),
    ];
    const drawn = layers
      .filter(([values]) => values.length)
      .map(([values, ...described]) => ({ data: { values }, ...layer(...described) }));
    const made = frame([], 1, drawn);
    const labels = Object.fromEntries(ticks.map((one) => [one.at, one.name]));
    return { ...made, height: 280, params: [...made.params, { name: "names", value: labels }] };
  };

  const MARKS = { vi: { decimal: ",", thousands: "." }, en: { decimal: ".", thousands: "," } };

  const options = () => ({
    mode: "vega-lite",
    renderer: "svg",
    actions: false,
    // The page's policy allows neither evaluated text nor styles in the page: expressions are
    // interpreted, and app/style.css styles the tooltip.
    ast: true,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    config: config(),
    formatLocale: { ...MARKS[doichieu.language], grouping: [3], currency: ["", ""] },
  });

  async function draw(holder, spec, description) {
    await library();
    await vegaEmbed(holder, { ...spec(holder.clientWidth), description }, options());
    holder.dataset.drawn = "";
  }

  const FILE_WIDTH = 800;
  doichieu.FILE_WIDTH = FILE_WIDTH;

  // The same drawing for a file, where no link leads anywhere.
  async function drawnForFile(spec) {
    await library();
    const [described, chosen] = doichieu.onPaper(() => [spec(FILE_WIDTH), options()]);
    const withoutLinks = (name, value) => (name === "href" ? undefined : value);
    const bare = JSON.parse(JSON.stringify({ ...described, width: FILE_WIDTH }, withoutLinks));
    const made = await vegaEmbed(doichieu.element("div"), bare, chosen);
    const svg = await made.view.toSVG();
    made.finalize();
    return svg;
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

  // Goes to a table, and opens it if it is folded.
  function toTable(event, id) {
    event.preventDefault();
    const table = document.getElementById(id);
    const folded = table.closest("details");
    if (folded) folded.open = true;
    const scroller = table.closest(".table");
    scroller.scrollIntoView();
    scroller.focus({ preventScroll: true });
  }

  // A drawing that is made once it is near the window; `spec` is called then, with its width. `table`
  // (its id and the phrase of its caption) is the one where all numbers of the chart lead to their
  // sources. `file`: its title as a file, its rows, source and address, and its key where that is
  // another than beside the chart (see downloads.js).
  doichieu.chart = (title, key, table, spec, file = null) => {
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
      file ? doichieu.downloads(file.title, { key, ...file, svg: () => drawnForFile(spec) }) : null,
    );
    pending.set(holder, () => draw(holder, spec, say("chart.described", { title, ...named })));
    watcher.observe(holder);
    return made;
  };

  // Removes the charts that left the page.
  doichieu.forgetCharts = () => {
    watcher.disconnect();
    pending.clear();
  };

  addEventListener("beforeprint", () => [...pending.keys()].forEach(start));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => doichieu.refresh());
})();
