"use strict";
// The card of a number: its figures with a field for each column, what is wrong, and what other
// figures say of it; or why it was left out.

(() => {
  const { draft, element, say, word } = doichieu;
  const card = document.getElementById("card");
  let shown = null;
  let forms = [];
  let isMoreOpen = false; // whether the analyst wants to see every column

  // ----- the same change of other figures -----------------------------------------------------------

  // Offers to change figures that are alike as this one was changed.
  doichieu.offer = (row, column, before) => {
    const form = forms.find((one) => one.row === row);
    if (!form) return;
    const after = row.cells[column];
    const buttons = doichieu.alike(row, column, before).map(([name, rows, filling]) =>
      element(
        "button",
        {
          type: "button",
          click: () => {
            doichieu.edit(rows.flatMap((other) => doichieu.editsOf(other, column, after)));
            form.offers.replaceChildren(say("offer.done", { count: rows.length }));
          },
        },
        say(`offer.${name}`, { ...filling, count: rows.length }),
      ),
    );
    form.offers.replaceChildren(
      ...(buttons.length
        ? [element("span", {}, say("offer.title", { column: say(`cell.${column}`) })), ...buttons]
        : []),
    );
  };

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
      element(
        "button",
        { type: "button", class: "link", click: () => doichieu.select(other.number) },
        other.cells.printed,
      ),
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
    const found = [...doichieu.findingsOf(row)].sort(
      (one, other) => ORDER.indexOf(one.verdict) - ORDER.indexOf(other.verdict),
    );
    if (!found.length) return [element("p", { class: "soft" }, say("finding_of.none"))];
    return [
      element(
        "ul",
        { class: "findings" },
        found.map((finding) => findingItem(row, finding)),
      ),
    ];
  }

  // ----- the card ---------------------------------------------------------------------------------

  function formOf(row, place) {
    const { first, others } = doichieu.fieldsOf(row, `figure-${place}`);
    const offers = element("div", { class: "offers", role: "status" });
    const doubts = element("div", {});
    const findings = element("div", {});
    const sure = element("button", {
      type: "button",
      class: "main",
      click: () => doichieu.confirmAndNext(row),
    });
    const unsure = element("button", { type: "button", click: () => doichieu.toggleUnsure(row) });
    const remove = element(
      "button",
      { type: "button", click: () => doichieu.removeFigure(row) },
      say("card.remove"),
    );
    const more = element(
      "details",
      {
        open: isMoreOpen,
        toggle: () => {
          isMoreOpen = more.open;
        },
      },
      element("summary", {}, say("card.more")),
      others.map((field) => field.content),
    );
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
      {
        submit: (event) => event.preventDefault(),
        "aria-label": say("card.form", { printed: row.cells.printed }),
      },
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
        click: () =>
          doichieu.edit(
            equallyUnsure(row).map((other) => ({
              row: other,
              column: "note",
              after: doichieu.sureNote(other),
            })),
          ),
      },
      say("card.sure_all", { count: alike.length }),
    );
    return element(
      "div",
      { class: "doubts" },
      element("strong", {}, say("card.doubts")),
      element(
        "ul",
        {},
        reasons.filter(Boolean).map((reason) => element("li", {}, reason)),
      ),
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

  const placeWords = (number) =>
    number.part === 0 ? say("card.paragraph", { number: number.line }) : number.place;

  function draw(number) {
    shown = number;
    forms = number.rows.map(formOf);
    const leftOut = number.rows.length
      ? []
      : [
          element("p", {}, say("card.left_out", { reason: number.leftOut.reason })),
          element(
            "button",
            { type: "button", class: "main", id: "add-figure", click: () => add(number) },
            say("card.add"),
          ),
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
    if (row && doichieu.isUnsure(row))
      doichieu.edit([{ row, column: "note", after: doichieu.sureNote(row) }]);
    doichieu.nextQuestion(1);
  };
})();
