"use strict";
// The files of the draft's folder as the page has them: CSV as the inputs have it, and this page.

(() => {
  const { draft } = doichieu;
  const { columns } = doichieu.data;
  const REFERS = ["parent_id", "successor_id", "predecessor_id"];

  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const csv = (table, rows) =>
    [columns[table], ...rows.map((row) => columns[table].map((name) => row[name] || ""))]
      .map((cells) => `${cells.map(quoted).join(",")}\n`)
      .join("");

  const figures = () => draft.rows.map((row, place) => ({ ...row.cells, figure_no: String(place + 1) }));

  const leftOut = () => {
    const numbers = draft.numbers.filter((number) => !number.rows.length).map((number) => number.leftOut);
    const first = draft.tables.left_out.filter((row) => numbers.includes(row));
    return [...first, ...numbers.filter((row) => !draft.tables.left_out.includes(row))];
  };

  // The rows of a reference table that the draft needs and the seeds lack: those that it had, as far
  // as they are still named, then those that the analyst's choices added.
  function needed(table, key, names) {
    const own = new Set(doichieu.data.own[table]);
    const kept = draft.tables[table].filter((row) => names.has(row[key]));
    const there = new Set(kept.map((row) => row[key]));
    const more = [...names].filter((name) => !own.has(name) && !there.has(name) && draft[table].has(name));
    return [...kept, ...more.map((name) => draft[table].get(name))];
  }

  // The territories that are named, each after those that it refers to.
  function withReferred(names) {
    const found = new Set();
    const add = (name, path) => {
      const row = draft.territories.get(name);
      if (!row || found.has(name) || path.includes(name)) return;
      for (const column of REFERS) add(row[column], [...path, name]);
      found.add(name);
    };
    for (const name of names) add(name, []);
    return found;
  }

  // The tables of the draft, each as its rows.
  function tables() {
    const rows = figures();
    const identities = doichieu.ownIdentities();
    const shares = rows.filter((row) => row.measure === "share_pct" && row.basis);
    const indicators = needed(
      "indicators",
      "indicator_id",
      new Set([
        ...rows.map((row) => row.indicator_id),
        ...shares.map((row) => row.basis),
        ...identities.flatMap((row) => [row.total_indicator_id, row.part_indicator_id]),
      ]),
    );
    const units = new Set([...indicators, ...rows].map((row) => row.unit_id));
    const territories = withReferred([draft.report.territory_id, ...rows.map((row) => row.territory_id)]);
    return {
      figures: rows,
      left_out: leftOut(),
      reports: draft.isNewReport ? [draft.report] : [],
      indicators,
      units: needed("units", "unit_id", units),
      territories: needed("territories", "territory_id", territories),
      identities,
    };
  }

  // The page as it would open again: with the figures as they are now, and where each is printed.
  function pageOf(current) {
    const { data } = doichieu;
    const lists = (table) => current[table].map((row) => columns[table].map((name) => row[name] || ""));
    const numbers = new Map(
      draft.numbers.filter((number) => !number.rows.length).map((number) => [number.leftOut, number]),
    );
    const span = ({ part, start, end }) => (part === 0 && start >= 0 ? [start, end] : null);
    const known = new Set(data.known.indicators.map(([id]) => id));
    const shared = {
      ...data,
      report: draft.report,
      tables: Object.fromEntries(Object.keys(data.tables).map((table) => [table, lists(table)])),
      evidence: draft.rows.map((row) => [span(row.number), row.doubts, row.ownNote]),
      spans: current.left_out.map((row) => (numbers.has(row) ? span(numbers.get(row)) : null)),
      proposed: [...draft.indicators.values()].filter((row) => !known.has(row.indicator_id)),
    };
    return sourceOfPage(JSON.stringify(shared).replaceAll("<", "\\u003c"));
  }

  // The tables of the folder as they are now: the text of each file by its name.
  doichieu.tableFiles = () =>
    new Map(Object.entries(tables()).map(([table, rows]) => [`${table}.csv`, csv(table, rows)]));

  doichieu.pageFile = () => pageOf(tables());
})();
