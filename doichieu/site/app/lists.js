"use strict";
// Across reports: the list of reports, and one indicator over time.

(() => {
  const { element } = doichieu;

  const heading = (text) => element("h2", { id: "view-title", tabindex: -1 }, text);

  // A choice that goes into the address; the empty value chooses all.
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

  const byName = (ids, name) => {
    const collator = new Intl.Collator(doichieu.language);
    return [...ids].map((id) => [id, name(id)]).sort((one, other) => collator.compare(one[1], other[1]));
  };

  const usedBy = (key) => new Set(doichieu.index.reports.map((report) => report[key]));

  const indicatorNames = () =>
    byName(doichieu.index.indicators.map(({ id }) => id), doichieu.indicatorName);

  const TIME_TABLE = { id: "time-table", caption: "over_time.table" };

  const choices = (...selects) =>
    element("form", { class: "choices", submit: (event) => event.preventDefault() }, ...selects);

  // How many reports of a large collection are only in the data files.
  const leftOut = () => {
    const { left_out: count } = doichieu.index;
    if (!count) return "";
    return element("p", { class: "soft" }, doichieu.say("site.left_out", { count: doichieu.number(count) }));
  };

  const reportLink = (report) =>
    element("a", { href: doichieu.hash({ report: report.id }, true) }, report.title);

  // Used by other views.
  Object.assign(doichieu, { heading, choices, byName, reportLink });

  // The chosen reports: where an indicator is chosen, those that print it.
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

  // Sorts periods by their end.
  const endOf = (row) => (doichieu.periods.get(row.period) || {}).ends || row.period;

  doichieu.reportsView = async (state) => {
    const { say, column } = doichieu;
    const count = (name) =>
      column(name, (report) => report[name], { show: (report) => doichieu.number(report[name]), numeric: true });
    const columns = [
      column("report", (report) => report.title, { show: reportLink, heads: true }),
      column("territory", (report) => doichieu.territoryName(report.territory)),
      column("period", endOf, { show: (report) => doichieu.periodName(report.period) }),
      column("published", (report) => report.published, {
        show: (report) => (report.published ? doichieu.dateName(report.published) : "–"),
      }),
      ...["figures", "confirmed", "suspect", "contradicted", "unverifiable", "contradictions"].map(count),
    ];
    const rows = await chosenReports(state);
    const text = (report) => `${report.title} ${doichieu.territoryName(report.territory)}`;
    return [
      heading(say("nav.reports")),
      leftOut(),
      element("p", {}, say("site.contradictions", { count: doichieu.number(doichieu.index.contradictions) })),
      choices(
        doichieu.choice("territory", byName(usedBy("territory"), doichieu.territoryName), state),
        doichieu.choice("period", [...usedBy("period")].map((id) => [id, doichieu.periodName(id)]), state),
        doichieu.choice("indicator", indicatorNames(), state),
      ),
      doichieu.table({ id: "report-table", caption: say("choose.title"), columns, rows, filter: text }),
    ];
  };

  const reportOf = (row) => doichieu.index.reports[row.report - 1];

  function timeCharts(indicator, rows) {
    const { say } = doichieu;
    const unit = doichieu.unitName(indicator.unit);
    const series = new Set(rows.map((row) => row.territory));
    const few = series.size <= 8;
    const several = few && series.size > 1;
    const points = (value, interval, traced, show = doichieu.number) =>
      rows
        .filter((row) => row[value] !== null && doichieu.periods.has(row.period))
        .map((row) => {
          const [lower, upper] = row[interval];
          const territory = doichieu.territoryName(row.territory);
          return {
            at: doichieu.periods.get(row.period).ends,
            value: row[value],
            lower: lower === null ? row[value] : lower,
            upper: upper === null ? row[value] : upper,
            series: territory,
            // A line joins periods of one form only: a quarter does not lead to a year.
            line: `${row.territory}/${doichieu.periods.get(row.period).form}/${row.basis}`,
            leads: doichieu.valueAddress(traced, reportOf(row).id, row),
            sentence: `${territory}, ${doichieu.periodName(row.period)}: ${show(row[value])}`,
          };
        });
    return [
      [say("over_time.level_chart", { unit }), points("level", "level_interval", "level", doichieu.inFull)],
      [say("over_time.completion_chart"), points("plan_pct", "completion", "plan_pct")],
      [say("over_time.growth_chart"), points("growth_pct", "growth_interval", "growth")],
    ]
      .filter(([, values]) => new Set(values.map((one) => one.at)).size > 1)
      .map(([title, values]) =>
        doichieu.chart(title, say("over_time.chart_key"), TIME_TABLE, () =>
          doichieu.timeChart(values, { several, few }),
        ),
      );
  }

  doichieu.indicatorView = async (state) => {
    const { say, column } = doichieu;
    const id = doichieu.indicators.has(state.indicator) ? state.indicator : indicatorNames()[0][0];
    const indicator = doichieu.indicators.get(id);
    const data = await doichieu.load(`indicators/${indicator.place}`);
    const rows = data.rows
      .filter((row) => !state.territory || row.territory === state.territory)
      .map((row) => ({ ...row, indicator: id }));
    const territories = new Set(data.rows.map((row) => row.territory));
    const number = (value, show) => doichieu.valueColumn(value, value, show, (row) => reportOf(row).id);
    const columns = [
      column("period", endOf, { show: (row) => doichieu.periodName(row.period), heads: true }),
      column("territory", (row) => doichieu.territoryName(row.territory)),
      number("level", doichieu.inFull),
      number("plan_pct", doichieu.number),
      doichieu.paceColumn(),
      number("growth", doichieu.signed),
      column("report", (row) => reportOf(row).title, {
        show: (row) =>
          element("span", {}, reportLink(reportOf(row)), row.basis ? ` (${doichieu.basisName(row.basis)})` : ""),
      }),
    ];
    return [
      heading(doichieu.indicatorName(id)),
      element("p", { class: "soft" }, say("over_time.title"), " · ", doichieu.unitName(indicator.unit)),
      choices(
        doichieu.choice("indicator", indicatorNames(), { ...state, indicator: id }, false),
        doichieu.choice("territory", byName(territories, doichieu.territoryName), state),
      ),
      ...timeCharts(indicator, rows),
      leftOut(),
      rows.length
        ? doichieu.table({ id: TIME_TABLE.id, caption: say(TIME_TABLE.caption), columns, rows })
        : element("p", {}, say("over_time.none")),
    ];
  };
})();
