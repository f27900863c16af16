"use strict";
// From any number to the prints that it comes from: links, and the dialog that they open.

(() => {
  // What each number is made of: the printed quantities, whether its total's enter too, and the one
  // print that would be the number itself. `column` is where its row has it, `tight` what all
  // figures of the group leave of it together; where `column` is that, `own` is what its own do. `unit` is
  // that of the number, where it is not the indicator's.
  const OF_PLAN = ["level", "completion", "plan_level"];
  const OF_GROWTH = ["level", "growth", "prior_level"];
  const PERCENT = { unit: "percent" };
  const POINTS = { unit: "points" };
  const MADE_OF = {
    level: { quantities: ["level"], column: "level" },
    plan_pct: { quantities: OF_PLAN, direct: "completion", column: "plan_pct", ...PERCENT },
    pace_gap: { quantities: OF_PLAN, direct: "completion", column: "pace_gap_pts", ...POINTS },
    // Of the calendar: prints are only held against it.
    elapsed: {
      quantities: OF_PLAN,
      direct: "completion",
      column: "elapsed_pct",
      beside: true,
      ...PERCENT,
    },
    implied_plan: { quantities: OF_PLAN, column: "implied_plan", tight: "tight_plan" },
    roundest: { quantities: OF_PLAN, column: "roundest_plan" },
    remaining: { quantities: OF_PLAN, column: "remaining" },
    ratio: { quantities: OF_PLAN, direct: "completion", column: "required_ratio", unit: "times" },
    growth: { quantities: OF_GROWTH, direct: "growth", column: "growth_pct", ...PERCENT },
    implied_prior: { quantities: OF_GROWTH, column: "implied_prior", tight: "tight_prior" },
    change: { quantities: OF_GROWTH, column: "change" },
    contribution: {
      quantities: OF_GROWTH,
      total: true,
      column: "contribution",
      own: "own_contribution",
      ...POINTS,
    },
    share: {
      quantities: ["level", "share"],
      direct: "share",
      total: true,
      column: "share_pct",
      ...PERCENT,
    },
    prior_share: { quantities: OF_GROWTH, total: true, column: "prior_share_pct", ...PERCENT },
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

  const figureAddress = (report, no) => doichieu.hash({ figure: joined(report, no) });

  // A number that is calculated: `value` is one of MADE_OF, `row` the observation it belongs to.
  doichieu.valueAddress = (value, report, row) => {
    const keys = [value, report, row.territory, row.period, row.indicator, row.basis];
    return doichieu.hash({ value: joined(...keys) });
  };

  doichieu.checkAddress = (report, check) => doichieu.hash({ check: joined(report, check.id) });

  // A number that leads into the dialog, and says so to who cannot see it.
  doichieu.traceLink = (text, address) =>
    doichieu.element(
      "a",
      { class: "trace", href: address, "aria-label": doichieu.say("trace.label", { number: text }) },
      text,
    );

  doichieu.figureLink = (text, report, no) => doichieu.traceLink(text, figureAddress(report, no));

  doichieu.valueLink = (text, value, report, row) =>
    doichieu.traceLink(text, doichieu.valueAddress(value, report, row));

  doichieu.checkLink = (text, report, check) =>
    doichieu.traceLink(text, doichieu.checkAddress(report, check));

  // What reports say of each other: a row of the revisions.
  const revisionKey = (row) =>
    joined(
      ...[row.territory, row.period, row.indicator, row.basis],
      ...[row.quantity, row.earlier_report, row.later_report],
    );

  doichieu.revisionLink = (text, row) =>
    doichieu.traceLink(text, doichieu.hash({ revision: revisionKey(row) }));

  // A print in a sentence, as a piece of it (see doichieu.phrase).
  doichieu.figurePiece = (text, report, no) => ({ text, address: figureAddress(report, no) });

  // A sentence as it stands on the page: its numbers lead to their prints, its name is set off.
  doichieu.told = (pieces) =>
    pieces.map((piece) => {
      if (piece.address) return doichieu.traceLink(piece.text, piece.address);
      return piece.heads ? doichieu.element("strong", {}, piece.text) : piece;
    });

  // The report that a link into a dialog speaks of.
  doichieu.tracedReport = (state) => {
    const [keys, place] = state.value ? [state.value, 1] : [state.figure || state.check, 0];
    return keys ? parted(keys)[place] : null;
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
      figure.place === null
        ? say("trace.no_place")
        : say("trace.place", { place: figure.place });
    const checks = data.checks.filter((check) => check.figures.includes(figure.no));
    const feasibility = doichieu.isTold(figure.feasibility)
      ? [
          `${doichieu.interval(figure.feasibility)} ${unit}`,
          element("br"),
          element("span", { class: "soft" }, say("trace.feasible_note")),
        ]
      : [say("trace.no_feasible")];
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
        row(say("trace.feasibility"), ...feasibility),
        figure.correction
          ? row(say("trace.correction"), ...doichieu.told(doichieu.correctionSentence(data.id, figure)))
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
      ` ${doichieu.word("kind", check.kind)}: `,
      ...doichieu.told(doichieu.checkSentence(doichieu.reports.get(data.id), check)),
      ...(others.length
        ? [` ${doichieu.say("trace.with")}: `, ...doichieu.figureLinks(data, others)]
        : []),
    ];
  }

  // Links to figures of a report, each as it was printed.
  doichieu.figureLinks = (data, numbers) =>
    data.figures
      .filter((figure) => numbers.includes(figure.no))
      .flatMap((figure, place) => [
        place ? "; " : "",
        doichieu.figureLink(figure.printed, data.id, figure.no),
      ]);

  // The number itself as its table tells it, and what the fewer or the more figures leave of it.
  function valueTold(data, key) {
    const { say, interval, isTold } = doichieu;
    const { column, tight, own, unit } = MADE_OF[key.value];
    const row = [...data.plans, ...data.growth].find((one) => column in one && isRow(one, key));
    if (!row || row[column] === null) return [];
    const told = Array.isArray(row[column])
      ? doichieu.intervalOrDash(row[column])
      : doichieu.number(row[column]);
    const lines = [];
    if (tight && isTold(row[tight])) lines.push(say("trace.tight", { interval: interval(row[tight]) }));
    if (own && String(row[own]) !== String(row[column])) {
      lines.push(say("trace.own", { interval: interval(row[own]) }));
    }
    return [
      doichieu.element(
        "p",
        { class: "print" },
        doichieu.element("q", {}, told),
        ` ${unit ? say(`unit.${unit}`) : doichieu.unitName(row.unit)}`,
      ),
      ...lines.map((line) => doichieu.element("p", { class: "soft" }, line)),
    ];
  }

  function valueHead(data, key) {
    const { element, say } = doichieu;
    const named = doichieu.rowName(key);
    const place = `${doichieu.territoryName(key.territory)}, ${doichieu.periodName(key.period)}`;
    return [
      element("p", {}, element("strong", {}, `${named}, ${place}`)),
      ...valueTold(data, key),
      element("p", {}, say(`how.${key.value}`)),
      element("p", {}, say(MADE_OF[key.value].beside ? "trace.beside" : "trace.from")),
    ];
  }

  const figureCards = (data, numbers) =>
    data.figures.filter((figure) => numbers.includes(figure.no)).map((figure) => figureCard(data, figure));

  // A check, what its sides are, and the figures that take part in it.
  function checkContent(data, check) {
    const { element, say } = doichieu;
    return [
      element("p", {}, doichieu.statusMark("verdict", check.verdict), ` ${doichieu.word("kind", check.kind)}`),
      element("p", {}, doichieu.textOf(doichieu.checkSentence(doichieu.reports.get(data.id), check))),
      check.reason ? element("p", { class: "soft" }, check.reason) : null,
      element("p", {}, say(check.kind === "joint" ? "how.joint" : "how.check")),
      element("p", {}, say("trace.from")),
      ...figureCards(data, check.figures),
    ];
  }

  // What two reports, or more, say of one thing, and all that they print of its indicator.
  async function revisionContent(key) {
    const { element, say } = doichieu;
    const { rows } = await doichieu.load("revisions");
    const revision = rows.find((one) => revisionKey(one) === key);
    if (!revision) return null;
    const unit = doichieu.unitName(revision.unit);
    const difference =
      revision.difference_pct === null
        ? null
        : element("p", { class: "print" }, element("q", {}, doichieu.signed(revision.difference_pct)), " %");
    const where = [
      doichieu.rowName(revision),
      doichieu.territoryName(revision.territory),
      doichieu.periodName(revision.period),
      doichieu.word("quantity", revision.quantity),
    ];
    const side = (name) =>
      element("p", {}, `${say(`column.${name}`)}: ${doichieu.intervalOrDash(revision[name])} ${unit}`);
    const ids = new Set([...doichieu.reportsNamed(revision.earlier_report), revision.later_report]);
    const prints = [...ids].map(async (id) => {
      const report = doichieu.reports.get(id);
      if (!report) return element("p", {}, say("trace.report_left_out", { report: id }));
      const data = await doichieu.load(`reports/${report.place}`);
      return data.figures
        .filter((figure) => figure.indicator === revision.indicator)
        .map((figure) => figureCard(data, figure));
    });
    return [
      element("p", {}, element("strong", {}, where.join(", "))),
      difference,
      side("earlier"),
      side("later"),
      element("p", {}, say("how.revision")),
      ...(await Promise.all(prints)).flat(),
    ];
  }

  function content(state, data) {
    if (state.check) {
      const check = data.checks.find((one) => one.id === parted(state.check)[1]);
      return check ? checkContent(data, check) : null;
    }
    if (state.figure) {
      const cards = figureCards(data, [Number(parted(state.figure)[1])]);
      return cards.length ? cards : null;
    }
    const [value, , territory, period, indicator, basis] = parted(state.value);
    const key = { value, territory, period, indicator, basis };
    if (!Object.hasOwn(MADE_OF, value)) return null;
    const found = sources(data, key);
    if (!found.length) return null;
    return [...valueHead(data, key), ...found.map((figure) => figureCard(data, figure))];
  }

  // What the dialog holds; null where the address leads to nothing.
  async function asked(state) {
    if (state.revision) return revisionContent(state.revision);
    const report = doichieu.reports.get(doichieu.tracedReport(state));
    return report ? content(state, await doichieu.load(`reports/${report.place}`)) : null;
  }

  const dialog = document.getElementById("trace");

  dialog.addEventListener("close", () => doichieu.leaveDialog());
  // A press beside the dialog closes it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  doichieu.showTrace = async (state) => {
    const { element, say } = doichieu;
    if (!doichieu.isDialog(state)) {
      if (dialog.open) dialog.close();
      return;
    }
    const told = (await asked(state)) || [element("p", {}, say("site.not_found"))];
    const button = element(
      "button",
      { type: "button", class: "close", click: () => dialog.close() },
      say("trace.close"),
    );
    dialog.replaceChildren(
      element("div", { class: "bar" }, element("h2", { id: "trace-title" }, say("trace.title")), button),
      ...told.filter(Boolean),
    );
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    button.focus();
  };
})();
