"use strict";
// A new indicator: a row of indicators.csv, which the analyst names.

(() => {
  const { draft, element, say } = doichieu;
  const dialog = document.getElementById("dialog");
  const BETTER = ["neither", "higher", "lower"];

  // An id of a name: capitals, diacritics and marks away, words joined by underscores.
  doichieu.idOf = (name) =>
    doichieu
      .folded(name)
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 60);

  const isId = (text) => /^[a-z0-9][a-z0-9_-]*$/.test(text);

  // Opens a dialog with a title and content; it closes by its buttons or the escape key.
  doichieu.openDialog = (title, ...content) => {
    const close = element("button", { type: "button", click: () => dialog.close() }, say("dialog.close"));
    const heading = element("h2", { id: "dialog-title" }, title);
    dialog.replaceChildren(element("div", { class: "bar" }, heading, close), ...content);
    dialog.showModal();
    const first = dialog.querySelector("input");
    if (first) first.focus();
  };

  doichieu.newIndicator = (row, typed) => {
    const name = typed || row.cells.label || "";
    const near = draft.indicators.get(row.cells.indicator_id) || {};
    const isInUnits = !doichieu.unitOfMeasure(row.cells.measure);
    const cells = {
      ...Object.fromEntries(draft.data.columns.indicators.map((column) => [column, ""])),
      indicator_id: "",
      name_vi: name,
      unit_id: isInUnits ? row.cells.unit_id : near.unit_id || "",
      kind: near.kind || "flow",
      topic: near.topic || "",
      better: near.better || "neither",
    };
    const refused = element("p", { class: "fault", role: "alert" });
    let isNamed = false; // whether the analyst wrote the id
    const id = textInput("indicator_id");
    id.addEventListener("input", () => {
      isNamed = true;
    });
    const field = (column, input, words = `cell.${column}`) =>
      element("div", { class: "field" }, element("label", { for: `new-${column}` }, say(words)), input);

    function textInput(column) {
      const input = element("input", { id: `new-${column}`, type: "text", value: cells[column] });
      input.addEventListener("input", () => {
        cells[column] = input.value.trim();
        if (!isNamed && column.startsWith("name_")) {
          cells.indicator_id = freeId(doichieu.idOf(cells.name_en || cells.name_vi));
          id.value = cells.indicator_id;
        }
      });
      return input;
    }

    const choice = (column, values, name) =>
      element(
        "select",
        {
          id: `new-${column}`,
          change: (event) => {
            cells[column] = event.target.value;
          },
        },
        values.map((value) => element("option", { value, selected: value === cells[column] }, name(value))),
      );
    const unit = doichieu.choiceField({
      id: "new-unit_id",
      value: () => cells.unit_id,
      options: doichieu.unitOptions,
      nameOf: doichieu.unitName,
      take: (value) => {
        cells.unit_id = value;
        unit.update();
      },
    });

    const accept = (event) => {
      event.preventDefault();
      const problem = problemOf(cells);
      refused.textContent = problem ? say(problem) : "";
      if (problem) return;
      dialog.close();
      const before = row.cells.indicator_id;
      doichieu.makeIndicator({ ...cells, name_en: cells.name_en || cells.name_vi }, row);
      doichieu.offer(row, "indicator_id", before);
    };
    cells.indicator_id = freeId(doichieu.idOf(name));
    id.value = cells.indicator_id;
    doichieu.openDialog(
      say("indicator.title"),
      element(
        "form",
        { submit: accept },
        element("p", { class: "soft" }, say("indicator.intro")),
        field("name_vi", textInput("name_vi")),
        field("name_en", textInput("name_en")),
        field("indicator_id", id, "cell.new_id"),
        field("unit_id", unit.content),
        field(
          "kind",
          choice("kind", draft.data.vocabulary.kinds, (value) => say(`indicator_kind.${value}`)),
        ),
        field(
          "better",
          choice("better", BETTER, (value) => say(`indicator_better.${value}`)),
        ),
        field("topic", textInput("topic")),
        field("aliases_vi", textInput("aliases_vi")),
        refused,
        element("p", {}, element("button", { type: "submit", class: "main" }, say("indicator.add"))),
      ),
    );
  };

  // An id that no indicator has yet.
  function freeId(id) {
    if (!draft.indicators.has(id)) return id;
    let count = 2;
    while (draft.indicators.has(`${id}_${count}`)) count += 1;
    return `${id}_${count}`;
  }

  function problemOf(cells) {
    if (!cells.name_vi) return "indicator.no_name";
    if (!isId(cells.indicator_id)) return "indicator.no_id";
    if (draft.indicators.has(cells.indicator_id)) return "indicator.taken";
    return draft.units.has(cells.unit_id) ? null : "indicator.no_unit";
  }
})();
