"""The files of a site: the page, its scripts, and the data files that it loads when needed."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doichieu.base.contradictions import MOST_FIGURES as MOST_CONFLICTING
from doichieu.base.templating import template
from doichieu.base.warehouse import opened
from doichieu.site.charts import write_chart_library
from doichieu.site.maps import copy_licence, drawing
from doichieu.site.questions import answers
from doichieu.site.sentences import (
    Names,
    Record,
    check_sentence,
    conflict_heading,
    conflict_sentence,
    growth_sentence,
    plan_sentence,
)
from doichieu.site.words import LANGUAGES, catalogue, say

HOME = Path(__file__).parent
# The newest reports, which the page gives in words; scripts show every report.
REPORTS_IN_WORDS = 10
# Sentences or names in each list of such a report.
MOST_SENTENCES = 30
# Printed figures of such a report.
MOST_FIGURES = 60
# The browser runs and loads only the files of the site, and contacts no server. `file:` is for a
# site opened from disk, where 'self' does not match in every browser.
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
# Pages that other stages may have written beside this one, by the phrase of their links.
NEIGHBOURS = {
    "data.docs": "docs/index.html",
    "data.validation": "validation/index.html",
}


@dataclass(frozen=True)
class PrintedFigure:
    """A printed figure with the names of its indicator and unit, by language."""

    figure: Record
    indicator: dict[str, str]
    unit: dict[str, str]


@dataclass(frozen=True)
class ConflictInWords:
    """Figures that cannot all hold: a heading, a line for each of the first, how many more there
    are, and whether one edit mends it."""

    heading: dict[str, str]
    figures: list[dict[str, str]]
    omitted: int
    is_mended: bool


@dataclass(frozen=True)
class ReportInWords:
    """One report for a page without scripts: sentences, each in every language."""

    report: Record
    plans: list[dict[str, str]]
    growth: list[dict[str, str]]
    conflicts: list[ConflictInWords]
    contradictions: list[dict[str, str]]
    suspects: list[dict[str, str]]
    unverifiable: list[dict[str, str]]
    is_cut: bool
    figures: list[PrintedFigure]
    figure_count: int


@dataclass(frozen=True)
class Answers:
    """The part of a warehouse that the page itself contains: index and newest reports in words."""

    index: Record
    in_words: list[ReportInWords]


def lay_out(site: Path) -> None:
    """Start a site: write the files that do not depend on the warehouse."""
    shutil.copytree(HOME / "app", site / "app")
    write_chart_library(site / "app" / "vega.js")
    write_script(site / "app" / "catalogue.js", "doichieu.catalogue = ", catalogue())


def write_answers(site: Path, warehouse: Path) -> Answers:
    """Write the data files of the page, and return the answers that the page itself contains."""
    in_words: list[ReportInWords] = []
    with opened(warehouse) as connection:
        found = answers(connection)
        name, text = next(found)
        index = json.loads(text)
        write_data(site, name, text)
        names = {language: names_in(language, index) for language in LANGUAGES}
        for name, text in found:
            write_data(site, name, text)
            if name == "territories" and json.loads(text)["map_from"]:
                write_map(site)
            if name.startswith("reports/") and len(in_words) < REPORTS_IN_WORDS:
                report = index["reports"][len(in_words)]
                in_words.append(put_in_words(names, report, json.loads(text)))
    return Answers(index, in_words)


def write_page(site: Path, shown: Answers, manifest: Record) -> None:
    """Write the page, which opens from disk and from a server, and needs no network.

    It links to the pages and exports that exist by now, beside it and in `../exports/`.
    """
    page = render(shown.index, shown.in_words, manifest, neighbours(site))
    (site / "index.html").write_text(page, encoding="utf-8")


def write_data(site: Path, name: str, text: str) -> None:
    """Write one answer as a script that passes it to the page: a page on disk may not fetch
    files."""
    path = site / "data" / f"{name}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"doichieu.receive({json.dumps(name)}, {text});\n", encoding="utf-8")


def write_map(site: Path) -> None:
    """Write the map of the provinces, with the licence of its shapes."""
    write_data(site, "map", json.dumps(drawing(), separators=(",", ":")))
    copy_licence(site / "data" / "map-licence.txt")


def write_script(path: Path, before: str, value: Any) -> None:
    """Write a value as a script of one statement."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_text(f"{before}{text};\n", encoding="utf-8")


