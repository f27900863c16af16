"use strict";
// The options of the lists that are searched: indicators, units, territories.

(() => {
  const { draft, say } = doichieu;

  // The options of a table; those that the draft uses come first.
  function optionsOf(table, key, column, hint) {
    let version = "";
    let options = [];
    return () => {
      const now = `${doichieu.language} ${draft[table].size}`;
      if (now !== version) {
        version = now;
        const used = new Set(draft.rows.map((row) => row.cells[column]));
        const rows = [...draft[table].values()];
        const first = rows.filter((row) => used.has(row[key]));
        const name = (row) => row[`name_${doichieu.language}`] || row[key];
        const others = (row) => [
          row.name_vi,
          row.name_en,
          ...`${row.aliases_vi || ""}|${row.aliases_en || ""}|${row.aliases || ""}`.split("|"),
        ];
        options = [...first, ...rows.filter((row) => !used.has(row[key]))].map((row) =>
          doichieu.option(row[key], name(row), hint(row), others(row)),
        );
      }
      return options;
    };
  }

  const own = new Set(doichieu.data.own.indicators);
  const origin = (id) => {
    if (own.has(id)) return "";
    return ` · ${say(isKnown.has(id) ? "choice.catalogue" : "choice.new")}`;
  };
  const isKnown = new Set(doichieu.data.known.indicators.map(([id]) => id));
  doichieu.indicatorOptions = optionsOf(
    "indicators",
    "indicator_id",
    "indicator_id",
    (row) => `${doichieu.unitName(row.unit_id)} · ${row.indicator_id}${origin(row.indicator_id)}`,
  );
  doichieu.unitOptions = optionsOf("units", "unit_id", "unit_id", (row) => row.unit_id);
  doichieu.territoryOptions = optionsOf(
    "territories",
    "territory_id",
    "territory_id",
    (row) => row.territory_id,
  );
})();
