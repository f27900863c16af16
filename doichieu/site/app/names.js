"use strict";
// Names: the index by key, and names in the chosen language.

(() => {
  const keyed = (rows) => new Map(rows.map((row) => [row.id, row]));

  doichieu.readIndex = (index) => {
    doichieu.index = index;
    index.reports.forEach((report, place) => {
      report.place = place + 1;
    });
    index.indicators.forEach((indicator, place) => {
      indicator.place = place + 1;
    });
    doichieu.reports = keyed(index.reports);
    doichieu.indicators = keyed(index.indicators);
    doichieu.units = keyed(index.units);
    doichieu.territories = keyed(index.territories);
    doichieu.periods = keyed(index.periods);
  };

  const named = (rows, id, otherwise = id) => {
    const row = rows.get(id);
    return (row && row[doichieu.language]) || otherwise;
  };

  // The reports of a key: the parts of a period may come from several, on this site or not.
  doichieu.reportsNamed = (ids) => (doichieu.reports.has(ids) ? [ids] : ids.split(" + "));

  doichieu.indicatorName = (id) => named(doichieu.indicators, id);
  // A collection needs no unit of points to have changes of a rate: the page has a word for it.
  doichieu.unitName = (id) => named(doichieu.units, id, doichieu.word("unit", id));
  doichieu.territoryName = (id) => named(doichieu.territories, id);

  // A place with its last day, or else its first one: merged provinces kept the name of one of them.
  doichieu.timedName = (id) => {
    const name = doichieu.territoryName(id);
    const { begins, ends } = doichieu.territories.get(id) || {};
    if (ends) return doichieu.say("choose.until", { name, day: doichieu.dateName(ends) });
    return begins ? doichieu.say("choose.since", { name, day: doichieu.dateName(begins) }) : name;
  };

  // A place among others: with its time where another place has the same name.
  doichieu.placeName = (id) =>
    (doichieu.territories.get(id) || {}).shares_name ? doichieu.timedName(id) : doichieu.territoryName(id);

  // What a search looks through, in every language: the names of a place, of a period with its key, and
  // what a report is about.
  doichieu.placeText = (id) => {
    const { vi = "", en = "" } = doichieu.territories.get(id) || {};
    return `${vi} ${en}`;
  };

  const periodTexts = new Map();
  doichieu.periodText = (id) => {
    if (!periodTexts.has(id)) {
      periodTexts.set(id, [...doichieu.inEveryLanguage(() => doichieu.periodName(id)), id].join(" "));
    }
    return periodTexts.get(id);
  };

  doichieu.reportText = (report) =>
    `${report.title} ${doichieu.placeText(report.territory)} ${doichieu.periodText(report.period)}`;

  // A place, and those that it lies in, from the smallest.
  doichieu.around = (id) => {
    const places = [];
    for (let at = id; at && !places.includes(at); at = (doichieu.territories.get(at) || {}).parent) places.push(at);
    return places;
  };

  // Whether a place is another one or lies in it; every place is in the empty one.
  doichieu.isWithin = (id, other) => !other || doichieu.around(id).includes(other);

  // The end of the period of a row, which sorts, and its year.
  doichieu.endOf = (row) => (doichieu.periods.get(row.period) || {}).ends || row.period;
  // Kinds of periods, in the order of every list.
  doichieu.FORMS = ["year", "half", "quarter", "months", "month", "to_date", "date", "years", "other"];

  // Periods that no report covers, by their shape: the year of a plan, the base of a growth, a run of months.
  const SHAPES = [
    ["year", /^\d{4}$/],
    ["half", /-H\d$/],
    ["quarter", /-Q\d$/],
    ["months", /M$/],
    ["month", /^\d{4}-\d\d$/],
    ["to_date", /-YTD-/],
    ["date", /^\d{4}-\d\d-\d\d$/],
    ["years", /\.\./],
  ];

  // The form of a row's period: year, half, quarter …; other for a run of months such as 2020-11/2021-01.
  doichieu.formOf = ({ period }) => {
    // The marts name January 2026-01, also where reports call it 2026-1M.
    const known = doichieu.periods.get(period) || doichieu.periods.get(period.replace(/-01$/, "-1M"));
    return known ? known.form : (SHAPES.find(([, shape]) => shape.test(period)) || ["other"])[0];
  };

  const plainNumbers = (text) => (text.match(/\d+/g) || []).map((digits) => String(Number(digits)));

  // A kind of period in words: a form, or one of a length or an end: "months 9", "to_date 06-15", "years 5".
  doichieu.kindName = (kind) => {
    const [form, part] = kind.split(" ");
    if (!part) return doichieu.word("form", form);
    const [number, day] = plainNumbers(part);
    if (form === "months" && number === "1") return doichieu.say("form.months_1");
    const month = form === "to_date" ? doichieu.word("month", number) : "";
    return doichieu.say(`form.${form}_of`, { number, month, day });
  };
  doichieu.yearOf = (row) => doichieu.endOf(row).slice(0, 4);

  // A plan, a base period, or the total that a share is of.
  doichieu.basisName = (basis) => {
    if (doichieu.catalogue[`basis.${basis}`]) return doichieu.word("basis", basis);
    if (doichieu.indicators.has(basis)) return doichieu.indicatorName(basis);
    return /^base_\d{4}$/.test(basis) ? doichieu.say("basis.base_year", { year: basis.slice(-4) }) : basis;
  };

  // The period that growth is on.
  doichieu.baseName = (basis) => {
    const name = basis ? `growth.base_${basis}` : "growth.base";
    return doichieu.say(doichieu.catalogue[name] ? name : "growth.base_year", { year: basis.slice(-4) });
  };

  // An indicator of a row, with the plan, base period or total where it is named.
  doichieu.rowName = (row) => {
    const name = doichieu.indicatorName(row.indicator);
    return row.basis ? `${name} (${doichieu.basisName(row.basis)})` : name;
  };

  // The territory and the period of a row where they are not the report's own.
  doichieu.ownPlaces = (report, row) => {
    const places = [];
    if (row.territory !== report.territory) places.push(doichieu.territoryName(row.territory));
    if (row.period !== report.period) places.push(doichieu.periodName(row.period));
    return places;
  };

  const placed = (name, report, row) => [name, ...doichieu.ownPlaces(report, row)].join(", ");

  doichieu.placedName = (report, row) => placed(doichieu.rowName(row), report, row);

  // The same without its basis, where the basis is given elsewhere or makes no difference.
  doichieu.indicatorAt = (report, row) => placed(doichieu.indicatorName(row.indicator), report, row);

  // The name of a period; `short` is that of an axis.
  doichieu.periodName = (id, short = false) => {
    const form = doichieu.formOf({ period: id });
    if (form === "other") return id;
    // After the year, only the digits count: H1, Q3, 9M, 07, YTD-06-15, ..2025.
    const [number = ""] = plainNumbers(id.slice(4));
    const month = form.startsWith("month") ? doichieu.word("month", number) : "";
    const date = doichieu.dateName(id.replace("-YTD", ""));
    const named = (one) => (short ? `series.tick_${one}` : `period.${one}`);
    const own = named(`${form}_${number}`);
    const name = own in doichieu.catalogue ? own : named(form);
    return doichieu.say(name, { year: id.slice(0, 4), number, month, date });
  };

  // A date as given; in Vietnamese the day comes first: 2021-07-15, 15/7/2021.
  doichieu.dateName = (date) =>
    doichieu.language === "vi"
      ? date.split("-").reverse().map((part) => part.replace(/^0/, "")).join("/")
      : date;
})();
