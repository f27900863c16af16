"use strict";
// The observations of one indicator in all reports of the site.

(() => {
  const NUMBERS = ["level", "plan_pct", "growth_pct"];
  const unpacked = new Map();

  // The file has a list a column; what repeats is a place in a list of its own.
  function unpack(data) {
    const at = (list, place) => (place === null ? null : list[place]);
    const of = (get) => Object.fromEntries(NUMBERS.map((name) => [name, get(data[name])]));
    return data.report.map((report, row) => ({
      indicator: data.id,
      report,
      territory: data.territories[data.territory[row]],
      period: data.periods[data.period[row]],
      basis: data.bases[data.basis[row]],
      status: at(data.paces, data.pace[row]),
      ...of((number) => number.value[row]),
      intervals: of((number) => [number.lower[row], number.upper[row]]),
      check_statuses: of((number) => at(data.statuses, number.status[row])),
      figures: of((number) => number.figures[row] || []),
      printed: of((number) => number.printed[row] || []),
    }));
  }

  /*
   * The rows, newest period first. A row has the keys indicator, report (its place in the index, from
   * 1), territory, period and basis; the numbers level, plan_pct and growth_pct, or null; the pace of a
   * plan (status); and of each number, by its name: the half interval (intervals), the status of the
   * worst figure that it comes from (check_statuses), and of these figures the numbers (figures) and the
   * printed strings (printed).
   */
  doichieu.observations = async (id) => {
    if (!unpacked.has(id)) {
      const data = await doichieu.load(`indicators/${doichieu.indicators.get(id).place}`);
      unpacked.set(id, unpack(data));
    }
    return unpacked.get(id);
  };

  doichieu.reportOf = (row) => doichieu.index.reports[row.report - 1];

  // Where rows are from, for a file: their report, or how many reports.
  doichieu.sourceOf = (rows) => {
    const count = new Set(rows.map(({ report }) => report)).size;
    if (count > 1) return doichieu.say("series.reports", { count: doichieu.number(count) });
    return doichieu.reportOf(rows[0]).title;
  };

  // A province under a new key without a merger is the same area.
  doichieu.areaOf = (territory) => (doichieu.territories.get(territory) || { area: territory }).area;

  /*
   * What the reports publish of one number, by area, basis and days: the rows of each, the first
   * published first. A level has no basis, and a row of each basis of its report: one is taken.
   */
  doichieu.vintages = (rows, number) => {
    const groups = new Map();
    for (const row of rows) {
      const period = doichieu.periods.get(row.period);
      if (doichieu.numberOf(row[number], row.intervals[number]) === null || !period) continue;
      const basis = number === "level" ? "" : row.basis;
      const key = JSON.stringify([doichieu.areaOf(row.territory), basis, period.starts, period.ends]);
      if (!groups.has(key)) groups.set(key, new Map());
      const reports = groups.get(key);
      if (!reports.has(row.report)) reports.set(row.report, row);
    }
    // The index lists the latest report first.
    return [...groups.values()].map((reports) =>
      [...reports.values()].sort((one, other) => other.report - one.report),
    );
  };
})();
