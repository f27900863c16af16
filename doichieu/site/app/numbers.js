"use strict";
// Numbers as the page writes them: the rule of doichieu/base/formats.py, with the marks of the language.
// An interval is rounded outward, so that the interval shown contains the true one.

(() => {
  const { abs, ceil, floor, max, min } = Math;
  const SIGNIFICANT = 15;
  const PRINTED_DECIMALS = 9;
  const MOST_DECIMALS = 15;
  const SHORT_DECIMALS = 4;
  const [DECIMALS, DIGITS, END_DECIMALS] = [2, 3, 3];
  const [WIDTH_DIGITS, DISTANCE_DIGITS] = [3, 5];
  const [FACTOR_DECIMALS, LARGE_FACTOR] = [2, 1000];
  const POWERS = Array.from({ length: MOST_DECIMALS + 41 }, (_, place) => Number(`1e${place - MOST_DECIMALS}`));
  const WHOLE = Array.from({ length: MOST_DECIMALS + 1 }, (_, place) => Number(`4e${MOST_DECIMALS - place}`));

  const magnitude = (value) => POWERS.filter((power) => abs(value) > power).length - MOST_DECIMALS;

  function mostDecimals(value) {
    if (abs(value) > WHOLE[0]) return SIGNIFICANT - magnitude(value);
    return WHOLE.slice(1).filter((whole) => abs(value) <= whole).length;
  }

  function decimalsOfEnds(lower, upper, most) {
    const greatest = max(0, ...[lower, upper].filter((end) => end !== null).map(abs));
    const hasWidth = lower !== null && upper !== null && upper > lower;
    const decimals = hasWidth
      ? WIDTH_DIGITS - magnitude(upper - lower)
      : max(END_DECIMALS, greatest ? DIGITS - magnitude(greatest) : 0);
    return min(max(0, min(decimals, most)), mostDecimals(greatest));
  }

  // The nearest whole number, of two the one farther from zero.
  function halfAway(value) {
    const whole = floor(abs(value));
    return Math.sign(value) * (whole + (abs(value) - whole >= 0.5));
  }

  function nearest(value, decimals) {
    const scale = POWERS[MOST_DECIMALS + abs(decimals)];
    return decimals < 0 ? halfAway(value / scale) * scale : halfAway(value * scale) / scale;
  }

  function outward(value, decimals, up) {
    const away = up ? ceil : floor;
    const scale = POWERS[MOST_DECIMALS + abs(decimals)];
    if (decimals < 0) return away(value / scale) * scale;
    const scaled = value * scale;
    const whole = halfAway(scaled);
    // A bound that is a short decimal stays as it is, despite its binary rounding error.
    const allowed = min(1e-3, max(1e-12, 1e-14 * abs(scaled)));
    const isShort = whole / scale === value || abs(scaled - whole) <= allowed;
    return (isShort ? whole : away(scaled)) / scale;
  }

  // With a given number of decimals and grouped thousands, in English marks.
  function fixed(value, decimals) {
    let text = value.toFixed(max(0, decimals));
    if (abs(value) > WHOLE[0]) {
      // The digits that a double has, then zeros.
      const [mantissa, power] = value.toExponential(SIGNIFICANT - 1).split("e");
      text = mantissa.replace(".", "") + "0".repeat(Number(power) - SIGNIFICANT + 1);
    }
    // A number that rounds to zero has no sign.
    const [whole, rest] = text.replace(/^-(?=[0.]*$)/, "").split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    return rest === undefined ? grouped : `${grouped}.${rest}`;
  }

  function plain(value, decimals) {
    const text = fixed(value, decimals);
    return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  }

  const places = (text) => (text.split(".")[1] || "").length;

  function ends(lower, upper, most = MOST_DECIMALS) {
    const decimals = decimalsOfEnds(lower, upper, most);
    const rounded = [
      lower === null ? null : outward(lower, decimals, false),
      upper === null ? null : outward(upper, decimals, true),
    ];
    const known = rounded.filter((end) => end !== null);
    const needed = max(0, ...known.map((end) => places(plain(end, decimals))));
    return rounded.map((end) => (end === null ? null : fixed(end, needed)));
  }

  function inFull(value) {
    const digits = SIGNIFICANT - magnitude(value);
    const decimals = abs(value) > WHOLE[0] ? digits : min(PRINTED_DECIMALS, max(0, digits));
    return plain(nearest(value, decimals), decimals);
  }

  function single(value) {
    const text = inFull(value);
    const isInFull = abs(Number(text.replaceAll(",", "")) - value) <= 1e-9 * abs(value);
    if (isInFull && places(text) <= SHORT_DECIMALS) return text;
    const decimals = min(MOST_DECIMALS, max(DECIMALS, DIGITS - magnitude(value)));
    const short = nearest(value, decimals);
    if (abs(short - value) <= 1e-14 * abs(value)) return plain(short, decimals);
    return `≈ ${short ? fixed(short, decimals) : 0}`;
  }

  // English marks to those of the language.
  function localised(text) {
    if (doichieu.language !== "vi") return text;
    return text.replace(/[.,]/g, (mark) => (mark === "," ? "." : ","));
  }

  const DASH = "–";

  // A printed number with all its digits.
  doichieu.inFull = (value) => (value === null ? DASH : localised(inFull(value)));

  // Any other number; one with many decimals is rounded and marked ≈.
  doichieu.number = (value) => (value === null ? DASH : localised(single(value)));

  doichieu.signed = (value) => {
    if (value === null) return DASH;
    const text = localised(single(value));
    return value > 0 ? text.replace(/^(≈ )?/, "$1+") : text;
  };

  // An interval [lower, upper]; null is no end on that side.
  doichieu.interval = ([lower, upper], most = MOST_DECIMALS) => {
    const [below, above] = ends(lower, upper, most).map((end) =>
      end === null ? null : localised(end),
    );
    if (below === null && above === null) return doichieu.say("interval.anything");
    if (below === null) return doichieu.say("interval.at_most", { end: above });
    if (above === null) return doichieu.say("interval.at_least", { end: below });
    return below === above ? below : `${below} – ${above}`;
  };

  doichieu.isKnown = (interval) => interval[0] !== null || interval[1] !== null;

  // An interval, or a dash where it has no end.
  doichieu.intervalOrDash = (interval) =>
    doichieu.isKnown(interval) ? doichieu.interval(interval) : DASH;

  // A number; of a range, which is no single number, the interval.
  doichieu.numberOrInterval = (value, ends, show = doichieu.number) =>
    value === null ? doichieu.intervalOrDash(ends) : show(value);

  // The distance of two intervals, rounded down.
  doichieu.distance = (gap) => {
    const decimals = min(max(0, DISTANCE_DIGITS - magnitude(gap)), mostDecimals(gap));
    return localised(plain(outward(gap, decimals, false), decimals));
  };

  // A factor, rounded up; of one beyond a thousand one digit is shown.
  doichieu.factor = (value) => {
    const decimals = value > LARGE_FACTOR ? 1 - magnitude(value) : FACTOR_DECIMALS;
    return localised(plain(outward(value, decimals, true), decimals));
  };

  doichieu.middle = ([lower, upper]) => (lower + upper) / 2;

  // A number to sort or to draw by: of a range its middle, or the only end that it has; null without any.
  doichieu.numberOf = (value, [lower, upper]) => {
    if (value !== null) return value;
    return lower === null || upper === null ? (lower ?? upper) : doichieu.middle([lower, upper]);
  };
})();
