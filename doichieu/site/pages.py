"""The files of a site: the page, what makes it work, and the data that it loads when asked."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doichieu.base.templating import template
from doichieu.report.findings import opened
from doichieu.site.charts import write_chart_library
from doichieu.site.questions import answers
from doichieu.site.sentences import (
    Names,
    Record,
    check_sentence,
    growth_sentence,
    plan_sentence,
)
from doichieu.site.words import LANGUAGES, catalogue, say

HOME = Path(__file__).parent
# So many reports, the newest, are told in words on the page itself; scripts show any.
TOLD_IN_WORDS = 10
# And of each so many plans, growths, checks and names: the first are those to act on.
MOST_SENTENCES = 30
# And of its figures so many, as they were printed.
MOST_PRINTS = 60
# What other stages may have laid beside the page, and the words that lead there.
NEIGHBOURS = {
    "data.docs": "docs/index.html",
    "data.validation": "validation/index.html",
}


@dataclass(frozen=True)
class Print:
    """A printed figure, and what it is of and in, by language."""

    figure: Record
    indicator: dict[str, str]
    unit: dict[str, str]


@dataclass(frozen=True)
class Told:
    """One report as the page tells it without a script: sentences, each in every language."""

    report: Record
    plans: list[dict[str, str]]
    growth: list[dict[str, str]]
    contradictions: list[dict[str, str]]
    suspects: list[dict[str, str]]
    unverifiable: list[dict[str, str]]
    is_cut: bool
    prints: list[Print]
    print_count: int


@dataclass(frozen=True)
class Answers:
    """What the page itself shows of a warehouse: the index, and the newest reports in words."""

    index: Record
    told: list[Told]


def lay_out(site: Path) -> None:
    """Begin a site: all of it that is the same whatever the warehouse holds."""
    shutil.copytree(HOME / "app", site / "app")
    write_chart_library(site / "app" / "vega.js")
    write_script(site / "app" / "catalogue.js", "doichieu.catalogue = ", catalogue())


def write_answers(site: Path, warehouse: Path) -> Answers:
    """Write the data that the page loads when asked, and return what it shows at once."""
    told: list[Told] = []
    with opened(warehouse) as connection:
        found = answers(connection)
        name, text = next(found)
        index = json.loads(text)
        write_data(site, name, text)
        names = {language: names_in(language, index) for language in LANGUAGES}
        for name, text in found:
            write_data(site, name, text)
            if name.startswith("reports/") and len(told) < TOLD_IN_WORDS:
                told.append(tell(names, index["reports"][len(told)], json.loads(text)))
    return Answers(index, told)


def write_page(site: Path, shown: Answers, manifest: Record) -> None:
    """Write the page. It opens from disk and by a server alike, and asks nothing of a network.

    It offers what stands beside it by now: other pages, and the files of `../exports/`.
    """
    page = render(shown.index, shown.told, manifest, neighbours(site))
    (site / "index.html").write_text(page, encoding="utf-8")


def write_data(site: Path, name: str, text: str) -> None:
    """Write one answer as a script that hands it to the page: a page from disk may not fetch."""
    path = site / "data" / f"{name}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"doichieu.receive({json.dumps(name)}, {text});\n", encoding="utf-8")


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


def tell(names: dict[str, Names], report: Record, data: Record) -> Told:
    """Put one report into words, in every language."""

    def checks(verdict: str) -> list[Record]:
        return [
            check for check in data["checks"] if check["verdict"] == verdict and check["stands_out"]
        ]

    unverifiable = unverifiable_observations(data)
    contradictions, suspects = checks("contradiction"), checks("suspect")
    lists = (data["plans"], data["growth"], contradictions, suspects, unverifiable)
    return Told(
        report,
        plans=in_every_language(plan_sentence, names, report, data["plans"]),
        growth=in_every_language(growth_sentence, names, report, data["growth"]),
        contradictions=in_every_language(check_sentence, names, report, contradictions),
        suspects=in_every_language(check_sentence, names, report, suspects),
        unverifiable=in_every_language(Names.indicator_at, names, report, unverifiable),
        is_cut=max(map(len, lists)) > MOST_SENTENCES,
        prints=[told_print(names, report, figure) for figure in data["figures"][:MOST_PRINTS]],
        print_count=len(data["figures"]),
    )


def told_print(names: dict[str, Names], report: Record, figure: Record) -> Print:
    """A printed figure with its names in every language."""
    return Print(
        figure,
        {
            language: named.placed(named.indicator(figure), report, figure)
            for language, named in names.items()
        },
        {language: named.unit(figure["unit"]) for language, named in names.items()},
    )


def unverifiable_observations(data: Record) -> list[Record]:
    """The first figure of each indicator and place with figures that nothing can check."""
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
    """What lies beside the page and in the exports by the time that the page is made."""
    exports = site.parent / "exports"
    files = sorted(path for path in exports.glob("*") if not path.name.startswith("."))
    return {
        "pages": {name: path for name, path in NEIGHBOURS.items() if (site / path).is_file()},
        "exports": [f"{path.name}/" if path.is_dir() else path.name for path in files],
    }


def render(index: Record, told: list[Told], manifest: Record, beside: Record) -> str:
    """The page itself."""
    page = template(HOME / "templates", "index.html.j2", say=say, languages=LANGUAGES)
    rendered: str = page.render(
        index=index,
        told_reports=told,
        most=MOST_SENTENCES,
        territories={row["id"]: row for row in index["territories"]},
        manifest=manifest,
        beside=beside,
    )
    return rendered
