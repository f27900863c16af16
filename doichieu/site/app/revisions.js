"use strict";
// Revisions: the largest ones, and for one indicator in one place what each report gave (a triangle).

(() => {
  const { element, heading, small, soft, choices, byName, reportLink } = doichieu;

  // Whether rounding alone explains a difference; null where it is not known.
  const WITHIN = new Map([[true, "yes"], [false, "no"], [null, "unknown"]]);
  const TRIANGLES = ["level", "plan"];
  // So many periods, given by so many reports, a triangle shows before the reader asks for all.
  const [LATEST_PERIODS, LATEST_REPORTS] = [12, 24];
  // A revision has the next stronger colour from so many percent on.
  const STRONGER = [1, 5];
  // A cell of the data (queries/triangles.sql); `earlier` is the report that it is compared with.
  const CELL = [
    ...["report", "territory", "lower", "upper", "value", "is_printed", "quantity", "period", "basis"],
    ...["earlier", "difference", "within"],
  ];
  // The number that a cell leads to, by the quantity that its report gives (see trace.js).
  const LEADS_TO = { level: "level", plan: "implied_plan", prior: "implied_prior" };

  const triangleAddress = (row) => {
    const { indicator, area: territory, quantity, basis } = row;
    return doichieu.hash({ view: "revisions", indicator, territory, quantity, basis }, true);
  };

  const indicatorChoice = (counts, state, withAll) => {
    const names = byName(counts.map((one) => one.indicator), doichieu.indicatorName);
    return doichieu.choice("indicator", names, state, withAll);
  };

  async function revisionsView(state) {
    const overview = await doichieu.load("revisions");
    const isTriangle = state.indicator && state.territory && TRIANGLES.includes(state.quantity);
    const indicator = doichieu.indicators.get(state.indicator);
    if (isTriangle && indicator) return triangleView(state, indicator, overview);
    return listView(state, overview);
  }

  doichieu.views.set("revisions", { show: revisionsView, offered: () => doichieu.index.revisions > 0 });

  // ----- the largest revisions -----

  function revisionColumns() {
    const { say, column } = doichieu;
    const titles = (ids) =>
      doichieu.reportsNamed(ids).flatMap((id, place) => [
        place ? " + " : null,
        doichieu.reports.has(id) ? reportLink(doichieu.reports.get(id)) : id,
      ]);
    const side = (name) =>
      column(name, (row) => row[name], {
        show: (row) =>
          element(
            "span",
            {},
            doichieu.isKnown(row[name]) ? doichieu.revisionLink(doichieu.interval(row[name]), row) : "–",
            element("br"),
            small(titles(row[`${name}_report`])),
          ),
      });
    const name = (row) =>
      TRIANGLES.includes(row.quantity)
        ? element("a", { href: triangleAddress(row) }, doichieu.rowName(row))
        : doichieu.rowName(row);
    return [
      column("indicator", doichieu.rowName, {
        show: (row) => {
          const unit = small(doichieu.unitName(row.unit));
          return element("span", {}, name(row), element("br"), unit);
        },
        heads: true,
      }),
      column("territory", (row) => doichieu.territoryName(row.area)),
      column("period", (row) => row.period, { show: (row) => doichieu.periodName(row.period) }),
      column("quantity", (row) => doichieu.word("quantity", row.quantity)),
      side("earlier"),
      side("later"),
      column("difference", (row) => row.difference_pct, {
        show: (row) =>
          row.difference_pct === null ? "–" : doichieu.revisionLink(doichieu.signed(row.difference_pct), row),
        numeric: true,
      }),
      column("within", (row) => say(`interval.${WITHIN.get(row.within_rounding)}`)),
    ];
  }

  function listChoices(state, { rows, counts }) {
    const { choice, territoryName, say, word } = doichieu;
    const quantities = [...new Set(rows.map((row) => row.quantity))].sort();
    return choices(
      indicatorChoice(counts, state, true),
      choice("territory", byName(new Set(rows.map((row) => row.area)), territoryName), state),
      choice("quantity", quantities.map((one) => [one, word("quantity", one)]), state),
      choice("kind", doichieu.kindOptions(rows), state),
      choice("within", [["", say("revisions.beyond")], ["all", say("choose.all")]], state, false),
    );
  }

  function listView(state, overview) {
    const { say, number } = doichieu;
    const isChosen = (row) =>
      (!state.indicator || row.indicator === state.indicator) &&
      (!state.territory || [row.area, row.territory].includes(state.territory)) &&
      (!state.quantity || row.quantity === state.quantity) &&
      (!state.kind || doichieu.formOf(row) === state.kind) &&
      (state.within === "all" || row.within_rounding === false);
    const counted = overview.counts.filter((one) => !state.indicator || one.indicator === state.indicator);
    const total = (key) => number(counted.reduce((sum, one) => sum + one[key], 0));
    const rows = overview.rows.filter(isChosen);
    const text = (row) => `${doichieu.rowName(row)} ${doichieu.territoryName(row.area)} ${row.period}`;
    const caption = say("revisions.table");
    const list = { id: "revision-table", caption, columns: revisionColumns(), rows, filter: text };
    return [
      heading(say("revisions.title")),
      soft(say("revisions.intro")),
      element("p", {}, say("revisions.counts", { compared: total("compared"), beyond: total("beyond") })),
      overview.rows.length < doichieu.index.revisions
        ? soft(
            say("revisions.cut", {
              all: number(doichieu.index.revisions),
              count: number(overview.rows.length),
            }),
          )
        : "",
      listChoices(state, overview),
      soft(say("revisions.to_triangle")),
      rows.length ? doichieu.table(list) : element("p", {}, say("revisions.none")),
    ];
  }

  // ----- one indicator in one place -----

  const decoded = (cell) => Object.fromEntries(CELL.map((name, place) => [name, cell[place]]));

  // Whether later reports are compared with it; not with a level that a growth implies.
  const isVintage = (cell) => cell.quantity === "plan" || cell.is_printed;

  // The reports of an indicator: those of the site by their place, others as they are.
  const readReports = (reports) =>
    reports.map((one) => (typeof one === "number" ? doichieu.index.reports[one - 1] : one));

  async function triangleView(state, indicator, overview) {
    const { say, word } = doichieu;
    const { reports, triangles } = await doichieu.load(`triangles/${indicator.place}`);
    const ofPlace = (one) =>
      one.territory === state.territory ||
      one.periods.some(({ cells }) => cells.some(([, territory]) => territory === state.territory));
    const here = triangles.filter(ofPlace);
    const alike = here.filter((one) => one.quantity === state.quantity);
    const triangle = alike.find((one) => one.basis === (state.basis || "")) || alike[0];
    const bases = alike.map((one) => [one.basis, one.basis ? doichieu.basisName(one.basis) : "–"]);
    const shown = triangle ? { ...state, territory: triangle.territory, basis: triangle.basis } : state;
    const areas = new Set([shown.territory, ...triangles.map((one) => one.territory)]);
    const quantities = [...new Set([state.quantity, ...here.map((one) => one.quantity)])].sort();
    const facts = [
      say("revisions.triangle"),
      word("quantity", state.quantity),
      shown.basis ? doichieu.basisName(shown.basis) : null,
      doichieu.unitName(indicator.unit),
    ];
    return [
      heading(`${doichieu.indicatorName(indicator.id)}: ${doichieu.territoryName(shown.territory)}`),
      soft(facts.filter(Boolean).join(" · ")),
      choices(
        indicatorChoice(overview.counts, state, false),
        doichieu.choice("territory", byName(areas, doichieu.territoryName), shown, false),
        doichieu.choice("quantity", quantities.map((one) => [one, word("quantity", one)]), state, false),
        bases.length > 1 ? doichieu.choice("basis", bases, shown, false) : "",
        triangle ? doichieu.choice("kind", doichieu.kindOptions(triangle.periods), state) : "",
        element("a", { href: doichieu.hash({ view: "revisions" }, true) }, say("revisions.back")),
      ),
      ...(triangle ? triangleContent(state, indicator, triangle, readReports(reports)) : [nothing()]),
    ];
  }

  const nothing = () => element("p", {}, doichieu.say("revisions.no_triangle"));

  // The latest periods, as many as fit; at least one.
  function latest(rows) {
    const reports = new Set();
    let count = 0;
    for (const { cells } of [...rows].reverse()) {
      for (const cell of cells) reports.add(cell.report);
      if (count && (count === LATEST_PERIODS || reports.size > LATEST_REPORTS)) break;
      count += 1;
    }
    return rows.slice(-count);
  }

  function triangleContent(state, indicator, triangle, reports) {
    const { say, number } = doichieu;
    const rows = triangle.periods
      .filter((row) => !state.kind || doichieu.formOf(row) === state.kind)
      .map(({ period, cells }) => ({ period, cells: cells.map(decoded) }));
    if (!rows.length) return [nothing()];
    const shown = state.rows === "all" ? rows : latest(rows);
    const toAll = say("revisions.all_periods", { count: number(rows.length) });
    return [
      ...measures(indicator, rows),
      legend(),
      triangleTable(indicator, triangle, shown, reports),
      shown.length < rows.length
        ? element(
            "p",
            {},
            say("revisions.latest", { count: number(shown.length) }),
            " ",
            element("a", { href: doichieu.hash({ rows: "all" }) }, toAll),
          )
        : "",
    ];
  }

  function triangleTable(indicator, triangle, rows, reports) {
    const { say, periodName, dateName } = doichieu;
    const numbers = new Set(rows.flatMap(({ cells }) => cells.map((cell) => cell.report)));
    const columns = [...numbers].sort((one, other) => one - other);
    const head = (no) => {
      const { id, period, published } = reports[no];
      const name = doichieu.reports.has(id)
        ? element("a", { href: doichieu.hash({ report: id }, true) }, periodName(period))
        : periodName(period);
      const date = small(published ? dateName(published) : id);
      return element("th", { scope: "col", class: "n" }, name, date);
    };
    const line = ({ period, cells }) => {
      const byReport = new Map(cells.map((cell) => [cell.report, cell]));
      const around = { indicator, triangle, cells, reports };
      const content = (no) => (byReport.has(no) ? cellOf(byReport.get(no), around) : element("td"));
      const name = element("th", { scope: "row", class: "heads" }, periodName(period));
      return element("tr", {}, name, columns.map(content));
    };
    const caption = say("revisions.triangle_table");
    const corner = element("th", { scope: "col", class: "heads" }, say("column.period"));
    const table = element(
      "table",
      { id: "triangle" },
      element("caption", {}, element("span", {}, caption)),
      element("thead", {}, element("tr", {}, corner, columns.map(head))),
      element("tbody", {}, rows.map(line)),
    );
    return doichieu.scrolling(caption, table, say("revisions.hint"), "triangle");
  }

  function cellOf(cell, { indicator, triangle, cells, reports }) {
    // A printed range has no single value.
    const text = doichieu.numberOrInterval(cell.value, [cell.lower, cell.upper], doichieu.inFull);
    const { id } = reports[cell.report];
    const { period, basis } = cell;
    const row = { territory: cell.territory || triangle.territory, period, basis, indicator: indicator.id };
    const value = doichieu.reports.has(id) ? doichieu.valueLink(text, LEADS_TO[cell.quantity], id, row) : text;
    return element(
      "td",
      { class: ["n", cell.is_printed ? null : "implied", colour(cell)].filter(Boolean).join(" ") },
      value,
      changeOf(cell, cells, reports),
    );
  }

  function colour({ earlier, difference, within }) {
    if (earlier === null || within !== false || difference === null) return null;
    const strength = 1 + STRONGER.filter((step) => Math.abs(difference) >= step).length;
    return `${difference > 0 ? "up" : "down"}-${strength}`;
  }

  // How far a value is from the one that it is compared with, which is named where it is not the one before.
  function changeOf(cell, cells, reports) {
    if (cell.earlier === null) return [];
    if (cell.within !== false) return [small(cell.within ? "≈" : "?")];
    const before = cells.filter((one) => one.report < cell.report && isVintage(one)).pop();
    const size = cell.difference === null ? "≠" : `${doichieu.signed(cell.difference)} %`;
    const report = doichieu.periodName(reports[cell.earlier].period);
    const since = element("small", { class: "since" }, doichieu.say("revisions.since", { report }));
    return [small(size), before.report === cell.earlier ? null : since];
  }

  function legend() {
    const { say } = doichieu;
    const item = (name, marks, filling) => element("li", {}, marks, ` ${say(`revisions.${name}`, filling)}`);
    const key = (name, text) => item(name, [element("span", { class: name }, text)]);
    const steps = [0, ...STRONGER].map((_, place) => place + 1);
    const [second, third] = STRONGER.map(doichieu.number);
    const scale = (name) =>
      item(name, steps.map((step) => element("span", { class: `${name}-${step}` }, "\u00a0")), { second, third });
    return element(
      "ul",
      { class: "legend soft", "aria-label": say("revisions.legend") },
      scale("up"),
      scale("down"),
      key("same", "≈"),
      key("open", "?"),
      key("implied", say("revisions.implied_example")),
    );
  }

  // ----- from the first report to the latest -----

  const corners = (...values) => [Math.min(...values), Math.max(...values)];

  // How far the latest value is from the first, as an interval and by their middles: in percent of the
  // first, or in the unit itself, which a rate needs, and a number that may be zero or less.
  const distanceOf = {
    percent: ([first, latest]) => ({
      middle: 100 * (doichieu.middle(latest) / doichieu.middle(first)) - 100,
      ends: corners(...first.flatMap((below) => latest.map((above) => 100 * (above / below) - 100))),
    }),
    unit: ([first, latest]) => ({
      middle: doichieu.middle(latest) - doichieu.middle(first),
      ends: [latest[0] - first[1], latest[1] - first[0]],
    }),
  };

  const absolute = ({ middle, ends: [lower, upper] }) => ({
    middle: Math.abs(middle),
    ends: lower <= 0 && upper >= 0 ? [0, Math.max(-lower, upper)] : corners(Math.abs(lower), Math.abs(upper)),
  });

  const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

  const meanOf = (distances) => ({
    middle: mean(distances.map((one) => one.middle)),
    ends: [0, 1].map((end) => mean(distances.map((one) => one.ends[end]))),
  });

  // The first and the latest value of each period that several reports give.
  function firstAndLatest(rows) {
    const bounded = (cell) => isVintage(cell) && cell.lower !== null && cell.upper !== null;
    return rows
      .map(({ cells }) => cells.filter(bounded).map((cell) => [cell.lower, cell.upper]))
      .filter((values) => values.length > 1)
      .map((values) => [values[0], values[values.length - 1]]);
  }

  function measures(indicator, rows) {
    const { say, number, unitName } = doichieu;
    const pairs = firstAndLatest(rows);
    if (pairs.length < 2) return [];
    const isRelative = indicator.unit !== "percent" && pairs.every(([[lower]]) => lower > 0);
    const distances = pairs.map(distanceOf[isRelative ? "percent" : "unit"]);
    const unit = isRelative ? "%" : unitName(indicator.unit === "percent" ? "point" : indicator.unit);
    const shown = (name, { middle, ends }, show) =>
      element(
        "li",
        {},
        say(`revisions.${name}`, { size: show(middle), unit, interval: doichieu.interval(ends) }),
      );
    return [
      element("p", { id: "measures" }, say("revisions.first_to_latest", { count: number(pairs.length) })),
      element(
        "ul",
        {},
        shown("mean", meanOf(distances), doichieu.signed),
        shown("mean_absolute", meanOf(distances.map(absolute)), doichieu.number),
      ),
    ];
  }
})();
