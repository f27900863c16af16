"use strict";
// What `check` would refuse in a row, as far as the row itself shows it: ids that no table has, a
// unit that does not fit the measure, a number that does not fit its format.

(() => {
  const { draft } = doichieu;
  const { vocabulary } = doichieu.data;
  const known = new WeakMap(); // the faults of a row, as long as nothing that they depend on changes

  // A fault: the column, the phrase that says what is wrong, and what fills its braces.
  const fault = (column, name, filling = {}) => ({ column, name: `fault.${name}`, filling });

  doichieu.faultsOf = (row) => {
    const version = doichieu.versionOf(row);
    const before = known.get(row);
    if (before && before.version === version) return before.faults;
    const faults = [...judge(row)];
    known.set(row, { version, faults });
    return faults;
  };

  function* judge(row) {
    const { cells } = row;
    yield* judgeId("indicator_id", draft.indicators, cells.indicator_id, true);
    if (!(cells.measure in vocabulary.measures)) yield fault("measure", "unknown", { value: cells.measure });
    yield* judgeId("unit_id", draft.units, cells.unit_id, true);
    yield* judgeUnit(cells);
    yield* judgePrinted(row);
    yield* judgeId("territory_id", draft.territories, cells.territory_id, false);
    if (cells.period_id && !doichieu.periodForm(cells.period_id)) {
      yield fault("period_id", "no_period", { value: cells.period_id });
    }
    if (cells.qualifier && !vocabulary.qualifiers.includes(cells.qualifier)) {
      yield fault("qualifier", "unknown", { value: cells.qualifier });
    }
    yield* judgeBasis(row);
  }

  function* judgeId(column, rows, value, mustBe) {
    if (!value && mustBe) yield fault(column, "blank");
    if (value && !rows.has(value)) yield fault(column, "unknown", { value });
  }

  doichieu.dimension = (unit) => (draft.units.get(unit) || {}).dimension;
  const usualUnit = (indicator) => (draft.indicators.get(indicator) || {}).unit_id || "";

  // The unit that a measure is printed in; null for one of the indicator's dimension.
  doichieu.unitOfMeasure = (measure) => {
    const { unit } = vocabulary.measures[measure];
    return ["indicator", "difference"].includes(unit) ? null : unit;
  };

  doichieu.unitFits = (measure, indicator, unit) => {
    const wanted = doichieu.unitOfMeasure(measure);
    if (wanted) return unit === wanted;
    const usual = usualUnit(indicator);
    if (vocabulary.measures[measure].unit === "difference" && unit === "point") {
      return ["", "percent"].includes(usual);
    }
    return !usual || !doichieu.dimension(usual) || doichieu.dimension(usual) === doichieu.dimension(unit);
  };

  function* judgeUnit({ measure, indicator_id: indicator, unit_id: unit }) {
    if (!(measure in vocabulary.measures) || !draft.units.has(unit)) return;
    if (doichieu.unitFits(measure, indicator, unit)) return;
    const wanted = doichieu.unitOfMeasure(measure);
    const filling = {
      unit: doichieu.unitName(unit),
      wanted: doichieu.unitName(wanted || usualUnit(indicator)),
    };
    yield fault("unit_id", wanted ? "unit_of_measure" : "unit_of_indicator", filling);
  }

  doichieu.formatOf = (row) => doichieu.formats[doichieu.effective(row, "number_format")];

  function* judgePrinted(row) {
    const { printed } = row.cells;
    const format = doichieu.formatOf(row);
    if (!printed) yield fault("printed", "blank");
    if (!printed || !format) return;
    const ends = doichieu.endsOf(printed, format);
    if (!ends) {
      const specimen = ["1", "234", "567"].join(format.group) + format.decimal + "8";
      yield fault("printed", "no_number", { value: printed, specimen });
      return;
    }
    const numbers = ends.map((end) => doichieu.readOne(end, format));
    const digits = ends.map((end) => end.replace(/[^0-9]/g, "").replace(/^0+/, "").length);
    const whole = numbers.map((one) => String(Math.trunc(Math.abs(one.value))).length);
    const together = Math.max(...whole) + Math.max(...numbers.map((one) => one.decimals));
    const most = Math.max(...digits, numbers.length === 2 ? together : 0);
    if (most > vocabulary.most_digits) yield fault("printed", "digits");
    if (numbers.some((one) => one.decimals > vocabulary.most_decimals)) yield fault("printed", "digits");
    if (numbers.length === 2 && numbers[0].value >= numbers[1].value) yield fault("printed", "range");
  }

  function* judgeBasis(row) {
    const { measure, basis } = row.cells;
    if (!basis || !(measure in vocabulary.measures)) return;
    const kind = vocabulary.measures[measure].basis;
    const period = doichieu.effective(row, "period_id");
    const year = doichieu.baseYear(basis);
    if (kind === "none") yield fault("basis", "no_basis");
    else if (kind === "growth" && year) {
      if (year >= period.slice(0, 4)) yield fault("basis", "base_year", { value: basis });
    } else if (!doichieu.basesOf(kind).includes(basis)) {
      yield fault("basis", "unknown", { value: basis });
    } else if (basis === "previous_month" && !isOfMonth(period)) {
      yield fault("basis", "one_month");
    }
  }

  const isOfMonth = (period) =>
    ["month", "date", null].includes(doichieu.periodForm(period)) || /^[0-9]{4}-(1M|YTD-01-31)$/.test(period);

  // The values that a basis may have, without the years.
  doichieu.basesOf = (kind) => {
    if (kind === "plan") return vocabulary.plan_bases;
    if (kind === "growth") return vocabulary.growth_bases;
    return kind === "parent" ? [...draft.indicators.keys()] : [];
  };
})();
