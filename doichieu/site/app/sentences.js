"use strict";
// Findings in sentences; doichieu/site/sentences.py says the same to who runs no scripts.

(() => {
  const RATIO_DECIMALS = 3;

  doichieu.planSentence = (report, row) => {
    const { say, number, interval } = doichieu;
    const indicator = doichieu.placedName(report, row);
    if (row.plan_pct === null) return say("plans.no_completion", { indicator });
    const done = number(row.plan_pct);
    if (doichieu.indicators.get(row.indicator).better === "lower") {
      return ceilingSentence(row, { indicator, done });
    }
    if (row.status === null || row.status === "met") {
      return say(`plans.${row.status || "no_pace"}`, { indicator, done });
    }
    const remaining = doichieu.isTold(row.remaining)
      ? say("plans.remaining", {
          remaining: interval(row.remaining),
          unit: doichieu.unitName(row.unit),
        })
      : "";
    return say(`plans.${row.status}`, {
      indicator,
      done,
      ...pace(row),
      ratio: interval(row.required_ratio, RATIO_DECIMALS),
      remaining,
    });
  };

  // The share of the year gone, and how far the plan's is from it.
  const pace = (row) => ({
    elapsed: doichieu.number(row.elapsed_pct),
    gap: doichieu.number(Math.abs(row.pace_gap_pts)),
  });

  // An interval with its sign turned: what falls short of nought is what exceeds it.
  const turned = ([lower, upper]) => [
    upper === null ? null : -upper,
    lower === null ? null : -lower,
  ];

  // How much of a plan is used up that had better not be reached, and what room it leaves.
  function ceilingSentence(row, filling) {
    const { say, number, interval } = doichieu;
    const [lower, upper] = row.required_ratio;
    const unit = doichieu.unitName(row.unit);
    const isLeftTold = doichieu.isTold(row.remaining);
    // Nothing is left for certain: the plan is exceeded, however the prints were rounded.
    if (upper !== null && upper < 0) {
      const excess = isLeftTold
        ? say("plans.excess", { excess: interval(turned(row.remaining)), unit })
        : "";
      return say("plans.lower_over", { ...filling, over: number(row.plan_pct - 100), excess });
    }
    let room = "";
    if (lower !== null && lower < 0) room = say("plans.no_room");
    else if (isLeftTold) room = say("plans.room", { room: interval(row.remaining), unit });
    if (row.status === null) return say("plans.no_pace", filling) + room;
    return say(`plans.lower_${row.status}`, { ...filling, ...pace(row) }) + room;
  }

  // The change in the row's unit: what fell for certain is told as a fall, without signs.
  function changeTold(row, direction) {
    const [lower, upper] = row.change;
    let phrase = "change";
    let interval = row.change;
    if (direction === "up" && lower !== null && lower >= 0) {
      phrase = "change_up";
    } else if (direction === "down" && upper !== null && upper <= 0) {
      phrase = "change_down";
      interval = turned(row.change);
    }
    return doichieu.say(`growth.${phrase}`, {
      change: doichieu.interval(interval),
      unit: doichieu.unitName(row.unit),
    });
  }

  doichieu.growthSentence = (report, row) => {
    const { say, interval } = doichieu;
    const growth = row.growth_pct;
    const direction = growth === null ? "open" : growth > 0 ? "up" : growth < 0 ? "down" : "flat";
    let told = say(`growth.${direction}`, {
      indicator: [
        doichieu.indicatorName(row.indicator),
        ...doichieu.ownPlaces(report, row),
      ].join(", "),
      growth: growth === null ? "" : doichieu.number(Math.abs(growth)),
      base: say(row.basis ? `growth.base_${row.basis}` : "growth.base"),
    });
    if (doichieu.isTold(row.change)) told += changeTold(row, direction);
    if (row.total && doichieu.isTold(row.contribution)) {
      const total = doichieu.indicatorName(row.total);
      told += say("growth.part", { points: interval(row.contribution), total });
    }
    return `${told}.`;
  };

  doichieu.checkHeading = (report, check) => {
    const group = check.kind === "limit" ? "measure" : "quantity";
    return `${doichieu.placedName(report, check)}, ${doichieu.word(group, check.quantity)}`;
  };

  doichieu.checkFinding = (check) => {
    const { say } = doichieu;
    if (check.kind === "joint") return jointFinding(check);
    if (check.verdict === "not_checkable") return say("finding.not_checkable");
    const unit = doichieu.unitName(check.unit);
    let told = say(`finding.${check.kind}`, {
      left: `${doichieu.interval(check.left)} ${unit}`,
      right: `${doichieu.interval(check.right)} ${unit}`,
    });
    if (check.gap) {
      const gap = doichieu.distance(check.gap);
      // Percentages lie points apart: a percent of a percent is another thing.
      told +=
        check.unit === "percent"
          ? `; ${say("finding.apart_points", { gap })}`
          : `; ${say("finding.apart", { gap: `${gap} ${unit}` })}`;
    }
    // It holds, and its group does not.
    if (check.verdict !== "consistent" && !check.stands_out) told += `; ${say("finding.alone")}`;
    return told;
  };

  doichieu.checkSentence = (report, check) =>
    `${doichieu.checkHeading(report, check)}: ${doichieu.checkFinding(check)}.`;

  function jointFinding(check) {
    const { say } = doichieu;
    const told = say(`finding.joint_${check.verdict}`);
    if (check.severity === null || check.verdict === "not_checkable") return told;
    const phrase = check.severity > 1 ? "theta" : "theta_spare";
    return `${told}; ${say(`finding.${phrase}`, { theta: doichieu.factor(check.severity) })}`;
  }
})();
