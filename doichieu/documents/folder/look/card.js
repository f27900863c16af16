"use strict";
// The card of a number: its figures with a control for each column, what is wrong, and what other
// figures say of it; or why it was left out.

(() => {
  const { draft, element, say, word } = doichieu;
  const { vocabulary } = doichieu.data;
  const card = document.getElementById("card");
  const MEASURES = {
    level: ["level", "plan_level", "prior_level"],
    plan: ["plan_pct", "plan_multiple", "over_plan_pct", "under_plan_pct"],
    growth: ["increase_pct", "decrease_pct", "increase_by", "decrease_by", "index_pct", "multiple", "increase_times"],
    part: ["share_pct", "contribution_pts"],
  };
  const RELATIONS = ["total", "part_of_sum", "of_which", "none"];
  const YEARS_BACK = 15;
  let shown = null;
  let forms = [];
  let isMoreOpen = false; // whether the analyst wants to see every column

  // ----- the options of lists ---------------------------------------------------------------------

  // The options of a table; those that the draft uses come first.
  function optionsOf(table, key, column, hint) {
    let version = "";
    let options = [];
    return () => {
      const now = `${doichieu.language} ${draft[table].size}`;
      if (now !== version) {
        version = now;
        const used = new Set(draft.rows.map((row) => row.cells[column]));
        const rows = [...draft[table].values()];
        const first = rows.filter((row) => used.has(row[key]));
        const name = (row) => row[`name_${doichieu.language}`] || row[key];
        const others = (row) => [row.name_vi, row.name_en, ...`${row.aliases_vi || ""}|${row.aliases_en || ""}|${row.aliases || ""}`.split("|")];
        options = [...first, ...rows.filter((row) => !used.has(row[key]))].map((row) =>
          doichieu.option(row[key], name(row), hint(row), others(row)),
        );
      }
      return options;
    };
  }

  const own = new Set(doichieu.data.own.indicators);
  const origin = (id) => {
    if (own.has(id)) return "";
    return ` · ${say(isKnown.has(id) ? "choice.catalogue" : "choice.new")}`;
  };
  const isKnown = new Set(doichieu.data.known.indicators.map(([id]) => id));
  const indicatorOptions = optionsOf(
    "indicators",
    "indicator_id",
    "indicator_id",
    (row) => `${doichieu.unitName(row.unit_id)} · ${row.indicator_id}${origin(row.indicator_id)}`,
  );
  doichieu.unitOptions = optionsOf("units", "unit_id", "unit_id", (row) => row.unit_id);
  const territoryOptions = optionsOf("territories", "territory_id", "territory_id", (row) => row.territory_id);

  // ----- changes ----------------------------------------------------------------------------------

  // What else changes with a cell, so that the row stays possible: a percentage is in percent.
  function consequences(row, column, value) {
    if (column !== "measure") return [];
    const edits = [];
    const { unit_id: unit, indicator_id: indicator, basis } = row.cells;
    const usual = (draft.indicators.get(indicator) || {}).unit_id;
    const wanted = doichieu.unitOfMeasure(value) || (doichieu.unitFits(value, indicator, unit) ? unit : usual);
    if (wanted && wanted !== unit) edits.push({ row, column: "unit_id", after: wanted });
    const kind = vocabulary.measures[value].basis;
    const isAllowed = doichieu.basesOf(kind).includes(basis) || (kind === "growth" && doichieu.baseYear(basis));
    if (basis && !isAllowed) edits.push({ row, column: "basis", after: "" });
    return edits;
  }

  const editsOf = (row, column, after) => [{ row, column, after }, ...consequences(row, column, after)];

  function commit(row, column, after) {
    const before = row.cells[column];
    if (doichieu.edit(editsOf(row, column, after))) offer(row, column, before);
  }

  // ----- the same change of other figures -----------------------------------------------------------

  const plainLabel = (row) => doichieu.folded(row.cells.label || "").replace(/\s+/g, " ").trim();
  const FOR_ALL = ["indicator_id", "measure", "unit_id", "territory_id", "period_id", "qualifier", "basis", "number_format", "parent_label", "relation"];

  // The other figures with the value that was changed: of the same label, column or indicator.
  function scopes(row, column, before) {
    if (!FOR_ALL.includes(column)) return [];
    const same = draft.rows.filter((other) => other !== row && other.cells[column] === before);
    const { number } = row;
    const label = plainLabel(row);
    const found = [];
    if (label) found.push(["label", same.filter((other) => plainLabel(other) === label), { label: row.cells.label }]);
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
  }

  let lastBefore = "";

  function offer(row, column, before) {
    lastBefore = before;
    const form = forms.find((one) => one.row === row);
    if (!form) return;
    const after = row.cells[column];
    const buttons = scopes(row, column, before).map(([name, rows, filling]) =>
      element(
        "button",
        {
          type: "button",
          click: () => {
            doichieu.edit(rows.flatMap((other) => editsOf(other, column, after)));
            form.offers.replaceChildren(say("offer.done", { count: rows.length }));
          },
        },
        say(`offer.${name}`, { ...filling, count: rows.length }),
      ),
    );
    form.offers.replaceChildren(
      ...(buttons.length ? [element("span", {}, say("offer.title", { column: say(`cell.${column}`) })), ...buttons] : []),
    );
  }

  // The same after a change that was made elsewhere, from the indicator that the draft gave.
  doichieu.offerOthers = (row, column) => offer(row, column, row.drafted ? row.drafted[column] : lastBefore);

  // ----- controls ---------------------------------------------------------------------------------

  const blankOption = (text) => element("option", { value: "" }, text);
  const options = (values, name) => values.map((value) => element("option", { value }, name(value)));

  // A list of the few values that a column may have; `fill` gives its options.
  function selectField(row, column, id, fill) {
    const control = element("select", { id, change: () => commit(row, column, control.value) });
    const update = () => {
      const value = row.cells[column];
      control.replaceChildren(...fill());
      if (![...control.options].some((one) => one.value === value)) control.append(...options([value], (one) => one));
      control.value = value;
    };
    return { control, content: control, update };
  }

  function textField(row, column, id, more = {}) {
    const control = element("input", { id, type: "text", autocomplete: "off", ...more, change: () => commit(row, column, control.value.trim()) });
    const update = () => {
      control.value = row.cells[column];
    };
    return { control, content: control, update };
  }

  function choice(row, column, id, more) {
    return doichieu.choiceField({ id, value: () => row.cells[column], take: (value) => commit(row, column, value), ...more });
  }

  const measureOptions = () =>
    Object.entries(MEASURES).map(([group, names]) =>
      element("optgroup", { label: say(`measures.${group}`) }, options(names, (name) => word("measure", name))),
    );

  function basisOptions(row) {
    const kind = (vocabulary.measures[row.cells.measure] || {}).basis;
    const year = Number(doichieu.effective(row, "period_id").slice(0, 4)) || 0;
    const years = kind === "growth" && year ? Array.from({ length: YEARS_BACK }, (_, back) => `base_${year - 1 - back}`) : [];
    const values = kind === "plan" || kind === "growth" ? doichieu.basesOf(kind) : [];
    return [blankOption(say(`basis_blank.${kind || "none"}`)), ...options([...values, ...years], doichieu.basisName)];
  }

  // A basis is chosen from a few, but the total of a share is an indicator.
  function basisField(row, id) {
    const few = selectField(row, "basis", id, () => basisOptions(row));
    const total = choice(row, "basis", id, { options: indicatorOptions, nameOf: doichieu.indicatorName, blank: say("basis_blank.parent") });
    const content = element("span", {});
    const field = { control: few.control, content, update };
    function update() {
      const isShare = (vocabulary.measures[row.cells.measure] || {}).basis === "parent";
      const used = isShare ? total : few;
      if (content.firstChild !== used.content) content.replaceChildren(used.content);
      field.control = used.control;
      used.update();
    }
    return field;
  }

  function periodField(row, id) {
    const field = textField(row, "period_id", id, { list: "periods", placeholder: draft.report.period_id, spellcheck: "false" });
    const words = element("small", { class: "soft" });
    const update = () => {
      field.update();
      words.textContent = doichieu.periodWords(doichieu.effective(row, "period_id"));
    };
    return { control: field.control, content: element("span", {}, field.control, " ", words), update };
  }

  const FIELDS = {
    indicator_id: (row, id) =>
      choice(row, "indicator_id", id, {
        options: indicatorOptions,
        nameOf: doichieu.indicatorName,
        like: () => row.cells.label || "",
        make: { text: say("choice.make"), act: (typed) => doichieu.newIndicator(row, typed === doichieu.indicatorName(row.cells.indicator_id) ? "" : typed) },
      }),
    measure: (row, id) => selectField(row, "measure", id, measureOptions),
    printed: (row, id) => textField(row, "printed", id, { inputmode: "decimal" }),
    unit_id: (row, id) => choice(row, "unit_id", id, { options: doichieu.unitOptions, nameOf: doichieu.unitName }),
    period_id: periodField,
    territory_id: (row, id) =>
      choice(row, "territory_id", id, { options: territoryOptions, nameOf: doichieu.territoryName, blank: doichieu.territoryName(draft.report.territory_id || "") || say("cell.of_report") }),
    qualifier: (row, id) =>
      selectField(row, "qualifier", id, () => [blankOption(say("cell.no_qualifier")), ...options(vocabulary.qualifiers.filter(Boolean), (name) => word("qualifier", name))]),
    basis: basisField,
    number_format: (row, id) =>
      selectField(row, "number_format", id, () => [
        blankOption(say("cell.of_report")),
        ...options(Object.keys(doichieu.formats), (name) => say(`number_format.${name}`)),
      ]),
    label: (row, id) => textField(row, "label", id),
    parent_label: (row, id) => textField(row, "parent_label", id),
    relation: (row, id) =>
      selectField(row, "relation", id, () => [blankOption("–"), ...options(RELATIONS, (name) => say(`relation.${name}`))]),
    note: (row, id) => textField(row, "note", id),
  };
  const FIRST = ["indicator_id", "measure", "printed", "unit_id", "period_id", "territory_id", "qualifier", "basis"];

  // A labelled control, with what is wrong with its value.
  function fieldOf(row, column, prefix) {
    const id = `${prefix}-${column}`;
    const field = FIELDS[column](row, id);
    const fault = element("p", { class: "fault", id: `${id}-fault` });
    const content = element("div", { class: "field" }, element("label", { for: id }, say(`cell.${column}`)), field.content, fault);
    const update = () => {
      field.update();
      const faults = doichieu.faultsOf(row).filter((one) => one.column === column);
      fault.textContent = faults.map((one) => say(one.name, one.filling)).join(" ");
      if (faults.length) {
        field.control.setAttribute("aria-invalid", "true");
        field.control.setAttribute("aria-describedby", fault.id);
      } else {
        field.control.removeAttribute("aria-invalid");
        field.control.removeAttribute("aria-describedby");
      }
    };
    return { content, update };
  }

  // ----- what other figures say ---------------------------------------------------------------------

  const ORDER = ["contradiction", "suspect", "consistent"];
  const ends = (interval) => interval.map((end) => (Number.isFinite(end) ? end : null));

  doichieu.findingWords = (finding) => {
    if (finding.kind === "pasted") return say("finding_of.pasted");
    const side = (interval) => doichieu.interval(ends(interval));
    return say(`finding.${finding.kind}`, { left: side(finding.left), right: side(finding.right) });
  };

  function findingItem(row, finding) {
    const others = finding.rows.filter((other) => other !== row);
    const links = others.flatMap((other) => [
      " ",
      element("button", { type: "button", class: "link", click: () => doichieu.select(other.number) }, other.cells.printed),
    ]);
    return element(
      "li",
      {},
      element("span", { class: `mark ${finding.verdict}` }, word("verdict", finding.verdict)),
      ` ${finding.kind === "pasted" ? "" : `${word("kind", finding.kind)}: `}${doichieu.findingWords(finding)}. `,
      element("small", {}, say("finding_of.with"), links),
    );
  }

  function findingList(row) {
    const found = [...doichieu.findingsOf(row)].sort((one, other) => ORDER.indexOf(one.verdict) - ORDER.indexOf(other.verdict));
    if (!found.length) return [element("p", { class: "soft" }, say("finding_of.none"))];
    return [element("ul", { class: "findings" }, found.map((finding) => findingItem(row, finding)))];
  }

  // ----- the card ---------------------------------------------------------------------------------

  function formOf(row, place) {
    const prefix = `figure-${place}`;
    const fields = (names) => names.filter((name) => name in row.cells).map((name) => fieldOf(row, name, prefix));
    const first = fields(FIRST);
    const others = fields(Object.keys(FIELDS).filter((name) => !FIRST.includes(name)));
    const offers = element("div", { class: "offers", role: "status" });
    const doubts = element("div", {});
    const findings = element("div", {});
    const sure = element("button", { type: "button", class: "main", click: () => doichieu.confirmAndNext(row) });
    const unsure = element("button", { type: "button", click: () => doichieu.toggleUnsure(row) });
    const remove = element("button", { type: "button", click: () => doichieu.removeFigure(row) }, say("card.remove"));
    const more = element("details", { open: isMoreOpen, toggle: () => { isMoreOpen = more.open; } }, element("summary", {}, say("card.more")), others.map((field) => field.content));
    const update = () => {
      for (const field of [...first, ...others]) field.update();
      const isUnsure = doichieu.isUnsure(row);
      doubts.replaceChildren(...(isUnsure ? [doubtsOf(row)] : []));
      findings.replaceChildren(...findingList(row));
      sure.textContent = say(isUnsure ? "card.sure" : "card.next");
      unsure.textContent = say(isUnsure ? "card.sure_only" : "card.unsure");
    };
    const content = element(
      "form",
      { submit: (event) => event.preventDefault(), "aria-label": say("card.form", { printed: row.cells.printed }) },
      row.cells.wording ? element("blockquote", {}, row.cells.wording) : null,
      doubts,
      first.map((field) => field.content),
      offers,
      more,
      element("div", { class: "buttons" }, sure, unsure, remove),
      element("h3", {}, say("finding_of.title")),
      findings,
    );
    update();
    return { row, content, update, offers };
  }

  const reasonsOf = (row) => (row.doubts.length ? row.doubts : [row.cells.note.replace(/^\?\s*/, "")]);

  // The figures that are unsure for the same reasons as a row, with it.
  function equallyUnsure(row) {
    const reasons = reasonsOf(row).join("\n");
    return draft.rows.filter((other) => doichieu.isUnsure(other) && reasonsOf(other).join("\n") === reasons);
  }

  function doubtsOf(row) {
    const reasons = reasonsOf(row);
    const alike = equallyUnsure(row);
    const all = element(
      "button",
      {
        type: "button",
        class: "sure-all",
        click: () => doichieu.edit(equallyUnsure(row).map((other) => ({ row: other, column: "note", after: doichieu.sureNote(other) }))),
      },
      say("card.sure_all", { count: alike.length }),
    );
    return element(
      "div",
      { class: "doubts" },
      element("strong", {}, say("card.doubts")),
      element("ul", {}, reasons.filter(Boolean).map((reason) => element("li", {}, reason))),
      alike.length > 1 ? all : null,
    );
  }

  function heading(number) {
    return element(
      "h2",
      { id: "card-title", tabindex: -1 },
      element("span", { class: `num ${doichieu.stateOf(number)}` }, number.printed),
      " ",
      element("small", {}, `${placeWords(number)} · ${doichieu.stateWords(number)}`),
    );
  }

  const placeWords = (number) => (number.part === 0 ? say("card.paragraph", { number: number.line }) : number.place);

  function draw(number) {
    shown = number;
    forms = number.rows.map(formOf);
    const leftOut = number.rows.length
      ? []
      : [
          element("p", {}, say("card.left_out", { reason: number.leftOut.reason })),
          element("button", { type: "button", class: "main", id: "add-figure", click: () => add(number) }, say("card.add")),
        ];
    card.replaceChildren(heading(number), ...leftOut, ...forms.map((form) => form.content));
    card.scrollTop = 0;
  }

  function add(number) {
    doichieu.addFigure(number);
    doichieu.focusCard();
  }

  doichieu.showCard = (number) => {
    if (number !== shown) draw(number);
  };

  doichieu.redrawCard = () => {
    if (shown) draw(shown);
    else card.replaceChildren(element("p", { class: "soft" }, say("card.none")));
  };

  doichieu.focusCard = () => {
    const first = card.querySelector("form input, form select, #add-figure");
    if (first) first.focus();
  };

  doichieu.shownRow = () => {
    const inside = forms.find((form) => form.content.contains(document.activeElement));
    return (inside || forms[0] || {}).row;
  };

  doichieu.onChange(() => {
    if (!shown) return;
    const isSame = forms.length === shown.rows.length && forms.every((form) => shown.rows.includes(form.row));
    if (!isSame) {
      const hadFocus = card.contains(document.activeElement);
      draw(shown);
      if (hadFocus) doichieu.focusCard();
      return;
    }
    card.querySelector("#card-title").replaceWith(heading(shown));
    for (const form of forms) form.update();
  });

  // ----- sure and unsure ----------------------------------------------------------------------------

  doichieu.toggleUnsure = (row) => {
    const after = doichieu.isUnsure(row) ? doichieu.sureNote(row) : doichieu.unsureNote(row);
    doichieu.edit([{ row, column: "note", after }]);
  };

  // The analyst looked at a row and finds it right; the next open question is shown.
  doichieu.confirmAndNext = (row) => {
    if (row && doichieu.isUnsure(row)) doichieu.edit([{ row, column: "note", after: doichieu.sureNote(row) }]);
    doichieu.nextQuestion(1);
  };
})();
