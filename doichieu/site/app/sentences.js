"use strict";
// Findings in sentences; doichieu/site/sentences.py writes the same for a browser without scripts.

(() => {
  const RATIO_DECIMALS = 3;

  // A number of an observation that leads to its sources; `value` is its name in trace.js.
  const traced = (text, value, report, row) => ({
    text,
    address: doichieu.valueAddress(value, report.id, row),
  });

  const named = (text) => ({ text, heads: true });

  // Each sentence is a list of pieces (see doichieu.phrase); doichieu.textOf joins their texts.
  doichieu.planSentence = (report, row) => {
    const { phrase, interval } = doichieu;
    const indicator = named(doichieu.placedName(report, row));
    if (row.plan_pct === null && !doichieu.isKnown(row.completion)) {
      return phrase("plans.no_completion", { indicator });
    }
    const done = traced(doichieu.numberOrInterval(row.plan_pct, row.completion), "plan_pct", report, row);
    if (doichieu.indicators.get(row.indicator).better === "lower") {
      return ceilingSentence(report, row, { indicator, done });
    }
    if (isReached(row)) return phrase("plans.met", { indicator, done, excess: excessPhrase(report, row) });
    if (row.status === null) return phrase("plans.no_pace", { indicator, done });
    const remaining = doichieu.isKnown(row.remaining)
      ? phrase("plans.remaining", {
          remaining: traced(interval(row.remaining), "remaining", report, row),
          unit: doichieu.unitName(row.unit),
        })
      : "";
    return phrase(`plans.${row.status}`, {
      indicator,
      done,
      ...pace(report, row),
      ratio: traced(interval(row.required_ratio, RATIO_DECIMALS), "ratio", report, row),
      remaining,
    });
  };

  // The share of the year elapsed, and the distance of the plan's share from it.
  function pace(report, row) {
    const { pace_gap_pts: gap, pace_gap: ends } = row;
    const isBelow = ends[1] !== null && ends[1] < 0;
    const text = doichieu.numberOrInterval(gap === null ? null : Math.abs(gap), isBelow ? turned(ends) : ends);
    return {
      elapsed: traced(doichieu.number(row.elapsed_pct), "elapsed", report, row),
      gap: traced(text, "pace_gap", report, row),
    };
  }

  // A plan that is reached has no rest; it is exceeded by its excess.
  function isReached(row) {
    const share = row.plan_pct === null ? row.completion[0] : row.plan_pct;
    return share !== null && share >= 100;
  }

  // By how much a plan is exceeded, in percent and in its unit; empty where it is just reached.
  function excessPhrase(report, row) {
    const { phrase, interval } = doichieu;
    if (row.plan_pct === 100) return "";
    const beyond = (share) => (share === null ? null : share - 100);
    const text = doichieu.numberOrInterval(beyond(row.plan_pct), row.completion.map(beyond));
    const over = traced(text, "plan_pct", report, row);
    if (!doichieu.isKnown(row.excess)) return phrase("plans.exceeded", { over });
    const excess = traced(interval(row.excess), "excess", report, row);
    return phrase("plans.exceeded_by", { over, excess, unit: doichieu.unitName(row.unit) });
  }

  // Where lower is better: how much of the plan is used up, and what room it leaves.
  function ceilingSentence(report, row, filling) {
    const { phrase, interval } = doichieu;
    if (isReached(row)) return phrase("plans.lower_met", { ...filling, excess: excessPhrase(report, row) });
    const room = doichieu.isKnown(row.remaining)
      ? phrase("plans.room", {
          room: traced(interval(row.remaining), "remaining", report, row),
          unit: doichieu.unitName(row.unit),
        })
      : [];
    if (row.status === null) return [...phrase("plans.no_pace", filling), ...room];
    return [...phrase(`plans.lower_${row.status}`, { ...filling, ...pace(report, row) }), ...room];
  }

  // An interval with the opposite sign: a negative change is a fall.
  const turned = ([lower, upper]) => [
    upper === null ? null : -upper,
    lower === null ? null : -lower,
  ];

  // Of these growths a rise, or a fall, is stated in words where the change is certain.
  const RISING = ["up", "by", "negative_absolute", "negative_size", "negative_open"];
  const FALLING = ["down", ...RISING.slice(1)];

  // Whether a change is a certain rise ("up") or fall ("down"), else "change".
  function changeWords(row) {
    const [lower, upper] = row.change;
    if (RISING.includes(row.says) && lower !== null && lower >= 0) return "up";
    return FALLING.includes(row.says) && upper !== null && upper <= 0 ? "down" : "change";
  }

  // The change in the row's unit; a certain rise or fall has no sign.
  function changeIn(report, row) {
    const interval = changeWords(row) === "down" ? turned(row.change) : row.change;
    return {
      change: traced(doichieu.interval(interval), "change", report, row),
      // From 8 % to 10 % is 2 points more, not 2 %.
      unit: doichieu.unitName(row.unit === "percent" ? "point" : row.unit),
    };
  }

  // The growth of a sentence; of one without a single value, its interval.
  function rate({ says, growth_pct: growth, growth_interval: ends }) {
    if (growth === null) return doichieu.interval(ends);
    return says.startsWith("negative") ? doichieu.signed(growth) : doichieu.number(Math.abs(growth));
  }

  // A growth, and the change that goes with it.
  function ratePhrase(report, row, filling) {
    const { phrase } = doichieu;
    const growth = traced(rate(row), "growth", report, row);
    const pieces = phrase(`growth.${row.says}`, { ...filling, growth });
    if (doichieu.isKnown(row.change)) {
      const words = changeWords(row);
      const name = words === "change" ? "change" : `change_${words}`;
      pieces.push(...phrase(`growth.${name}`, changeIn(report, row)));
    }
    return pieces;
  }

  doichieu.growthSentence = (report, row) => {
    const { phrase, interval } = doichieu;
    const filling = {
      indicator: named(doichieu.indicatorAt(report, row)),
      base: doichieu.baseName(row.basis),
    };
    let pieces;
    if (row.says === "by") {
      pieces = phrase(`growth.by_${changeWords(row)}`, { ...filling, ...changeIn(report, row) });
    } else if (row.says === "base") {
      pieces = phrase("growth.base_alone", filling);
    } else {
      pieces = ratePhrase(report, row, filling);
    }
    if (row.total && doichieu.isKnown(row.contribution)) {
      const points = traced(interval(row.contribution), "contribution", report, row);
      pieces.push(...phrase("growth.part", { points, total: doichieu.indicatorName(row.total) }));
    }
    return [...pieces, "."];
  };

  doichieu.conflictHeading = (size) =>
    size === 1 ? doichieu.say("conflict.one") : doichieu.say("conflict.several", { count: String(size) });

  // A figure of a conflict as printed, its place, and what the others imply for it.
  doichieu.conflictSentence = (report, figure) => {
    const { phrase, word } = doichieu;
    const lead = (text) => doichieu.figurePiece(text, report.id, figure.no);
    let implied = figure.size > 1 ? phrase("conflict.nothing") : "";
    if (doichieu.isKnown(figure.implied)) {
      implied = phrase("conflict.implied", { implied: lead(doichieu.interval(figure.implied)) });
    }
    return phrase("conflict.figure", {
      no: String(figure.no),
      figure: named(doichieu.placedName(report, figure)),
      measure: word("measure", figure.measure),
      printed: [lead(figure.read_as), ` ${doichieu.unitName(figure.unit)}`],
      place: doichieu.placeOf(figure.place),
      implied,
    });
  };

  doichieu.checkHeading = (report, check) => {
    const group = check.kind === "limit" ? "measure" : "quantity";
    return `${doichieu.placedName(report, check)}, ${doichieu.word(group, check.quantity)}`;
  };

  // The distance of the two sides. That of two percentages is in points: a percentage of a
  // percentage would be another quantity.
  doichieu.apart = (check) => {
    const unit = check.unit === "percent" ? doichieu.say("unit.point") : doichieu.unitName(check.unit);
    return `${doichieu.distance(check.gap)} ${unit}`;
  };

  // Two figures of one quantity that have a point in common, and no more.
  function onlyTouch(check) {
    const [lower, upper] = [0, 1].map((end) => [check.left[end], check.right[end]]);
    return check.kind === "repeat" && Math.max(...lower) - Math.min(...upper) < check.gap / 2;
  }

  function checkFinding(report, check) {
    const { phrase } = doichieu;
    const lead = (text) => ({ text, address: doichieu.checkAddress(report.id, check) });
    if (check.kind === "joint") return jointFinding(check, lead);
    if (check.verdict === "not_checkable") return phrase("finding.not_checkable");
    const side = (ends) => [lead(doichieu.interval(ends)), ` ${doichieu.unitName(check.unit)}`];
    const pieces = phrase(`finding.${check.kind}`, { left: side(check.left), right: side(check.right) });
    if (check.gap && onlyTouch(check)) pieces.push("; ", ...phrase("finding.touch"));
    else if (check.gap) pieces.push("; ", ...phrase("finding.apart", { gap: lead(doichieu.apart(check)) }));
    return pieces;
  }

  doichieu.checkSentence = (report, check) => [
    `${doichieu.checkHeading(report, check)}: `,
    ...checkFinding(report, check),
    ".",
  ];

  function jointFinding(check, lead) {
    const pieces = doichieu.phrase(`finding.joint_${check.unsolved ?? check.verdict}`);
    if (check.verdict === "not_checkable") return pieces;
    if (check.severity === null) {
      return check.verdict === "contradiction" ? [...pieces, "; ", ...doichieu.phrase("finding.theta_none")] : pieces;
    }
    const name = check.severity > 1 ? "theta" : "theta_spare";
    const theta = lead(doichieu.factor(check.severity));
    return [...pieces, "; ", ...doichieu.phrase(`finding.${name}`, { theta })];
  }
})();
