"use strict";
// The draft: its figures and the numbers of the document, and every change of them, to be undone.

(() => {
  const { data } = doichieu;
  const { columns } = data;

  const objects = (table, lists) =>
    lists.map((values) => Object.fromEntries(columns[table].map((name, place) => [name, values[place]])));
  const keyed = (rows, key) => new Map(rows.map((row) => [row[key], row]));

  // The reference rows by id: those of the draft before those that are known.
  const NAMED = { indicators: "indicator_id", units: "unit_id", territories: "territory_id" };
  const named = {};
  for (const [table, key] of Object.entries(NAMED)) {
    const known = keyed(objects(table, data.known[table]), key);
    named[table] = new Map([...known, ...keyed(objects(table, data.tables[table]), key)]);
  }
  for (const row of data.proposed) named.indicators.set(row.indicator_id, row);

  const drafted = objects("identities", data.tables.identities);
  const draftedHere = new Set(drafted.map((row) => row.identity_id));
  const draft = {
    data,
    ...named,
    // Those that are known, without those of the draft.
    identities: objects("identities", data.identities).filter((row) => !draftedHere.has(row.identity_id)),
    tables: Object.fromEntries(
      Object.keys(data.tables).map((table) => [table, objects(table, data.tables[table])]),
    ),
    report: { ...data.report },
    isNewReport: data.tables.reports.length > 0,
    rows: [],
    numbers: [],
  };
  doichieu.draft = draft;

  // ----- numbers of the document ----------------------------------------------------------------

  const column = (letters) => [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0);

  // The letters of a column of a sheet: 28 is AB.
  doichieu.letters = (number) => {
    const rest = (number - 1) % 26;
    const last = String.fromCharCode(65 + rest);
    return number > 26 ? doichieu.letters((number - 1 - rest) / 26) + last : last;
  };

  // Where a place is: part (0 is the text, n the nth sheet), then line or row, then column.
  const sheetPlaces = new Map(data.sheets.map((sheet, place) => [sheet.name, place + 1]));

  function position(place) {
    const cell = place.match(/^(.+)!([A-Z]+)([0-9]+)$/);
    if (!cell) return { part: 0, line: Number(place) || 0, column: 0 };
    const part = sheetPlaces.get(cell[1]);
    return { part: part === undefined ? -1 : part, line: Number(cell[3]), column: column(cell[2]) };
  }

  const found = new Map();

  function numberAt(place, span, printed) {
    const at = position(place);
    const [start, end] = span || located(at, printed);
    const key = at.part > 0 ? place : `${place} ${start} ${span || start >= 0 ? "" : printed}`;
    if (!found.has(key)) {
      found.set(key, { ...at, place, printed, start, end, rows: [], leftOut: null, index: 0 });
    }
    return found.get(key);
  }

  // A number of a text whose place in its paragraph is not given: where it is printed first.
  function located({ part, line }, printed) {
    const start = part === 0 && data.lines[line - 1] ? data.lines[line - 1].indexOf(printed) : -1;
    return [start, start + printed.length];
  }

  draft.tables.figures.forEach((cells, place) => {
    const [span, doubts, ownNote] = data.evidence[place];
    const number = numberAt(cells.place, span, cells.printed);
    const row = { cells, doubts, ownNote, number, drafted: { ...cells }, version: 0 };
    number.rows.push(row);
    draft.rows.push(row);
  });
  draft.tables.left_out.forEach((row, place) => {
    const number = numberAt(row.place, data.spans[place], row.printed);
    if (!number.leftOut) number.leftOut = row;
  });
  const inOrder = (one, other) =>
    one.part - other.part || one.line - other.line || one.column - other.column || one.start - other.start;
  draft.numbers = [...found.values()].sort(inOrder);
  draft.numbers.forEach((number, index) => {
    number.index = index;
  });

  // ----- changes --------------------------------------------------------------------------------

  const listeners = [];
  let done = [];
  let undone = [];
  let saved = 0;
  let version = 0; // of all that rows depend on besides their own cells

  doichieu.versionOf = (row) => `${version} ${row.version}`;

  doichieu.onChange = (listener) => listeners.push(listener);
  const announce = (numbers) => listeners.forEach((listener) => listener(numbers));

  // Does a step { apply, revert, numbers } and keeps it to be undone.
  function perform(step) {
    step.apply();
    if (saved > done.length) saved = -1;
    done.push(step);
    undone = [];
    announce(step.numbers);
  }

  function back(from, to, action) {
    const step = from.pop();
    if (!step) return null;
    step[action]();
    to.push(step);
    announce(step.numbers);
    return step;
  }

  doichieu.undo = () => back(done, undone, "revert");
  doichieu.redo = () => back(undone, done, "apply");
  doichieu.canUndo = () => done.length > 0;
  doichieu.canRedo = () => undone.length > 0;
  doichieu.isChanged = () => done.length !== saved;
  doichieu.markSaved = () => {
    saved = done.length;
    announce([]);
  };

  // Changes cells: each edit is { row, column, after }.
  doichieu.edit = (edits) => {
    const real = edits
      .map((edit) => ({ ...edit, before: edit.row.cells[edit.column] }))
      .filter(({ before, after }) => before !== after);
    if (!real.length) return false;
    const set = (side) => () => {
      for (const edit of real) {
        edit.row.cells[edit.column] = edit[side];
        edit.row.version += 1;
      }
    };
    const numbers = [...new Set(real.map(({ row }) => row.number))];
    perform({ apply: set("after"), revert: set("before"), numbers });
    return true;
  };

  doichieu.editReport = (name, after) => {
    const before = draft.report[name] || "";
    if (before === after) return;
    const set = (value) => () => {
      draft.report[name] = value;
      version += 1;
    };
    perform({ apply: set(after), revert: set(before), numbers: draft.numbers });
  };

  // A figure of a number that was left out. What is the same in most cases is taken from the figure
  // before it; the analyst corrects the rest.
  doichieu.addFigure = (number) => {
    const near = nearest(number);
    const cells = Object.fromEntries(columns.figures.map((name) => [name, ""]));
    for (const name of ["indicator_id", "territory_id", "period_id", "measure", "unit_id", "label"]) {
      if (near) cells[name] = near.cells[name];
    }
    cells.report_id = draft.report.report_id;
    cells.place = number.place;
    cells.printed = number.printed.replace(/\s/g, "");
    cells.measure = cells.measure || "level";
    if ("wording" in cells) cells.wording = wordingOf(number);
    const row = { cells, doubts: [], ownNote: "", number, drafted: null, version: 0 };
    const at = draft.rows.findLastIndex((other) => other.number.index <= number.index) + 1;
    perform({
      apply: () => insert(row, at),
      revert: () => take(row),
      numbers: [number],
    });
    return row;
  };

  function nearest(number) {
    const sameLine = (row) => row.number.part === number.part && row.number.line === number.line;
    const before = draft.rows.findLast((row) => row.number.index < number.index && sameLine(row));
    return (
      before || draft.rows.find(sameLine) || draft.rows.findLast((row) => row.number.index < number.index)
    );
  }

  function wordingOf(number) {
    if (number.part !== 0 || number.start < 0) return number.printed;
    return data.lines[number.line - 1].slice(Math.max(0, number.start - 60), number.end + 30).trim();
  }

  function insert(row, at) {
    draft.rows.splice(at, 0, row);
    row.number.rows.push(row);
  }

  function take(row) {
    const at = draft.rows.indexOf(row);
    draft.rows.splice(at, 1);
    row.number.rows.splice(row.number.rows.indexOf(row), 1);
    return at;
  }

  const REMOVED = "Removed by the analyst";

  doichieu.removeFigure = (row) => {
    const at = draft.rows.indexOf(row);
    const { number } = row;
    const reason = number.leftOut;
    const leaves = reason || { place: number.place, printed: number.printed, reason: REMOVED };
    perform({
      apply: () => {
        take(row);
        number.leftOut = leaves;
      },
      revert: () => {
        insert(row, at);
        number.leftOut = reason;
      },
      numbers: [number],
    });
  };

  // A new indicator, which a figure takes.
  doichieu.makeIndicator = (cells, row) => {
    const id = cells.indicator_id;
    const before = row.cells.indicator_id;
    const put = (indicator, isThere) => {
      if (isThere) draft.indicators.set(id, cells);
      else draft.indicators.delete(id);
      row.cells.indicator_id = indicator;
      version += 1;
      doichieu.readNames();
    };
    perform({ apply: () => put(id, true), revert: () => put(before, false), numbers: [row.number] });
  };

  // The identities of the draft. Where the analyst gave all figures of an indicator to another one,
  // that other one takes its part; where they went to several, the identity goes.
  doichieu.ownIdentities = () => {
    const used = new Set(draft.rows.map((row) => row.cells.indicator_id));
    const successors = new Map();
    for (const { cells, drafted: before } of draft.rows) {
      if (!before || used.has(before.indicator_id)) continue;
      if (!successors.has(before.indicator_id)) successors.set(before.indicator_id, new Set());
      successors.get(before.indicator_id).add(cells.indicator_id);
    }
    const current = (id) => (successors.has(id) ? [...successors.get(id)] : [id]);
    const [total, part] = ["total_indicator_id", "part_indicator_id"];
    const rows = draft.tables.identities.map((row) => [row, current(row[total]), current(row[part])]);
    const lost = rows.filter(([, ...sides]) => sides.some((side) => side.length > 1));
    const gone = new Set(lost.map(([row]) => row.identity_id));
    return rows
      .filter(([row]) => !gone.has(row.identity_id))
      .map(([row, [one], [other]]) => ({ ...row, [total]: one, [part]: other }));
  };

  // ----- what became of a number ----------------------------------------------------------------

  const UNSURE = "?";
  doichieu.isUnsure = (row) => row.cells.note.startsWith(UNSURE);

  // The note of a row that the analyst is sure of, and of one that is not.
  doichieu.sureNote = (row) =>
    row.drafted && row.cells.note === row.drafted.note ? row.ownNote : row.cells.note.replace(/^\?\s*/, "");
  doichieu.unsureNote = (row) =>
    row.drafted && row.drafted.note.startsWith(UNSURE) && row.cells.note === row.ownNote
      ? row.drafted.note
      : `${UNSURE} ${row.cells.note}`.trim();

  doichieu.stateOf = (number) => {
    if (!number.rows.length) return "left_out";
    if (number.rows.some((row) => doichieu.faultsOf(row).length)) return "fault";
    return number.rows.some(doichieu.isUnsure) ? "unsure" : "figure";
  };

  // A cell of a row with the report's own value where it is blank.
  doichieu.effective = (row, name) => row.cells[name] || draft.report[name] || "";

  // The names of the page's words, for names.js.
  doichieu.readNames = () => {
    const listed = (table, key) =>
      [...draft[table].values()].map((row) => ({ id: row[key], vi: row.name_vi, en: row.name_en }));
    const periods = new Map(doichieu.periods || []);
    doichieu.readIndex({
      reports: [],
      indicators: listed("indicators", "indicator_id"),
      units: listed("units", "unit_id"),
      territories: listed("territories", "territory_id"),
      periods: [],
    });
    doichieu.periods = periods;
  };
  doichieu.readNames();
})();
