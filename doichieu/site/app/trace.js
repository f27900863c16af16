"use strict";
// From any number to the prints that it comes from: links, and the dialog that they open.

(() => {
  // What each number is made of: the printed quantities, whether its total's enter too, and the one
  // print that would be the number itself. `column` is where its mart has it, `tight` what all
  // figures of the group leave of it together.
  const OF_PLAN = ["level", "completion", "plan_level"];
  const OF_GROWTH = ["level", "growth", "prior_level"];
  const MADE_OF = {
    level: { quantities: ["level"], column: "level" },
    plan_pct: { quantities: OF_PLAN, direct: "completion", column: "plan_pct" },
    pace_gap: { quantities: OF_PLAN, direct: "completion", column: "pace_gap_pts" },
    implied_plan: { quantities: OF_PLAN, column: "implied_plan", tight: "tight_plan" },
    roundest: { quantities: OF_PLAN, column: "roundest_plan" },
    remaining: { quantities: OF_PLAN, column: "remaining" },
    ratio: { quantities: OF_PLAN, direct: "completion", column: "required_ratio" },
    growth: { quantities: OF_GROWTH, direct: "growth", column: "growth_pct" },
    implied_prior: { quantities: OF_GROWTH, column: "implied_prior", tight: "tight_prior" },
    change: { quantities: OF_GROWTH, column: "change" },
    contribution: {
      quantities: OF_GROWTH,
      total: true,
      column: "contribution",
      tight: "tight_contribution",
    },
    share: { quantities: ["level", "share"], direct: "share", total: true, column: "share_pct" },
    prior_share: { quantities: OF_GROWTH, total: true, column: "prior_share_pct" },
    // What a whole report says of an indicator, wherever it says it.
    mention: { anywhere: true },
  };

  // Keys of the data may hold any letter: each is encoded by itself.
  const joined = (...keys) => keys.map(encodeURIComponent).join("/");
  // What nobody encoded has no keys.
  function parted(text) {
    try {
      return text.split("/").map(decodeURIComponent);
    } catch {
      return [];
    }
  }

  doichieu.figureLink = (text, report, no) =>
    doichieu.element("a", { class: "trace", href: doichieu.hash({ figure: joined(report, no) }) }, text);

  // A number that is calculated: `value` is one of MADE_OF, `row` the observation it belongs to.
  doichieu.valueLink = (text, value, report, row) => {
    const keys = [value, report, row.territory, row.period, row.indicator, row.basis];
    const href = doichieu.hash({ value: joined(...keys) });
    return doichieu.element("a", { class: "trace", href }, text);
  };

  // The report that a link into a dialog speaks of.
  doichieu.tracedReport = (state) => {
    if (state.figure) return parted(state.figure)[0];
    return state.value ? parted(state.value)[1] : null;
  };

  const isOf = (figure, key, indicator) =>
    figure.territory === key.territory &&
    figure.period === key.period &&
    figure.indicator === indicator &&
    figure.correction !== "exclude";

  const isRow = (row, key) =>
    row.indicator === key.indicator &&
    row.territory === key.territory &&
    row.period === key.period &&
    row.basis === key.basis;

  function sources(data, key) {
    const made = MADE_OF[key.value];
    if (made.anywhere) {
      return data.figures.filter((figure) => figure.indicator === key.indicator);
    }
    const row = data.growth.find((one) => isRow(one, key));
    const indicators = [key.indicator];
    if (made.total && row && row.total) indicators.push(row.total);
    return indicators.flatMap((indicator) => {
      const all = data.figures.filter(
        (figure) =>
          isOf(figure, key, indicator) &&
          made.quantities.includes(figure.quantity) &&
          (["level", "share"].includes(figure.quantity) || figure.basis === key.basis),
      );
      // A percentage that was printed needs no levels.
      const direct = all.filter((figure) => figure.quantity === made.direct);
      return direct.length ? direct : all;
    });
  }

  const row = (term, ...told) => [
    doichieu.element("dt", {}, term),
    doichieu.element("dd", {}, ...told),
  ];

  function figureCard(data, figure) {
    const { element, say } = doichieu;
    const report = doichieu.reports.get(data.id);
    const unit = doichieu.unitName(figure.unit);
    const place =
      figure.paragraph === null
        ? say("trace.no_paragraph")
        : say("trace.paragraph", { paragraph: figure.paragraph });
    const checks = data.checks.filter((check) => check.figures.includes(figure.no));
    const protection = doichieu.isTold(figure.protection)
      ? [
          `${doichieu.interval(figure.protection)} ${unit}`,
          element("br"),
          element("span", { class: "soft" }, say("trace.protection_note")),
        ]
      : [say("trace.no_protection")];
    return element(
      "article",
      { class: "figure-card" },
      element("h3", {}, say("trace.figure", { no: figure.no })),
      element(
        "p",
        { class: "print" },
        element("span", { class: "soft" }, `${say("trace.printed")}: `),
        element("q", {}, figure.printed),
        ` ${unit}`,
      ),
      element(
        "dl",
        {},
        row(
          say("trace.says"),
          `${doichieu.rowName(figure)}: ${doichieu.word("measure", figure.measure)}`,
          figure.qualifier ? `, ${doichieu.word("qualifier", figure.qualifier)}` : "",
          `, ${doichieu.territoryName(figure.territory)}, ${doichieu.periodName(figure.period)}`,
        ),
        figure.read_as === figure.printed ? null : row(say("trace.read_as"), figure.read_as),
        row(say("trace.report"), report.title, `; ${place}`),
        row(say("trace.half"), `${doichieu.interval(figure.half)} ${unit}`),
        row(say("trace.wide"), `${doichieu.interval(figure.wide)} ${unit}`),
        row(say("trace.status"), doichieu.statusMark("check_status", figure.status)),
        row(say("trace.protection"), ...protection),
        figure.correction
          ? row(say("trace.correction"), doichieu.correctionSentence(figure))
          : null,
        figure.note ? row(say("trace.note"), figure.note) : null,
        row(say("trace.file"), element("code", {}, figure.file)),
      ),
      element("h4", {}, say("trace.checks")),
      checks.length
        ? doichieu.list(checks.map((check) => checkItem(data, check, figure)))
        : element("p", {}, say("trace.no_checks")),
    );
  }

  function checkItem(data, check, figure) {
    const others = check.figures.filter((no) => no !== figure.no);
    return [
      doichieu.statusMark("verdict", check.verdict),
      ` ${doichieu.word("kind", check.kind)}: ${doichieu.checkSentence(doichieu.reports.get(data.id), check)} `,
      ...doichieu.figureLinks(data, others),
    ];
  }

  // Links to figures of a report, each as it was printed.
  doichieu.figureLinks = (data, numbers) =>
    numbers.flatMap((no) => {
      const figure = data.figures.find((one) => one.no === no);
      return figure ? [doichieu.figureLink(figure.printed, data.id, no), " "] : [];
    });

  // The number itself as its table tells it, and what is left of it when all figures count at once.
  function valueTold(data, key) {
    const { column, tight } = MADE_OF[key.value];
    const row = [...data.plans, ...data.growth].find((one) => column in one && isRow(one, key));
    if (!row || row[column] === null) return [];
    const told = Array.isArray(row[column])
      ? doichieu.intervalOrDash(row[column])
      : doichieu.number(row[column]);
    const together =
      tight && doichieu.isTold(row[tight])
        ? doichieu.say("trace.tight", { interval: doichieu.interval(row[tight]) })
        : null;
    return [
      doichieu.element("p", { class: "print" }, doichieu.element("q", {}, told)),
      together ? doichieu.element("p", { class: "soft" }, together) : null,
    ].filter(Boolean);
  }

  function valueHead(data, key) {
    const { element, say } = doichieu;
    const named = doichieu.rowName(key);
    const place = `${doichieu.territoryName(key.territory)}, ${doichieu.periodName(key.period)}`;
    return [
      element("p", {}, element("strong", {}, `${named}, ${place}`)),
      ...valueTold(data, key),
      element("p", {}, say(`how.${key.value}`)),
      element("p", {}, say("trace.from")),
    ];
  }

  function content(state, data) {
    if (state.figure) {
      const no = Number(parted(state.figure)[1]);
      const figure = data.figures.find((one) => one.no === no);
      return figure ? [figureCard(data, figure)] : null;
    }
    const [value, , territory, period, indicator, basis] = parted(state.value);
    const key = { value, territory, period, indicator, basis };
    if (!Object.hasOwn(MADE_OF, value)) return null;
    const found = sources(data, key);
    if (!found.length) return null;
    return [...valueHead(data, key), ...found.map((figure) => figureCard(data, figure))];
  }

  const dialog = document.getElementById("trace");

  function close() {
    const { figure, value, ...rest } = doichieu.state();
    if (figure || value) doichieu.go(rest);
  }

  dialog.addEventListener("close", close);
  // A press beside the dialog closes it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  doichieu.showTrace = async (state) => {
    const { element, say } = doichieu;
    if (!state.figure && !state.value) {
      if (dialog.open) dialog.close();
      return;
    }
    const report = doichieu.reports.get(doichieu.tracedReport(state));
    const data = report ? await doichieu.load(`reports/${report.place}`) : null;
    const told = (data && content(state, data)) || [element("p", {}, say("site.not_found"))];
    const button = element(
      "button",
      { type: "button", class: "close", click: () => dialog.close() },
      say("trace.close"),
    );
    dialog.replaceChildren(
      element("div", { class: "bar" }, element("h2", { id: "trace-title" }, say("trace.title")), button),
      ...told,
    );
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    button.focus();
  };
})();
