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
      const { key, more, ...entry } = read(row);
      return doichieu.findable(entry, key, more);
    });

  function makeEntries() {
    const { index, say, number } = doichieu;
    const counts = new Map();
    const add = (key) => counts.set(key, (counts.get(key) || 0) + 1);
    for (const report of index.reports) {
      for (const place of doichieu.around(report.territory)) add(`territory/${place}`);
      add(`period/${report.period}`);
      add(`year/${doichieu.yearOf(report)}`);
    }
    const used = (kind) =>
      [...counts.keys()].filter((key) => key.startsWith(`${kind}/`)).map((key) => key.slice(kind.length + 1));
    // A place or a period: its reports.
    const listed = (kind, id, text, more = "") => ({
      key: id,
      text,
      more,
      note: say("search.count", { count: number(counts.get(`${kind}/${id}`)) }),
      state: { view: "reports", [kind]: id },
    });
    const offered = [...doichieu.views].filter(([, view]) => view.offered && view.offered());
    const years = used("year").sort().reverse();
    return {
      language: doichieu.language,
      pages: made(offered, ([name]) => ({
        key: name,
        text: say(`nav.${name}`),
        more: doichieu.inEveryLanguage(() => say(`nav.${name}`)).join(" "),
        state: { view: name },
      })),
      places: made(used("territory"), (id) => listed("territory", id, doichieu.placeName(id), doichieu.placeText(id))),
      indicators: made(index.indicators, ({ id, vi, en }) => ({
        key: id,
        text: doichieu.indicatorName(id),
        more: `${vi} ${en}`,
        note: id,
        state: { view: "indicator", indicator: id },
      })),
      periods: [
        ...made(years, (id) => listed("year", id, id)),
        ...made(used("period"), (id) => listed("period", id, doichieu.periodName(id), doichieu.periodText(id))),
      ],
      reports: made(index.reports, (report) => ({
        key: report.id,
        text: report.title,
        more: doichieu.reportText(report),
        note: report.id,
        state: { report: report.id },
      })),
    };
  }

  // Words of which some name an indicator and the others a place: the indicator there.
  function pairs(wanted) {
    const words = doichieu.words(wanted);
    if (words.length < 2) return [];
    // The entries with some of the words, but not all, and which they have.
    const some = (list) =>
      list
        .map((entry) => ({ entry, has: words.map((word) => entry.folded.includes(word)) }))
        .filter(({ has }) => has.some(Boolean) && !has.every(Boolean));
    const places = some(entries.places);
    return some(entries.indicators).flatMap((indicator) =>
      places
        .filter((place) => words.every((_, at) => indicator.has[at] || place.has[at]))
        .map((place) => ({
          text: `${indicator.entry.text}, ${place.entry.text}`,
          state: { ...indicator.entry.state, territory: place.entry.state.territory },
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

  // The list of all reports that have the words, where they are more than are shown.
  function allReports(wanted) {
    const { say, number } = doichieu;
    const matches = doichieu.matcher(wanted);
    const count = entries.reports.filter((entry) => matches(entry.folded)).length;
    if (count <= MOST) return [];
    const note = say("search.count", { count: number(count) });
    return [{ text: say("search.all"), note, state: { view: "reports", "report-table.filter": wanted.trim() } }];
  }

  doichieu.found = (wanted) => {
    if (!entries || entries.language !== doichieu.language) entries = makeEntries();
    if (!wanted.trim()) return [];
    const groups = { figures: figures(wanted) };
    for (const name of ["places", "indicators", "periods", "reports", "pages"]) {
      groups[name] = doichieu.matching(entries[name], wanted);
      if (name === "indicators") groups.both = pairs(wanted);
    }
    return Object.entries(groups).map(([name, all]) => {
      const options = all.slice(0, MOST);
      if (name === "reports") options.push(...allReports(wanted));
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
