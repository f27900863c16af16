"use strict";
// Tables that sort by any column and show long lists page by page.

(() => {
  const PAGE = 50;

  // A column titled by a phrase; `more` may give show, numeric and heads (see doichieu.table).
  doichieu.column = (name, value, more = {}) => ({ title: doichieu.say(`column.${name}`), value, ...more });

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
    if (!Array.isArray(value)) return value === undefined ? null : value;
    const [lower, upper] = value;
    if (lower === null || upper === null) return lower === null ? upper : lower;
    return (lower + upper) / 2;
  }

  /*
   * columns: { title, value(row) to sort by, show(row) to show (the value where left out),
   *            numeric, heads (its cells name the rows, and stay in sight where a table scrolls) }
   * filter(row): the text that the filter searches; without it there is no filter.
   */
  doichieu.table = ({ id, caption, columns, rows, filter = null }) => {
    const { element, say } = doichieu;
    const body = element("tbody");
    const pager = element("nav", { class: "pager", "aria-label": caption });
    const status = element("p", { role: "status" });
    let shown = rows;
    let page = 0;
    let sorted = { column: null, direction: 1 };

    const kind = (column) => [column.numeric && "n", column.heads && "heads"].filter(Boolean).join(" ") || null;

    const headings = columns.map((column) => {
      const button = element("button", { type: "button", click: () => sort(column) }, column.title);
      return element("th", { scope: "col", class: kind(column) }, button);
    });

    function sort(column) {
      const again = sorted.column === column;
      sorted = { column, direction: again ? -sorted.direction : 1 };
      page = 0;
      draw();
    }

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
      body.replaceChildren(...ordered.slice(page * PAGE, (page + 1) * PAGE).map(line));
      drawPager(ordered.length);
    }

    function line(row) {
      const cells = columns.map((column) => {
        const content = column.show ? column.show(row) : column.value(row);
        if (column.heads) return element("th", { scope: "row", class: kind(column) }, content);
        return element("td", { class: kind(column) }, content);
      });
      return element("tr", {}, cells);
    }

    function drawPager(count) {
      const last = Math.max(0, Math.ceil(count / PAGE) - 1);
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
      input: () => {
        const wanted = search.value.toLocaleLowerCase();
        shown = rows.filter((row) => filter(row).toLocaleLowerCase().includes(wanted));
        page = 0;
        draw();
      },
    });
    draw();
    const hint = element("span", { class: "soft" }, say("table.sort"));
    const table = element(
      "table",
      { id },
      element("caption", {}, element("span", {}, caption, " ", hint)),
      element("thead", {}, element("tr", {}, headings)),
      body,
    );
    const scroller = { class: "table", role: "region", "aria-label": caption, tabindex: 0 };
    return element(
      "div",
      {},
      filter && rows.length > PAGE
        ? element("label", { class: "search" }, say("choose.filter"), " ", search)
        : null,
      element("div", scroller, table),
      pager,
    );
  };
})();
