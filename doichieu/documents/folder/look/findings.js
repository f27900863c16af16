"use strict";
// What the figures of the draft say of each other: pasted twice, printed twice, ratios, changes,
// shares, sums and parts, each within rounding. The complete audit is that of a run; these are its
// comparisons of printed figures.

(() => {
  const { draft, scaled, plus, minus, divided, meet, quantities } = doichieu;
  const { vocabulary } = doichieu.data;
  const RATES = ["completion", "growth", "share", "contribution"];

  // A row as a number: the quantity that it states, for half and for wide intervals, in the unit of
  // its indicator; null where it has a fault.
  const read = new WeakMap();

  function stated(row) {
    const version = doichieu.versionOf(row);
    const before = read.get(row);
    if (before && before.version === version) return before.statement;
    const statement = doichieu.faultsOf(row).length ? null : statementOf(row);
    read.set(row, { version, statement });
    return statement;
  }

  function statementOf(row) {
    const { cells } = row;
    const indicator = draft.indicators.get(cells.indicator_id);
    const format = doichieu.formatOf(row);
    if (!format) return null;
    const measure = vocabulary.measures[cells.measure];
    const numbers = doichieu.endsOf(cells.printed, format).map((end) => doichieu.readOne(end, format));
    const unit = draft.units.get(cells.unit_id);
    const usual = draft.units.get(indicator.unit_id) || unit;
    const inUnits = !doichieu.unitOfMeasure(cells.measure) && cells.unit_id !== "point";
    const factor = inUnits ? Number(unit.factor) / Number(usual.factor) : 1;
    const isCount = indicator.kind === "count" && inUnits && Number(unit.factor) === 1;
    const at = (isWide) => {
      const interval = doichieu.intervalOf(numbers, cells.measure, cells.qualifier, isWide, isCount);
      return scaled(quantities(cells.measure, interval), factor);
    };
    return {
      row,
      indicator: cells.indicator_id,
      territory: doichieu.effective(row, "territory_id"),
      period: doichieu.effective(row, "period_id"),
      basis: cells.basis,
      quantity: measure.quantity,
      measure: cells.measure,
      unit: cells.unit_id,
      numbers,
      isMoved: doichieu.isMoved(cells.qualifier),
      half: at(false),
      wide: at(true),
    };
  }

  const keyOf = (indicator, territory, period) => `${indicator}\n${territory}\n${period}`;

  // Every finding: kind, verdict, the sides, and the rows that it compares.
  doichieu.findings = () => {
    const groups = new Map();
    for (const row of draft.rows) {
      const one = stated(row);
      if (!one) continue;
      const key = keyOf(one.indicator, one.territory, one.period);
      if (!groups.has(key)) groups.set(key, new Map());
      const group = groups.get(key);
      // A level belongs to every basis.
      const quantity = one.quantity === "level" ? "level" : `${one.quantity}\n${one.basis}`;
      if (!group.has(quantity)) group.set(quantity, []);
      group.get(quantity).push(one);
    }
    const found = [...pasted(), ...identityFindings(groups)];
    for (const [key, group] of groups) found.push(...groupFindings(groups, key, group));
    return found;
  };

  // Rows that say the same of the same place.
  function* pasted() {
    const first = new Map();
    for (const row of draft.rows) {
      const { figure_no: number, note, wording, ...said } = row.cells;
      const key = Object.values(said).join("\n");
      if (first.has(key)) yield { kind: "pasted", verdict: "contradiction", rows: [first.get(key), row] };
      else first.set(key, row);
    }
  }

  function* groupFindings(groups, key, group) {
    for (const several of group.values()) yield* repeats(several);
    const level = group.get("level");
    const bases = new Set(
      [...group.keys()].map((name) => name.split("\n")[1]).filter((name) => name !== undefined),
    );
    for (const basis of bases) {
      const get = (quantity) => group.get(`${quantity}\n${basis}`);
      yield* ratio(get("completion"), level, get("plan_level"));
      const prior = get("prior_level") || (basis === "" ? levelYearBefore(groups, key) : undefined);
      yield* ratio(get("growth"), level, prior);
      yield* change(get("change"), level, prior);
      yield* share(groups, key, get("share"), level, basis);
    }
  }

  function levelYearBefore(groups, key) {
    const [indicator, territory, period] = key.split("\n");
    const before = doichieu.yearBefore(period);
    const group = before && groups.get(keyOf(indicator, territory, before));
    return group && group.get("level");
  }

  // The narrowest statement of a quantity.
  const width = ([lower, upper]) => upper - lower;
  const best = (several) =>
    several.reduce((one, other) => (width(other.half) < width(one.half) ? other : one));

  // A finding of two sides, each { half, wide }.
  function compared(kind, quantity, left, right, statements) {
    const isHalf = meet(left.half, right.half);
    const verdict = isHalf ? "consistent" : meet(left.wide, right.wide) ? "suspect" : "contradiction";
    const isRate = RATES.includes(quantity);
    const shown = ({ half }) =>
      isRate ? scaled(half, 100).map((end) => (quantity === "growth" ? end - 100 : end)) : half;
    return {
      kind,
      quantity,
      verdict,
      left: shown(left),
      right: shown(right),
      rows: statements.map((one) => one.row),
    };
  }

  const both = (make) => ({ half: make("half"), wide: make("wide") });

  // A quantity that is stated twice. Of one precision, the two are the same number.
  function* repeats(several) {
    const one = several[0];
    for (const other of several.slice(1)) {
      if (isOfOnePrecision(one, other)) {
        const [left, right] = [one, other].map(({ numbers }) =>
          both(() => [numbers[0].value, numbers.at(-1).value]),
        );
        yield compared("repeat", "printed", left, right, [one, other]);
      } else {
        yield compared("repeat", one.quantity, one, other, [one, other]);
      }
    }
  }

  function isOfOnePrecision(one, other) {
    const places = (statement) => statement.numbers.map((number) => number.decimals).join();
    return (
      one.measure === other.measure &&
      one.unit === other.unit &&
      !one.isMoved &&
      !other.isMoved &&
      places(one) === places(other)
    );
  }

  function* ratio(rates, levels, bases) {
    if (!rates || !levels || !bases) return;
    const [rate, level, base] = [rates, levels, bases].map(best);
    yield* quotient(rate.quantity, rate, level, base, 1);
  }

  // A rate, and the quotient of two levels. What may be below zero has two readings, and a base that
  // may be zero gives no end: both are left to the run.
  function* quotient(quantity, rate, level, base, factor) {
    if (base.wide[0] <= 0 || level.wide[0] < 0) return;
    const right = both((end) => divided(scaled(level[end], factor), base[end]));
    yield compared("ratio", quantity, rate, right, [rate, level, base]);
  }

  function* change(changes, levels, bases) {
    if (!changes || !levels || !bases) return;
    const [one, level, base] = [changes, levels, bases].map(best);
    yield compared(
      "ratio",
      "change",
      one,
      both((end) => minus(level[end], base[end])),
      [one, level, base],
    );
  }

  // A share of the total that its basis names, or of the only one that there is.
  function* share(groups, key, shares, levels, basis) {
    if (!shares || !levels) return;
    const [indicator, territory, period] = key.split("\n");
    const parents = new Set(
      identities().flatMap(({ total, parts }) =>
        parts.some((part) => part.id === indicator) ? [total] : [],
      ),
    );
    const parent = basis || (parents.size === 1 ? [...parents][0] : null);
    const group = parent && groups.get(keyOf(parent, territory, period));
    const totals = group && group.get("level");
    if (!totals) return;
    const [one, level, total] = [shares, levels, totals].map(best);
    yield* quotient("share", one, level, total, unitRatio(indicator, parent));
  }

  function unitRatio(from, to) {
    const factor = (indicator) =>
      Number((draft.units.get((draft.indicators.get(indicator) || {}).unit_id) || { factor: 1 }).factor);
    return factor(from) / factor(to);
  }

  // The identities of the draft and of the reference tables, each with its parts.
  let grouped = null;
  function identities() {
    if (grouped) return grouped;
    const byId = new Map();
    for (const row of [...doichieu.ownIdentities(), ...draft.identities]) {
      if (row.report_id && row.report_id !== draft.report.report_id) continue;
      const { identity_id: id, relation, total_indicator_id: total } = row;
      if (!byId.has(id)) byId.set(id, { id, relation, total, parts: [] });
      byId.get(id).parts.push({ id: row.part_indicator_id, coefficient: Number(row.coefficient || 1) });
    }
    grouped = [...byId.values()];
    return grouped;
  }

  function* identityFindings(groups) {
    const placesOf = new Map();
    for (const key of groups.keys()) {
      const [indicator, ...place] = key.split("\n");
      if (!placesOf.has(indicator)) placesOf.set(indicator, []);
      placesOf.get(indicator).push(place);
    }
    for (const identity of identities()) {
      for (const [territory, period] of placesOf.get(identity.total) || []) {
        yield* identityAt(groups, identity, territory, period);
      }
    }
  }

  function* identityAt(groups, identity, territory, period) {
    const groupOf = (id) => groups.get(keyOf(id, territory, period)) || new Map();
    for (const [name, totals] of groupOf(identity.total)) {
      const quantity = name.split("\n")[0];
      if (!["level", "plan_level", "prior_level"].includes(quantity)) continue;
      const total = best(totals);
      const parts = identity.parts.map((part) => {
        const several = groupOf(part.id).get(name);
        return (
          several && { one: best(several), factor: part.coefficient * unitRatio(part.id, identity.total) }
        );
      });
      if (identity.relation === "sum") yield* sum(quantity, total, parts);
      else yield* subsets(quantity, total, parts.filter(Boolean));
    }
  }

  function* sum(quantity, total, parts) {
    if (!parts.every(Boolean)) return;
    const right = both((end) =>
      parts.map(({ one, factor }) => scaled(one[end], factor)).reduce(plus, [0, 0]),
    );
    yield compared("sum", quantity, total, right, [total, ...parts.map(({ one }) => one)]);
  }

  function* subsets(quantity, total, parts) {
    for (const { one, factor } of parts) {
      const left = both((end) => scaled(one[end], factor));
      const right = both((end) => [-Infinity, total[end][1]]);
      yield compared("subset", quantity, left, right, [one, total]);
    }
  }

  // ----- the findings of each row, kept until a row changes ----------------------------------------

  let current = null;
  let byRow = new Map();

  doichieu.onChange((numbers) => {
    if (numbers.length) current = null;
    grouped = null;
  });

  doichieu.currentFindings = () => {
    if (current) return current;
    current = doichieu.findings();
    byRow = new Map();
    for (const finding of current) {
      for (const row of finding.rows) {
        if (!byRow.has(row)) byRow.set(row, []);
        byRow.get(row).push(finding);
      }
    }
    return current;
  };

  doichieu.findingsOf = (row) => {
    doichieu.currentFindings();
    return byRow.get(row) || [];
  };

  doichieu.doesNotHold = (finding) => finding.verdict === "contradiction";
})();
