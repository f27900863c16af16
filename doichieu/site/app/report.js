"use strict";
// One report: what is ahead and behind, what grew, whether it holds together, and every figure.

(() => {
  // So many sentences stand above a table that holds the rest.
  const MOST_TOLD = 12;
  const { element, section, list } = doichieu;

  // A verdict or status: a word, and a colour beside it.
  doichieu.statusMark = (group, value) =>
    element("span", { class: `mark ${value}` }, doichieu.word(group, value));

  const small = (text) => element("small", {}, text);

  // The name of a row, with its place where that is not the report's own.
  function rowHead(report, row) {
    const places = doichieu.ownPlaces(report, row);
    return [doichieu.rowName(row), ...(places.length ? [" ", small(places.join(", "))] : [])];
  }

  const unitNote = (row) => small(doichieu.unitName(row.unit));

  const finding = (sentence, status) =>
    element("span", { class: `told ${status}` }, doichieu.told(sentence));

  // The tables that hold all numbers of the charts above them.
  const PLAN_TABLE = { id: "plan-table", caption: "plans.table" };
  const GROWTH_TABLE = { id: "growth-table", caption: "growth.table" };
  const CHECK_TABLE = { id: "check-table", caption: "audit.table" };

  function linked(report, value, row, text) {
    return text === "–" ? text : doichieu.valueLink(text, value, report.id, row);
  }

  function head(report) {
    const { say } = doichieu;
    const told = [
      doichieu.territoryName(report.territory),
      doichieu.periodName(report.period),
      report.publisher,
      report.published ? say("report.published", { date: doichieu.dateName(report.published) }) : null,
    ].filter(Boolean);
    const isAddress = /^https?:\/\//.test(report.url || "");
    return element(
      "div",
      {},
      element("h2", { id: "view-title", tabindex: -1 }, report.title),
      element(
        "p",
        { class: "soft" },
        told.join(" · "),
        isAddress ? " · " : null,
        isAddress ? element("a", { href: report.url, rel: "noreferrer" }, say("report.source")) : null,
      ),
      report.quarantined ? element("p", { class: "warning" }, say("site.quarantine_note")) : null,
    );
  }

  function glance(report) {
    const { say } = doichieu;
    const tile = (name, count, target, kind) =>
      element(
        "li",
        { class: `tile ${count ? kind : ""}` },
        element(
          "a",
          { href: `#${target}`, click: (event) => jump(event, target) },
          element("b", {}, doichieu.number(count)),
          " ",
          say(`report.${name}`),
        ),
      );
    return section(
      "glance",
      say("report.glance"),
      element(
        "ul",
        { class: "tiles" },
        // Of a report in quarantine nobody counts what is ahead: that is no nought.
        ...(report.quarantined
          ? []
          : [
              tile("ahead", report.ahead, "plans", "ahead"),
              tile("behind", report.behind, "plans", "behind"),
            ]),
        tile("contradicted", report.contradicted, "audit", "contradicted"),
        tile("suspect", report.suspect, "audit", "suspect"),
        tile("confirmed", report.confirmed, "audit", "confirmed"),
        tile("unverifiable", report.unverifiable, "audit", "unverifiable"),
      ),
    );
  }

  // To a section of the view, without touching the address that can be shared.
  function jump(event, target) {
    event.preventDefault();
    const heading = document.getElementById(`${target}-title`);
    if (!heading) return;
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  }

  const drawn = (rows) => rows.slice(0, doichieu.MOST_DRAWN);

  function firstOnly(rows) {
    return rows.length > doichieu.MOST_DRAWN
      ? element("p", { class: "soft" }, doichieu.say("chart.first", { count: doichieu.MOST_DRAWN }))
      : null;
  }

  function plans(report, data) {
    const { say, number, interval } = doichieu;
    if (report.quarantined) {
      return section("plans", say("plans.title"), element("p", {}, say("plans.quarantined")));
    }
    if (!data.plans.length) {
      return section("plans", say("plans.title"), element("p", {}, say("plans.none")));
    }
    const chartable = data.plans.filter((row) => row.plan_pct !== null);
    const unbounded = (row) => !row.completion.every(Number.isFinite);
    const bars = drawn(chartable).map((row) => {
      const leads = (value) => doichieu.valueAddress(value, report.id, row);
      const plan = row.implied_plan;
      const middle = doichieu.middle(plan);
      const bounded = plan.every((end) => end !== null) && middle !== 0;
      const note = doichieu.isTold(plan)
        ? say("plans.implied_label", { interval: interval(plan), unit: doichieu.unitName(row.unit) })
        : "";
      return {
        title: `${number(row.plan_pct)} % · ${doichieu.placedName(report, row)}`,
        done: row.plan_pct,
        lower: unbounded(row) ? row.plan_pct : row.completion[0],
        upper: unbounded(row) ? row.plan_pct : row.completion[1],
        elapsed: row.pace_gap_pts === null ? null : row.elapsed_pct,
        plan_lower: bounded ? (100 * plan[0]) / middle : null,
        plan_upper: bounded ? (100 * plan[1]) / middle : null,
        status: row.status || "none",
        note,
        told: doichieu.textOf(doichieu.planSentence(report, row)),
        done_leads: leads("plan_pct"),
        elapsed_leads: leads("elapsed"),
        plan_leads: leads("implied_plan"),
      };
    });
    const value = (name) => (row, text) => linked(report, name, row, text);
    const cell = (name, title, get, show) => ({
      title: say(`column.${title}`),
      value: get,
      show: (row) => value(name)(row, show(row)),
      numeric: true,
    });
    const columns = [
      {
        title: say("column.indicator"),
        value: (row) => doichieu.rowName(row),
        show: (row) => element("span", {}, ...rowHead(report, row), element("br"), unitNote(row)),
        heads: true,
      },
      cell("level", "level", (row) => row.level, (row) => number(row.level)),
      cell("plan_pct", "plan_pct", (row) => row.plan_pct, (row) => number(row.plan_pct)),
      cell("pace_gap", "pace", (row) => row.pace_gap_pts, (row) => doichieu.signed(row.pace_gap_pts)),
      {
        title: say("column.status"),
        value: (row) => (row.status ? doichieu.word("status", row.status) : null),
        show: (row) => (row.status ? doichieu.statusMark("status", row.status) : "–"),
      },
      cell("ratio", "ratio", (row) => row.required_ratio, (row) => doichieu.intervalOrDash(row.required_ratio)),
      cell("remaining", "remaining", (row) => row.remaining, (row) => doichieu.intervalOrDash(row.remaining)),
      cell("implied_plan", "implied_plan", (row) => row.implied_plan, (row) => doichieu.intervalOrDash(row.implied_plan)),
      cell("roundest", "roundest", (row) => row.roundest_plan, (row) => number(row.roundest_plan)),
    ];
    return section(
      "plans",
      say("plans.title"),
      element("p", { class: "soft" }, say("plans.intro")),
      list(
        data.plans
          .slice(0, MOST_TOLD)
          .map((row) => finding(doichieu.planSentence(report, row), row.status || "")),
      ),
      bars.length
        ? doichieu.chart(say("plans.chart"), say("plans.chart_key"), PLAN_TABLE, () => doichieu.planChart(bars))
        : null,
      firstOnly(chartable),
      doichieu.table({ id: PLAN_TABLE.id, caption: say(PLAN_TABLE.caption), columns, rows: data.plans }),
      element("p", { class: "soft" }, say("plans.note")),
    );
  }

  function growthCharts(report, data) {
    const { say, interval, number } = doichieu;
    const chartable = data.growth.filter(
      (row) => row.level !== null && row.implied_prior.every((end) => end !== null),
    );
    const units = [...new Set(drawn(chartable).map((row) => row.unit))];
    const charts = units.map((unit) => {
      const rows = drawn(chartable).filter((row) => row.unit === unit);
      const name = doichieu.unitName(unit);
      const values = rows.map((row) => ({
        title: `${doichieu.signed(row.growth_pct)} % · ${doichieu.placedName(report, row)}`,
        base: doichieu.middle(row.implied_prior),
        lower: row.implied_prior[0],
        upper: row.implied_prior[1],
        level: row.level,
        note: `${interval(row.implied_prior)} → ${number(row.level)}`,
        told: doichieu.textOf(doichieu.growthSentence(report, row)),
        growth_leads: doichieu.valueAddress("growth", report.id, row),
        base_leads: doichieu.valueAddress("implied_prior", report.id, row),
        level_leads: doichieu.valueAddress("level", report.id, row),
        change_leads: doichieu.valueAddress("change", report.id, row),
      }));
      const title = say("growth.chart", { unit: name });
      return doichieu.chart(title, say("growth.chart_key"), GROWTH_TABLE, () =>
        doichieu.growthChart(values),
      );
    });
    return [...charts, firstOnly(chartable)];
  }

  const sameGroup = (one, other) =>
    one.territory === other.territory && one.period === other.period && one.basis === other.basis;

  // Whether a part is one of those that a total is the sum of.
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
    return drawn([...groups.values()]).map((rows) => {
      const total = data.growth.find(
        (row) => row.indicator === rows[0].total && sameGroup(row, rows[0]),
      );
      const name = doichieu.indicatorName(rows[0].total);
      const adds = rows.every((row) => isAddend(report, row.indicator, row.total));
      let reached = 0;
      const values = rows.map((row) => {
        const points = doichieu.middle(row.contribution);
        const from = adds ? reached : 0;
        reached = from + points;
        return {
          title: `${interval(row.contribution)} · ${doichieu.placedName(report, row)}`,
          from,
          to: reached,
          lower: from + row.contribution[0],
          upper: from + row.contribution[1],
          whole: false,
          told: doichieu.textOf(doichieu.growthSentence(report, row)),
          leads: doichieu.valueAddress("contribution", report.id, row),
        };
      });
      if (total && total.growth_pct !== null) {
        const growth = total.growth_pct;
        values.push({
          title: `${doichieu.signed(growth)} % · ${doichieu.placedName(report, total)}`,
          from: 0,
          to: growth,
          lower: growth,
          upper: growth,
          whole: true,
          told: doichieu.textOf(doichieu.growthSentence(report, total)),
          leads: doichieu.valueAddress("growth", report.id, total),
        });
      }
      const key = say(adds ? "growth.contributions_key" : "growth.within_key", { total: name });
      const title = say("growth.contributions", { total: name });
      return doichieu.chart(title, key, GROWTH_TABLE, () => doichieu.contributionChart(values));
    });
  }

  function growth(report, data) {
    const { say, number } = doichieu;
    if (report.quarantined) {
      return section("growth", say("growth.title"), element("p", {}, say("growth.quarantined")));
    }
    if (!data.growth.length) {
      return section("growth", say("growth.title"), element("p", {}, say("growth.none")));
    }
    const cell = (name, title, get, show) => ({
      title: say(`column.${title}`),
      value: get,
      show: (row) => linked(report, name, row, show(row)),
      numeric: true,
    });
    const orDash = (name) => (row) => doichieu.intervalOrDash(row[name]);
    const columns = [
      {
        title: say("column.indicator"),
        value: (row) => doichieu.rowName(row),
        show: (row) => element("span", {}, ...rowHead(report, row), element("br"), unitNote(row)),
        heads: true,
      },
      cell("growth", "growth", (row) => row.growth_pct, (row) => doichieu.signed(row.growth_pct)),
      cell("level", "level", (row) => row.level, (row) => number(row.level)),
      cell("implied_prior", "implied_prior", (row) => row.implied_prior, orDash("implied_prior")),
      cell("change", "change", (row) => row.change, orDash("change")),
      cell("contribution", "contribution", (row) => row.contribution, orDash("contribution")),
      cell("share", "share", (row) => row.share_pct, (row) => number(row.share_pct)),
      cell("prior_share", "prior_share", (row) => row.prior_share_pct, (row) => number(row.prior_share_pct)),
    ];
    return section(
      "growth",
      say("growth.title"),
      list(
        data.growth
          .slice(0, MOST_TOLD)
          .map((row) => finding(doichieu.growthSentence(report, row), "")),
      ),
      element("p", { class: "soft" }, say("growth.intro")),
      ...growthCharts(report, data),
      ...contributionCharts(report, data),
      doichieu.table({ id: GROWTH_TABLE.id, caption: say(GROWTH_TABLE.caption), columns, rows: data.growth }),
    );
  }

  // The two ends of each side on a scale from 0 to 1 that holds both; an open side runs to its edge.
  function placed(report, check) {
    const told = [...check.left, ...check.right].filter((end) => end !== null);
    const least = Math.min(...told);
    const greatest = Math.max(...told);
    // Where all ends are one number, or a side is open, there is room beside them.
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
      [`${name}_told`]: `${sideName(check, name)}: ${doichieu.interval([lower, upper])} ${unit}`,
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

  function checkItems(report, data, checks) {
    return list(
      checks.slice(0, doichieu.MOST_DRAWN).map((check) => [
        doichieu.statusMark("verdict", check.verdict),
        " ",
        ...doichieu.told(doichieu.checkSentence(report, check)),
        // What is acknowledged are contradictions: all else goes out anyway.
        check.acknowledged && check.verdict === "contradiction"
          ? ` (${doichieu.say("audit.acknowledged")})`
          : "",
        check.reason ? element("span", { class: "soft" }, ` ${check.reason}`) : "",
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
    const print = (text, no) => doichieu.figurePiece(text, report.id, no);
    const filling = {
      no: repair.no,
      figure: named(figure),
      printed: print(repair.printed, repair.no),
    };
    if (repair.other !== null) {
      const other = find(repair.other);
      return phrase("audit.repair_swap", {
        ...filling,
        other: repair.other,
        other_figure: named(other),
        other_printed: print(other.printed, repair.other),
      });
    }
    const power = repair.edit.match(/^[×÷]/);
    return phrase(repair.measure === figure.measure ? "audit.repair" : "audit.repair_turned", {
      ...filling,
      candidate: print(repair.candidate, repair.no),
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

  // The gravest of one verdict, or nothing where there is none.
  function graveness(report, data, verdict, title, intro) {
    const checks = data.checks.filter((check) => check.verdict === verdict && check.stands_out);
    if (!checks.length) return [];
    const { say } = doichieu;
    return [
      element("h4", { class: verdict }, `${say(`audit.${title}`)} (${doichieu.number(checks.length)})`),
      element("p", {}, say(`audit.${intro}`)),
      checkItems(report, data, checks),
    ];
  }

  function repairs(report, data) {
    const { say } = doichieu;
    if (!data.repairs.length) return [];
    const told = data.repairs
      .slice(0, MOST_TOLD)
      .map((repair) => doichieu.told(repairSentence(report, data, repair)));
    return [
      element("h4", {}, say("audit.repairs")),
      element("p", {}, say("audit.repairs_intro")),
      element("ol", {}, told.map((one) => element("li", {}, one))),
    ];
  }

  // The indicators of the figures of one status, each with its place where that is its own.
  function statusList(report, data, status) {
    const { say } = doichieu;
    const found = data.figures.filter((figure) => figure.status === status);
    if (!found.length) return [];
    const names = new Set(found.map((figure) => doichieu.indicatorAt(report, figure)));
    return [
      element("h4", { class: status }, `${say(`audit.${status}`)} (${doichieu.number(found.length)})`),
      element("p", {}, say(`audit.${status}_intro`, { indicators: [...names].join("; ") })),
    ];
  }

  function corrections(data) {
    const { say } = doichieu;
    const corrected = data.figures.filter((figure) => figure.correction);
    if (!corrected.length) return [];
    return [
      element("h4", {}, say("audit.corrections")),
      list(corrected.map((figure) => doichieu.told(doichieu.correctionSentence(data.id, figure)))),
    ];
  }

  function notCheckable(report, data) {
    const { say } = doichieu;
    const checks = data.checks.filter((check) => check.verdict === "not_checkable");
    if (!checks.length) return [];
    return [
      element("h4", {}, `${say("audit.not_checkable")} (${doichieu.number(checks.length)})`),
      element("p", {}, say("audit.not_checkable_intro")),
      list(
        checks
          .slice(0, MOST_TOLD)
          .map((check) => `${doichieu.checkHeading(report, check)}: ${doichieu.word("kind", check.kind)}`),
      ),
    ];
  }

  function checkTable(report, data) {
    const { say } = doichieu;
    const linked = (text, check) => doichieu.checkLink(text, report.id, check);
    const side = (name) => ({
      title: say(`column.${name}`),
      value: (check) => check[name],
      show: (check) =>
        doichieu.isTold(check[name]) ? linked(doichieu.interval(check[name]), check) : "–",
      numeric: true,
    });
    const columns = [
      {
        title: say("column.verdict"),
        value: (check) => doichieu.word("verdict", check.verdict),
        show: (check) => doichieu.statusMark("verdict", check.verdict),
      },
      {
        title: say("column.kind"),
        value: (check) => doichieu.word("kind", check.kind),
      },
      {
        title: say("column.quantity"),
        value: (check) => doichieu.checkHeading(report, check),
        heads: true,
      },
      side("left"),
      side("right"),
      {
        title: say("column.unit"),
        value: (check) => (doichieu.isTold(check.left) ? doichieu.unitName(check.unit) : "–"),
      },
      {
        title: say("column.gap"),
        value: (check) => check.gap,
        // Nought of anything is nought.
        show: (check) =>
          check.gap === null ? "–" : linked(check.gap ? doichieu.apart(check) : doichieu.number(0), check),
        numeric: true,
      },
      {
        title: say("column.figures"),
        value: (check) => check.figures.length,
        show: (check) => element("span", {}, doichieu.figureLinks(data, check.figures)),
      },
    ];
    const text = (check) =>
      [
        doichieu.checkHeading(report, check),
        doichieu.word("kind", check.kind),
        doichieu.word("verdict", check.verdict),
      ].join(" ");
    return element(
      "details",
      {},
      element("summary", {}, `${say("audit.table")} (${doichieu.number(data.checks.length)})`),
      doichieu.table({ id: CHECK_TABLE.id, caption: say(CHECK_TABLE.caption), columns, rows: data.checks, filter: text }),
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
      element("p", { class: "soft" }, say("audit.intro")),
      failing ? null : element("p", { class: "told confirmed" }, say(summary)),
      ...graveness(report, data, "contradiction", "contradictions", "contradictions_intro"),
      ...repairs(report, data),
      ...graveness(report, data, "suspect", "suspects", "suspects_intro"),
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
          )
        : null,
      firstOnly(charted),
      checkTable(report, data),
    );
  }

  function figures(report, data) {
    const { say } = doichieu;
    const columns = [
      { title: say("column.number"), value: (figure) => figure.no, numeric: true },
      {
        title: say("column.indicator"),
        value: (figure) => doichieu.rowName(figure),
        show: (figure) => element("span", {}, ...rowHead(report, figure)),
        heads: true,
      },
      {
        title: say("column.printed"),
        value: (figure) => figure.value,
        show: (figure) =>
          element(
            "span",
            {},
            figure.qualifier ? small(`${doichieu.word("qualifier", figure.qualifier)} `) : "",
            doichieu.figureLink(figure.printed, report.id, figure.no),
          ),
        numeric: true,
      },
      { title: say("column.unit"), value: (figure) => doichieu.unitName(figure.unit) },
      { title: say("column.measure"), value: (figure) => doichieu.word("measure", figure.measure) },
      {
        title: say("column.place"),
        value: (figure) => figure.place,
        show: (figure) => (figure.place === null ? "–" : String(figure.place)),
        numeric: true,
      },
      {
        title: say("column.check_status"),
        value: (figure) => doichieu.word("check_status", figure.status),
        show: (figure) => doichieu.statusMark("check_status", figure.status),
      },
    ];
    const text = (figure) =>
      `${doichieu.rowName(figure)} ${figure.printed} ${doichieu.word("check_status", figure.status)}`;
    return section(
      "figures",
      say("figures.title"),
      doichieu.table({ id: "figure-table", caption: say("figures.table"), columns, rows: data.figures, filter: text }),
    );
  }

  doichieu.reportView = async (report) => {
    const data = await doichieu.load(`reports/${report.place}`);
    // What is wrong comes before what it is wrong about.
    const wrong = report.contradicted > 0;
    const held = [plans(report, data), growth(report, data)];
    const sections = wrong ? [audit(report, data), ...held] : [...held, audit(report, data)];
    return [head(report), glance(report), ...sections, figures(report, data)];
  };
})();
