"use strict";
// The search of a collection: pages, figures, places, indicators, periods and reports by words or keys.

(() => {
  // Options of each kind; of reports there is a link to all.
  const MOST = 6;

  // What can be found in the index, with the folded text that a search looks through; made at the first search in a
  // language.
  let entries = null;

  const made = (rows, read) =>
    rows.map((row) => {
      const entry = read(row);
      return { ...entry, folded: doichieu.folded(`${entry.text} ${entry.more || ""}`), start: doichieu.folded(entry.text) };
    });

  function makeEntries() {
    const { index, say, number } = doichieu;
    const counts = new Map();
    const add = (key) => counts.set(key, (counts.get(key) || 0) + 1);
    for (const report of index.reports) {
      add(`territory/${report.territory}`);
      add(`period/${report.period}`);
      add(`year/${doichieu.yearOf(report)}`);
    }
    const reports = (key) => say("search.count", { count: number(counts.get(key)) });
    const used = (kind) => [...counts.keys()].filter((key) => key.startsWith(kind)).map((key) => key.slice(kind.length));
    const inBoth = (write) => doichieu.inEveryLanguage(write).join(" ");
    const periodTexts = new Map(used("period/").map((id) => [id, inBoth(() => doichieu.periodName(id))]));
    return {
      language: doichieu.language,
      pages: made([...doichieu.views].filter(([, view]) => view.offered && view.offered()), ([name]) => ({
        text: say(`nav.${name}`),
        more: inBoth(() => say(`nav.${name}`)),
        state: { view: name },
      })),
      places: made(used("territory/"), (id) => ({
        id,
        text: doichieu.placeName(id),
        more: doichieu.placeText(id),
        note: reports(`territory/${id}`),
        state: { view: "reports", territory: id },
      })),
      indicators: made(index.indicators, ({ id, vi, en }) => ({
        id,
        text: doichieu.indicatorName(id),
        more: `${vi} ${en} ${id}`,
        note: id,
        state: { view: "indicator", indicator: id },
      })),
      periods: made([...used("year/").sort().reverse().map((id) => ["year", id]), ...used("period/").map((id) => ["period", id])], ([key, id]) => ({
        text: key === "year" ? id : doichieu.periodName(id),
        more: key === "year" ? "" : `${periodTexts.get(id)} ${id}`,
        note: reports(`${key}/${id}`),
        state: { view: "reports", [key]: id },
      })),
      reports: made(index.reports, (report) => ({
        text: report.title,
        more: `${doichieu.placeText(report.territory)} ${periodTexts.get(report.period)} ${report.period} ${report.id}`,
        note: report.id,
        state: { report: report.id },
      })),
    };
  }

  // The entries that have all words; those that begin with them come first.
  function found(list, wanted) {
    const matches = doichieu.matcher(wanted);
    const begun = doichieu.folded(wanted.trim());
    const all = list.filter((entry) => matches(entry.folded));
    return [...all.filter((entry) => entry.start.startsWith(begun)), ...all.filter((entry) => !entry.start.startsWith(begun))];
  }

  // Words of which some name an indicator and the others a place: the indicator there.
  function pairs(wanted) {
    const words = doichieu.folded(wanted).split(/\s+/).filter(Boolean);
    if (words.length < 2) return [];
    const has = (entry) => words.map((word) => entry.folded.includes(word));
    const some = (list) => list.map((entry) => ({ entry, has: has(entry) })).filter((one) => one.has.some(Boolean) && !one.has.every(Boolean));
    const places = some(entries.places);
    return some(entries.indicators).flatMap((indicator) =>
      places
        .filter((place) => words.every((_, at) => indicator.has[at] || place.has[at]))
        .map((place) => ({
          text: `${indicator.entry.text}, ${place.entry.text}`,
          state: { view: "indicator", indicator: indicator.entry.id, territory: place.entry.id },
        })),
    );
  }

  // `report#12` is a figure of a report.
  function figures(wanted) {
    const [, id, no] = wanted.trim().match(/^(\S+)[#/](\d+)$/) || [];
    const report = id && doichieu.index.reports.find((one) => one.id.toLowerCase() === id.toLowerCase());
    if (!report) return [];
    const text = doichieu.say("search.figure", { no, report: report.title });
    return [{ text, state: { figure: `${encodeURIComponent(report.id)}/${no}` } }];
  }

  doichieu.found = (wanted) => {
    if (!entries || entries.language !== doichieu.language) entries = makeEntries();
    if (!wanted.trim()) return [];
    const groups = { figures: figures(wanted) };
    for (const name of ["places", "indicators", "periods", "reports", "pages"]) {
      groups[name] = found(entries[name], wanted);
      if (name === "indicators") groups.both = pairs(wanted);
    }
    return Object.entries(groups).map(([name, all]) => {
      const options = all.slice(0, MOST);
      if (name === "reports" && all.length > MOST) {
        const state = { view: "reports", "report-table.filter": wanted.trim() };
        options.push({ text: doichieu.say("search.all"), note: doichieu.say("search.count", { count: doichieu.number(all.length) }), state });
      }
      return { title: doichieu.say(`search.${name}`), options };
    });
  };

  // Puts the search of a collection into the head of the page.
  doichieu.drawSearch = () => {
    if (!doichieu.isCollection()) return;
    const box = doichieu.combobox({
      id: "search-box",
      label: doichieu.say("search.label"),
      hint: doichieu.say("search.hint"),
      find: doichieu.found,
      choose: ({ state }) => doichieu.go(state),
    });
    document.getElementById("search").replaceChildren(box);
  };
})();
