"use strict";
// Across reports: the choices of every list, and the list of reports.

(() => {
  const { element, soft } = doichieu;

  // Options that a list without a search can show.
  const MOST_LISTED = 20;

  // A control with options [value, text], or with groups of them [title, options]; many options are searched
  // by text.
  doichieu.chooser = ({ id, label, options = [], groups = [[null, options]], value, choose }) => {
    if (groups.flatMap(([, some]) => some).length > MOST_LISTED) {
      const findable = ([one, text]) => doichieu.findable({ value: one, text }, one);
      const lists = groups.map(([title, some]) => ({ title, options: some.map(findable) }));
      const chosen = lists.flatMap((list) => list.options).find((one) => one.value === value) || { text: "" };
      return doichieu.combobox({
        id,
        label,
        value: chosen.text,
        choose: (one) => choose(one.value),
        find: (text) => lists.map((list) => ({ ...list, options: doichieu.matching(list.options, text) })),
      });
    }
    const select = element("select", { id, change: () => choose(select.value) });
    for (const [title, some] of groups) {
      const made = some.map(([one, text]) => element("option", { value: one, selected: one === value }, text));
      select.append(...(title ? [element("optgroup", { label: title }, made)] : made));
    }
    return element("label", {}, label, " ", select);
  };

  // A control whose choice goes into the address. Its tables begin on their first page, and the choices named
  // in `without` end.
  doichieu.addressChooser = ({ name, without = [], ...control }) => {
    const stays = ([key]) => !key.endsWith(".page") && !without.includes(key);
    return doichieu.chooser({
      ...control,
      id: `choose-${name}`,
      choose: (value) =>
        doichieu.go({ ...Object.fromEntries(Object.entries(doichieu.state()).filter(stays)), [name]: value }),
    });
  };

  // A choice of a list; the empty value chooses all.
  doichieu.choice = (name, options, state, withAll = true, without = []) => {
    const all = withAll ? [["", doichieu.say("choose.all")]] : [];
    const label = doichieu.say(`choose.${name}`);
    return doichieu.addressChooser({ name, without, label, options: [...all, ...options], value: state[name] || "" });
  };

  // How often each of some values is there.
  doichieu.countsOf = (values) => {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  };

  // Options [key, name] in the order of their names.
  doichieu.byName = (ids, name) => {
    const collator = new Intl.Collator(doichieu.language, { numeric: true });
    return [...new Set(ids)].map((id) => [id, name(id)]).sort((one, other) => collator.compare(one[1], other[1]));
  };

  // Options of places by their names; of one name the present place comes first.
  const byPlace = (ids) => {
    const ends = (id) => doichieu.territories.get(id)?.ends || "";
    return doichieu
      .byName([...new Set(ids)].sort((one, other) => ends(one).localeCompare(ends(other))), doichieu.territoryName)
      .map(([id]) => [id, doichieu.placeName(id)]);
  };

  // The places of rows, after those that they lie in where this chooses some of the rows.
  doichieu.placeOptions = (rows) => {
    const places = new Set(rows.map((row) => row.territory));
    const wider = new Set([...places].flatMap(doichieu.around).filter((id) => !places.has(id)));
    const some = [...wider].filter(
      (id) => doichieu.territories.has(id) && ![...places].every((one) => doichieu.isWithin(one, id)),
    );
    return [...byPlace(some), ...byPlace(places)];
  };

  // The years of rows, the newest first.
  doichieu.yearOptions = (rows) =>
    [...new Set(rows.map(doichieu.yearOf))].sort().reverse().map((year) => [year, year]);

  // The periods of rows, the newest first.
  doichieu.periodOptions = (rows) => {
    const ends = new Map(rows.map((row) => [row.period, doichieu.endOf(row)]));
    const newest = [...ends].sort((one, other) => other[1].localeCompare(one[1]) || one[0].localeCompare(other[0]));
    return newest.map(([id]) => [id, doichieu.periodName(id)]);
  };

  // The kinds of the periods of rows.
  doichieu.kindOptions = (rows) => {
    const used = new Set(rows.map(doichieu.formOf));
    return doichieu.FORMS.filter((form) => used.has(form)).map((form) => [form, doichieu.kindName(form)]);
  };

  doichieu.indicatorNames = () =>
    doichieu.byName(doichieu.index.indicators.map(({ id }) => id), doichieu.indicatorName);

  doichieu.choices = (...selects) =>
    element("form", { class: "choices", submit: (event) => event.preventDefault() }, ...selects);

  // How many reports of a large collection are only in the data files.
  doichieu.leftOut = () => {
    const { left_out: count } = doichieu.index;
    if (!count) return "";
    return soft(doichieu.say("site.left_out", { count: doichieu.number(count) }));
  };

  doichieu.reportLink = (report) =>
    element("a", { href: doichieu.hash({ report: report.id }, true) }, report.title);

  // The chosen reports: where an indicator is chosen, those that print it.
  async function chosenReports(state) {
    let places = null;
    if (doichieu.indicators.has(state.indicator)) {
      const found = await doichieu.observations(state.indicator);
      places = new Set(found.map((row) => row.report));
    }
    return doichieu.index.reports.filter(
      (report) =>
        doichieu.isWithin(report.territory, state.territory) &&
        (!state.year || doichieu.yearOf(report) === state.year) &&
        (!state.kind || doichieu.formOf(report) === state.kind) &&
        (!state.period || report.period === state.period) &&
        (!places || places.has(report.place)),
    );
  }

  const reportsView = async (state) => {
    const { say, column } = doichieu;
    const count = (name) =>
      column(name, (report) => report[name], { show: (report) => doichieu.number(report[name]), numeric: true });
    const columns = [
      column("report", (report) => report.title, { show: doichieu.reportLink, heads: true }),
      column("territory", (report) => doichieu.territoryName(report.territory)),
      column("period", doichieu.endOf, { show: (report) => doichieu.periodName(report.period) }),
      column("published", (report) => report.published, {
        show: (report) => (report.published ? doichieu.dateName(report.published) : "–"),
      }),
      ...["figures", "confirmed", "suspect", "contradicted", "unverifiable", "contradictions"].map(count),
    ];
    const { reports } = doichieu.index;
    const rows = await chosenReports(state);
    return [
      doichieu.heading(say("nav.reports")),
      doichieu.leftOut(),
      element("p", {}, say("site.contradictions", { count: doichieu.number(doichieu.index.contradictions) })),
      doichieu.choices(
        doichieu.choice("territory", doichieu.placeOptions(reports), state),
        doichieu.choice("year", doichieu.yearOptions(reports), state),
        doichieu.choice("kind", doichieu.kindOptions(reports), state),
        doichieu.choice("period", doichieu.periodOptions(reports), state),
        doichieu.choice("indicator", doichieu.indicatorNames(), state),
      ),
      doichieu.table({ id: "report-table", caption: say("choose.title"), columns, rows, filter: doichieu.reportText }),
    ];
  };

  // The choice of another report: its place, then its period; another place keeps the period, if it can.
  doichieu.reportChooser = (report) => {
    const { reports } = doichieu.index;
    if (reports.length < 2) return "";
    const ofPlace = (id) => reports.filter((one) => one.territory === id);
    const near = ofPlace(report.territory);
    const named = (one) => {
      const period = doichieu.periodName(one.period);
      return near.some((other) => other !== one && other.period === one.period) ? `${period}: ${one.title}` : period;
    };
    const open = (id) => doichieu.go({ report: id });
    return doichieu.choices(
      doichieu.chooser({
        id: "choose-place",
        label: doichieu.say("choose.territory"),
        options: byPlace(reports.map((one) => one.territory)),
        value: report.territory,
        choose: (id) => {
          const there = ofPlace(id);
          open((there.find((one) => one.period === report.period) || there[0]).id);
        },
      }),
      doichieu.chooser({
        id: "choose-report",
        label: doichieu.say("choose.period"),
        options: near.map((one) => [one.id, named(one)]),
        value: report.id,
        choose: open,
      }),
      element("a", { href: doichieu.hash({ view: "reports" }, true) }, doichieu.say("nav.reports")),
    );
  };

  doichieu.views.set("reports", {
    show: reportsView,
    offered: () => doichieu.index.reports.length > 1 || doichieu.index.left_out > 0,
  });
})();
