"use strict";
// Numbers as the page writes them: the rules of doichieu/base/formats.py, with the marks of the language.
// An interval is rounded outward, so that the interval shown contains the true one.

(() => {
  const SCALES = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

  function decimalsFor(lower, upper) {
    const width = upper - lower;
    if (!(width > 0) || !Number.isFinite(width)) return 2;
    return Math.max(0, Math.min(9, 3 - Math.ceil(Math.log10(width))));
  }

  function outward(value, decimals, up) {
    const scaled = value * SCALES[decimals];
    const nearest = Math.round(scaled);
    // A bound that is a short decimal stays as it is, despite its binary rounding error.
    if (Math.abs(scaled - nearest) <= Math.min(1e-3, Math.max(1e-9, 1e-12 * Math.abs(scaled)))) {
      return nearest / SCALES[decimals];
    }
    return (up ? Math.ceil(scaled) : Math.floor(scaled)) / SCALES[decimals];
  }

  // With a given number of decimals and grouped thousands, in English marks.
  function fixed(value, decimals) {
    // toFixed turns to exponents at 1e21, where a double is a whole number.
    const text =
      Math.abs(value) < 1e21
        ? value.toFixed(decimals)
        : BigInt(value).toString() + (decimals ? `.${"0".repeat(decimals)}` : "");
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

  function ends(lower, upper, mostDecimals = 9) {
    const open = lower === null || upper === null;
    const decimals = Math.min(open ? 3 : decimalsFor(lower, upper), mostDecimals);
    const rounded = [
      lower === null ? null : outward(lower, decimals, false),
      upper === null ? null : outward(upper, decimals, true),
    ];
    const known = rounded.filter((end) => end !== null);
    const needed = Math.max(0, ...known.map((end) => places(plain(end, decimals))));
    return rounded.map((end) => (end === null ? null : fixed(end, needed)));
  }

  // English marks to those of the language.
  function localised(text) {
    if (doichieu.language !== "vi") return text;
    return text.replace(/[.,]/g, (mark) => (mark === "," ? "." : ","));
  }

  function single(value) {
    const text = plain(value, 9);
    if (places(text) <= 4 || Math.abs(value) < 0.01) return text;
    return `≈ ${fixed(value, 2)}`;
  }

  const DASH = "–";

  // A single number; one with many decimals is rounded and marked ≈.
  doichieu.number = (value) => (value === null ? DASH : localised(single(value)));

  doichieu.signed = (value) => {
    if (value === null) return DASH;
    const text = localised(single(value));
    return value > 0 ? text.replace(/^(≈ )?/, "$1+") : text;
  };

  // An interval [lower, upper]; null is no end on that side.
  doichieu.interval = ([lower, upper], mostDecimals = 9) => {
    const [below, above] = ends(lower, upper, mostDecimals).map((end) =>
      end === null ? null : localised(end),
    );
    if (below === null && above === null) return doichieu.say("interval.anything");
    if (below === null) return doichieu.say("interval.at_most", { end: above });
    if (above === null) return doichieu.say("interval.at_least", { end: below });
    return `${below} – ${above}`;
  };

  doichieu.isKnown = (interval) => interval[0] !== null || interval[1] !== null;

  // An interval, or a dash where it has no end.
  doichieu.intervalOrDash = (interval) =>
    doichieu.isKnown(interval) ? doichieu.interval(interval) : DASH;

  // The distance of two intervals, rounded down.
  doichieu.distance = (gap) => {
    const decimals = Math.min(9, decimalsFor(0, gap) + 2);
    return localised(plain(outward(gap, decimals, false), decimals));
  };

  // A factor, rounded up.
  doichieu.factor = (value) => localised(plain(outward(value, 2, true), 2));

  doichieu.middle = ([lower, upper]) => (lower + upper) / 2;
})();
