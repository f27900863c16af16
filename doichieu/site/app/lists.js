"use strict";
// Across reports: which there are, one indicator over time, and what reports say of each other.

(() => {
  const { element } = doichieu;

  // Whether rounding alone explains a difference; null where a side has no end.
  const WITHIN = new Map([[true, "yes"], [false, "no"], [null, "unknown"]]);

  const heading = (text) => element("h2", { id: "view-title", tabindex: -1 }, text);

  // A choice that goes into the address; an empty value is all of them.
  doichieu.choice = (name, options, state, withAll = true) => {
    const { say } = doichieu;
    const select = element("select", {
      change: () => doichieu.go({ ...doichieu.state(), [name]: select.value }),
    });
    if (withAll) select.append(element("option", { value: "" }, say("choose.all")));
    for (const [value, text] of options) {
      select.append(element("option", { value, selected: value === state[name] }, text));
    }
    return element("label", {}, say(`choose.${name}`), " ", select);
  };

  const byName = (list) => {
    const collator = new Intl.Collator(doichieu.language);
    return list.sort((one, other) => collator.compare(one[1], other[1]));
  };

  doichieu.territoryChoice = (state) => {
    const used = new Set(doichieu.index.reports.map((report) => report.territory));
    const options = [...used].map((id) => [id, doichieu.territoryName(id)]);
    return doichieu.choice("territory", byName(options), state);
  };

  doichieu.periodChoice = (state) => {
    const used = new Set(doichieu.index.reports.map((report) => report.period));
    const options = [...used].map((id) => [id, doichieu.periodName(id)]);
    return doichieu.choice("period", options, state);
  };

  doichieu.indicatorChoice = (state, withAll = true) => {
    const options = doichieu.index.indicators.map(({ id }) => [id, doichieu.indicatorName(id)]);
    return doichieu.choice("indicator", byName(options), state, withAll);
  };

  const TIME_TABLE = { id: "time-table", caption: "over_time.table" };

  const choices = (...made) => element("form", { class: "choices", submit: stay }, ...made);

  // What a large collection leaves to the data files.
  doichieu.leftOut = () => {
    const { left_out: count } = doichieu.index;
    if (!count) return "";
    return element("p", { class: "soft" }, doichieu.say("site.left_out", { count: doichieu.number(count) }));
  };

  function stay(event) {
    event.preventDefault();
  }

  const reportLink = (report) =>
    element("a", { href: doichieu.hash({ report: report.id }, true) }, report.title);

  // The reports that a choice leaves: those that print the indicator, where one is chosen.
  async function chosenReports(state) {
    let places = null;
    if (doichieu.indicators.has(state.indicator)) {
      const { place } = doichieu.indicators.get(state.indicator);
      const found = await doichieu.load(`indicators/${place}`);
      places = new Set(found.rows.map((row) => row.report));
    }
    return doichieu.index.reports.filter(
      (report) =>
        (!state.territory || report.territory === state.territory) &&
        (!state.period || report.period === state.period) &&
        (!places || places.has(report.place)),
    );
  }

  doichieu.reportsView = async (state) => {
    const { say } = doichieu;
    const count = (name) => ({
      title: say(`column.${name}`),
      value: (report) => report[name],
      show: (report) => doichieu.number(report[name]),
      numeric: true,
    });
    const columns = [
      { title: say("column.report"), value: (report) => report.title, show: reportLink, heads: true },
      { title: say("column.territory"), value: (report) => doichieu.territoryName(report.territory) },
      {
        title: say("column.period"),
        value: (report) => (doichieu.periods.get(report.period) || {}).ends || report.period,
        show: (report) => doichieu.periodName(report.period),
      },
      {
        title: say("column.published"),
        value: (report) => report.published,
        show: (report) => (report.published ? doichieu.dateName(report.published) : "–"),
      },
      count("figures"),
      count("confirmed"),
      count("suspect"),
      count("contradicted"),
      count("unverifiable"),
    ];
    const rows = await chosenReports(state);
    const text = (report) => `${report.title} ${doichieu.territoryName(report.territory)}`;
    return [
      heading(say("nav.reports")),
      doichieu.leftOut(),
      choices(
        doichieu.territoryChoice(state),
        doichieu.periodChoice(state),
        doichieu.indicatorChoice(state),
      ),
      doichieu.table({ id: "report-table", caption: say("choose.title"), columns, rows, filter: text }),
    ];
  };

  function timeCharts(indicator, rows) {
    const { say } = doichieu;
    const unit = doichieu.unitName(indicator.unit);
    const series = new Set(rows.map((row) => row.territory));
    const few = series.size <= 8;
    const several = few && series.size > 1;
    const points = (value, reading, traced) =>
      rows
        .filter((row) => row[value] !== null && doichieu.periods.has(row.period))
        .map((row) => ({
          at: doichieu.periods.get(row.period).ends,
          value: row[value],
          lower: row[reading][0] === null ? row[value] : row[reading][0],
          upper: row[reading][1] === null ? row[value] : row[reading][1],
          series: doichieu.territoryName(row.territory),
          // Only periods of one form are joined: a quarter does not lead to a year.
          line: `${row.territory}/${doichieu.periods.get(row.period).form}/${row.basis}`,
          leads: doichieu.valueAddress(traced, doichieu.index.reports[row.report - 1].id, {
            ...row,
            indicator: indicator.id,
          }),
          told: `${doichieu.territoryName(row.territory)}, ${doichieu.periodName(row.period)}: ${doichieu.number(row[value])}`,
        }));
    return [
      [say("over_time.level_chart", { unit }), points("level", "level_reading", "level")],
      [say("over_time.completion_chart"), points("plan_pct", "completion", "plan_pct")],
      [say("over_time.growth_chart"), points("growth_pct", "growth_reading", "growth")],
    ]
      .filter(([, values]) => new Set(values.map((one) => one.at)).size > 1)
      .map(([title, values]) =>
        doichieu.chart(title, say("over_time.chart_key"), TIME_TABLE, () =>
          doichieu.timeChart(values, { several, few }),
        ),
      );
  }

  doichieu.indicatorView = async (state) => {
    const { say } = doichieu;
    const first = byName(
      doichieu.index.indicators.map(({ id }) => [id, doichieu.indicatorName(id)]),
    )[0];
    const id = doichieu.indicators.has(state.indicator) ? state.indicator : first[0];
    const indicator = doichieu.indicators.get(id);
    const data = await doichieu.load(`indicators/${indicator.place}`);
    const reportOf = (row) => doichieu.index.reports[row.report - 1];
    const territories = new Set(data.rows.map((row) => row.territory));
    const rows = data.rows.filter((row) => !state.territory || row.territory === state.territory);
    const places = byName([...territories].map((one) => [one, doichieu.territoryName(one)]));
    const number = (value, name, reading, show = doichieu.number) => ({
      title: say(`column.${name}`),
      value: (row) => row[value],
      show: (row) =>
        row[value] === null
          ? "–"
          : doichieu.valueLink(show(row[value]), reading, reportOf(row).id, { ...row, indicator: id }),
      numeric: true,
    });
    const columns = [
      {
        title: say("column.period"),
        value: (row) => (doichieu.periods.get(row.period) || {}).ends || row.period,
        show: (row) => doichieu.periodName(row.period),
        heads: true,
      },
      { title: say("column.territory"), value: (row) => doichieu.territoryName(row.territory) },
      number("level", "level", "level"),
      number("plan_pct", "plan_pct", "plan_pct"),
      {
        title: say("column.status"),
        value: (row) => (row.status ? doichieu.word("status", row.status) : null),
        show: (row) => (row.status ? doichieu.statusMark("status", row.status) : "–"),
      },
      number("growth_pct", "growth", "growth", doichieu.signed),
      {
        title: say("column.report"),
        value: (row) => reportOf(row).title,
        show: (row) =>
          element("span", {}, reportLink(reportOf(row)), row.basis ? ` (${doichieu.basisName(row.basis)})` : ""),
      },
    ];
    return [
      heading(`${doichieu.indicatorName(id)}`),
      element("p", { class: "soft" }, say("over_time.title"), " · ", doichieu.unitName(indicator.unit)),
      choices(
        doichieu.indicatorChoice({ ...state, indicator: id }, false),
        doichieu.choice("territory", places, state),
      ),
      ...timeCharts(indicator, rows),
      doichieu.leftOut(),
      rows.length
        ? doichieu.table({ id: TIME_TABLE.id, caption: say(TIME_TABLE.caption), columns, rows })
        : element("p", {}, say("over_time.none")),
    ];
  };

  doichieu.revisionsView = async () => {
    const { say } = doichieu;
    const data = await doichieu.load("revisions");
    const titles = (ids) =>
      doichieu.reportsNamed(ids).flatMap((id, place) => [
        place ? " + " : null,
        doichieu.reports.has(id) ? reportLink(doichieu.reports.get(id)) : id,
      ]);
    const side = (name, report) => ({
      title: say(`column.${name}`),
      value: (row) => row[name],
      show: (row) =>
        element(
          "span",
          {},
          doichieu.isTold(row[name]) ? doichieu.revisionLink(doichieu.interval(row[name]), row) : "–",
          element("br"),
          element("small", {}, titles(row[report])),
        ),
    });
    const columns = [
      {
        title: say("column.indicator"),
        value: (row) => doichieu.rowName(row),
        show: (row) =>
          element("span", {}, doichieu.rowName(row), element("br"), element("small", {}, doichieu.unitName(row.unit))),
        heads: true,
      },
      {
        title: say("column.territory"),
        value: (row) => doichieu.territoryName(row.territory),
      },
      { title: say("column.period"), value: (row) => row.period, show: (row) => doichieu.periodName(row.period) },
      { title: say("column.quantity"), value: (row) => doichieu.word("quantity", row.quantity) },
      side("earlier", "earlier_report"),
      side("later", "later_report"),
      {
        title: say("column.difference"),
        value: (row) => row.difference_pct,
        show: (row) =>
          row.difference_pct === null ? "–" : doichieu.revisionLink(doichieu.signed(row.difference_pct), row),
        numeric: true,
      },
      {
        title: say("column.within"),
        value: (row) => say(`interval.${WITHIN.get(row.within_rounding)}`),
      },
    ];
    const text = (row) => `${doichieu.rowName(row)} ${doichieu.territoryName(row.territory)} ${row.period}`;
    return [
      heading(say("revisions.title")),
      element("p", { class: "soft" }, say("revisions.intro")),
      data.rows.length < doichieu.index.revisions
        ? element(
            "p",
            { class: "soft" },
            say("revisions.cut", {
              all: doichieu.number(doichieu.index.revisions),
              count: doichieu.number(data.rows.length),
            }),
          )
        : "",
      data.rows.length
        ? doichieu.table({ id: "revision-table", caption: say("revisions.table"), columns, rows: data.rows, filter: text })
        : element("p", {}, say("revisions.none")),
    ];
  };
})();
