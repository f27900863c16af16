"use strict";
// One indicator over time, in up to eight places: only periods of one kind make a line.

(() => {
  const { element, heading, small, soft } = doichieu;
  const MOST_PLACES = 8;
  const MOST_NAMED = 3; // in the title of a file
  const TABLE = { id: "time-table", caption: "series.table" };
  // The numbers of an observation: each with the name of its sources (trace.js), how it is shown, and its
  // quantity in a file.
  const NUMBERS = {
    level: { traced: "level", show: doichieu.inFull, quantity: "level" },
    plan_pct: { traced: "plan_pct", show: doichieu.number, quantity: "completion" },
    growth_pct: { traced: "growth", show: doichieu.signed, quantity: "growth" },
  };
  const REMARKS = ["suspect", "contradicted"];
  const VINTAGES = ["latest", "first", "both"];

  const periodOf = (row) => doichieu.periods.get(row.period);
  const yearOf = (date) => Number(date.slice(0, 4));
  const monthOf = (date) => Number(date.slice(5, 7));
  const dayOf = (date) => Date.parse(date) / 86_400_000;
  const months = (from, to) => 12 * (yearOf(to) - yearOf(from)) + monthOf(to) - monthOf(from);
  const isLastDay = (date) => new Date(Date.parse(date) + 86_400_000).getUTCDate() === 1;

  // The number of whole months that a period covers, or 0.
  const wholeMonths = ({ form, starts, ends }) =>
    form !== "date" && starts.endsWith("-01") && isLastDay(ends) ? months(starts, ends) + 1 : 0;
  const isSinceJanuary = ({ form, starts, ends }) =>
    form !== "date" && starts.endsWith("-01-01") && yearOf(starts) === yearOf(ends);

  /*
   * Kinds of periods. has: its periods. own: those that no other kind shows, without which it is not
   * offered. step: months from a period to the next; where it is left open, what a place usually
   * publishes decides. restarts: a line ends with its year.
   */
  const KINDS = {
    cumulative: { has: isSinceJanuary, own: (period) => wholeMonths(period) !== 12, restarts: true },
    year: { has: (period) => isSinceJanuary(period) && wholeMonths(period) === 12, step: 12 },
    quarter: {
      has: (period) => wholeMonths(period) === 3 && monthOf(period.starts) % 3 === 1,
      own: (period) => !isSinceJanuary(period),
      step: 3,
    },
    month: {
      has: (period) => wholeMonths(period) === 1,
      own: (period) => !isSinceJanuary(period),
      step: 1,
    },
    half: {
      has: (period) => wholeMonths(period) === 6 && monthOf(period.starts) % 6 === 1,
      own: (period) => !isSinceJanuary(period),
      step: 6,
    },
    date: { has: ({ form }) => form === "date" },
    years: { has: ({ form }) => form === "years", step: 0 },
  };
  // The same months of each year: `since_6` is the first half-year of one year after another.
  const SINCE = /^since_(\d+)$/;
  const since = (number) => ({
    has: (period) => isSinceJanuary(period) && wholeMonths(period) === number,
    step: 12,
  });
  const kindOf = (name) => KINDS[name] || (SINCE.test(name) ? since(Number(name.match(SINCE)[1])) : null);
  const isOfYear = (name) => name === "cumulative" || name === "year" || SINCE.test(name);

  const kindName = (name) =>
    name === "cumulative" ? doichieu.say("series.cumulative") : doichieu.kindName(name.replace(SINCE, "months $1"));

  const endsOf = (rows) => new Set(rows.map((row) => periodOf(row).ends));

  // The kinds that rows have, with their rows.
  function kindsOf(rows) {
    const known = rows.filter(periodOf);
    const found = Object.entries(KINDS).map(([name, { has, own = has }]) => {
      const its = known.filter((row) => has(periodOf(row)));
      return [name, its.some((row) => own(periodOf(row))) ? its : []];
    });
    for (const number of [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
      const its = known.filter((row) => since(number).has(periodOf(row)));
      found.push([`since_${number}`, endsOf(its).size > 1 ? its : []]);
    }
    return new Map(found.filter(([, its]) => its.length));
  }

  // Places: areas that reports publish, by the key of their newest territory.
  function placesOf(rows) {
    const found = new Map();
    const begins = (id) => (doichieu.territories.get(id) || {}).begins || "";
    for (const { territory } of rows) {
      const area = doichieu.areaOf(territory);
      const known = found.get(area);
      if (!known || begins(known) < begins(territory)) found.set(area, territory);
    }
    return found;
  }

  // The names of places; those with one name are distinguished by their time, or else by their key.
  function placeNames(places) {
    const distinct = (names, more) => {
      const counts = doichieu.countsOf(names.values());
      return new Map([...names].map(([area, name]) => [area, counts.get(name) > 1 ? more(name, area) : name]));
    };
    const timed = (name, area) => doichieu.timedName(places.get(area));
    const plain = new Map([...places].map(([area, id]) => [area, doichieu.territoryName(id)]));
    return distinct(distinct(plain, timed), (name, area) => `${name} (${places.get(area)})`);
  }

  // The country where it has data, or else the place with most periods.
  function usualPlace(rows, places) {
    const isCountry = (id) => (doichieu.territories.get(id) || {}).level === "country";
    const country = [...places.values()].find(isCountry);
    if (country) return doichieu.areaOf(country);
    const counts = new Map();
    for (const row of rows.filter(periodOf)) {
      const area = doichieu.areaOf(row.territory);
      counts.set(area, (counts.get(area) || new Set()).add(row.period));
    }
    return [...counts].reduce((best, one) => (one[1].size > best[1].size ? one : best), [null, new Set()])[0];
  }

  // The places in the address, one key or several apart by slashes: the keys by area.
  function placesAsked({ territory }) {
    if (!territory) return new Map();
    const ids = doichieu.territories.has(territory) ? [territory] : doichieu.parted(territory);
    const known = ids.filter((id) => doichieu.territories.has(id)).map((id) => [doichieu.areaOf(id), id]);
    return new Map([...new Map(known)].slice(0, MOST_PLACES));
  }

  // What the address asks for, and the usual where it asks for nothing.
  async function asked(state) {
    const names = doichieu.indicatorNames();
    const indicator = doichieu.indicators.has(state.indicator) ? state.indicator : names[0][0];
    const all = await doichieu.observations(indicator);
    const places = placesOf(all);
    const wanted = placesAsked(state);
    const usual = usualPlace(all, places);
    const areas = state.territory || !usual ? [...wanted.keys()] : [usual];
    for (const [area, id] of wanted) if (!places.has(area)) places.set(area, id);
    const kinds = kindsOf(all.filter((row) => areas.includes(doichieu.areaOf(row.territory))));
    const most = [...kinds].reduce(
      (best, [name, rows]) => (endsOf(rows).size > best[1] ? [name, endsOf(rows).size] : best),
      ["year", 0],
    )[0];
    const kind = kinds.has(state.kind) ? state.kind : most;
    const rows = kinds.get(kind) || [];
    const areRevised = Object.keys(NUMBERS).some((number) =>
      doichieu.vintages(rows, number).some((group) => group.length > 1),
    );
    const usualVintage = areas.length > 1 ? "latest" : "both";
    const vintage = VINTAGES.includes(state.vintage) ? state.vintage : usualVintage;
    return { indicator, places, areas, names: placeNames(places), kinds, kind, rows, areRevised, vintage };
  }

  // The state of the address that shows this; `areas` may be others.
  const address = (choice, areas = choice.areas) => ({
    view: "indicator",
    indicator: choice.indicator,
    territory: doichieu.joined(...areas.map((area) => choice.places.get(area))),
    kind: choice.kind,
    vintage: choice.areRevised ? choice.vintage : "",
  });

  // The most frequent of some numbers, of several the least.
  function usualOf(numbers) {
    const most = Math.max(...doichieu.countsOf(numbers).values());
    return Math.min(...[...doichieu.countsOf(numbers)].filter(([, count]) => count === most).map(([number]) => number));
  }

  // The place of each period, in order of time, on a line of its own (from 0): a missing period ends a
  // line, and so does the year where a line restarts.
  function segments(ends, kind) {
    const distances = ends.slice(1).map((end, place) => ({
      months: months(ends[place], end),
      year: yearOf(end),
      joins: !kind.restarts || yearOf(end) === yearOf(ends[place]),
    }));
    const joining = distances.filter(({ joins }) => joins);
    const usual = usualOf(joining.map((one) => one.months));
    // What a place publishes may change from year to year; one distance alone does not show it.
    const ofYear = (year) => {
      const its = joining.filter((one) => one.year === year).map((one) => one.months);
      return kind.restarts && its.length > 1 ? usualOf(its) : usual;
    };
    let line = 0;
    return [
      0,
      ...distances.map((one) => {
        const step = kind.step ?? ofYear(one.year);
        if (!one.joins || one.months > step) line += 1;
        return line;
      }),
    ];
  }

  // A mark in words.
  function sentence(row, number, name, unit, isFirst) {
    const { say, interval } = doichieu;
    const [lower, upper] = row.intervals[number];
    const status = row.check_statuses[number];
    const value = doichieu.numberOrInterval(row[number], [lower, upper], NUMBERS[number].show);
    const isAlone = row[number] === null || lower === null || lower === upper;
    return [
      say("series.mark", { place: name, period: doichieu.periodName(row.period), value, unit }),
      isAlone ? null : say("series.rounding", { interval: interval([lower, upper]) }),
      status ? doichieu.word("check_status", status) : null,
      isFirst ? say("series.published_first") : null,
      doichieu.reportOf(row).title,
    ]
      .filter(Boolean)
      .join("; ");
  }

  // The points of one number in one place; `groups` are its vintages, of one basis, in order of time.
  // Beside the latest vintage a first one has a line where any was revised, and a mark where its own was.
  function pointsOf(choice, number, area, groups, unit) {
    const name = choice.names.get(area);
    const leads = (row) =>
      doichieu.valueAddress(NUMBERS[number].traced, doichieu.reportOf(row).id, row);
    const valueOf = (row) => doichieu.numberOf(row[number], row.intervals[number]);
    const isRevised = (group) => valueOf(group[0]) !== valueOf(group.at(-1));
    const lines = segments(groups.map(([row]) => periodOf(row).ends), kindOf(choice.kind));
    const isBoth = choice.vintage === "both";
    const vintages = isBoth ? ["first", "latest"].slice(groups.some(isRevised) ? 0 : 1) : [choice.vintage];
    return vintages.flatMap((vintage) =>
      groups.map((group, place) => {
        const row = vintage === "first" ? group[0] : group.at(-1);
        const isFirst = isBoth && vintage === "first";
        const status = row.check_statuses[number];
        const [lower, upper] = row.intervals[number];
        const isBounded = lower !== null && upper !== null;
        return {
          row,
          vintage: group.length > 1 ? vintage : "only",
          at: dayOf(periodOf(row).ends),
          value: valueOf(row),
          lower: isBounded ? lower : null,
          upper: isBounded ? upper : null,
          series: name,
          line: `${area}/${vintage}/${lines[place]}`,
          is_first: isFirst,
          mark: REMARKS.includes(status) ? status : "none",
          leads: isFirst && !isRevised(group) ? "" : leads(row),
          sentence: sentence(row, number, name, unit, isFirst),
        };
      }),
    );
  }

  // The ends of periods that an axis of so many pixels can name: all, or those of December where most
  // years have one, as far as there is room. The newest is always named.
  function ticksOf(points, width) {
    const ends = new Map(points.map(({ at, row }) => [at, row.period]));
    const ticks = [...ends]
      .sort((one, other) => one[0] - other[0])
      .map(([at, id]) => ({ at, id, name: doichieu.periodName(id, true) }));
    const newest = ticks.at(-1);
    const longest = Math.max(...ticks.map(({ name }) => name.length));
    const room = (8 * longest * (newest.at - ticks[0].at)) / (0.9 * width);
    const apart = (list) =>
      list.reduceRight(
        (kept, tick) => (kept.length && kept[0].at - tick.at < room ? kept : [tick, ...kept]),
        [],
      );
    const endOf = ({ id }) => doichieu.periods.get(id).ends;
    const decembers = ticks.filter((tick) => monthOf(endOf(tick)) === 12);
    const years = yearOf(endOf(newest)) - yearOf(endOf(ticks[0]));
    if (apart(ticks).length === ticks.length || 2 * decembers.length < years) return apart(ticks);
    return apart([...new Set([...decembers, newest])]);
  }

  // The share of the year at the ends of the points, where a plan has a pace.
  function elapsedOf(choice, points) {
    if (!isOfYear(choice.kind) || doichieu.indicators.get(choice.indicator).kind !== "flow") return [];
    const found = new Map(points.map(({ at, row }) => [at, periodOf(row)]));
    const { restarts } = kindOf(choice.kind);
    return [...found]
      .sort((one, other) => one[0] - other[0])
      .map(([at, { ends, elapsed }]) => ({ at, elapsed, line: restarts ? yearOf(ends) : 0 }));
  }

  // What the marks of a chart mean, of the marks that it has.
  function keyOf(choice, points, elapsed) {
    const { say } = doichieu;
    const has = (test, name) => (points.some(test) ? say(name) : null);
    return [
      say("series.key"),
      kindOf(choice.kind).restarts ? say("series.key_restarts") : null,
      has(({ is_first }) => is_first, "series.key_first"),
      elapsed.length ? say("series.key_elapsed") : null,
      has(({ mark }) => mark === "suspect", "series.key_suspect"),
      has(({ mark }) => mark === "contradicted", "series.key_contradicted"),
    ]
      .filter(Boolean)
      .join(" ");
  }

  // The figures of the marks, for a file.
  const fileRows = (number, points, unit) =>
    points
      .filter(({ leads }) => leads)
      .map(({ row, vintage, lower, upper }) => ({
        ...doichieu.keysForFile(doichieu.reportOf(row), row),
        quantity: NUMBERS[number].quantity,
        value: row[number],
        lower,
        upper,
        unit,
        vintage,
        check_status: row.check_statuses[number],
        figure_no: row.figures[number].join(" "),
        printed: row.printed[number].join(" | "),
      }));

  function titleOf(number, basis, unit) {
    const { say, basisName, baseName } = doichieu;
    if (number === "level") return say("series.level", { unit });
    if (number === "growth_pct") return say("series.growth", { base: baseName(basis) });
    return basis ? say("series.completion_of", { plan: basisName(basis) }) : say("series.completion");
  }

  // The chart of one number and basis, or null where there are not two periods to join.
  function chartOf(choice, number, basis, groups) {
    const { say } = doichieu;
    if (endsOf(groups.map(([row]) => row)).size < 2) return null;
    const indicator = doichieu.indicators.get(choice.indicator);
    const unit = number === "level" ? doichieu.unitName(indicator.unit) : "%";
    const ordered = groups.toSorted(([one], [other]) => (periodOf(one).ends < periodOf(other).ends ? -1 : 1));
    const points = choice.areas.flatMap((area) => {
      const its = ordered.filter(([row]) => doichieu.areaOf(row.territory) === area);
      return pointsOf(choice, number, area, its, unit);
    });
    const elapsed = number === "plan_pct" ? elapsedOf(choice, points) : [];
    const names = [...new Set(points.map(({ series }) => series))];
    const title = titleOf(number, basis, unit);
    const file = {
      title: say("series.file_title", {
        indicator: doichieu.indicatorName(choice.indicator),
        places: names.length > MOST_NAMED ? say("series.several", { count: names.length }) : names.join(", "),
        title,
        kind: kindName(choice.kind),
      }),
      source: doichieu.sourceOf(points.map(({ row }) => row)),
      rows: () => fileRows(number, points, unit),
      embed: { ...address(choice), chart: basis ? `${number}/${basis}` : number },
    };
    const spec = (width) =>
      doichieu.seriesChart({
        points: points.map(({ row, ...point }) => point),
        elapsed,
        names,
        ticks: ticksOf(points, width),
        fromZero: number === "level" && choice.kind === "cumulative",
      });
    return doichieu.chart(title, keyOf(choice, points, elapsed), TABLE, spec, file);
  }

  // A level is of no basis; plans and growth of different bases are charts of their own.
  const charts = (choice) =>
    Object.keys(NUMBERS).flatMap((number) => {
      const all = doichieu.vintages(choice.rows, number);
      if (number === "level") return [chartOf(choice, number, "", all)];
      const bases = [...new Set(all.map(([row]) => row.basis))].sort();
      return bases.map((basis) =>
        chartOf(choice, number, basis, all.filter(([row]) => row.basis === basis)),
      );
    }).filter(Boolean);

  // The choice of places: those chosen, each with a button that takes it out, and another to add.
  function placeChooser(choice) {
    const { say } = doichieu;
    // What the reader chose stays; the usual vintage depends on the number of places.
    const go = (areas) => doichieu.go({ ...address(choice, areas), vintage: doichieu.state().vintage });
    if (choice.places.size < 2) return "";
    const chosen = choice.areas.map((area) => {
      const without = choice.areas.filter((one) => one !== area);
      const name = choice.names.get(area);
      if (!without.length) return element("span", { class: "chosen" }, name);
      const click = () => go(without);
      const label = say("series.remove", { name });
      return element("button", { type: "button", class: "chosen", click, "aria-label": label }, name, " ×");
    });
    const others = doichieu.byName(
      [...choice.places.keys()].filter((area) => !choice.areas.includes(area)),
      (area) => choice.names.get(area),
    );
    let another = others.length ? others[0][0] : null;
    const adding = () => [
      doichieu.chooser({
        id: "choose-place",
        label: say("series.another"),
        options: others,
        value: another,
        choose: (area) => {
          another = area;
        },
      }),
      element(
        "button",
        { type: "button", id: "add-place", click: () => go([...choice.areas, another]) },
        say("series.add"),
      ),
    ];
    const isFull = choice.areas.length >= MOST_PLACES || !others.length;
    const full = () => element("span", { class: "soft" }, say("series.most", { count: MOST_PLACES }));
    const legend = element("legend", {}, say("series.places", { count: MOST_PLACES }));
    return element("fieldset", { class: "places" }, legend, chosen, isFull ? full() : adding());
  }

  // A number with its rounding below, or a range, and its status where that is a remark.
  const numberColumn = (number, title) => {
    const { traced, show } = NUMBERS[number];
    return doichieu.column(title, (row) => row[number] ?? row.intervals[number], {
      numeric: true,
      show: (row) => {
        const ends = row.intervals[number];
        const text = doichieu.numberOrInterval(row[number], ends, show);
        if (text === "–") return text;
        const status = row.check_statuses[number];
        return element(
          "span",
          {},
          doichieu.valueLink(text, traced, doichieu.reportOf(row).id, row),
          row[number] !== null && doichieu.isKnown(ends) ? [element("br"), small(doichieu.interval(ends))] : null,
          REMARKS.includes(status) ? [element("br"), doichieu.statusMark("check_status", status)] : null,
        );
      },
    });
  };

  function tableOf(choice) {
    const { column, say } = doichieu;
    const placeName = (row) => choice.names.get(doichieu.areaOf(row.territory));
    const columns = [
      column("period", (row) => periodOf(row).ends, {
        show: (row) => doichieu.periodName(row.period),
        heads: true,
      }),
      choice.areas.length > 1 ? column("territory", placeName) : null,
      numberColumn("level", "level"),
      numberColumn("plan_pct", "plan_pct"),
      doichieu.paceColumn(),
      numberColumn("growth_pct", "growth"),
      column("report", (row) => doichieu.reportOf(row).title, {
        show: (row) =>
          element(
            "span",
            {},
            doichieu.reportLink(doichieu.reportOf(row)),
            row.basis ? ` (${doichieu.basisName(row.basis)})` : "",
          ),
      }),
    ].filter(Boolean);
    return doichieu.table({ id: TABLE.id, caption: say(TABLE.caption), columns, rows: choice.rows });
  }

  async function seriesView(state) {
    const { say } = doichieu;
    const choice = await asked(state);
    const drawn = charts(choice);
    const now = { ...state, indicator: choice.indicator, kind: choice.kind, vintage: choice.vintage };
    const kinds = [...choice.kinds.keys()].map((name) => [name, kindName(name)]);
    const vintages = VINTAGES.map((name) => [name, say(`series.vintage_${name}`)]);
    const onlyPlace = choice.places.size === 1 ? choice.names.get(choice.areas[0]) : null;
    const unit = doichieu.unitName(doichieu.indicators.get(choice.indicator).unit);
    return [
      heading(doichieu.indicatorName(choice.indicator)),
      soft([say("series.title"), onlyPlace, unit].filter(Boolean).join(" · ")),
      doichieu.choices(
        doichieu.choice("indicator", doichieu.indicatorNames(), now, false),
        kinds.length > 1 ? doichieu.choice("kind", kinds, now, false) : "",
        choice.areRevised ? doichieu.choice("vintage", vintages, now, false) : "",
        placeChooser(choice),
      ),
      ...drawn,
      doichieu.leftOut(),
      choice.rows.length && !drawn.length ? soft(say("series.single")) : "",
      choice.rows.length ? tableOf(choice) : element("p", {}, say("series.none")),
    ];
  }

  doichieu.views.set("indicator", { show: seriesView, offered: () => true });
})();
