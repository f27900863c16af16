"use strict";
// Small charts side by side: up to six places of one indicator, or six indicators of one place, over
// all periods of one kind.

(() => {
  const { element, placeName, small, soft } = doichieu;
  const MOST = 6;
  // Indicators shown before the reader chooses.
  const FIRST_INDICATORS = 3;
  const EACH = ["territory", "indicator"];
  const TABLE = { id: "multiples-table", caption: "places.multiples_table" };

  // The address lists keys that may have any letter.
  const written = (ids) => ids.map(encodeURIComponent).join(",");
  function read(text) {
    try {
      return (text || "").split(",").filter(Boolean).map(decodeURIComponent);
    } catch {
      return []; // a text in another encoding has no keys
    }
  }

  // Periods of a year by kind; those of another kind do not follow one another.
  const IN_A_YEAR = { year: 1, half: 2, quarter: 4, month: 12, months: 1, to_date: 1 };

  // A number that grows by one from a period to the next of its kind; NaN where there is none next.
  function order(period) {
    const { form } = doichieu.periods.get(period);
    const part = IN_A_YEAR[form] > 1 ? Number(period.slice(5).replace(/\D/g, "")) : 0;
    return IN_A_YEAR[form] * Number(period.slice(0, 4)) + part;
  }

  // Rows in order of time, each with the line that it belongs to: a missing period ends one.
  function lined(rows) {
    const { endOf } = doichieu.places;
    const sorted = [...rows].sort((one, other) => (endOf(one.period) < endOf(other.period) ? -1 : 1));
    let line = 0;
    return sorted.map((row, place) => {
      if (place && order(row.period) !== order(sorted[place - 1].period) + 1) line += 1;
      return { ...row, line };
    });
  }

  // The choice of what stands side by side; no more can be chosen than there is room for.
  function chooser(each, options, chosen) {
    const { say } = doichieu;
    const box = ([id]) => element("input", { type: "checkbox", value: id, checked: chosen.includes(id) });
    const boxes = options.map(box);
    const limit = () => {
      const isFull = boxes.filter((one) => one.checked).length >= MOST;
      for (const one of boxes) one.disabled = isFull && !one.checked;
    };
    limit();
    const submit = (event) => {
      event.preventDefault();
      const ids = boxes.filter((one) => one.checked).map((one) => one.value);
      doichieu.go({ ...doichieu.withoutDialog(doichieu.state()), view: "places", each, with: written(ids) });
    };
    const labels = options.map(([, name], place) => element("label", {}, boxes[place], " ", name));
    const legend = element("legend", { class: "soft" }, say(`places.each_${each}`));
    return element(
      "details",
      {},
      element("summary", {}, say(`places.pick_${each}`, { count: String(MOST) })),
      element(
        "form",
        { submit },
        element("fieldset", { class: "picks", change: limit }, legend, labels),
        element("button", { type: "submit" }, say("places.apply")),
      ),
    );
  }

  // The series of the charts: a name, a unit, and the rows of the kind of period.
  async function seriesOf(each, ids, territory, { indicator, found }) {
    const { groupsOf, isPublished, kindOf } = doichieu.places;
    const kind = kindOf(found.period);
    const isWanted = ({ quantity, basis, period }) =>
      quantity === found.quantity && basis === found.basis && kindOf(period) === kind;
    const one = async (id) => {
      const [shown, place] = each === "territory" ? [indicator, id] : [id, territory];
      const groups = await groupsOf(shown);
      const rows = groups.filter(isWanted).flatMap((group) => group.rows);
      return {
        ...{ id, indicator: shown, territory: place },
        name: each === "territory" ? placeName(place) : doichieu.indicatorName(shown),
        unit: doichieu.unitName(doichieu.indicators.get(shown).unit),
        rows: lined(rows.filter((row) => row.territory === place && isPublished(row))),
      };
    };
    return Promise.all(ids.map(one));
  }

  // `chosen`: what the address of each chart adds to that of the view.
  function charts(each, series, drawn, chosen) {
    const { addressOf, endOf, fileOf, kindOf, numberOf, quantityTitle, shownValue } = doichieu.places;
    const { found } = drawn;
    const rows = series.flatMap((one) => one.rows);
    const days = [...new Set(rows.map((row) => endOf(row.period)))].sort();
    const roundingOf = (row) => row.interval.map((end) => (end === null ? numberOf(row) : end));
    const numbers = rows.flatMap(roundingOf);
    // Levels of several places are compared from zero.
    const least = found.quantity === "level" ? [0, ...numbers] : numbers;
    const ends = each === "territory" ? [Math.min(...least), Math.max(...least)] : null;
    return series.map(({ id, name, indicator, territory, unit, rows: own }) => {
      if (!own.length) return soft(`${name}: ${doichieu.say("places.no_figure")}`);
      const points = own.map((row) => ({
        at: endOf(row.period),
        value: numberOf(row),
        lower: roundingOf(row)[0],
        upper: roundingOf(row)[1],
        line: row.line,
        status: row.status || "",
        sentence: `${name}, ${doichieu.periodName(row.period)}: ${valueWithUnit(found, unit, shownValue(row))}`,
        leads: addressOf(row),
      }));
      const spec = (width) => doichieu.multipleChart(points, { days, ends }, width);
      const title = quantityTitle(found, unit);
      const file = fileOf(drawn, "multiples", own, {
        title: doichieu.say("series.file_title", {
          indicator: doichieu.indicatorName(indicator),
          places: placeName(territory),
          title,
          kind: doichieu.kindName(kindOf(found.period)),
        }),
        key: doichieu.say("places.multiples_key"),
        embed: { ...chosen, chart: id },
      });
      return doichieu.chart(name, title, TABLE, spec, file);
    });
  }

  const valueWithUnit = (found, unit, text) => (found.quantity === "level" ? `${text} ${unit}` : text);

  function table(each, series, found) {
    const { say, column } = doichieu;
    const { endOf, numberColumns, valueLink } = doichieu.places;
    const rows = series.flatMap(({ name, unit, rows: own }) => own.map((row) => ({ ...row, name, unit })));
    const show = (row) =>
      found.quantity === "level"
        ? element("span", {}, valueLink(row), " ", small(row.unit))
        : valueLink(row);
    const columns = [
      column("period", (row) => endOf(row.period), { show: (row) => doichieu.periodName(row.period), heads: true }),
      column(each, (row) => row.name),
      ...numberColumns(rows, say(`places.quantity_${found.quantity}`), show),
    ];
    return doichieu.table({ id: TABLE.id, caption: say(TABLE.caption), columns, rows });
  }

  // The places of the kind of period, or the indicators; and the first of them.
  function offered(each, { indicator, common, found, rows }) {
    const { kindOf } = doichieu.places;
    const ofKind = found.groups.filter(({ period }) => kindOf(period) === kindOf(found.period));
    const ids = new Set(ofKind.flatMap((group) => group.rows.map((row) => row.territory)));
    const places = doichieu.byName(ids, placeName);
    if (each === "territory") return { places, options: places, first: rows.map((row) => row.territory) };
    const fullest = [...common.indicators].sort((one, other) => other.most - one.most).map(({ id }) => id);
    const first = [...new Set([indicator, ...fullest])].slice(0, FIRST_INDICATORS);
    return { places, options: doichieu.byName(fullest, doichieu.indicatorName), first };
  }

  doichieu.multiples = async (drawn, state) => {
    const { say } = doichieu;
    const { choice, kindOf, tabs } = doichieu.places;
    const { found, rows } = drawn;
    const each = EACH.includes(state.each) ? state.each : "territory";
    const { places, options, first } = offered(each, drawn);
    const territory = [state.territory, ...rows.map((row) => row.territory), places[0][0]].find((one) =>
      places.some(([id]) => id === one),
    );
    const asked = read(state.with).filter((one) => options.some(([id]) => id === one));
    const ids = (asked.length ? asked : first).slice(0, MOST);
    const series = await seriesOf(each, ids, territory, drawn);
    const note = say(`places.note_${each}`, { kind: doichieu.kindName(kindOf(found.period)), place: placeName(territory) });
    const chosen = { each, with: written(ids), territory: each === "indicator" ? territory : "" };
    return [
      tabs("each", EACH, each, say("places.sides"), (one) => say(`places.by_${one}`), { with: "" }),
      each === "indicator"
        ? doichieu.choices(choice("territory", [[null, places]], territory))
        : null,
      chooser(each, options, ids),
      soft(`${note} ${say("places.multiples_key")}`),
      element("div", { class: "multiples" }, charts(each, series, drawn, chosen)),
      table(each, series, found),
    ];
  };
})();
