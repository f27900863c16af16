"use strict";
// From any number to the printed figures that it comes from: links, and the dialog that they open.

(() => {
  // Of the figures of a conflict or a check; as in doichieu/base/contradictions.py.
  doichieu.MOST_CONFLICTING = 12;

  // The sources of each number. `quantities`: the printed quantities that it is calculated from; `total`: the column
  // with the total whose figures belong to them; `direct`: the quantity that gives it alone where it is printed.
  // `column`: the column of its row; `tight`: the column with what all linked figures allow; `own`:
  // where `column` is already that, the column with what its own figures allow. `unit`: the unit of
  // the number, where it is not that of the indicator. `interval`: the column with its half interval,
  // where the number is no interval itself; a range has only this. `quantity`: its name in a file, where
  // it is another.
  const OF_PLAN = ["level", "completion", "plan_level"];
  const OF_GROWTH = ["level", "growth", "prior_level", "change"];
  const PERCENT = { unit: "percent" };
  const POINTS = { unit: "point" };
  const MADE_OF = {
    level: { quantities: ["level"], column: "level", interval: "level_interval" },
    plan_pct: {
      ...{ quantities: OF_PLAN, direct: "completion", column: "plan_pct", ...PERCENT },
      ...{ interval: "completion", quantity: "completion" },
    },
    pace_gap: {
      ...{ quantities: OF_PLAN, direct: "completion", column: "pace_gap_pts", ...POINTS },
      ...{ interval: "pace_gap" },
    },
    // From the calendar: printed figures are only compared with it.
    elapsed: { quantities: OF_PLAN, direct: "completion", column: "elapsed_pct", beside: true, ...PERCENT },
    implied_plan: { quantities: OF_PLAN, column: "implied_plan", tight: "tight_plan" },
    roundest: { quantities: OF_PLAN, column: "roundest_plan" },
    remaining: { quantities: OF_PLAN, column: "remaining" },
    excess: { quantities: OF_PLAN, column: "excess" },
    ratio: { quantities: OF_PLAN, direct: "completion", column: "required_ratio", unit: "times" },
    growth: {
      ...{ quantities: OF_GROWTH, direct: "growth", column: "growth_pct", ...PERCENT },
      ...{ interval: "growth_interval" },
    },
    implied_prior: { quantities: OF_GROWTH, column: "implied_prior", tight: "tight_prior" },
    change: { quantities: OF_GROWTH, column: "change" },
    contribution: { quantities: OF_GROWTH, total: "total", column: "contribution", own: "own_contribution", ...POINTS },
    share: { quantities: ["level", "share"], direct: "share", total: "share_total", column: "share_pct", ...PERCENT },
    prior_share: { quantities: OF_GROWTH, total: "share_total", column: "prior_share_pct", ...PERCENT },
  };

  // A key of the data may have any letter: each key is encoded separately.
  const joined = (doichieu.joined = (...keys) => keys.map(encodeURIComponent).join("/"));
  // A text in another encoding has no keys.
  function parted(text) {
    try {
      return text.split("/").map(decodeURIComponent);
    } catch {
      return [];
    }
  }
  doichieu.parted = parted;

  const figureAddress = (report, no) => doichieu.hash({ figure: joined(report, no) });

  // The address of a calculated number: `value` is one of MADE_OF, `row` the observation it belongs to.
  doichieu.valueAddress = (value, report, row) => {
    const keys = [value, report, row.territory, row.period, row.indicator, row.basis];
    return doichieu.hash({ value: joined(...keys) });
  };

  doichieu.checkAddress = (report, check) => doichieu.hash({ check: joined(report, check.id) });

  // A number that opens the dialog; its label says so to a screen reader.
  doichieu.traceLink = (text, address) =>
    doichieu.element(
      "a",
      { class: "trace", href: address, "aria-label": doichieu.say("trace.label", { number: text }) },
      text,
    );

  doichieu.figureLink = (text, report, no) => doichieu.traceLink(text, figureAddress(report, no));

  doichieu.valueLink = (text, value, report, row) =>
    doichieu.traceLink(text, doichieu.valueAddress(value, report, row));

  // The number of a row; of a range, which is no single number, the interval; null where nothing is known.
  const found = (value, row) => {
    const { column, interval } = MADE_OF[value];
    return row[column] === null && interval && doichieu.isKnown(row[interval]) ? row[interval] : row[column];
  };

  // A column of numbers that lead to their sources; `reportOf` gives the report's id of a row, or null where
  // the site does not contain it.
  doichieu.valueColumn = (value, title, show, reportOf) => {
    const shown = (row) => {
      const number = found(value, row);
      const text = Array.isArray(number) ? doichieu.intervalOrDash(number) : show(number);
      const report = reportOf(row);
      return text === "–" || report === null ? text : doichieu.valueLink(text, value, report, row);
    };
    return doichieu.column(title, (row) => found(value, row), { show: shown, numeric: true });
  };

  doichieu.checkLink = (text, report, check) =>
    doichieu.traceLink(text, doichieu.checkAddress(report, check));

  // The key of a row of the revisions.
  const revisionKey = (row) =>
    joined(
      ...[row.territory, row.period, row.indicator, row.basis],
      ...[row.quantity, row.earlier_report, row.later_report],
    );

  doichieu.revisionLink = (text, row) =>
    doichieu.traceLink(text, doichieu.hash({ revision: revisionKey(row) }));

  // A printed figure as a piece of a sentence (see doichieu.phrase).
  doichieu.figurePiece = (text, report, no) => ({ text, address: figureAddress(report, no) });

  // A sentence for the page: its numbers lead to their sources, the name of its subject is bold.
  doichieu.withLinks = (pieces) =>
    pieces.map((piece) => {
      if (piece.address) return doichieu.traceLink(piece.text, piece.address);
      return piece.heads ? doichieu.element("strong", {}, piece.text) : piece;
    });

  // The report of a link into the dialog.
  doichieu.tracedReport = (state) => {
    const [keys, place] = state.value ? [state.value, 1] : [state.figure || state.check, 0];
    return keys ? parted(keys)[place] : null;
  };

  const isAt = (one, key, indicator = key.indicator) =>
    one.indicator === indicator && one.territory === key.territory && one.period === key.period;

  const isRow = (row, key) => isAt(row, key) && row.basis === key.basis;

  // A level belongs to every basis; a share names its total there, or none.
  function isOf(figure, key, row) {
    if (figure.quantity === "level") return true;
    if (figure.quantity === "share") return !figure.basis || figure.basis === (row && row.share_total);
    return figure.basis === key.basis;
  }

  function sources(data, key) {
    const made = MADE_OF[key.value];
    const row = data.growth.find((one) => isRow(one, key));
    const indicators = [key.indicator];
    if (made.total && row && row[made.total]) indicators.push(row[made.total]);
    return indicators.flatMap((indicator) => {
      const all = data.figures.filter(
        (figure) =>
          isAt(figure, key, indicator) &&
          figure.correction !== "exclude" &&
          made.quantities.includes(figure.quantity) &&
          isOf(figure, key, row),
      );
      // A printed percentage needs no levels.
      const direct = all.filter((figure) => figure.quantity === made.direct);
      return direct.length ? direct : all;
    });
  }

  const STATUSES = ["contradicted", "suspect", "unverifiable", "confirmed"]; // from the worst

  // The printed figures of a number, as columns of a file.
  doichieu.figuresForFile = (figures) => ({
    check_status: STATUSES.find((status) => figures.some((figure) => figure.status === status)),
    figure_no: figures.map((figure) => figure.no).join(" "),
    printed: figures.map((figure) => figure.printed).join(" | "),
  });

  // Numbers of an observation for a file, by their names in MADE_OF: a row each.
  doichieu.numbersForFile = (data, row, values) =>
    values.map((value) => {
      const { column, interval, quantity, unit, beside } = MADE_OF[value];
      const isInterval = Array.isArray(row[column]);
      const [lower, upper] = isInterval ? row[column] : row[interval] || [null, null];
      return {
        ...doichieu.keysForFile(doichieu.reports.get(data.id), row),
        quantity: quantity || value,
        value: isInterval ? null : row[column],
        lower,
        upper,
        unit: unit ? doichieu.say(`unit.${unit}`) : doichieu.unitName(row.unit),
        ...doichieu.figuresForFile(beside ? [] : sources(data, { ...row, value })),
      };
    });

  const row = (term, ...content) => [
    doichieu.element("dt", {}, term),
    doichieu.element("dd", {}, ...content),
  ];

  // A number in large type, and what follows it.
  const printed = (before, number, after) =>
    doichieu.element("p", { class: "printed" }, before, doichieu.element("q", {}, number), ` ${after}`);

  doichieu.placeOf = (place) => {
    if (place === null) return doichieu.say("trace.no_place");
    return doichieu.say(/^\d+$/.test(place) ? "trace.place" : "trace.cell", { place });
  };

  function figureCard(data, figure) {
    const { element, say } = doichieu;
    const report = doichieu.reports.get(data.id);
    const unit = doichieu.unitName(figure.unit);
    const checks = data.checks.filter((check) => check.figures.includes(figure.no));
    const feasibility = doichieu.isKnown(figure.feasibility)
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
      printed(element("span", { class: "soft" }, `${say("trace.printed")}: `), figure.printed, unit),
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
        row(say("trace.report"), report.title, ` · ${doichieu.placeOf(figure.place)}`),
        row(say("trace.half"), `${doichieu.interval(figure.half)} ${unit}`),
        row(say("trace.wide"), `${doichieu.interval(figure.wide)} ${unit}`),
        row(say("trace.status"), doichieu.statusMark("check_status", figure.status)),
        row(say("trace.feasibility"), ...feasibility),
        figure.correction
          ? row(say("trace.correction"), ...doichieu.withLinks(doichieu.correctionSentence(data.id, figure)))
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
      ...doichieu.withLinks(doichieu.checkSentence(doichieu.reports.get(data.id), check)),
      ...(others.length
        ? [` ${doichieu.say("trace.with")}: `, ...doichieu.figureLinks(data, others)]
        : []),
    ];
  }

  // Links to the first figures of a report with these numbers, each as it was printed, and how many
  // more there are.
  doichieu.figureLinks = (data, numbers) => {
    const first = new Set(numbers.slice(0, doichieu.MOST_CONFLICTING));
    const links = data.figures
      .filter((figure) => first.has(figure.no))
      .flatMap((figure, place) => [
        place ? "; " : "",
        doichieu.figureLink(figure.printed, data.id, figure.no),
      ]);
    const rest = numbers.length - first.size;
    return rest ? [...links, " ", doichieu.say("trace.more", { count: doichieu.number(rest) })] : links;
  };

  // The number as its table shows it, and what fewer or more figures allow.
  function valueShown(data, key) {
    const { say, interval, isKnown } = doichieu;
    const { column, tight, own, unit } = MADE_OF[key.value];
    const row = [...data.plans, ...data.growth].find((one) => column in one && isRow(one, key));
    const value = row ? found(key.value, row) : null;
    if (value === null) return [];
    const show = column === "level" ? doichieu.inFull : doichieu.number;
    const number = Array.isArray(value) ? doichieu.intervalOrDash(value) : show(value);
    // From 8 % to 10 % is 2 points more, not 2 %.
    const isPoints = column === "change" && row.unit === "percent";
    const lines = [];
    if (tight && isKnown(row[tight])) lines.push(say("trace.tight", { interval: interval(row[tight]) }));
    if (own && String(row[own]) !== String(row[column])) {
      lines.push(say("trace.own", { interval: interval(row[own]) }));
    }
    return [
      printed("", number, unit ? say(`unit.${unit}`) : doichieu.unitName(isPoints ? "point" : row.unit)),
      ...lines.map((line) => doichieu.soft(line)),
    ];
  }

  // The name of a row with its territory and period, in bold.
  function title(row, ...more) {
    const { element, rowName, territoryName, periodName } = doichieu;
    const names = [rowName(row), territoryName(row.territory), periodName(row.period), ...more];
    return element("p", {}, element("strong", {}, names.join(", ")));
  }

  function valueHead(data, key) {
    const { element, say } = doichieu;
    return [
      title(key),
      ...valueShown(data, key),
      element("p", {}, say(`how.${key.value}`)),
      element("p", {}, say(MADE_OF[key.value].beside ? "trace.beside" : "trace.from")),
    ];
  }

  const figureCards = (data, numbers) =>
    data.figures.filter((figure) => numbers.includes(figure.no)).map((figure) => figureCard(data, figure));

  // A check, its sides, and the figures that take part in it.
  function checkContent(data, check) {
    const { element, say } = doichieu;
    return [
      element("p", {}, doichieu.statusMark("verdict", check.verdict), ` ${doichieu.word("kind", check.kind)}`),
      element("p", {}, doichieu.textOf(doichieu.checkSentence(doichieu.reports.get(data.id), check))),
      check.reason ? doichieu.soft(say("audit.reason", check)) : null,
      element("p", {}, say(check.kind === "joint" ? "how.joint" : "how.check")),
      element("p", {}, say("trace.from")),
      ...figureCards(data, check.figures),
    ];
  }

  // A revision, and all that its reports print about the indicator.
  async function revisionContent(key) {
    const { element, say } = doichieu;
    const { rows } = await doichieu.load("revisions");
    const revision = rows.find((one) => revisionKey(one) === key);
    if (!revision) return null;
    const unit = doichieu.unitName(revision.unit);
    const difference =
      revision.difference_pct === null ? null : printed("", doichieu.signed(revision.difference_pct), "%");
    const side = (name) =>
      element("p", {}, `${say(`column.${name}`)}: ${doichieu.intervalOrDash(revision[name])} ${unit}`);
    const ids = new Set([...doichieu.reportsNamed(revision.earlier_report), revision.later_report]);
    const cards = [...ids].map(async (id) => {
      const report = doichieu.reports.get(id);
      if (!report) return element("p", {}, say("trace.report_left_out", { report: id }));
      const data = await doichieu.load(`reports/${report.place}`);
      return data.figures
        .filter((figure) => figure.indicator === revision.indicator)
        .map((figure) => figureCard(data, figure));
    });
    return [
      title(revision, doichieu.word("quantity", revision.quantity)),
      difference,
      side("earlier"),
      side("later"),
      element("p", {}, say("how.revision")),
      ...(await Promise.all(cards)).flat(),
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

  // The content of the dialog; null where the address leads to nothing.
  async function asked(state) {
    if (state.revision) return revisionContent(state.revision);
    const report = doichieu.reports.get(doichieu.tracedReport(state));
    return report ? content(state, await doichieu.load(`reports/${report.place}`)) : null;
  }

  const dialog = document.getElementById("trace");

  // What the dialog shows; null where the address has left it, and the dialog is closed.
  let traced = null;

  // The event comes later than the closing. Only if a reader closed it is the address still that of the dialog.
  dialog.addEventListener("close", () => {
    if (!dialog.open && traced === doichieu.dialogKey(doichieu.state())) doichieu.leaveDialog();
  });
  // A press beside the dialog closes it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  // Opens or closes the dialog as the address asks. A reader may go on while a file loads: what the address
  // has left by then is not opened.
  doichieu.showTrace = async () => {
    const { element, say } = doichieu;
    const state = doichieu.state();
    const key = doichieu.dialogKey(state);
    if (key !== traced) {
      traced = null;
      dialog.close();
    }
    if (!doichieu.isDialog(state)) return;
    const shown = (await asked(state)) || [element("p", {}, say("site.not_found"))];
    if (key !== doichieu.dialogKey(doichieu.state())) return;
    traced = key;
    const button = element(
      "button",
      { type: "button", class: "close", click: () => dialog.close() },
      say("trace.close"),
    );
    dialog.replaceChildren(
      element("div", { class: "bar" }, element("h2", { id: "trace-title" }, say("trace.title")), button),
      ...shown.filter(Boolean),
    );
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    button.focus();
  };
})();
