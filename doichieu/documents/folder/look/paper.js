"use strict";
// The document as its reader sees it, each number marked by what became of it. One sheet is drawn
// at a time, and of a long one some hundred rows.

(() => {
  const { draft, element, say } = doichieu;
  const { data } = doichieu;
  const MOST_BUTTONS = 5; // parts of the document that are chosen by buttons
  const LONG_TEXT = 15; // letters that may not fit a column
  const PIECE = 300; // rows of a sheet, or paragraphs, drawn at a time
  const [BOLD, ITALIC, RIGHT, CENTRE] = [1, 2, 4, 8];

  const paper = document.getElementById("paper");
  let marks = new Map(); // the element of each number that is drawn
  let open = null;
  let selected = null;

  // ----- the pieces of the document -----------------------------------------------------------------

  const pieces = [];
  const textLines = data.lines.length;
  for (let from = 1; from <= textLines; from += PIECE) {
    pieces.push({ part: 0, from, to: Math.min(textLines, from + PIECE - 1), isWhole: textLines <= PIECE });
  }
  data.sheets.forEach((sheet, place) => {
    const rows = [...new Set(sheet.cells.map((cell) => cell[0]))];
    for (let at = 0; at < Math.max(1, rows.length); at += PIECE) {
      const some = rows.slice(at, at + PIECE);
      const [from, to] = [some[0] || 1, some[some.length - 1] || 1];
      pieces.push({ part: place + 1, from, to, isWhole: rows.length <= PIECE });
    }
  });

  const holds = (piece, number) =>
    piece.part === number.part && piece.from <= number.line && number.line <= piece.to;
  const numbersOf = (piece) => draft.numbers.filter((number) => holds(piece, number));
  pieces.forEach((piece) => {
    piece.numbers = numbersOf(piece);
  });

  const pieceName = ({ part, from, to, isWhole }) => {
    const name = part === 0 ? say("paper.text") : data.sheets[part - 1].name;
    return isWhole ? name : `${name} ${from}–${to}`;
  };

  // ----- a number -----------------------------------------------------------------------------------

  const SIGNS = { unsure: "?", fault: "!", left_out: "" };

  const isInConflict = (number) =>
    number.rows.some((row) => doichieu.findingsOf(row).some(doichieu.doesNotHold));

  doichieu.stateWords = (number) => {
    const words = [say(`state.${doichieu.stateOf(number)}`)];
    if (isInConflict(number)) words.push(say("state.conflict"));
    return words.join(", ");
  };

  function dress(mark, number) {
    const state = doichieu.stateOf(number);
    const classes = ["num", state, isInConflict(number) && "clash", number === selected && "selected"];
    mark.className = classes.filter(Boolean).join(" ");
    mark.dataset.sign = (SIGNS[state] || "") + (isInConflict(number) ? "≠" : "");
    mark.setAttribute("aria-label", `${number.printed}, ${doichieu.stateWords(number)}`);
    mark.setAttribute("aria-pressed", String(number === selected));
    mark.tabIndex = number === (selected || (open && open.numbers[0])) ? 0 : -1;
  }

  function markOf(number, text) {
    const mark = element("span", { role: "button", "data-number": number.index }, text);
    marks.set(number, mark);
    dress(mark, number);
    return mark;
  }

  // ----- text and tables -----------------------------------------------------------------------------

  function paragraph(line, numbers) {
    const text = data.lines[line - 1];
    const content = [];
    let at = 0;
    for (const number of numbers) {
      if (number.start < at) continue; // not in the text, or inside the number before it
      content.push(text.slice(at, number.start), markOf(number, text.slice(number.start, number.end)));
      at = number.end;
    }
    content.push(text.slice(at));
    return element(
      "div",
      { class: "paragraph" },
      element("span", { class: "place" }, String(line)),
      element("p", {}, content),
    );
  }

  function drawText(piece) {
    const byLine = new Map();
    for (const number of piece.numbers) {
      if (!byLine.has(number.line)) byLine.set(number.line, []);
      byLine.get(number.line).push(number);
    }
    const lines = [];
    for (let line = piece.from; line <= piece.to; line += 1)
      lines.push(paragraph(line, byLine.get(line) || []));
    return element("div", { class: "text" }, lines);
  }

  function drawSheet(piece) {
    const sheet = data.sheets[piece.part - 1];
    const hidden = { rows: new Set(sheet.hidden_rows), columns: new Set(sheet.hidden_columns) };
    const cells = sheet.cells.filter(([row]) => piece.from <= row && row <= piece.to);
    const last = Math.max(1, ...cells.map((cell) => cell[1] + (cell[5] || 1) - 1));
    const columns = range(1, last).filter((column) => !hidden.columns.has(column));
    const rows = range(piece.from, piece.to).filter((row) => !hidden.rows.has(row));
    const at = new Map(cells.map((cell) => [`${cell[0]} ${cell[1]}`, cell]));
    const numbers = new Map(piece.numbers.map((number) => [`${number.line} ${number.column}`, number]));
    const covered = coveredBy(cells);
    const wide = new Map();
    for (const cell of cells) {
      const more = overflow(cell, at, covered, last);
      if (more) wide.set(cell, more);
      for (let column = cell[1] + 1; column <= cell[1] + more; column += 1)
        covered.add(`${cell[0]} ${column}`);
    }
    const head = element(
      "tr",
      {},
      element("td"),
      columns.map((column) => element("th", { scope: "col" }, doichieu.letters(column))),
    );
    const body = rows.map((row) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, String(row)),
        columns.flatMap((column) => {
          const key = `${row} ${column}`;
          return covered.has(key)
            ? []
            : [drawCell(at.get(key), numbers.get(key), rows, columns, wide.get(at.get(key)) || 0)];
        }),
      ),
    );
    const table = element(
      "table",
      { class: "sheet" },
      element("thead", {}, head),
      element("tbody", {}, body),
    );
    const above = sheet.above.map((line) => element("p", { class: "soft" }, line));
    return element(
      "div",
      { class: "sheet-window", role: "region", tabindex: 0, "aria-label": pieceName(piece) },
      above,
      table,
    );
  }

  const range = (from, to) => Array.from({ length: Math.max(0, to - from + 1) }, (_, place) => from + place);

  // The cells that a merged cell before them covers.
  function coveredBy(cells) {
    const covered = new Set();
    for (const [row, column, , , rows = 1, columns = 1] of cells) {
      for (let down = 0; down < rows; down += 1) {
        for (let right = 0; right < columns; right += 1) {
          if (down || right) covered.add(`${row + down} ${column + right}`);
        }
      }
    }
    return covered;
  }

  // The empty columns after a text over which it runs, as a spreadsheet shows it.
  function overflow([row, column, text, marks_ = 0, high = 1, wide = 1], at, covered, last) {
    if (text.length < LONG_TEXT || marks_ & (RIGHT | CENTRE) || high > 1 || wide > 1) return 0;
    let end = column + 1;
    while (end <= last && !at.has(`${row} ${end}`) && !covered.has(`${row} ${end}`)) end += 1;
    return end - column - 1;
  }

  function drawCell(cell, number, rows, columns, more) {
    if (!cell) return element("td");
    const [row, column, text, marks_ = 0, high = 1, merged = 1, indent = 0] = cell;
    const wide = merged + more;
    const spans = (there, from, count) => there.filter((one) => from <= one && one < from + count).length;
    const classes = [
      marks_ & BOLD && "bold",
      marks_ & ITALIC && "italic",
      marks_ & RIGHT && "right",
      marks_ & CENTRE && "centre",
      indent && `indent-${Math.min(indent, 6)}`,
    ];
    return element(
      "td",
      {
        class: classes.filter(Boolean).join(" ") || null,
        rowspan: high > 1 ? spans(rows, row, high) : null,
        colspan: wide > 1 ? spans(columns, column, wide) : null,
      },
      number ? markOf(number, text) : text,
    );
  }

  // ----- the open piece -----------------------------------------------------------------------------

  function show(piece) {
    open = piece;
    marks = new Map();
    const content = piece
      ? piece.part === 0
        ? drawText(piece)
        : drawSheet(piece)
      : element("p", {}, say("paper.empty"));
    paper.replaceChildren(...[chooser(), content].filter(Boolean));
  }

  // The choice of a part, where there are several; each with its number of open questions. Few are
  // buttons, many a list.
  function chooser() {
    if (pieces.length < 2) return null;
    const isList = pieces.length > MOST_BUTTONS;
    const items = pieces.map((piece, place) => {
      piece.item = isList
        ? element("option", { value: place, selected: piece === open })
        : element("button", {
            type: "button",
            "aria-pressed": String(piece === open),
            click: () => turnTo(piece),
          });
      return piece.item;
    });
    label();
    if (!isList)
      return element("div", { class: "sheets", role: "group", "aria-label": say("paper.sheets") }, items);
    const list = element(
      "select",
      { id: "sheet-list", change: () => turnTo(pieces[Number(list.value)]) },
      items,
    );
    const step = (by, sign, name) =>
      element(
        "button",
        {
          type: "button",
          "aria-label": say(name),
          disabled: !pieces[pieces.indexOf(open) + by],
          click: () => turnTo(pieces[pieces.indexOf(open) + by]),
        },
        sign,
      );
    return element(
      "div",
      { class: "sheets" },
      step(-1, "←", "paper.before"),
      element("label", {}, say("paper.sheets"), " ", list),
      step(1, "→", "paper.after"),
    );
  }

  function turnTo(piece) {
    show(piece);
    paper.scrollTop = 0;
    if (piece.numbers.length) doichieu.select(piece.numbers[0], { focus: false, scroll: false });
    const list = document.getElementById("sheet-list");
    if (list) list.focus();
  }

  const isOpenQuestion = (number) => ["unsure", "fault"].includes(doichieu.stateOf(number));

  function label() {
    for (const piece of pieces) {
      if (!piece.item) continue;
      const count = piece.numbers.filter(isOpenQuestion).length;
      const questions = count ? ` · ${say("paper.questions", { count })}` : "";
      piece.item.replaceChildren(
        pieceName(piece),
        piece.item.tagName === "OPTION" ? questions : element("small", {}, questions),
      );
    }
  }

  doichieu.drawPaper = () => show(open || pieces[0]);

  // Selects a number: in the document, and on the card beside it.
  doichieu.select = (number, { focus = true, scroll = true } = {}) => {
    const before = selected;
    selected = number;
    const piece = pieces.find((one) => holds(one, number));
    if (piece && piece !== open) show(piece);
    for (const one of [before, number, open && open.numbers[0]])
      if (one && marks.has(one)) dress(marks.get(one), one);
    const mark = marks.get(number);
    if (mark && scroll) mark.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (mark && focus) mark.focus({ preventScroll: true });
    doichieu.showCard(number);
    doichieu.markInList(number);
  };

  doichieu.selected = () => selected;

  doichieu.focusNumber = () => {
    if (selected && marks.has(selected)) marks.get(selected).focus();
  };

  // The next number, from the one that is selected on, of which a condition holds; round the end.
  doichieu.nextNumber = (holdsOf, by = 1) => {
    const { length } = draft.numbers;
    const start = selected ? selected.index : by > 0 ? -1 : length;
    for (let step = 1; step <= length; step += 1) {
      const number = draft.numbers[(((start + by * step) % length) + length) % length];
      if (holdsOf(number)) return number;
    }
    return null;
  };

  doichieu.isOpenQuestion = isOpenQuestion;

  paper.addEventListener("click", (event) => {
    const mark = event.target.closest(".num");
    if (mark) doichieu.select(draft.numbers[Number(mark.dataset.number)]);
  });

  // Arrows go from number to number; in a sheet up and down go to the row above and below.
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  paper.addEventListener("keydown", (event) => {
    const mark = event.target.closest(".num");
    if (!mark || event.ctrlKey || event.altKey || event.metaKey) return;
    const number = draft.numbers[Number(mark.dataset.number)];
    if (event.key in STEPS) {
      event.preventDefault();
      const to = neighbour(number, STEPS[event.key]);
      if (to) doichieu.select(to);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      doichieu.select(number, { focus: false });
      doichieu.focusCard();
    } else if (event.key === "Delete" && number.rows.length) {
      event.preventDefault();
      doichieu.removeFigure(number.rows[number.rows.length - 1]);
    }
  });

  function neighbour(number, [down, right]) {
    const by = down || right;
    if (right || number.part === 0) {
      return draft.numbers[number.index + by] || null;
    }
    const inColumn = open.numbers.filter((one) => one.column === number.column);
    return inColumn[inColumn.indexOf(number) + by] || null;
  }

  doichieu.onChange((numbers) => {
    // A change may make or resolve a conflict of any other number.
    if (numbers.length) for (const [number, mark] of marks) dress(mark, number);
    label();
  });
})();
