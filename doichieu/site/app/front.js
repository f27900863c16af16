"use strict";
// The front page of a collection, and its long lists: conflicts and plans of all reports.

(() => {
  const { element, heading, small, soft } = doichieu;

  const viewLink = (text, state) => element("a", { href: doichieu.hash(state, true) }, text);

  // Rows of the newest reports may be of reports that this site does not contain: these have no link.
  const isHere = (row) => doichieu.reports.has(row.report);

  const reportCell = (row) =>
    isHere(row) ? viewLink(doichieu.reports.get(row.report).title, { report: row.report }) : row.title || row.report;

  const periodColumn = () =>
    doichieu.column("period", doichieu.endOf, { show: (row) => doichieu.periodName(row.period) });

  const territoryColumn = (more = {}) =>
    doichieu.column("territory", (row) => doichieu.territoryName(row.territory), more);

  const reportColumn = () =>
    doichieu.column("report", (row) => (isHere(row) ? doichieu.reports.get(row.report).title : row.report), {
      show: reportCell,
    });

  // ----- conflicts ---------------------------------------------------------------------------

  const figureText = (row, text, no) => (isHere(row) ? doichieu.figureLink(text, row.report, no) : text);

  // What a figure was likely meant to be: → another number, or ↔ the one of another figure.
  function candidate(row, repair) {
    const { word } = doichieu;
    const edit = /^[×÷]/.test(repair.edit) ? repair.edit : word("edit", repair.edit.replaceAll(" ", "_"));
    const figure = row.figures.find((one) => one.no === repair.no);
    const number =
      repair.other === null
        ? [" → ", element("b", {}, repair.candidate)]
        : [" ↔ ", figureText(row, repair.candidate, repair.other)];
    const measure = repair.measure === figure.measure ? "" : ` “${word("measure", repair.measure)}”`;
    return [...number, measure, " ", small(`(${edit})`)];
  }

  const named = (figure) => `${doichieu.rowName(figure)}, ${doichieu.word("measure", figure.measure)}`;

  // A figure that an edit mends, with its candidates, the likeliest first.
  function misprint(row, no) {
    const figure = row.figures.find((one) => one.no === no);
    return element(
      "div",
      {},
      `${doichieu.say("front.figure", { no: String(no) })}, ${named(figure)}: `,
      figureText(row, figure.read_as, no),
      row.repairs.filter((one) => one.no === no).flatMap((one, place) => [place ? "; " : "", ...candidate(row, one)]),
    );
  }

  // The edits that mend a conflict; where there is none, its figures.
  function likely(row) {
    const { say } = doichieu;
    const mended = new Set(row.repairs.map((repair) => repair.no));
    if (mended.size) {
      const left = row.repair_count - row.repairs.length;
      const more = left ? small(say("front.more_repairs", { count: doichieu.number(left) })) : null;
      return element("div", {}, [...mended].map((no) => misprint(row, no)), more);
    }
    const figures = row.figures.map((figure) =>
      element("div", {}, `${named(figure)}: `, figureText(row, figure.read_as, figure.no)),
    );
    const rest = row.size - figures.length;
    return element(
      "div",
      {},
      small(say(row.size > 1 ? "front.unmended" : "front.alone")),
      figures,
      rest ? small(say("trace.more", { count: doichieu.number(rest) })) : null,
    );
  }

  const conflictColumns = () => [
    territoryColumn({ heads: true }),
    doichieu.column("likely", (row) => doichieu.rowName(row.figures[0]), { show: likely }),
    periodColumn(),
    doichieu.column("severity", (row) => row.severity ?? Number.MAX_VALUE, {
      show: (row) =>
        row.severity === null ? doichieu.say("front.no_rounding") : `${doichieu.factor(row.severity)} ×`,
      numeric: true,
    }),
    doichieu.column("handled", (row) => handled(row)),
    reportColumn(),
  ];

  // What was done about a conflict: an open one stops a release.
  function handled(row) {
    if (row.acknowledged) return doichieu.say("audit.acknowledged");
    return row.quarantined ? doichieu.say("audit.quarantined") : "–";
  }

  const conflictText = (row) =>
    [
      doichieu.placeText(row.territory),
      doichieu.periodText(row.period),
      row.title,
      ...row.figures.map((figure) => `${doichieu.rowName(figure)} ${figure.read_as}`),
      ...row.repairs.map((repair) => repair.candidate),
    ].join(" ");

  const conflictTable = (rows, filter = null) =>
    doichieu.table({
      id: "conflict-table",
      caption: doichieu.say("front.conflict_table"),
      columns: conflictColumns(),
      rows,
      filter,
    });

  async function conflictsView(state) {
    const { say } = doichieu;
    const data = await doichieu.load("conflicts");
    const rows = data.rows.filter(
      (row) =>
        doichieu.isWithin(row.territory, state.territory) &&
        (!state.year || doichieu.yearOf(row) === state.year) &&
        (!state.indicator || row.figures.some((figure) => figure.indicator === state.indicator)),
    );
    const indicators = data.rows.flatMap((row) => row.figures.map((figure) => figure.indicator));
    return [
      heading(say("nav.conflicts")),
      element("p", {}, say("front.conflicts_intro")),
      cut(data),
      doichieu.choices(
        doichieu.choice("territory", doichieu.placeOptions(data.rows), state),
        doichieu.choice("year", doichieu.yearOptions(data.rows), state),
        doichieu.choice("indicator", doichieu.byName(indicators, doichieu.indicatorName), state),
      ),
      rows.length ? conflictTable(rows, conflictText) : element("p", {}, say("front.nothing")),
    ];
  }

  // That a list has only its first rows.
  function cut(data) {
    if (data.rows.length === data.count) return "";
    const { number, say } = doichieu;
    return soft(say("front.cut", { count: number(data.rows.length), all: number(data.count) }));
  }

  // ----- plans -------------------------------------------------------------------------------

  // A number of a plan that leads to its sources.
  const planNumber = (value, title, show) =>
    doichieu.valueColumn(value, title, show, (row) => (isHere(row) ? row.report : null));

  const STATUSES = ["behind", "on_pace", "ahead", "met"];

  async function plansView(state) {
    const { say, word } = doichieu;
    const { years } = await doichieu.load("overview");
    if (!years.length) return [heading(say("nav.plans")), element("p", {}, say("front.no_plans"))];
    const year = years.map(String).includes(state.year) ? state.year : String(years[0]);
    const data = await doichieu.load(`plans/${year}`);
    const rows = data.rows.filter(
      (row) =>
        (state.period ? row.period === state.period : row.newest) &&
        doichieu.isWithin(row.territory, state.territory) &&
        (!state.indicator || row.indicator === state.indicator) &&
        (!state.status || row.status === state.status),
    );
    const columns = [
      doichieu.column("indicator", doichieu.rowName, { heads: true }),
      territoryColumn(),
      doichieu.paceColumn(),
      planNumber("pace_gap", "pace", doichieu.signed),
      planNumber("plan_pct", "plan_pct", doichieu.number),
      planNumber("elapsed", "elapsed", doichieu.number),
      periodColumn(),
      reportColumn(),
    ];
    const text = (row) =>
      [doichieu.rowName(row), doichieu.placeText(row.territory), doichieu.periodText(row.period)].join(" ");
    const indicators = data.rows.map((row) => row.indicator);
    return [
      heading(say("nav.plans")),
      soft(say("plans.intro")),
      cut(data),
      doichieu.choices(
        doichieu.choice("year", years.map((one) => [String(one), String(one)]), { year }, false, ["period"]),
        doichieu.choice("period", [["", say("front.newest")], ...doichieu.periodOptions(data.rows)], state, false),
        doichieu.choice("territory", doichieu.placeOptions(data.rows), state),
        doichieu.choice("indicator", doichieu.byName(indicators, doichieu.indicatorName), state),
        doichieu.choice("status", STATUSES.map((one) => [one, word("status", one)]), state),
      ),
      rows.length
        ? doichieu.table({ id: "plans-table", caption: say("front.plan_table", { year }), columns, rows, filter: text })
        : element("p", {}, say("front.nothing")),
    ];
  }

  // ----- the front page ----------------------------------------------------------------------

  // The plans of each indicator in the newest year, and the places that are farthest behind.
  function planTable(year, rows) {
    const { say, number } = doichieu;
    const count = (name) =>
      doichieu.column(name, (row) => row[name], { show: (row) => number(row[name]), numeric: true });
    const place = (row) => {
      const gap = doichieu.numberOrInterval(row.pace_gap_pts, row.pace_gap, doichieu.signed);
      const link = isHere(row) ? doichieu.valueLink(gap, "pace_gap", row.report, row) : gap;
      const basis = row.basis ? ` (${doichieu.basisName(row.basis)})` : "";
      return element("div", {}, `${doichieu.territoryName(row.territory)}${basis}: `, link);
    };
    const gapOf = (row) => Math.abs(doichieu.numberOf(row.pace_gap_pts, row.pace_gap));
    const columns = [
      doichieu.column("indicator", (row) => doichieu.indicatorName(row.indicator), {
        show: (row) => {
          const state = { view: "plans", year: String(year), indicator: row.indicator };
          return viewLink(doichieu.indicatorName(row.indicator), state);
        },
        heads: true,
      }),
      count("behind"),
      count("ahead"),
      count("plans"),
      doichieu.column("farthest", ({ farthest: [first] }) => (first ? gapOf(first) : null), {
        show: (row) => (row.farthest.length ? element("div", {}, row.farthest.map(place)) : "–"),
      }),
    ];
    const caption = say("front.behind_table", { year: String(year) });
    return doichieu.table({ id: "behind-table", caption, columns, rows });
  }

  function revisionTable(rows) {
    const { say, column } = doichieu;
    const side = (name) =>
      column(name, (row) => row[name], { show: (row) => doichieu.intervalOrDash(row[name]), numeric: true });
    const columns = [
      column("indicator", doichieu.rowName, {
        show: (row) => element("span", {}, doichieu.rowName(row), element("br"), small(doichieu.unitName(row.unit))),
        heads: true,
      }),
      territoryColumn(),
      periodColumn(),
      column("difference", (row) => row.difference_pct, {
        show: ({ difference_pct: difference, ...row }) =>
          difference === null ? "–" : doichieu.revisionLink(doichieu.signed(difference), row),
        numeric: true,
      }),
      side("earlier"),
      side("later"),
      column("quantity", (row) => doichieu.word("quantity", row.quantity)),
    ];
    return doichieu.table({ id: "revised-table", caption: say("revisions.table"), columns, rows });
  }

  const MOST_YEARS = 12;

  // How many reports of each kind of period and year, each with its list.
  function kindTable(kinds) {
    const years = [...new Set(kinds.map((one) => one.year))].slice(0, MOST_YEARS);
    const forms = doichieu.FORMS.filter((form) => kinds.some((one) => one.form === form));
    const cell = (form, year) => {
      const found = kinds.find((one) => one.form === form && one.year === year);
      const state = { view: "reports", year: String(year), kind: form };
      return element("td", { class: "n" }, found ? viewLink(doichieu.number(found.reports), state) : "–");
    };
    const row = (form) => {
      const head = element("th", { scope: "row", class: "heads" }, doichieu.kindName(form));
      return element("tr", {}, head, years.map((year) => cell(form, year)));
    };
    const heads = [
      element("th", { scope: "col", class: "heads" }, doichieu.say("choose.kind")),
      ...years.map((year) => element("th", { scope: "col", class: "n" }, String(year))),
    ];
    const caption = doichieu.say("front.kind_table");
    return doichieu.scrolling(
      caption,
      element(
        "table",
        { id: "kind-table" },
        element("caption", {}, element("span", {}, caption)),
        element("thead", {}, element("tr", {}, heads)),
        element("tbody", {}, forms.map(row)),
      ),
    );
  }

  // A count that leads to its list.
  function tile(name, count, state, status = "") {
    const content = [element("b", {}, doichieu.number(count)), " ", doichieu.say(`front.${name}`)];
    const link = element("a", { href: doichieu.hash(state, true) }, content);
    return element("li", { class: `tile ${count ? status : ""}` }, link);
  }

  // The first rows of a list, and a link to all of it.
  function part(name, found, shown, intro) {
    const { say } = doichieu;
    // Revisions of figures that contradict others are in the long list only.
    const none = found.count ? "front.only_misprints" : `front.no_${name}`;
    const content = found.rows.length ? [soft(intro), shown()] : [element("p", {}, say(none))];
    const all = say(`front.all_${name}`, { count: doichieu.number(found.count) });
    const link = found.count ? element("p", {}, viewLink(all, { view: name })) : null;
    return doichieu.section(name, say(`front.${name}`), ...content, link);
  }

  async function frontView() {
    const { say } = doichieu;
    const data = await doichieu.load("overview");
    const { conflicts, plans, revisions, kinds } = data;
    const years = kinds.map((one) => one.year);
    const year = data.years[0];
    const span = years.length ? [...new Set([Math.min(...years), Math.max(...years)])].join("–") : "";
    return [
      heading(say("front.title")),
      soft(say("front.intro", { span })),
      element(
        "ul",
        { class: "tiles" },
        tile("reports", data.reports, { view: "reports" }),
        tile("figures", data.figures, { view: "reports", "report-table.sort": "-figures" }),
        tile("places", data.territories, { view: "reports", "report-table.sort": "territory" }),
        tile("conflict_count", conflicts.count, { view: "conflicts" }, "contradicted"),
        tile("behind_count", plans.behind, { view: "plans", status: "behind" }, "behind"),
        tile("revision_count", revisions.count, { view: "revisions" }),
      ),
      part("conflicts", conflicts, () => conflictTable(conflicts.rows), say("front.conflicts_intro")),
      part("plans", plans, () => planTable(year, plans.rows), say("front.plans_intro", { year: String(year) })),
      part("revisions", revisions, () => revisionTable(revisions.rows), say("front.revisions_intro")),
      doichieu.section("kinds", say("front.kinds"), kindTable(kinds), doichieu.leftOut()),
    ];
  }

  const offered = () => doichieu.isCollection();
  doichieu.views.set("front", { show: frontView, offered, address: () => ({}) });
  doichieu.views.set("conflicts", { show: conflictsView, offered });
  doichieu.views.set("plans", { show: plansView, offered });
})();
