"use strict";
// Printed numbers: what they are, and the intervals that they stand for, as the warehouse has them.

(() => {
  const { abs, max, min } = Math;
  const { vocabulary } = doichieu.data;
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
  const formats = Object.fromEntries(
    Object.entries(vocabulary.formats).map(([name, form]) => [
      name,
      { ...form, single: whole(form.pattern), range: whole(form.range) },
    ]),
  );
  // On which sides a qualifier extends the number: below, above.
  const ROOM = { over: [0, 1], nearly: [1, 0], about: [1, 1] };
  const IN_UNITS = ["level", "plan_level", "prior_level", "increase_by", "decrease_by"];

  doichieu.formats = formats;

  // The ends of a printed number, one text or two; null where it does not fit its format.
  doichieu.endsOf = (printed, format) => {
    if (format.single.test(printed)) return [printed];
    const found = format.range.exec(printed);
    return found ? [found.groups.lower, found.groups.upper] : null;
  };

  // A number: its value, one unit in its last place, the step of its trailing zeros.
  doichieu.readOne = (text, format) => {
    const plain = text.replaceAll(format.group, "").replace(format.decimal, ".").replace("−", "-");
    const decimals = (plain.split(".")[1] || "").length;
    const value = Number(plain);
    const zeros = /0*$/.exec(plain)[0].length;
    const unit = Number(`1e-${decimals}`);
    return { value, decimals, unit, step: value && !decimals ? Number(`1e${zeros}`) : unit };
  };

  const moves = (qualifier) => qualifier.split(" ").find((word) => word in ROOM);

  function intervalOfOne(number, measure, qualifier, isWide) {
    const { value, unit, step } = number;
    const word = moves(qualifier);
    if (word) {
      const [below, above] = ROOM[word];
      const room = max(unit, min(step, abs(value) / 10));
      return [value - below * room, value + above * room];
    }
    const coarse = IN_UNITS.includes(measure) ? min(step / 2, abs(value) / 100) : 0;
    const width = isWide ? max(unit, coarse) : unit / 2;
    return [value - width, value + width];
  }

  // The interval of a printed number, or of a range of two; a count without a qualifier is exact.
  doichieu.intervalOf = (numbers, measure, qualifier, isWide, isCount = false) => {
    const first = numbers[0];
    const last = numbers[numbers.length - 1];
    if (isCount && !qualifier && numbers.every((one) => one.decimals === 0)) {
      return [first.value, last.value];
    }
    const [lower] = intervalOfOne(first, measure, qualifier, isWide);
    return [lower, intervalOfOne(last, measure, qualifier, isWide)[1]];
  };

  doichieu.isMoved = (qualifier) => Boolean(moves(qualifier));

  // ----- intervals ------------------------------------------------------------------------------

  const smallest = (...numbers) => [min(...numbers), max(...numbers)];
  const quotient = (a, b) => (Number.isFinite(b) ? a / b : 0);

  doichieu.scaled = ([lower, upper], factor) => smallest(lower * factor, upper * factor);
  doichieu.plus = (one, other) => [one[0] + other[0], one[1] + other[1]];
  doichieu.minus = (one, other) => [one[0] - other[1], one[1] - other[0]];

  // Where the divisor reaches zero, there is no bound on that side.
  doichieu.divided = (one, other) => {
    if (other[0] > 0 || other[1] < 0) {
      return smallest(...one.flatMap((a) => other.map((b) => quotient(a, b))));
    }
    if (other[1] > 0 && one[0] >= 0) return [quotient(one[0], other[1]), Infinity];
    return [-Infinity, Infinity];
  };

  // The quantity that figures of an interval state: (base + sign * x) / divisor.
  doichieu.quantities = (measure, [lower, upper]) => {
    const { sign, base, divisor, spread } = vocabulary.measures[measure];
    return smallest((base + sign * lower) / divisor, (base + sign * (upper + spread)) / divisor);
  };

  // Whether two intervals meet; two ends that are the same decimal may differ as doubles.
  doichieu.meet = (one, other) => {
    const ends = [...one, ...other].filter(Number.isFinite);
    const allowed = 1e-12 * max(1e-9, ...ends.map(abs));
    return one[0] <= other[1] + allowed && other[0] <= one[1] + allowed;
  };

  // ----- periods --------------------------------------------------------------------------------

  const periods = Object.entries(vocabulary.periods).map(([form, pattern]) => [form, whole(pattern)]);

  // The form of a period, or null where it is none.
  doichieu.periodForm = (id) => {
    const found = periods.find(([, pattern]) => pattern.test(id));
    if (!found) return null;
    const [form] = found;
    const day = { date: id, to_date: `${id.slice(0, 4)}-${id.slice(9)}` }[form];
    if (day && !isDay(day)) return null;
    if (form === "years" && id.slice(0, 4) >= id.slice(-4)) return null;
    return form;
  };

  const isDay = (text) => {
    const day = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  };

  // A period in words; one that is none is shown as it is written.
  doichieu.periodWords = (id) => {
    const form = doichieu.periodForm(id);
    if (form) doichieu.periods.set(id, { form });
    return doichieu.periodName(id);
  };

  const baseYear = whole(vocabulary.base_year);
  doichieu.baseYear = (basis) => (baseYear.test(basis) ? basis.slice(-4) : null);

  // The same period of the year before; null for one that has none.
  doichieu.yearBefore = (id) =>
    doichieu.periodForm(id) && !id.includes("..") ? `${Number(id.slice(0, 4)) - 1}${id.slice(4)}` : null;
})();
