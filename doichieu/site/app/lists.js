"use strict";
// Across reports: the list of reports, and revisions.

(() => {
  const { element } = doichieu;

  // Whether rounding alone explains a difference; null where it is not known.
  const WITHIN = new Map([[true, "yes"], [false, "no"], [null, "unknown"]]);

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

  const byName = (doichieu.byName = (ids, name) => {
    const collator = new Intl.Collator(doichieu.language);
    return [...ids].map((id) => [id, name(id)]).sort((one, other) => collator.compare(one[1], other[1]));
  });

  const usedBy = (key) => new Set(doichieu.index.reports.map((report) => report[key]));

  const indicatorNames = (doichieu.indicatorNames = () =>
    byName(doichieu.index.indicators.map(({ id }) => id), doichieu.indicatorName));

  const choices = (doichieu.choices = (...selects) =>
    element("form", { class: "choices", submit: (event) => event.preventDefault() }, ...selects));

  // How many reports of a large collection are only in the data files.
  const leftOut = (doichieu.leftOut = () => {
    const { left_out: count } = doichieu.index;
    if (!count) return "";
    return element("p", { class: "soft" }, doichieu.say("site.left_out", { count: doichieu.number(count) }));
  });

  const reportLink = (doichieu.reportLink = (report) =>
    element("a", { href: doichieu.hash({ report: report.id }, true) }, report.title));

  // The chosen reports: where an indicator is chosen, those that print it.
  async function chosenReports(state) {
    let places = null;
    if (doichieu.indicators.has(state.indicator)) {
      const found = await doichieu.observations(state.indicator);
      places = new Set(found.map((row) => row.report));
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

  doichieu.revisionsView = async () => {
    const { say, column } = doichieu;
    const data = await doichieu.load("revisions");
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
            element("small", {}, titles(row[`${name}_report`])),
          ),
      });
    const columns = [
      column("indicator", doichieu.rowName, {
        show: (row) =>
          element("span", {}, doichieu.rowName(row), element("br"), element("small", {}, doichieu.unitName(row.unit))),
        heads: true,
      }),
      column("territory", (row) => doichieu.territoryName(row.territory)),
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
