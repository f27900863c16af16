"use strict";
// A change of a cell: what else changes with it, and the other figures that may need the same.

(() => {
  const { draft } = doichieu;
  const { vocabulary } = doichieu.data;

  // What else changes with a cell, so that the row stays possible: a percentage is in percent.
  function consequences(row, column, value) {
    if (column !== "measure") return [];
    const edits = [];
    const { unit_id: unit, indicator_id: indicator, basis } = row.cells;
    const usual = (draft.indicators.get(indicator) || {}).unit_id;
    const wanted =
      doichieu.unitOfMeasure(value) || (doichieu.unitFits(value, indicator, unit) ? unit : usual);
    if (wanted && wanted !== unit) edits.push({ row, column: "unit_id", after: wanted });
    const kind = vocabulary.measures[value].basis;
    const isAllowed =
      doichieu.basesOf(kind).includes(basis) || (kind === "growth" && doichieu.baseYear(basis));
    if (basis && !isAllowed) edits.push({ row, column: "basis", after: "" });
    return edits;
  }

  // The edits that a change of a cell makes.
  doichieu.editsOf = (row, column, after) => [{ row, column, after }, ...consequences(row, column, after)];

  // Changes a cell as the analyst asked for it.
  doichieu.commit = (row, column, after) => {
    const before = row.cells[column];
    if (doichieu.edit(doichieu.editsOf(row, column, after))) doichieu.offer(row, column, before);
  };

  const plainLabel = (row) =>
    doichieu
      .folded(row.cells.label || "")
      .replace(/\s+/g, " ")
      .trim();
  const FOR_ALL = [
    "indicator_id",
    "measure",
    "unit_id",
    "territory_id",
    "period_id",
    "qualifier",
    "basis",
    "number_format",
    "parent_label",
    "relation",
  ];

  // The other figures with the value that was changed: of the same label, column or indicator.
  doichieu.alike = (row, column, before) => {
    if (!FOR_ALL.includes(column)) return [];
    const same = draft.rows.filter((other) => other !== row && other.cells[column] === before);
    const { number } = row;
    const label = plainLabel(row);
    const found = [];
    if (label)
      found.push(["label", same.filter((other) => plainLabel(other) === label), { label: row.cells.label }]);
    if (column === "indicator_id" && before) {
      found.push(["indicator", same, { indicator: doichieu.indicatorName(before) }]);
    } else if (number.part > 0) {
      const inColumn = (other) => other.number.part === number.part && other.number.column === number.column;
      const inRow = (other) => other.number.part === number.part && other.number.line === number.line;
      found.push(["column", same.filter(inColumn), { column: doichieu.letters(number.column) }]);
      found.push(["row", same.filter(inRow), { row: number.line }]);
    }
    const sizes = new Set();
    return found.filter(([, rows]) => rows.length && !sizes.has(rows.length) && sizes.add(rows.length));
  };
})();
