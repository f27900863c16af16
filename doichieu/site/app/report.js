"use strict";
// One report: plans, growth, whether its figures are consistent, and every figure.

(() => {
  // Sentences above a table; the table shows all rows.
  const MOST_SENTENCES = 12;
  const { element, heading, section, list, small, soft } = doichieu;

  // A verdict or status: a word with its colour.
  doichieu.statusMark = (group, value) =>
    element("span", { class: `mark ${value}` }, doichieu.word(group, value));

  // The name of a row, with its territory and period where they differ from the report's.
  function rowHead(report, row) {
    const places = doichieu.ownPlaces(report, row);
    return [doichieu.rowName(row), ...(places.length ? [" ", small(places.join(", "))] : [])];
  }

  const finding = (sentence, status) =>
    element("span", { class: `sentence ${status}` }, doichieu.withLinks(sentence));

  // The tables with all numbers of the charts above them.
  const PLAN_TABLE = { id: "plan-table", caption: "plans.table" };
  const GROWTH_TABLE = { id: "growth-table", caption: "growth.table" };
  const CHECK_TABLE = { id: "check-table", caption: "audit.table" };

  // The columns of observations: the indicator, then numbers that lead to their sources, each given as
  // [number (see trace.js), phrase of the title, how it is shown], or a column as it is.
  const observationColumns = (report, given) => [
    doichieu.column("indicator", doichieu.rowName, {
      show: (row) =>
        element("span", {}, ...rowHead(report, row), element("br"), small(doichieu.unitName(row.unit))),
      heads: true,
    }),
    ...given.map((one) =>
      Array.isArray(one) ? doichieu.valueColumn(...one, () => report.id) : one,
    ),
  ];

  function head(report) {
    const { say } = doichieu;
    const facts = [
      doichieu.territoryName(report.territory),
      doichieu.periodName(report.period),
      report.publisher,
      report.published ? say("report.published", { date: doichieu.dateName(report.published) }) : null,
    ].filter(Boolean);
    const isAddress = /^https?:\/\//.test(report.url || "");
    return element(
      "div",
      {},
      heading(report.title),
      soft(
        facts.join(" · "),
        isAddress ? " · " : null,
        isAddress ? element("a", { href: report.url, rel: "noreferrer" }, say("report.source")) : null,
      ),
      report.quarantined ? element("p", { class: "warning" }, say("site.quarantine_note")) : null,
    );
  }

  // The counts of a report, by the section that each leads to.
  const TILES = { plans: ["ahead", "behind"], audit: ["contradicted", "suspect", "confirmed", "unverifiable"] };

  function glance(report) {
    const { say } = doichieu;
    const tile = (name, target) =>
      element(
        "li",
        { class: `tile ${report[name] ? name : ""}` },
        element(
          "a",
          { href: `#${target}`, click: (event) => jump(event, target) },
          element("b", {}, doichieu.number(report[name])),
          " ",
          say(`report.${name}`),
        ),
      );
    const tiles = Object.entries(TILES)
      // Plans in quarantine are not counted, which is not zero.
      .filter(([target]) => !(report.quarantined && target === "plans" && !report.ahead && !report.behind))
      .flatMap(([target, names]) => names.map((name) => tile(name, target)));
    return section("glance", say("report.glance"), element("ul", { class: "tiles" }, tiles));
  }

  // Goes to a section of the view; the address, which can be shared, stays.
  function jump(event, target) {
    event.preventDefault();
    const heading = document.getElementById(`${target}-title`);
    if (!heading) return;
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  }

  // What a file or a frame of a chart needs: `rows` gives its numbers.
  const fileOf = (report, chart, title, rows) => ({
    title: doichieu.say("downloads.of_report", {
      title,
      territory: doichieu.territoryName(report.territory),
      period: doichieu.periodName(report.period),
    }),
    source: [report.title, report.publisher].filter(Boolean).join(", "),
    embed: { report: report.id, chart },
    rows,
  });

  const drawn = (rows) => rows.slice(0, doichieu.MOST_DRAWN);

  const firstOnly = (rows) =>
    rows.length > doichieu.MOST_DRAWN ? soft(doichieu.say("chart.first", { count: doichieu.MOST_DRAWN })) : null;

  // A section on plans or growth; it has a sentence only where there is nothing to show.
  function observations(report, name, rows, content) {
    const { say } = doichieu;
    const missing = rows.length ? null : report.quarantined ? "quarantined" : "none";
    const children = missing ? [element("p", {}, say(`${name}.${missing}`))] : content();
    return section(name, say(`${name}.title`), ...children);
  }

  const sentences = (report, rows, sentence, status) =>
    list(rows.slice(0, MOST_SENTENCES).map((row) => finding(sentence(report, row), status(row))));

  const tableOf = (table, columns, rows, filter) =>
    doichieu.table({ id: table.id, caption: doichieu.say(table.caption), columns, rows, filter });

  function planBar(report, row) {
    const { say, interval } = doichieu;
    const leads = (value) => doichieu.valueAddress(value, report.id, row);
    const [lower, upper] = row.completion.every(Number.isFinite)
      ? row.completion
      : [row.plan_pct, row.plan_pct];
    const share = doichieu.numberOrInterval(row.plan_pct, row.completion);
    const plan = row.implied_plan;
    const middle = doichieu.middle(plan);
    const bounded = plan.every((end) => end !== null) && middle !== 0;
    const unit = doichieu.unitName(row.unit);
    return {
      title: `${share} % · ${doichieu.placedName(report, row)}`,
      // The bar of a range ends in its middle.
      done: doichieu.numberOf(row.plan_pct, row.completion),
      lower,
      upper,
      elapsed: row.pace_gap_pts === null && !doichieu.isKnown(row.pace_gap) ? null : row.elapsed_pct,
      plan_lower: bounded ? (100 * plan[0]) / middle : null,
      plan_upper: bounded ? (100 * plan[1]) / middle : null,
      status: row.status || "none",
      note: doichieu.isKnown(plan) ? say("plans.implied_label", { interval: interval(plan), unit }) : "",
      sentence: doichieu.textOf(doichieu.planSentence(report, row)),
      done_leads: leads("plan_pct"),
      elapsed_leads: leads("elapsed"),
      plan_leads: leads("implied_plan"),
    };
  }

  const plans = (report, data) =>
    observations(report, "plans", data.plans, () => {
      const { say, number, inFull, signed, intervalOrDash } = doichieu;
      const chartable = data.plans.filter((row) => row.plan_pct !== null || row.completion.every(Number.isFinite));
      const bars = drawn(chartable).map((row) => planBar(report, row));
      const columns = observationColumns(report, [
        ["level", "level", inFull],
        ["plan_pct", "plan_pct", number],
        ["pace_gap", "pace", signed],
        doichieu.paceColumn(),
        ["ratio", "ratio", intervalOrDash],
        ["remaining", "remaining", intervalOrDash],
        ["excess", "excess", intervalOrDash],
        ["implied_plan", "implied_plan", intervalOrDash],
        ["roundest", "roundest", number],
      ]);
      return [
        soft(say("plans.intro")),
        sentences(report, data.plans, doichieu.planSentence, (row) => row.status || ""),
        bars.length
          ? doichieu.chart(
              say("plans.chart"),
              say("plans.chart_key"),
              PLAN_TABLE,
              () => doichieu.planChart(bars),
              fileOf(report, "plans", say("plans.chart"), () =>
                drawn(chartable).flatMap((row) =>
                  doichieu.numbersForFile(data, row, ["plan_pct", "elapsed", "implied_plan"]),
                ),
              ),
            )
          : null,
        firstOnly(chartable),
        tableOf(PLAN_TABLE, columns, data.plans),
        soft(say("plans.note")),
      ];
    });

  function growthCharts(report, data) {
    const { say, interval } = doichieu;
    const chartable = data.growth.filter(
      (row) => row.level !== null && row.implied_prior.every((end) => end !== null),
    );
    const units = [...new Set(drawn(chartable).map((row) => row.unit))];
    const charts = units.map((unit) => {
      const rows = drawn(chartable).filter((row) => row.unit === unit);
      const values = rows.map((row) => {
        const leads = (value) => doichieu.valueAddress(value, report.id, row);
        return {
          title: [
            ...(row.growth_pct === null ? [] : [`${doichieu.signed(row.growth_pct)} %`]),
            doichieu.placedName(report, row),
          ].join(" · "),
          base: doichieu.middle(row.implied_prior),
          lower: row.implied_prior[0],
          upper: row.implied_prior[1],
          level: row.level,
          note: `${interval(row.implied_prior)} → ${doichieu.inFull(row.level)}`,
          sentence: doichieu.textOf(doichieu.growthSentence(report, row)),
          growth_leads: leads("growth"),
          base_leads: leads("implied_prior"),
          level_leads: leads("level"),
          change_leads: leads("change"),
        };
      });
      const title = say("growth.chart", { unit: doichieu.unitName(unit) });
      return doichieu.chart(
        title,
        say("growth.chart_key"),
        GROWTH_TABLE,
        () => doichieu.growthChart(values),
        fileOf(report, doichieu.joined("growth", unit), title, () =>
          rows.flatMap((row) => doichieu.numbersForFile(data, row, ["level", "growth", "implied_prior"])),
        ),
      );
    });
    return [...charts, firstOnly(chartable)];
  }

  const sameGroup = (one, other) =>
    one.territory === other.territory && one.period === other.period && one.basis === other.basis;

  // Whether a total is the sum of parts with this one among them.
  const isAddend = (report, part, total) =>
    doichieu.index.identities.some(
      (one) =>
        one.relation === "sum" &&
        one.part === part &&
        one.total === total &&
        (one.report === null || one.report === report.id),
    );

  function contributionCharts(report, data) {
    const { say, interval } = doichieu;
    const parts = data.growth.filter(
      (row) => row.total && row.contribution.every((end) => end !== null),
    );
    const groups = new Map();
    for (const row of parts) {
      const key = JSON.stringify([row.total, row.territory, row.period, row.basis]);
      groups.set(key, [...(groups.get(key) || []), row]);
    }
    return drawn([...groups]).map(([group, rows]) => {
      const total = data.growth.find(
        (row) => row.indicator === rows[0].total && sameGroup(row, rows[0]),
      );
      const name = doichieu.indicatorName(rows[0].total);
      const adds = rows.every((row) => isAddend(report, row.indicator, row.total));
      const step = (row, title, [from, to], [lower, upper], value) => ({
        title: `${title} · ${doichieu.placedName(report, row)}`,
        from,
        to,
        lower,
        upper,
        is_total: row === total,
        sentence: doichieu.textOf(doichieu.growthSentence(report, row)),
        leads: doichieu.valueAddress(value, report.id, row),
      });
      let reached = 0;
      const values = rows.map((row) => {
        const from = adds ? reached : 0;
        reached = from + doichieu.middle(row.contribution);
        const ends = row.contribution.map((end) => from + end);
        return step(row, interval(row.contribution), [from, reached], ends, "contribution");
      });
      if (total && total.growth_pct !== null) {
        const growth = total.growth_pct;
        values.push(step(total, `${doichieu.signed(growth)} %`, [0, growth], [growth, growth], "growth"));
      }
      const key = say(adds ? "growth.contributions_key" : "growth.within_key");
      const title = say("growth.contributions", { total: name });
      return doichieu.chart(
        title,
        key,
        GROWTH_TABLE,
        () => doichieu.contributionChart(values),
        fileOf(report, doichieu.joined("contribution", ...JSON.parse(group)), title, () => [
          ...rows.flatMap((row) => doichieu.numbersForFile(data, row, ["contribution"])),
          ...(total ? doichieu.numbersForFile(data, total, ["growth"]) : []),
        ]),
      );
    });
  }

  const growth = (report, data) =>
    observations(report, "growth", data.growth, () => {
      const { say, number, inFull, signed, intervalOrDash } = doichieu;
      const columns = observationColumns(report, [
        ["growth", "growth", signed],
        ["level", "level", inFull],
        ["implied_prior", "implied_prior", intervalOrDash],
        ["change", "change", intervalOrDash],
        ["contribution", "contribution", intervalOrDash],
        ["share", "share", number],
        ["prior_share", "prior_share", number],
      ]);
      return [
        sentences(report, data.growth, doichieu.growthSentence, () => ""),
        soft(say("growth.intro")),
        ...growthCharts(report, data),
        ...contributionCharts(report, data),
        tableOf(GROWTH_TABLE, columns, data.growth),
      ];
    });

  // The ends of both sides on one scale from 0 to 1; a side without an end runs to the edge.
  function placed(report, check) {
    const ends = [...check.left, ...check.right].filter((end) => end !== null);
    const least = Math.min(...ends);
    const greatest = Math.max(...ends);
    // Room on both sides, also where all ends are one number.
    const room = (greatest - least || Math.abs(least) || 1) * 0.25;
    const from = least - room;
    const span = greatest + room - from;
    const place = (end, edge) => (end === null ? edge : (end - from) / span);
    const unit = doichieu.unitName(check.unit);
    const side = (name, [lower, upper]) => ({
      [`${name}_from`]: place(lower, 0.01),
      [`${name}_to`]: place(upper, 0.99),
      [`${name}_open_below`]: lower === null,
      [`${name}_open_above`]: upper === null,
      [`${name}_label`]: `${sideName(check, name)}: ${doichieu.interval([lower, upper])} ${unit}`,
    });
    return {
      title: [
        doichieu.word("verdict", check.alone),
        doichieu.word("quantity", check.quantity),
        doichieu.placedName(report, check),
      ].join(" · "),
      ...side("left", check.left),
      ...side("right", check.right),
      leads: doichieu.checkAddress(report.id, check),
    };
  }

  const SIDES = {
    sum: ["total", "parts"],
    subset: ["part", "total"],
    range: ["total", "parts"],
    points: ["total", "parts"],
    ratio: ["printed", "levels"],
    repeat: ["first", "second"],
  };

  const sideName = (check, name) =>
    doichieu.say(`side.${SIDES[check.kind][name === "left" ? 0 : 1]}`);

  // Both sides of a check as rows of a file.
  const sidesForFile = (report, data, check) =>
    ["left", "right"].map((side) => ({
      ...doichieu.keysForFile(report, check),
      check_id: check.id,
      kind: check.kind,
      verdict: check.verdict,
      quantity: check.quantity,
      side,
      side_name: sideName(check, side),
      lower: check[side][0],
      upper: check[side][1],
      unit: doichieu.unitName(check.unit),
      ...doichieu.figuresForFile(data.figures.filter((figure) => check.figures.includes(figure.no))),
    }));

  // Why a contradiction stops no release.
  function settled(check) {
    if (check.acknowledged) return ` (${doichieu.say("audit.acknowledged")})`;
    return check.quarantined ? ` (${doichieu.say("audit.quarantined")})` : "";
  }

  function checkItems(report, data, checks) {
    return list(
      checks.slice(0, doichieu.MOST_DRAWN).map((check) => [
        doichieu.statusMark("verdict", check.verdict),
        " ",
        ...doichieu.withLinks(doichieu.checkSentence(report, check)),
        // Only a contradiction needs its acknowledgement: all else is published anyway.
        check.verdict === "contradiction" ? settled(check) : "",
        check.reason ? element("span", { class: "soft" }, ` ${doichieu.say("audit.reason", check)}.`) : "",
        ` ${doichieu.say("column.figures")}: `,
        ...doichieu.figureLinks(data, check.figures),
      ]),
    );
  }

  function repairSentence(report, data, repair) {
    const { phrase, word } = doichieu;
    const find = (no) => data.figures.find((one) => one.no === no);
    const figure = find(repair.no);
    const named = (one) => `${doichieu.placedName(report, one)} (${word("measure", one.measure)})`;
    const piece = (text, no) => doichieu.figurePiece(text, report.id, no);
    const filling = {
      no: repair.no,
      figure: named(figure),
      printed: piece(repair.printed, repair.no),
    };
    if (repair.other !== null) {
      const other = find(repair.other);
      return phrase("audit.repair_swap", {
        ...filling,
        other: repair.other,
        other_figure: named(other),
        other_printed: piece(other.printed, repair.other),
      });
    }
    const power = repair.edit.match(/^[×÷]/);
    return phrase(repair.measure === figure.measure ? "audit.repair" : "audit.repair_turned", {
      ...filling,
      candidate: piece(repair.candidate, repair.no),
      edit: power ? repair.edit : word("edit", repair.edit.replaceAll(" ", "_")),
      measure: word("measure", repair.measure),
    });
  }

  doichieu.correctionSentence = (report, figure) => {
    const contradicted = figure.correction === "acknowledge" && figure.status === "contradicted";
    return doichieu.phrase(`audit.${contradicted ? "acknowledge_contradicted" : figure.correction}`, {
      no: figure.no,
      printed: doichieu.figurePiece(figure.printed, report, figure.no),
      read_as: doichieu.figurePiece(figure.read_as, report, figure.no),
      reason: figure.reason,
      evidence: figure.evidence,
    });
  };

  // A heading with a count, a paragraph, and what follows.
  const counted = (title, status, count, intro, ...more) => [
    element("h4", { class: status }, `${title} (${doichieu.number(count)})`),
    element("p", {}, intro),
    ...more,
  ];

  // The checks of one verdict that stand out, the gravest first; empty where there is none.
  function graveChecks(report, data, verdict, name, before = []) {
    const { say } = doichieu;
    const checks = data.checks.filter((check) => check.verdict === verdict);
    if (!checks.length) return [];
    const items = checkItems(report, data, checks);
    return counted(say(`audit.${name}`), verdict, checks.length, say(`audit.${name}_intro`), ...before, items);
  }

  // The figures that cannot all hold, the smallest sets first, and what the others imply for each.
  function conflicts(report, data) {
    const { say } = doichieu;
    const figures = new Map(data.figures.map((figure) => [figure.no, figure]));
    const most = doichieu.MOST_CONFLICTING;
    const shown = data.conflicts.slice(0, MOST_SENTENCES).map((conflict) =>
      element(
        "div",
        { class: "conflict" },
        element("p", {}, element("strong", {}, doichieu.conflictHeading(conflict.figures.length))),
        list(
          conflict.figures.slice(0, most).map((one) =>
            doichieu.withLinks(
              doichieu.conflictSentence(report, { ...figures.get(one.no), implied: one.implied, size: conflict.figures.length }),
            ),
          ),
        ),
        conflict.figures.length > most
          ? soft(say("conflict.more_figures", { count: doichieu.number(conflict.figures.length - most) }))
          : null,
        conflict.mended ? null : soft(say("conflict.unmended")),
      ),
    );
    const rest = data.conflicts.length - shown.length;
    return rest ? [...shown, soft(say("conflict.more", { count: doichieu.number(rest) }))] : shown;
  }

  function repairs(report, data) {
    const { say } = doichieu;
    if (!data.repairs.length) return [];
    const items = data.repairs
      .slice(0, MOST_SENTENCES)
      .map((repair) => doichieu.withLinks(repairSentence(report, data, repair)));
    const rest = data.repairs.length - items.length;
    return counted(
      say("audit.repairs"),
      null,
      data.repairs.length,
      say("audit.repairs_intro"),
      element("ol", {}, items.map((one) => element("li", {}, one))),
      rest ? soft(say("audit.more_repairs", { count: doichieu.number(rest) })) : "",
    );
  }

  // The indicators of the figures of one status, each with its own territory and period.
  function statusList(report, data, status) {
    const { say } = doichieu;
    const found = data.figures.filter((figure) => figure.status === status);
    if (!found.length) return [];
    const names = new Set(found.map((figure) => doichieu.indicatorAt(report, figure)));
    const intro = say(`audit.${status}_intro`, { indicators: [...names].join("; ") });
    return counted(say(`audit.${status}`), status, found.length, intro);
  }

  function corrections(data) {
    const { say } = doichieu;
    const corrected = data.figures.filter((figure) => figure.correction);
    if (!corrected.length) return [];
    return [
      element("h4", {}, say("audit.corrections")),
      list(corrected.map((figure) => doichieu.withLinks(doichieu.correctionSentence(data.id, figure)))),
    ];
  }

  function notCheckable(report, data) {
    const { say } = doichieu;
    const checks = data.checks.filter((check) => check.verdict === "not_checkable");
    if (!checks.length) return [];
    const items = checks
      .slice(0, MOST_SENTENCES)
      .map((check) => `${doichieu.checkHeading(report, check)}: ${doichieu.word("kind", check.kind)}`);
    const intro = say("audit.not_checkable_intro");
    return counted(say("audit.not_checkable"), null, checks.length, intro, list(items));
  }

  function checkTable(report, data) {
    const { say, word, column } = doichieu;
    const linked = (text, check) => doichieu.checkLink(text, report.id, check);
    const heading = (check) => doichieu.checkHeading(report, check);
    const side = (name) =>
      column(name, (check) => check[name], {
        show: (check) =>
          doichieu.isKnown(check[name]) ? linked(doichieu.interval(check[name]), check) : "–",
        numeric: true,
      });
    const columns = [
      doichieu.markColumn("verdict", "verdict", (check) => check.verdict),
      column("kind", (check) => word("kind", check.kind)),
      column("quantity", heading, { heads: true }),
      side("left"),
      side("right"),
      column("unit", (check) => (doichieu.isKnown(check.left) ? doichieu.unitName(check.unit) : "–")),
      column("gap", (check) => check.gap, {
        // Zero needs no unit.
        show: (check) =>
          check.gap === null ? "–" : linked(check.gap ? doichieu.apart(check) : doichieu.number(0), check),
        numeric: true,
      }),
      column("figures", (check) => check.figures.length, {
        show: (check) => element("span", {}, doichieu.figureLinks(data, check.figures)),
      }),
    ];
    const text = (check) =>
      [heading(check), word("kind", check.kind), word("verdict", check.verdict)].join(" ");
    return element(
      "details",
      {},
      element("summary", {}, `${say("audit.table")} (${doichieu.number(data.checks.length)})`),
      tableOf(CHECK_TABLE, columns, data.checks, text),
    );
  }

  function audit(report, data) {
    const { say } = doichieu;
    const charted = data.checks.filter(
      (check) => SIDES[check.kind] && check.verdict !== "not_checkable",
    );
    const asked = data.checks.filter((check) => check.verdict !== "not_checkable");
    const failing = asked.some((check) => check.verdict !== "consistent");
    const summary = asked.length ? "audit.all_consistent" : "audit.none_checked";
    return section(
      "audit",
      say("audit.title"),
      soft(say("audit.intro")),
      failing ? null : element("p", { class: `sentence ${asked.length ? "confirmed" : ""}` }, say(summary)),
      ...graveChecks(report, data, "contradiction", "contradictions", [
        ...conflicts(report, data),
        element("h5", {}, say("conflict.checks")),
      ]),
      ...repairs(report, data),
      ...graveChecks(report, data, "suspect", "suspects"),
      ...statusList(report, data, "confirmed"),
      ...statusList(report, data, "unverifiable"),
      ...corrections(data),
      ...notCheckable(report, data),
      charted.length
        ? doichieu.chart(
            say("audit.chart"),
            `${say("audit.chart_key")} ${say("audit.limits_hidden")}`,
            CHECK_TABLE,
            () => doichieu.checkChart(drawn(charted).map((check) => placed(report, check))),
            fileOf(report, "checks", say("audit.chart"), () =>
              drawn(charted).flatMap((check) => sidesForFile(report, data, check)),
            ),
          )
        : null,
      firstOnly(charted),
      checkTable(report, data),
    );
  }

  function figures(report, data) {
    const { word, column } = doichieu;
    const columns = [
      column("number", (figure) => figure.no, { numeric: true }),
      column("indicator", doichieu.rowName, {
        show: (figure) => element("span", {}, ...rowHead(report, figure)),
        heads: true,
      }),
      column("printed", (figure) => figure.value, {
        show: (figure) =>
          element(
            "span",
            {},
            figure.qualifier ? small(`${word("qualifier", figure.qualifier)} `) : "",
            doichieu.figureLink(figure.printed, report.id, figure.no),
          ),
        numeric: true,
      }),
      column("unit", (figure) => doichieu.unitName(figure.unit)),
      column("measure", (figure) => word("measure", figure.measure)),
      column("place", (figure) => figure.place, {
        show: (figure) => (figure.place === null ? "–" : String(figure.place)),
        numeric: true,
      }),
      doichieu.markColumn("check_status", "check_status", (figure) => figure.status),
    ];
    const text = (figure) =>
      `${doichieu.rowName(figure)} ${figure.printed} ${word("check_status", figure.status)}`;
    const table = tableOf({ id: "figure-table", caption: "figures.table" }, columns, data.figures, text);
    return section("figures", doichieu.say("figures.title"), table);
  }

  async function reportContent(report) {
    const data = await doichieu.load(`reports/${report.place}`);
    const results = [plans(report, data), growth(report, data)];
    // Contradictions come before the results that use the contradicted figures.
    results.splice(report.contradicted ? 0 : 2, 0, audit(report, data));
    return [head(report), glance(report), ...results, figures(report, data)];
  }

  doichieu.views.set("report", {
    show: async (state) => {
      const report = doichieu.wantedReport(state);
      if (!report) return [doichieu.notFound()];
      return [doichieu.reportChooser(report), ...(await reportContent(report))];
    },
    offered: () => !doichieu.isCollection(),
    address: (state) => {
      const report = doichieu.wantedReport(state);
      return report ? { report: report.id } : {};
    },
  });
})();
