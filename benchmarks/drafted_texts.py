"""How well texts are drafted: the rows of a draft against rows that were typed and checked.

A corpus is a folder with `texts/<report_id>.txt`, the rows `gold/<report_id>.csv` in the figures
format, and `seeds/reference/reports.csv`. Its `optional/<report_id>.csv`, if there is one, lists
numbers that are neither asked for nor held against a draft. Gold rows may leave `indicator_id`
blank; an id that the seeds do not have is not compared, nor is one as the basis of a share. A blank
basis with a note that begins with `base` is not compared: a word of the text names it.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import results
from doichieu.documents.draft import DraftedFigure
from doichieu.documents.known import Known
from doichieu.documents.prose.drafting import draft_prose
from doichieu.wording.text import paragraphs

Row = dict[str, str]
COLUMNS = ("indicator_id", "territory_id", "period_id", "qualifier", "basis")


def run(name: str, corpus: Path, seeds: Path | None, folder: Path) -> int:
    """Draft every text of a corpus and store the counts under its name."""
    by_language = measure(corpus, seeds or corpus / "seeds")
    before = results.read(folder, "drafts") or {}
    corpora = {one["corpus"]: one for one in before.get("corpora", [])}
    for language, counts in sorted(by_language.items()):
        title = f"{name}, {language}"
        corpora[title] = {"corpus": title, **counts}
    results.write(folder, "drafts", {"corpora": list(corpora.values())})
    return 0


def measure(corpus: Path, seeds: Path) -> dict[str, Counter[str]]:
    """The counts of each language: texts, gold, drafted and right rows, columns, marks."""
    known = Known.read(seeds)
    counts: dict[str, Counter[str]] = {}
    for path in sorted((corpus / "texts").glob("*.txt")):
        report = known.reports[path.stem]
        lines = paragraphs(path.read_text(encoding="utf-8"))
        drafted = draft_prose(lines, known, report).figures
        gold = _rows(corpus / "gold" / f"{path.stem}.csv")
        optional = _rows(corpus / "optional" / f"{path.stem}.csv")
        language = "English" if report["number_format"] == "en" else "Vietnamese"
        counts.setdefault(language, Counter()).update(_compare(gold, optional, drafted, known))
    return counts


def _rows(path: Path) -> list[Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _compare(
    gold: Sequence[Row], optional: Sequence[Row], drafted: Sequence[DraftedFigure], known: Known
) -> Counter[str]:
    counts = Counter[str](texts=1, gold=len(gold))
    left = list(gold)
    asked = Counter((row["place"], _bare(row["printed"])) for row in gold)
    free = Counter((row["place"], _bare(row["printed"])) for row in optional)
    for figure in _apart(drafted, asked):
        number = (figure.place, _bare(figure.printed))
        if not asked[number] and free[number]:
            free[number] -= 1
            continue
        asked[number] -= 1
        counts["drafted"] += 1
        counts["marked"] += bool(figure.doubts)
        match = next((row for row in left if _is_row(row, figure)), None)
        if match is None:
            counts["unmarked_wrong"] += not figure.doubts
            continue
        left.remove(match)
        counts["right"] += 1
        wrong = list(_wrong_columns(match, figure, known))
        counts["whole"] += not wrong
        counts.update(f"wrong_{column}" for column in wrong)
    return counts


def _apart(
    drafted: Sequence[DraftedFigure], asked: Mapping[tuple[str, str], int]
) -> Iterator[DraftedFigure]:
    """The figures; a range is two where the checked rows have its two ends."""
    for figure in drafted:
        ends = figure.printed.split("-")
        if len(ends) == 2 and all(asked[(figure.place, end)] for end in ends):
            yield from (replace(figure, printed=end) for end in ends)
        else:
            yield figure


def _is_row(row: Row, figure: DraftedFigure) -> bool:
    mine = (figure.place, _bare(figure.printed), figure.measure, figure.unit_id)
    return mine == (row["place"], _bare(row["printed"]), row["measure"], row["unit_id"])


def _wrong_columns(row: Row, figure: DraftedFigure, known: Known) -> Iterator[str]:
    ids = known.own_indicators or known.indicators
    named = {"indicator_id", "basis"} if row["measure"] == "share_pct" else {"indicator_id"}
    for column in COLUMNS:
        if column in named and row[column] not in ids:
            continue
        if column == "basis" and not row[column] and row["note"].startswith("base"):
            continue
        if getattr(figure, column) != row[column]:
            yield column


def _bare(printed: str) -> str:
    return printed.lstrip("+").replace("−", "-")


def counted(result: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    """A line of the table for each corpus and language."""
    for one in result["corpora"]:
        unmarked = one["drafted"] - one["marked"]
        yield (
            one["corpus"],
            one["texts"],
            one["gold"],
            _percent(one["right"], one["drafted"]),
            _percent(one["right"], one["gold"]),
            _percent(one["whole"], one["right"]),
            _percent(unmarked - one.get("unmarked_wrong", 0), unmarked),
            _percent(one["marked"], one["drafted"]),
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"
