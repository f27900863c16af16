"use strict";
// Tables that sort by any column, filter, and show long lists page by page. The address keeps all three,
// as `<id of the table>.sort`, `.filter` and `.page`.

(() => {
  const PAGE = 50;
  // Rows that need no filter.
  const FEW = 10;

  // A column titled by a phrase; `more` may give show, numeric and heads (see doichieu.table).
  doichieu.column = (name, value, more = {}) => ({
    name,
    title: doichieu.say(`column.${name}`),
    value,
    ...more,
  });

  // A column of verdicts or statuses; `get` gives the value of a row, or null.
  doichieu.markColumn = (name, group, get) =>
    doichieu.column(name, (row) => (get(row) ? doichieu.word(group, get(row)) : null), {
      show: (row) => (get(row) ? doichieu.statusMark(group, get(row)) : "–"),
    });

  doichieu.paceColumn = () => doichieu.markColumn("status", "status", (row) => row.status);

  // Compares two values of one column: texts in the order of the language, null always last.
  function comparison(direction) {
    const collator = new Intl.Collator(doichieu.language, { numeric: true });
    return (one, other) => {
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      const order =
        typeof one === "string" ? collator.compare(one, other) : Number(one) - Number(other);
      return direction * order;
    };
  }

  // The key that a value is sorted by: of an interval the middle, or the only end that it has.
  function sortable(value) {
    if (Array.isArray(value)) return doichieu.numberOf(null, value);
    return value === undefined ? null : value;
  }

  // A table in a region that scrolls sideways, with a hint where it does; `kind` is a class of the region.
  doichieu.scrolling = (caption, table, words = doichieu.say("table.wide"), kind = "") => {
    const { element } = doichieu;
    const hint = element("p", { class: "soft wide", hidden: true }, words);
    const described = { role: "region", "aria-label": caption, tabindex: 0 };
    const region = element("div", { class: `table ${kind}`.trim(), ...described }, table);
    new ResizeObserver(() => {
      hint.hidden = region.scrollWidth <= region.clientWidth;
    }).observe(region);
    return element("div", {}, hint, region);
  };

  /*
   * columns: { name in the address, title, value(row) to sort by, show(row) to show (the value where left out),
   *            numeric, heads (its cells name the rows, and stay in sight where a table scrolls) }
   * filter(row): the text that the filter searches (see matching.js); without it there is no filter.
   */
  doichieu.table = ({ id, caption, columns, rows, filter = null }) => {
    const { element, say } = doichieu;
    const body = element("tbody");
    const pager = element("nav", { class: "pager", "aria-label": caption });
    const status = element("p", { role: "status" });
    const state = doichieu.state();
    const [SORT, FILTER, NUMBER] = ["sort", "filter", "page"].map((name) => `${id}.${name}`);
    const [, minus, name] = (state[SORT] || "").match(/^(-?)(.*)$/);
    let sorted = { column: columns.find((column) => column.name === name), direction: minus ? -1 : 1 };
    let page = Number.parseInt(state[NUMBER], 10) - 1 || 0;
    let shown = rows;

    const kind = (column) => [column.numeric && "n", column.heads && "heads"].filter(Boolean).join(" ") || null;

    const headings = columns.map((column) => {
      const button = element("button", { type: "button", click: () => sort(column) }, column.title);
      return element("th", { scope: "col", class: kind(column) }, button);
    });

    function sort(column) {
      const again = sorted.column === column;
      sorted = { column, direction: again ? -sorted.direction : 1 };
      page = 0;
      note({ [SORT]: `${sorted.direction < 0 ? "-" : ""}${column.name}` });
      draw();
    }

    // Keeps what the reader changed in the address.
    const note = (change) =>
      doichieu.note({ [NUMBER]: page ? String(page + 1) : "", ...change });

    function draw() {
      const ordered = [...shown];
      if (sorted.column) {
        const compare = comparison(sorted.direction);
        const keys = new Map(ordered.map((row) => [row, sortable(sorted.column.value(row))]));
        ordered.sort((one, other) => compare(keys.get(one), keys.get(other)));
      }
      headings.forEach((heading, place) => {
        const state = sorted.direction === 1 ? "ascending" : "descending";
        if (columns[place] === sorted.column) heading.setAttribute("aria-sort", state);
        else heading.removeAttribute("aria-sort");
      });
      const last = Math.max(0, Math.ceil(ordered.length / PAGE) - 1);
      page = Math.min(Math.max(page, 0), last);
      body.replaceChildren(...ordered.slice(page * PAGE, (page + 1) * PAGE).map(line));
      drawPager(ordered.length, last);
    }

    function line(row) {
      const cells = columns.map((column) => {
        const content = column.show ? column.show(row) : column.value(row);
        if (column.heads) return element("th", { scope: "row", class: kind(column) }, content);
        return element("td", { class: kind(column) }, content);
      });
      return element("tr", {}, cells);
    }

    function drawPager(count, last) {
      status.textContent = say("table.rows", {
        from: doichieu.number(count ? page * PAGE + 1 : 0),
        to: doichieu.number(Math.min(count, (page + 1) * PAGE)),
        count: doichieu.number(count),
      });
      pager.hidden = rows.length <= PAGE;
      previous.disabled = page === 0;
      next.disabled = page >= last;
    }

    function turn(by) {
      page += by;
      note({});
      draw();
    }

    const previous = element(
      "button",
      { type: "button", click: () => turn(-1) },
      say("table.previous"),
    );
    const next = element("button", { type: "button", click: () => turn(1) }, say("table.next"));
    pager.append(previous, status, next);

    const search = element("input", {
      type: "search",
      value: state[FILTER],
      input: () => {
        page = 0;
        note({ [FILTER]: search.value });
        find();
        draw();
      },
    });
    const texts = new Map();
    const textOf = (row) => {
      if (!texts.has(row)) texts.set(row, doichieu.folded(filter(row)));
      return texts.get(row);
    };

    function find() {
      const matches = doichieu.matcher(search.value);
      shown = search.value ? rows.filter((row) => matches(textOf(row))) : rows;
    }

    const isFiltered = filter && (rows.length > FEW || state[FILTER]);
    if (isFiltered) find();
    draw();
    const hint = element("span", { class: "soft" }, say("table.sort"));
    const table = element(
      "table",
      { id },
      element("caption", {}, element("span", {}, caption, " ", hint)),
      element("thead", {}, element("tr", {}, headings)),
      body,
    );
    return element(
      "div",
      {},
      isFiltered
        ? element("label", { class: "search" }, say("choose.filter"), " ", search)
        : null,
      doichieu.scrolling(caption, table),
      pager,
    );
  };
})();