def names_in(language: str, index: Record) -> Names:
    """The names of the index in one language."""
    return Names(
        language,
        *(
            {row["id"]: row for row in index[table]}
            for table in ("indicators", "units", "territories", "periods")
        ),
    )


def put_in_words(names: dict[str, Names], report: Record, data: Record) -> ReportInWords:
    """Put one report into words, in every language."""

    def checks(verdict: str) -> list[Record]:
        return [check for check in data["checks"] if check["verdict"] == verdict]

    unverifiable = unverifiable_observations(data)
    contradictions, suspects = checks("contradiction"), checks("suspect")
    conflicts = data["conflicts"]
    lists = (data["plans"], data["growth"], conflicts, contradictions, suspects, unverifiable)
    return ReportInWords(
        report,
        plans=in_every_language(plan_sentence, names, report, data["plans"]),
        growth=in_every_language(growth_sentence, names, report, data["growth"]),
        conflicts=[
            conflict_in_words(names, report, data, one) for one in conflicts[:MOST_SENTENCES]
        ],
        contradictions=in_every_language(check_sentence, names, report, contradictions),
        suspects=in_every_language(check_sentence, names, report, suspects),
        unverifiable=in_every_language(Names.indicator_at, names, report, unverifiable),
        is_cut=max(map(len, lists)) > MOST_SENTENCES,
        figures=[printed(names, report, figure) for figure in data["figures"][:MOST_FIGURES]],
        figure_count=len(data["figures"]),
    )


def conflict_in_words(
    names: dict[str, Names], report: Record, data: Record, conflict: Record
) -> ConflictInWords:
    """A conflict, in every language."""
    figures = {figure["no"]: figure for figure in data["figures"]}
    size = len(conflict["figures"])
    rows = [
        figures[one["no"]] | {"implied": one["implied"], "size": size}
        for one in conflict["figures"][:MOST_CONFLICTING]
    ]
    return ConflictInWords(
        {language: conflict_heading(language, size) for language in LANGUAGES},
        in_every_language(conflict_sentence, names, report, rows),
        size - len(rows),
        conflict["mended"],
    )


def printed(names: dict[str, Names], report: Record, figure: Record) -> PrintedFigure:
    """A printed figure with its names in every language."""
    return PrintedFigure(
        figure,
        {
            language: named.placed(named.indicator(figure), report, figure)
            for language, named in names.items()
        },
        {language: named.unit(figure["unit"]) for language, named in names.items()},
    )


def unverifiable_observations(data: Record) -> list[Record]:
    """The first unverifiable figure of each indicator, territory and period."""
    found: dict[tuple[str, ...], Record] = {}
    for figure in data["figures"]:
        if figure["status"] == "unverifiable":
            place = (figure["indicator"], figure["territory"], figure["period"])
            found.setdefault(place, figure)
    return [found[place] for place in sorted(found)]


def in_every_language(
    sentence: Callable[[Names, Record, Record], str],
    names: dict[str, Names],
    report: Record,
    rows: Sequence[Record],
) -> list[dict[str, str]]:
    """The sentence of each of the first rows, by language."""
    return [
        {language: sentence(names[language], report, row) for language in LANGUAGES}
        for row in rows[:MOST_SENTENCES]
    ]


def neighbours(site: Path) -> Record:
    """The pages beside this one and the files of the exports, as far as they are written."""
    exports = site.parent / "exports"
    files = sorted(path for path in exports.glob("*") if not path.name.startswith("."))
    return {
        "pages": {name: path for name, path in NEIGHBOURS.items() if (site / path).is_file()},
        "exports": {f"{path.name}/" if path.is_dir() else path.name: kind(path) for path in files},
    }


def kind(path: Path) -> str | None:
    """The word for a file or folder of the exports, by its ending or its name; None without."""
    known = {name.partition(".")[2] for name in catalogue() if name.startswith("download.")}
    return next((name for name in (path.suffix[1:], path.stem) if name in known), None)


def render(index: Record, in_words: list[ReportInWords], manifest: Record, beside: Record) -> str:
    """The page itself."""
    page = template(HOME / "templates", "index.html.j2", say=say, languages=LANGUAGES)
    rendered: str = page.render(
        index=index,
        reports_in_words=in_words,
        policy=POLICY,
        most=MOST_SENTENCES,
        territories={row["id"]: row for row in index["territories"]},
        manifest=manifest,
        beside=beside,
    )
    return rendered
