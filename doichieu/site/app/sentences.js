"use strict";
// Findings in sentences; doichieu/site/sentences.py says the same to who runs no scripts.

(() => {
  const RATIO_DECIMALS = 3;

  doichieu.planSentence = (row) => {
    const { say, number, interval } = doichieu;
    const indicator = doichieu.rowName(row);
    if (row.plan_pct === null) return say("plans.no_completion", { indicator });
    const done = number(row.plan_pct);
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
      elapsed: number(row.elapsed_pct),
      gap: number(Math.abs(row.pace_gap_pts)),
      ratio: interval(row.required_ratio, RATIO_DECIMALS),
      remaining,
    });
  };

  doichieu.growthSentence = (row) => {
    const { say, interval } = doichieu;
    const growth = row.growth_pct;
    const direction = growth === null ? "open" : growth > 0 ? "up" : growth < 0 ? "down" : "flat";
    let told = say(`growth.${direction}`, {
      indicator: doichieu.indicatorName(row.indicator),
      growth: growth === null ? "" : doichieu.number(Math.abs(growth)),
      base: say(row.basis ? `growth.base_${row.basis}` : "growth.base"),
    });
    if (doichieu.isTold(row.change)) {
      const unit = doichieu.unitName(row.unit);
      told += say("growth.change", { change: interval(row.change), unit });
    }
    if (row.total && doichieu.isTold(row.contribution)) {
      const total = doichieu.indicatorName(row.total);
      told += say("growth.part", { points: interval(row.contribution), total });
    }
    return `${told}.`;
  };

  doichieu.checkHeading = (check) => {
    const group = check.kind === "limit" ? "measure" : "quantity";
    return `${doichieu.rowName(check)}, ${doichieu.word(group, check.quantity)}`;
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
      told += `; ${say("finding.apart", { gap: `${doichieu.distance(check.gap)} ${unit}` })}`;
    }
    // It holds, and its group does not.
    if (check.verdict !== "consistent" && !check.stands_out) told += `; ${say("finding.alone")}`;
    return told;
  };

  doichieu.checkSentence = (check) =>
    `${doichieu.checkHeading(check)}: ${doichieu.checkFinding(check)}.`;

  function jointFinding(check) {
    const { say } = doichieu;
    const told = say(`finding.joint_${check.verdict}`);
    if (check.severity === null || check.verdict === "not_checkable") return told;
    const phrase = check.severity > 1 ? "theta" : "theta_spare";
    return `${told}; ${say(`finding.${phrase}`, { theta: doichieu.factor(check.severity) })}`;
  }
})();
