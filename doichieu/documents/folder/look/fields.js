"use strict";
// The fields of a figure: for each column the control that fits it, with what is wrong with its value.

(() => {
  const { draft, element, say, word } = doichieu;
  const { vocabulary } = doichieu.data;
  const MEASURES = {
    level: ["level", "plan_level", "prior_level"],
    plan: ["plan_pct", "plan_multiple", "over_plan_pct", "under_plan_pct"],
    growth: [
      "increase_pct",
      "decrease_pct",
      "increase_by",
      "decrease_by",
      "index_pct",
      "multiple",
      "increase_times",
    ],
    part: ["share_pct", "contribution_pts"],
  };
  const RELATIONS = ["total", "part_of_sum", "of_which", "none"];
  const YEARS_BACK = 15;

  const blankOption = (text) => element("option", { value: "" }, text);
  const options = (values, name) => values.map((value) => element("option", { value }, name(value)));

  // A list of the few values that a column may have; `fill` gives its options.
  function selectField(row, column, id, fill) {
    const control = element("select", { id, change: () => doichieu.commit(row, column, control.value) });
    const update = () => {
      const value = row.cells[column];
      control.replaceChildren(...fill());
      if (![...control.options].some((one) => one.value === value))
        control.append(...options([value], (one) => one));
      control.value = value;
    };
    return { control, content: control, update };
  }

  function textField(row, column, id, more = {}) {
    const control = element("input", {
      id,
      type: "text",
      autocomplete: "off",
      ...more,
      change: () => doichieu.commit(row, column, control.value.trim()),
    });
    const update = () => {
      control.value = row.cells[column];
    };
    return { control, content: control, update };
  }

  function choice(row, column, id, more) {
    return doichieu.choiceField({
      id,
      value: () => row.cells[column],
      take: (value) => doichieu.commit(row, column, value),
      ...more,
    });
  }

  const measureOptions = () =>
    Object.entries(MEASURES).map(([group, names]) =>
      element(
        "optgroup",
        { label: say(`measures.${group}`) },
        options(names, (name) => word("measure", name)),
      ),
    );

  function basisOptions(row) {
    const kind = (vocabulary.measures[row.cells.measure] || {}).basis;
    const year = Number(doichieu.effective(row, "period_id").slice(0, 4)) || 0;
    const years =
      kind === "growth" && year
        ? Array.from({ length: YEARS_BACK }, (_, back) => `base_${year - 1 - back}`)
        : [];
    const values = kind === "plan" || kind === "growth" ? doichieu.basesOf(kind) : [];
    return [
      blankOption(say(`basis_blank.${kind || "none"}`)),
      ...options([...values, ...years], doichieu.basisName),
    ];
  }

  // A basis is chosen from a few, but the total of a share is an indicator.
  function basisField(row, id) {
    const few = selectField(row, "basis", id, () => basisOptions(row));
    const total = choice(row, "basis", id, {
      options: doichieu.indicatorOptions,
      nameOf: doichieu.indicatorName,
      blank: say("basis_blank.parent"),
    });
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
    const field = textField(row, "period_id", id, {
      list: "periods",
      placeholder: draft.report.period_id,
      spellcheck: "false",
    });
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
        options: doichieu.indicatorOptions,
        nameOf: doichieu.indicatorName,
        like: () => row.cells.label || "",
        make: {
          text: say("choice.make"),
          act: (typed) =>
            doichieu.newIndicator(row, typed === doichieu.indicatorName(row.cells.indicator_id) ? "" : typed),
        },
      }),
    measure: (row, id) => selectField(row, "measure", id, measureOptions),
    printed: (row, id) => textField(row, "printed", id, { inputmode: "decimal" }),
    unit_id: (row, id) =>
      choice(row, "unit_id", id, { options: doichieu.unitOptions, nameOf: doichieu.unitName }),
    period_id: periodField,
    territory_id: (row, id) =>
      choice(row, "territory_id", id, {
        options: doichieu.territoryOptions,
        nameOf: doichieu.territoryName,
        blank: doichieu.territoryName(draft.report.territory_id || "") || say("cell.of_report"),
      }),
    qualifier: (row, id) =>
      selectField(row, "qualifier", id, () => [
        blankOption(say("cell.no_qualifier")),
        ...options(vocabulary.qualifiers.filter(Boolean), (name) => word("qualifier", name)),
      ]),
    basis: basisField,
    number_format: (row, id) =>
      selectField(row, "number_format", id, () => [
        blankOption(say("cell.of_report")),
        ...options(Object.keys(doichieu.formats), (name) => say(`number_format.${name}`)),
      ]),
    label: (row, id) => textField(row, "label", id),
    parent_label: (row, id) => textField(row, "parent_label", id),
    relation: (row, id) =>
      selectField(row, "relation", id, () => [
        blankOption("–"),
        ...options(RELATIONS, (name) => say(`relation.${name}`)),
      ]),
    note: (row, id) => textField(row, "note", id),
  };
  const FIRST = [
    "indicator_id",
    "measure",
    "printed",
    "unit_id",
    "period_id",
    "territory_id",
    "qualifier",
    "basis",
  ];

  // A labelled control, with what is wrong with its value.
  function fieldOf(row, column, prefix) {
    const id = `${prefix}-${column}`;
    const field = FIELDS[column](row, id);
    const fault = element("p", { class: "fault", id: `${id}-fault` });
    const content = element(
      "div",
      { class: "field" },
      element("label", { for: id }, say(`cell.${column}`)),
      field.content,
      fault,
    );
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

  // The fields of a row: those that are always shown, and the others.
  doichieu.fieldsOf = (row, prefix) => {
    const fields = (names) =>
      names.filter((name) => name in row.cells).map((name) => fieldOf(row, name, prefix));
    return {
      first: fields(FIRST),
      others: fields(Object.keys(FIELDS).filter((name) => !FIRST.includes(name))),
    };
  };
})();
