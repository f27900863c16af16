"use strict";
// The rows of the draft as a list, page by page, to search and to go to a number.

(() => {
  const { draft, element, say, word } = doichieu;
  const PAGE = 50;
  const FILTERS = ["all", "open", "unsure", "fault", "conflict", "changed", "left_out"];
  const place = document.getElementById("list");
  let page = 0;
  let filter = "all";
  let search = "";

  const isChanged = (row) =>
    !row.drafted || Object.keys(row.cells).some((name) => row.cells[name] !== row.drafted[name]);
  const isInConflict = (row) => doichieu.findingsOf(row).some(doichieu.doesNotHold);
  const TESTS = {
    all: ({ row }) => row,
    open: ({ row }) => row && (doichieu.isUnsure(row) || doichieu.faultsOf(row).length),
    unsure: ({ row }) => row && doichieu.isUnsure(row),
    fault: ({ row }) => row && doichieu.faultsOf(row).length,
    conflict: ({ row }) => row && isInConflict(row),
    changed: ({ row }) => row && isChanged(row),
    left_out: ({ row }) => !row,
  };

  // A line of the list is a figure, or a number that is none.
  const entries = () => [
    ...draft.rows.map((row) => ({ number: row.number, row })),
    ...draft.numbers.filter((number) => !number.rows.length).map((number) => ({ number, row: null })),
  ];

  const textOf = ({ number, row }) => {
    if (!row) return `${number.printed} ${number.place} ${number.leftOut.reason}`;
    const { cells } = row;
    return [
      cells.printed,
      cells.place,
      cells.label,
      cells.wording,
      cells.indicator_id,
      doichieu.indicatorName(cells.indicator_id),
    ].join(" ");
  };

  doichieu.counts = () => {
    const found = Object.fromEntries(FILTERS.map((name) => [name, 0]));
    for (const entry of entries()) for (const name of FILTERS) if (TESTS[name](entry)) found[name] += 1;
    return found;
  };

  const select = element("select", { id: "list-filter", change: () => change({ filter: select.value }) });
  const input = element("input", {
    id: "list-search",
    type: "search",
    input: () => change({ search: input.value }),
  });
  const body = element("tbody");
  const status = element("p", { role: "status" });
  const previous = element("button", { type: "button", click: () => turn(-1) });
  const next = element("button", { type: "button", click: () => turn(1) });
  const pager = element("div", { class: "pager" }, previous, status, next);

  function change(wanted) {
    ({ filter = filter, search = search } = wanted);
    page = 0;
    fill();
  }

  function turn(by) {
    page += by;
    fill();
  }

  function fill() {
    const wanted = doichieu.folded(search);
    const found = entries().filter(
      (entry) => TESTS[filter](entry) && (!wanted || doichieu.folded(textOf(entry)).includes(wanted)),
    );
    const last = Math.max(0, Math.ceil(found.length / PAGE) - 1);
    page = Math.min(page, last);
    body.replaceChildren(...found.slice(page * PAGE, (page + 1) * PAGE).map(line));
    previous.disabled = page === 0;
    next.disabled = page >= last;
    status.textContent = say("table.rows", {
      from: doichieu.number(found.length ? page * PAGE + 1 : 0),
      to: doichieu.number(Math.min(found.length, (page + 1) * PAGE)),
      count: doichieu.number(found.length),
    });
    doichieu.markInList(doichieu.selected());
  }

  function line({ number, row }) {
    const go = element(
      "button",
      { type: "button", class: `num ${doichieu.stateOf(number)}`, click: () => doichieu.select(number) },
      row ? row.cells.printed : number.printed,
    );
    const cells = row
      ? [
          doichieu.indicatorName(row.cells.indicator_id) || "–",
          word("measure", row.cells.measure),
          doichieu.unitName(row.cells.unit_id),
          doichieu.periodWords(doichieu.effective(row, "period_id")),
          doichieu.stateWords(number),
        ]
      : ["–", "–", "–", "–", `${doichieu.stateWords(number)}: ${number.leftOut.reason}`];
    return element(
      "tr",
      { "data-number": number.index },
      element("td", { class: "n" }, row ? String(draft.rows.indexOf(row) + 1) : ""),
      element("td", {}, number.place),
      element("td", { class: "n" }, go),
      cells.map((cell) => element("td", {}, cell)),
    );
  }

  doichieu.markInList = (number) => {
    for (const row of body.children) {
      if (number && Number(row.dataset.number) === number.index) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  };

  doichieu.listOnly = (name) => {
    select.value = name;
    input.value = "";
    change({ filter: name, search: "" });
  };

  doichieu.drawList = () => {
    select.replaceChildren(
      ...FILTERS.map((name) => element("option", { value: name }, say(`filter.${name}`))),
    );
    select.value = filter;
    previous.textContent = say("table.previous");
    next.textContent = say("table.next");
    const titles = ["number", "place", "printed", "indicator", "measure", "unit", "period"].map((name) =>
      say(`column.${name}`),
    );
    const heads = [...titles, say("list.state")].map((title, at) =>
      element("th", { scope: "col", class: at === 0 || at === 2 ? "n" : null }, title),
    );
    const table = element("table", {}, element("thead", {}, element("tr", {}, heads)), body);
    place.replaceChildren(
      element("h2", { id: "list-title" }, say("list.title")),
      element(
        "div",
        { class: "choices" },
        element("label", {}, say("list.filter"), " ", select),
        element("label", {}, say("choose.filter"), " ", input),
      ),
      element("div", { class: "table", role: "region", tabindex: 0, "aria-labelledby": "list-title" }, table),
      pager,
    );
    fill();
  };

  doichieu.onChange(fill);
})();
