"use strict";
// Places compared: one indicator in one period, as a ranking, on a map, in tiles (map.js), or side by
// side over time (multiples.js).

(() => {
  const { element, heading, soft } = doichieu;

  // What is compared: the value that leads to its figures (trace.js), how a number is shown, and its
  // name in an observation.
  const percent = (show) => (value) => `${show(value)} %`;
  const QUANTITIES = {
    level: { traced: "level", show: (value) => doichieu.inFull(value), number: "level" },
    growth: { traced: "growth", show: percent((value) => doichieu.signed(value)), number: "growth_pct" },
    completion: { traced: "plan_pct", show: percent((value) => doichieu.number(value)), number: "plan_pct" },
  };
  const SHOWS = ["ranking", "map", "tiles", "multiples"];
  const TABLE = { id: "places-table", caption: "places.table" };
  // A chart ranks no more places than this; the table has all.
  const MOST_RANKED = 100;
  // Names in a sentence on places without a figure.
  const MOST_NAMED = 12;

  // ----- the numbers of an indicator -----------------------------------------------------------

  // The groups of an indicator, one for each quantity, basis and period; of each place a row.
  async function groupsOf(indicator) {
    const data = await doichieu.load(`places/${doichieu.indicators.get(indicator).place}`);
    return data.groups.map(({ rows, ...group }) => ({
      ...group,
      rows: rows.map(([territory, report, basis, value, lower, upper, status]) => ({
        ...{ indicator, period: group.period, quantity: group.quantity },
        ...{ territory, report, basis, value, interval: [lower, upper], status },
      })),
    }));
  }

  const isPublished = (row) => row.status !== "quarantined";

  // A number to place a row by.
  const numberOf = (row) => doichieu.numberOf(row.value, row.interval);

  function shownValue(row) {
    if (row.value !== null) return QUANTITIES[row.quantity].show(row.value);
    return `${doichieu.interval(row.interval)}${row.quantity === "level" ? "" : " %"}`;
  }

  const addressOf = (row) => doichieu.valueAddress(QUANTITIES[row.quantity].traced, doichieu.reportOf(row).id, row);

  // ----- places and periods --------------------------------------------------------------------

  // What the site knows of the places themselves.
  let known = null;
  async function commonData() {
    const data = await doichieu.load("territories");
    known = new Map(data.territories.map((one) => [one.id, one]));
    return data;
  }

  const endOf = (period) => doichieu.periods.get(period).ends;

  const existsOn = (one, day) => (!one.from || one.from <= day) && (!one.to || day <= one.to);

  // Provinces and cities under the central government are of one level. A place that ended within the
  // period is none of its time.
  function levelOf(row) {
    const place = known.get(row.territory);
    if (!existsOn(place, endOf(row.period))) return "former";
    return place.level === "municipality" ? "province" : place.level || "unknown";
  }

  const levelName = (level) =>
    doichieu.catalogue[`places.level_${level}`] ? doichieu.say(`places.level_${level}`) : level;

  // Periods of one kind can be compared over time: quarters, or the first seven months.
  function kindOf(period) {
    const { form } = doichieu.periods.get(period);
    if (form === "months") return `months ${period.slice(5, -1)}`;
    if (form === "to_date") return `to_date ${period.slice(9)}`;
    if (form === "years") return `years ${1 + Number(period.slice(-4)) - Number(period.slice(0, 4))}`;
    return form;
  }

  // ----- ranks ---------------------------------------------------------------------------------

  // Whether rounding leaves no doubt that one row is above another. Ends that differ only by the
  // binary rounding of a double are equal.
  function isAbove(one, other) {
    const ends = ({ interval: [lower, upper] }) => [
      lower === null ? -Infinity : lower,
      upper === null ? Infinity : upper,
    ];
    const [lower, upper] = ends(one);
    const [otherLower, otherUpper] = ends(other);
    const exceeds = (end, otherEnd) =>
      end > otherEnd && !(end - otherEnd <= 1e-12 * Math.max(1, Math.abs(end), Math.abs(otherEnd)));
    return !exceeds(otherUpper, lower) && (exceeds(lower, otherLower) || exceeds(upper, otherUpper));
  }

  // The rows from the greatest, each with the ranks that its rounding leaves open.
  function ranked(rows) {
    const collator = new Intl.Collator(doichieu.language);
    const ordered = rows
      .filter(isPublished)
      .map((row) => ({ ...row, name: doichieu.territoryName(row.territory) }))
      .sort((one, other) => numberOf(other) - numberOf(one) || collator.compare(one.name, other.name));
    return ordered.map((row) => ({
      ...row,
      best: 1 + ordered.filter((other) => isAbove(other, row)).length,
      worst: ordered.length - ordered.filter((other) => isAbove(row, other)).length,
    }));
  }

  const rankOf = ({ best, worst }) => (best === worst ? String(best) : `${best}–${worst}`);

  // A place with its number, for a screen reader or under the pointer; `count` places are ranked.
  function sentenceOf(row, unit, count) {
    const { say } = doichieu;
    const [lower, upper] = row.interval;
    const rank = row.best === row.worst ? "places.described" : "places.described_open";
    return [
      `${row.name}: ${shownValue(row)}${unit && ` ${unit}`}`,
      row.value !== null && doichieu.isKnown(row.interval) && lower !== upper
        ? say("places.rounding", { interval: doichieu.interval(row.interval) })
        : null,
      say(rank, { rank: rankOf(row), count: doichieu.number(count) }),
      row.status ? doichieu.word("check_status", row.status) : null,
    ]
      .filter(Boolean)
      .join("; ");
  }

  // ----- choices -------------------------------------------------------------------------------

  const oneOf = (wanted, list, otherwise) => (list.includes(wanted) ? wanted : otherwise);

  // The values of rows, those of most rows first.
  const byFrequency = (values) =>
    [...doichieu.countsOf(values)].sort((one, other) => other[1] - one[1]).map(([value]) => value);

  // The newest period with at least half of the places that the fullest has, of those of its time.
  function usualPeriod(periods, tiles) {
    const share = ({ period, count }) => {
      const all = tiles.filter((tile) => existsOn(tile, endOf(period))).length;
      return count / Math.max(count, all, 1);
    };
    const fullest = Math.max(...periods.map(share));
    return periods.find((one) => share(one) >= fullest / 2).period;
  }

  // What the address asks for, as far as it is there: quantity, basis, level of the places, period.
  function chosen(state, groups, tiles) {
    const quantities = Object.keys(QUANTITIES).filter((one) => groups.some(({ quantity }) => quantity === one));
    const quantity = oneOf(state.quantity, quantities, quantities[0]);
    const ofQuantity = groups.filter((group) => group.quantity === quantity);
    const bases = byFrequency(ofQuantity.flatMap(({ basis, rows }) => rows.map(() => basis)));
    const basis = oneOf(state.basis || "", bases, oneOf("", bases, bases[0]));
    const ofBasis = ofQuantity.filter((group) => group.basis === basis);
    const levels = byFrequency(ofBasis.flatMap(({ rows }) => rows.map(levelOf)));
    const among = oneOf(state.among, levels, oneOf("province", levels, levels[0]));
    const ofLevel = ofBasis
      .map((group) => ({ ...group, rows: group.rows.filter((row) => levelOf(row) === among) }))
      .filter(({ rows }) => rows.length);
    const periods = ofLevel.map(({ period, rows }) => ({ period, count: rows.filter(isPublished).length }));
    const usual = usualPeriod(periods, among === "province" ? tiles : []);
    const period = oneOf(state.period, periods.map((one) => one.period), usual);
    const group = ofLevel.find((one) => one.period === period);
    return { quantity, quantities, basis, bases, among, levels, period, periods, group, groups: ofLevel };
  }

  // A choice of this view, of options in groups (see doichieu.chooser).
  const choice = (name, groups, value) =>
    doichieu.addressChooser({ name, label: doichieu.say(`places.choose_${name}`), groups, value });

  // The periods by kind, the newest first; those of their kind with most places have a mark.
  function periodChoice({ period, periods }) {
    const order = (kind) => 1000 * doichieu.FORMS.indexOf(kind.split(" ")[0]) - (parseInt(kind.split(" ")[1], 10) || 0);
    const kinds = [...new Set(periods.map((one) => kindOf(one.period)))];
    kinds.sort((one, other) => order(one) - order(other));
    const groups = kinds.map((kind) => {
      const ofKind = periods.filter((one) => kindOf(one.period) === kind);
      const greatest = Math.max(...ofKind.map(({ count }) => count));
      const option = ({ period: id, count }) => {
        const filling = { period: doichieu.periodName(id), count: doichieu.number(count) };
        return [id, doichieu.say(count === greatest ? "places.option_most" : "places.option", filling)];
      };
      return [doichieu.kindName(kind), ofKind.map(option)];
    });
    return choice("period", groups, period);
  }

  // The indicators that several places have, and the chosen one.
  function indicatorChoice(common, id) {
    const several = common.indicators.filter((one) => one.most > 1 || one.id === id);
    return choice("indicator", [[null, doichieu.byName(several.map((one) => one.id), doichieu.indicatorName)]], id);
  }

  function basisName(quantity, basis) {
    if (quantity === "growth") return doichieu.baseName(basis);
    return basis ? doichieu.basisName(basis) : doichieu.say("places.basis_none");
  }

  function choices(indicator, common, found) {
    const among = (name, list, value, nameOf) =>
      list.length > 1 ? choice(name, [[null, list.map((one) => [one, nameOf(one)])]], value) : null;
    return doichieu.choices(
      indicatorChoice(common, indicator),
      periodChoice(found),
      among("quantity", found.quantities, found.quantity, (one) => doichieu.say(`places.quantity_${one}`)),
      among("basis", found.bases, found.basis, (one) => basisName(found.quantity, one)),
      among("among", found.levels, found.among, levelName),
    );
  }

  // Links to other states of the view; `name` is the key of the address that differs.
  function tabs(name, values, current, label, nameOf, rest = {}) {
    const link = (one) => {
      const href = doichieu.hash({ view: "places", ...rest, [name]: one });
      return element("a", { href, "aria-current": one === current ? "true" : null }, nameOf(one));
    };
    return element("nav", { class: "shows", "aria-label": label }, doichieu.list(values.map(link)));
  }

  // ----- the page ------------------------------------------------------------------------------

  // What is compared, with its unit.
  function quantityTitle({ quantity, basis }, unit) {
    const isOfPlan = quantity === "completion" && basis;
    const name = isOfPlan ? "places.title_completion_of" : `places.title_${quantity}`;
    return doichieu.say(name, { unit, basis: basisName(quantity, basis) });
  }

  function listed(names, phrase) {
    if (!names.length) return null;
    const first = names.slice(0, MOST_NAMED).join(", ");
    const count = names.length - MOST_NAMED;
    const filling = { names: first, count: doichieu.number(count) };
    return soft(doichieu.say(phrase, { names: count > 0 ? doichieu.say("places.and_more", filling) : first }));
  }

  // How many places there are, and which are missing and why.
  function account({ found, rows, tiles }) {
    const { say, number, territoryName, language } = doichieu;
    const quarantined = found.group.rows.filter((row) => !isPublished(row));
    const there = new Set(found.group.rows.map(codeOf));
    const missing = tiles.filter((tile) => !there.has(tile.code));
    const filling = { count: number(rows.length), all: number(tiles.length), level: levelName(found.among) };
    return [
      soft(say(tiles.length ? "places.count_of" : "places.count", filling), " ", say("places.latest")),
      listed(quarantined.map((row) => territoryName(row.territory)), "places.quarantined"),
      listed(missing.map((tile) => tile[language]), "places.missing"),
    ];
  }

  const codeOf = (row) => known.get(row.territory).code;

  // ----- files ---------------------------------------------------------------------------------

  // What an observation and a row of places have in common.
  const keyOf = (row) => JSON.stringify([row.indicator, row.report, row.territory, row.period, row.basis]);

  // The figures of rows, for a file: with what was printed, and the ranks where there are any.
  async function fileRows(rows, unitOf) {
    const lists = [...new Set(rows.map(({ indicator }) => indicator))].map(doichieu.observations);
    const observed = new Map((await Promise.all(lists)).flat().map((one) => [keyOf(one), one]));
    return rows.map((row) => {
      const { number } = QUANTITIES[row.quantity];
      const { figures, printed, check_statuses } = observed.get(keyOf(row));
      const keys = doichieu.keysForFile(doichieu.reportOf(row), row);
      return {
        ...keys,
        ...(row.quantity === "level" ? { basis: "" } : {}),
        quantity: row.quantity,
        value: row.value,
        lower: row.interval[0],
        upper: row.interval[1],
        unit: row.quantity === "level" ? unitOf(row) : "%",
        ...(row.best ? { best_rank: row.best, worst_rank: row.worst } : {}),
        check_status: check_statuses[number] || row.status,
        figure_no: figures[number].join(" "),
        printed: printed[number].join(" | "),
      };
    });
  }

  const unitOf = (row) => doichieu.unitName(doichieu.indicators.get(row.indicator).unit);

  // What a file of rows needs, and the address of the drawing `show`; `more` differs from that.
  const fileOf = ({ indicator, found, title }, show, rows, more = {}) => ({
    title: doichieu.say("places.file_title", { indicator: doichieu.indicatorName(indicator), title }),
    source: doichieu.sourceOf(rows),
    rows: () => fileRows(rows, unitOf),
    ...more,
    embed: {
      ...{ view: "places", indicator, period: found.period, quantity: found.quantity },
      ...{ basis: found.basis, among: found.among, show, chart: show },
      ...more.embed,
    },
  });

  // The columns of a number, its rounding and its status, where one is not good.
  function numberColumns(rows, title, show) {
    const columns = [
      { name: "number", title, value: numberOf, show, numeric: true },
      {
        name: "half_interval",
        title: doichieu.say("places.half_interval"),
        value: (row) => row.interval,
        show: (row) => doichieu.intervalOrDash(row.interval),
        numeric: true,
      },
    ];
    if (!rows.some((row) => row.status)) return columns;
    return [...columns, doichieu.markColumn("check_status", "check_status", (row) => row.status)];
  }

  const valueLink = (row) => doichieu.traceLink(shownValue(row), addressOf(row));

  function table({ found, rows, unit }) {
    const { say, column } = doichieu;
    const title = `${say(`places.quantity_${found.quantity}`)}, ${unit || "%"}`;
    const columns = [
      { name: "rank", title: say("places.rank"), value: (row) => row.best, show: rankOf, numeric: true },
      column("territory", (row) => row.name, { heads: true }),
      ...numberColumns(rows, title, valueLink),
      column("report", (row) => doichieu.reportOf(row).title, { show: (row) => doichieu.reportLink(doichieu.reportOf(row)) }),
    ];
    return doichieu.table({ id: TABLE.id, caption: say(TABLE.caption), columns, rows });
  }

  function ranking(drawn) {
    const { say, number } = doichieu;
    const { found, rows, title, unit } = drawn;
    const { elapsed } = found.group;
    const shown = rows.slice(0, MOST_RANKED);
    const bars = shown.map((row) => ({
      rank: rankOf(row),
      name: row.status === "contradicted" ? `! ${row.name}` : row.name,
      value: numberOf(row),
      lower: row.interval[0],
      upper: row.interval[1],
      shown: shownValue(row),
      status: row.status || "",
      sentence: sentenceOf(row, unit, rows.length),
      leads: addressOf(row),
    }));
    const key =
      elapsed === null ? say("places.ranking_key") : say("places.ranking_key_elapsed", { elapsed: number(elapsed) });
    const cut = rows.length > MOST_RANKED ? say("chart.first", { count: number(MOST_RANKED) }) : null;
    const more = { key: [key, cut].filter(Boolean).join(" ") };
    const file = shown.length ? fileOf(drawn, "ranking", shown, more) : null;
    const spec = (width) => doichieu.rankingChart(bars, elapsed, width);
    return [doichieu.chart(title, key, TABLE, spec, file), cut && soft(cut)];
  }

  // The indicator of the address, or the first by name of those that most places have.
  function chosenIndicator(state, common) {
    if (doichieu.indicators.has(state.indicator)) return state.indicator;
    const greatest = Math.max(...common.indicators.map((one) => one.most));
    const fullest = common.indicators.filter((one) => one.most === greatest).map((one) => one.id);
    return doichieu.byName(fullest, doichieu.indicatorName)[0][0];
  }

  const DRAWINGS = {
    ranking,
    map: (drawn) => doichieu.placesMap(drawn),
    tiles: (drawn) => doichieu.placesTiles(drawn),
    multiples: (drawn, state) => doichieu.multiples(drawn, state),
  };

  async function placesView(state) {
    const { say, periodName, unitName } = doichieu;
    const common = await commonData();
    const indicator = common.indicators.length ? chosenIndicator(state, common) : null;
    const groups = indicator ? await groupsOf(indicator) : [];
    if (!groups.length) return [heading(say("nav.places")), element("p", {}, say("places.nothing"))];
    const show = oneOf(state.show, SHOWS, "ranking");
    const found = chosen(state, groups, common.tiles);
    const day = endOf(found.period);
    const unit = found.quantity === "level" ? unitName(doichieu.indicators.get(indicator).unit) : "";
    const title = `${quantityTitle(found, unit)}, ${periodName(found.period)}`;
    const tiles = found.among === "province" ? common.tiles.filter((tile) => existsOn(tile, day)) : [];
    const rows = ranked(found.group.rows);
    const drawn = { indicator, common, found, rows, tiles, day, title, unit };
    const isOther = state.period && state.period !== found.period;
    return [
      heading(doichieu.indicatorName(indicator)),
      soft(say("places.title"), " · ", title),
      choices(indicator, common, found),
      isOther
        ? element("p", { class: "warning" }, say("places.other_period", { period: periodName(found.period) }))
        : null,
      tabs("show", SHOWS, show, say("places.shows"), (one) => say(`places.show_${one}`)),
      ...(await DRAWINGS[show](drawn, state)),
      ...(show === "multiples" ? [] : [...account(drawn), table(drawn)]),
      doichieu.leftOut(),
    ].filter((one) => one !== null);
  }

  doichieu.views.set("places", {
    show: placesView,
    offered: () => doichieu.index.places > 1,
  });

  // For the other ways to show places.
  doichieu.places = {
    ...{ addressOf, choice, codeOf, endOf, fileOf, groupsOf, isPublished, kindOf, numberColumns, numberOf },
    ...{ quantityTitle, sentenceOf, shownValue, tabs, valueLink },
  };
})();
