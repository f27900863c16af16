"use strict";
// Findings in sentences; doichieu/site/sentences.py says the same to who runs no scripts.

(() => {
  const RATIO_DECIMALS = 3;

  // A number of an observation, leading to the prints that `value` (see trace.js) is made of.
  const traced = (text, value, report, row) => ({
    text,
    address: doichieu.valueAddress(value, report.id, row),
  });

  const named = (text) => ({ text, heads: true });

  // Each sentence comes in pieces (see doichieu.phrase); doichieu.textOf makes a text of them.
  doichieu.planSentence = (report, row) => {
    const { phrase, number, interval } = doichieu;
    const indicator = named(doichieu.placedName(report, row));
    if (row.plan_pct === null) return phrase("plans.no_completion", { indicator });
    const done = traced(number(row.plan_pct), "plan_pct", report, row);
    if (doichieu.indicators.get(row.indicator).better === "lower") {
      return ceilingSentence(report, row, { indicator, done });
    }
    if (row.status === null || row.status === "met") {
      return phrase(`plans.${row.status || "no_pace"}`, { indicator, done });
    }
    const remaining = doichieu.isTold(row.remaining)
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

  // The share of the year gone, and how far the plan's is from it.
  const pace = (report, row) => ({
    elapsed: traced(doichieu.number(row.elapsed_pct), "elapsed", report, row),
    gap: traced(doichieu.number(Math.abs(row.pace_gap_pts)), "pace_gap", report, row),
  });

  // An interval with its sign turned: what falls short of nought is what exceeds it.
  const turned = ([lower, upper]) => [
    upper === null ? null : -upper,
    lower === null ? null : -lower,
  ];

  // How much of a plan is used up that had better not be reached, and what room it leaves.
  function ceilingSentence(report, row, filling) {
    const { phrase, number, interval } = doichieu;
    const [lower, upper] = row.required_ratio;
    const unit = doichieu.unitName(row.unit);
    const left = (told) => traced(interval(told), "remaining", report, row);
    const isLeftTold = doichieu.isTold(row.remaining);
    // Nothing is left for certain: the plan is exceeded, however the prints were rounded.
    if (upper !== null && upper < 0) {
      const excess = isLeftTold ? phrase("plans.excess", { excess: left(turned(row.remaining)), unit }) : "";
      const over = traced(number(row.plan_pct - 100), "plan_pct", report, row);
      return phrase("plans.lower_over", { ...filling, over, excess });
    }
    let room = [];
    if (lower !== null && lower < 0) room = phrase("plans.no_room");
    else if (isLeftTold) room = phrase("plans.room", { room: left(row.remaining), unit });
    if (row.status === null) return [...phrase("plans.no_pace", filling), ...room];
    return [...phrase(`plans.lower_${row.status}`, { ...filling, ...pace(report, row) }), ...room];
  }

  // The change in the row's unit: what fell for certain is told as a fall, without signs.
  function changeTold(report, row, direction) {
    const [lower, upper] = row.change;
    let name = "change";
    let interval = row.change;
    if (direction === "up" && lower !== null && lower >= 0) {
      name = "change_up";
    } else if (direction === "down" && upper !== null && upper <= 0) {
      name = "change_down";
      interval = turned(row.change);
    }
    return doichieu.phrase(`growth.${name}`, {
      change: traced(doichieu.interval(interval), "change", report, row),
      unit: doichieu.unitName(row.unit),
    });
  }

  doichieu.growthSentence = (report, row) => {
    const { phrase, say, interval } = doichieu;
    const growth = row.growth_pct;
    const direction = growth === null ? "open" : growth > 0 ? "up" : growth < 0 ? "down" : "flat";
    const told = phrase(`growth.${direction}`, {
      indicator: named(doichieu.indicatorAt(report, row)),
      growth: growth === null ? "" : traced(doichieu.number(Math.abs(growth)), "growth", report, row),
      base: say(row.basis ? `growth.base_${row.basis}` : "growth.base"),
    });
    if (doichieu.isTold(row.change)) told.push(...changeTold(report, row, direction));
    if (row.total && doichieu.isTold(row.contribution)) {
      const points = traced(interval(row.contribution), "contribution", report, row);
      told.push(...phrase("growth.part", { points, total: doichieu.indicatorName(row.total) }));
    }
    return [...told, "."];
  };

  doichieu.checkHeading = (report, check) => {
    const group = check.kind === "limit" ? "measure" : "quantity";
    return `${doichieu.placedName(report, check)}, ${doichieu.word(group, check.quantity)}`;
  };

  // How far the two sides are apart. Percentages lie points apart: a percent of a percent is
  // another thing.
  doichieu.apart = (check) => {
    const unit = check.unit === "percent" ? doichieu.say("unit.points") : doichieu.unitName(check.unit);
    return `${doichieu.distance(check.gap)} ${unit}`;
  };

  function checkFinding(report, check) {
    const { phrase } = doichieu;
    const lead = (text) => ({ text, address: doichieu.checkAddress(report.id, check) });
    if (check.kind === "joint") return jointFinding(check, lead);
    if (check.verdict === "not_checkable") return phrase("finding.not_checkable");
    const side = (ends) => [lead(doichieu.interval(ends)), ` ${doichieu.unitName(check.unit)}`];
    const told = phrase(`finding.${check.kind}`, { left: side(check.left), right: side(check.right) });
    if (check.gap) told.push("; ", ...phrase("finding.apart", { gap: lead(doichieu.apart(check)) }));
    // It holds, and its group does not.
    if (check.verdict !== "consistent" && !check.stands_out) told.push("; ", ...phrase("finding.alone"));
    return told;
  }

  doichieu.checkSentence = (report, check) => [
    `${doichieu.checkHeading(report, check)}: `,
    ...checkFinding(report, check),
    ".",
  ];

  function jointFinding(check, lead) {
    const told = doichieu.phrase(`finding.joint_${check.verdict}`);
    if (check.severity === null || check.verdict === "not_checkable") return told;
    const name = check.severity > 1 ? "theta" : "theta_spare";
    const theta = lead(doichieu.factor(check.severity));
    return [...told, "; ", ...doichieu.phrase(`finding.${name}`, { theta })];
  }
})();
