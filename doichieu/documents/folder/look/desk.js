"use strict";
// The page as a whole: its heading, counts, legend and keys, and what is drawn anew with a language.

(() => {
  const { draft, element, say } = doichieu;
  const at = (id) => document.getElementById(id);
  const COUNTS = ["all", "unsure", "fault", "conflict", "left_out"];
  const KEYS = ["next", "previous", "arrows", "enter", "escape", "sure", "delete", "undo", "redo", "save"];

  // ----- heading -----------------------------------------------------------------------------------

  function drawHeading() {
    const { report } = draft;
    const facts = [
      report.report_id,
      doichieu.territoryName(report.territory_id || ""),
      report.period_id ? doichieu.periodWords(report.period_id) : "",
      report.publisher,
    ];
    at("title").textContent = report.title || report.report_id;
    at("facts").textContent = facts.filter(Boolean).join(" · ");
    document.title = `${report.title || report.report_id} – Đối chiếu`;
    at("remarks").replaceChildren(
      ...doichieu.data.remarks.map((remark) => element("p", { class: "warning" }, remark)),
    );
  }

  // The row of the report: blank cells of a figure have its territory, period and number format.
  function drawReport() {
    const place = at("report");
    place.hidden = !draft.isNewReport;
    if (place.hidden) return;
    const text = (name) => {
      const input = element("input", {
        id: `report-${name}`,
        type: "text",
        value: draft.report[name] || "",
        change: () => doichieu.editReport(name, input.value.trim()),
      });
      return input;
    };
    const territory = doichieu.choiceField({
      id: "report-territory_id",
      value: () => draft.report.territory_id || "",
      options: doichieu.territoryOptions,
      nameOf: doichieu.territoryName,
      take: (value) => {
        doichieu.editReport("territory_id", value);
        territory.update();
      },
    });
    const format = element(
      "select",
      { id: "report-number_format", change: () => doichieu.editReport("number_format", format.value) },
      Object.keys(doichieu.formats).map((name) =>
        element(
          "option",
          { value: name, selected: name === draft.report.number_format },
          say(`number_format.${name}`),
        ),
      ),
    );
    const controls = {
      title: text("title"),
      publisher: text("publisher"),
      published: text("published"),
      territory_id: territory.content,
      period_id: text("period_id"),
      number_format: format,
      url: text("url"),
    };
    place.replaceChildren(
      element("summary", {}, say("report_row.heading")),
      element(
        "div",
        { class: "fields" },
        Object.entries(controls).map(([name, control]) =>
          element(
            "div",
            { class: "field" },
            element("label", { for: `report-${name}` }, say(`report_row.${name}`)),
            control,
          ),
        ),
      ),
    );
  }

  // ----- counts and actions --------------------------------------------------------------------------

  const countButtons = new Map();

  function drawCounts() {
    at("counts").setAttribute("aria-label", say("desk.counts"));
    at("counts").replaceChildren(
      ...COUNTS.map((name) => {
        const button = element("button", {
          type: "button",
          class: name === "conflict" ? "clash" : name,
          click: () => showOnly(name),
        });
        countButtons.set(name, button);
        return element("li", {}, button);
      }),
    );
    fillCounts();
  }

  function fillCounts() {
    const counts = doichieu.counts();
    for (const [name, button] of countButtons) {
      button.replaceChildren(element("b", {}, doichieu.number(counts[name])), ` ${say(`count.${name}`)}`);
    }
  }

  function showOnly(name) {
    doichieu.listOnly(name);
    at("list").scrollIntoView();
  }

  const buttons = {};

  function drawActions() {
    const button = (name, act, more = {}) => {
      buttons[name] = element(
        "button",
        { type: "button", id: `do-${name}`, click: act, ...more },
        say(`do.${name}`),
      );
      return buttons[name];
    };
    at("actions").replaceChildren(
      button("question", () => doichieu.nextQuestion(1)),
      button("undo", () => step(doichieu.undo)),
      button("redo", () => step(doichieu.redo)),
      button("keys", showKeys),
      button("save", doichieu.save, { class: "main" }),
    );
    fillActions();
  }

  function fillActions() {
    buttons.undo.disabled = !doichieu.canUndo();
    buttons.redo.disabled = !doichieu.canRedo();
    buttons.save.classList.toggle("unsaved", doichieu.isChanged());
    buttons.save.textContent = say(doichieu.isChanged() ? "do.save_changes" : "do.save");
  }

  // Undoes or redoes, and goes to the number that it was about.
  function step(act) {
    const done = act();
    if (done && done.numbers.length === 1) doichieu.select(done.numbers[0], { focus: false });
  }

  doichieu.nextQuestion = (by) => {
    const number = doichieu.nextNumber(doichieu.isOpenQuestion, by);
    if (number) doichieu.select(number);
    else doichieu.report(say("desk.no_question"));
  };

  doichieu.report = (text) => {
    at("said").textContent = text;
  };

  function showKeys() {
    doichieu.openDialog(
      say("do.keys"),
      element(
        "dl",
        { class: "keys" },
        KEYS.flatMap((name) => [
          element("dt", {}, element("kbd", {}, say(`key.${name}`))),
          element("dd", {}, say(`key_does.${name}`)),
        ]),
      ),
    );
  }

  function drawLegend() {
    const marks = ["figure", "unsure", "fault", "left_out"].map((state) => {
      const sign = { unsure: "?", fault: "!" }[state] || "";
      return element(
        "li",
        {},
        element("span", { class: `num ${state}`, "data-sign": sign }, "12,3"),
        ` ${say(`legend.${state}`)}`,
      );
    });
    const conflict = element(
      "li",
      {},
      element("span", { class: "num figure clash", "data-sign": "≠" }, "12,3"),
      ` ${say("legend.conflict")}`,
    );
    at("legend").setAttribute("aria-label", say("legend.title"));
    at("legend").replaceChildren(...marks, conflict);
  }

  function drawPeriods() {
    const used = new Set(
      [draft.report.period_id, ...draft.rows.map((row) => row.cells.period_id)].filter(Boolean),
    );
    at("periods").replaceChildren(
      ...[...used].map((value) => element("option", { value }, doichieu.periodWords(value))),
    );
  }

  // ----- keys ------------------------------------------------------------------------------------

  const isText = (target) =>
    target.matches("input, textarea") && !["checkbox", "button"].includes(target.type);

  function pressed(event) {
    const isOpen = at("dialog").open;
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (isOpen) return null;
    if (event.key === "F8") return () => doichieu.nextQuestion(event.shiftKey ? -1 : 1);
    if (command && event.key === "Enter")
      return () => leaveField(() => doichieu.confirmAndNext(doichieu.shownRow()));
    if (command && key === "s") return () => leaveField(doichieu.save);
    if (command && key === "z" && !isText(event.target))
      return () => step(event.shiftKey ? doichieu.redo : doichieu.undo);
    if (command && key === "y" && !isText(event.target)) return () => step(doichieu.redo);
    if (event.key === "Escape" && at("card").contains(event.target)) return doichieu.focusNumber;
    return null;
  }

  // What is typed in a field counts before something else is done.
  function leaveField(act) {
    const row = document.activeElement;
    if (row && isText(row)) row.blur();
    act();
  }

  addEventListener("keydown", (event) => {
    const act = pressed(event);
    if (!act) return;
    event.preventDefault();
    act();
  });

  // ----- the whole ---------------------------------------------------------------------------------

  function drawAll() {
    for (const [id, name] of [
      ["paper", "desk.document"],
      ["card", "desk.card"],
    ])
      at(id).setAttribute("aria-label", say(name));
    drawHeading();
    drawReport();
    drawCounts();
    drawActions();
    drawLegend();
    drawPeriods();
    doichieu.drawPaper();
    doichieu.redrawCard();
    doichieu.drawList();
  }

  doichieu.onChange((numbers) => {
    fillCounts();
    fillActions();
    if (numbers.length) {
      drawPeriods();
      drawHeading();
    }
  });
  doichieu.onLanguage(drawAll);
  drawAll();
  const first =
    draft.numbers.find(doichieu.isOpenQuestion) || draft.numbers.find((number) => number.rows.length);
  if (first) doichieu.select(first, { focus: false });
  document.documentElement.dataset.ready = "draft";
})();
