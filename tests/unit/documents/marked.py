"""Texts for tests whose numbers are marked with what they are: {printed|measure|thing}."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from doichieu.documents.draft import Drafted, DraftedFigure
from doichieu.documents.known import Known
from doichieu.documents.prose.naming import name_indicators
from doichieu.wording.numbers import Number, numbers
from doichieu.wording.surroundings import surroundings

_MARK = re.compile(r"\{([^|}]+)\|(\w+)\|([^}]+)\}")
_UNITS = {
    "contribution_pts": "point",
    **dict.fromkeys(("multiple", "increase_times", "plan_multiple"), "times"),
}


@dataclass(frozen=True)
class Marked:
    """A drafted text, and what each of its figures is about by its marks."""

    drafted: Drafted
    things: tuple[str, ...]

    def wrong(self, ids: Collection[str]) -> list[str]:
        """The figures that are about something else than their mark says.

        `ids` are marks that are ids; any other stands for one id of the text, one to one.
        """
        pairs = list(zip(self.drafted.figures, self.things, strict=True))
        stands: dict[str, str] = {thing: thing for thing in ids}
        votes = Counter((row.indicator_id, thing) for row, thing in pairs if thing not in ids)
        for (indicator_id, thing), _ in votes.most_common():
            if thing not in stands and indicator_id not in stands.values():
                stands[thing] = indicator_id
        return [
            f"{row.printed} ({thing}): {row.indicator_id}"
            for row, thing in pairs
            if stands.get(thing) != row.indicator_id
        ]


def texts(text: str) -> dict[str, list[str]]:
    """The paragraphs of each text; a line "# name" begins one, a line "## words" is a remark."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("# "):
            assert line[2:] not in found, f"two texts have the name {line[2:]}"
            found[line[2:]] = []
        elif line.strip() and not line.startswith("## "):
            found[list(found)[-1]].append(line)
    return found


def named(paragraphs: Iterable[str], known: Known) -> Marked:
    """Name the marked numbers of the paragraphs; their measures are given."""
    lines, marks = _read(paragraphs)
    found = numbers(lines, known.unit_names)
    around = surroundings(found, lines)
    chosen = [_at(found, paragraph, start) for paragraph, start, *_ in marks]
    figures = [
        DraftedFigure(
            place=str(paragraph),
            printed=printed,
            indicator_id="",
            measure=measure,
            unit_id=_unit(number, measure, known),
            span=(number.start, number.end),
        )
        for number, (paragraph, _, printed, measure, _) in zip(chosen, marks, strict=True)
    ]
    drafted = name_indicators(
        [around[number.index] for number in chosen], figures, known, {"report_id": "r"}
    )
    return Marked(drafted, tuple(thing for *_, thing in marks))


def _read(paragraphs: Iterable[str]) -> tuple[list[str], list[tuple[int, int, str, str, str]]]:
    lines, marks = [], []
    for count, paragraph in enumerate(paragraphs, start=1):
        line, at = "", 0
        for match in _MARK.finditer(paragraph):
            line += paragraph[at : match.start()]
            marks.append((count, len(line), *match.groups()))
            line += match.group(1)
            at = match.end()
        lines.append(line + paragraph[at:])
    return lines, marks


def _at(found: Sequence[Number], paragraph: int, start: int) -> Number:
    return next(
        number
        for number in found
        if number.paragraph == paragraph and start <= number.start <= start + 1
    )


def _unit(number: Number, measure: str, known: Known) -> str:
    if measure in _UNITS:
        return _UNITS[measure]
    if measure.endswith("_pct"):
        return "percent"
    sizes = known.unit_names.sizes
    unit = number.unit
    direct = unit.sizes if unit is not None and not unit.bare else frozenset()
    return next(
        (key for key, size in sizes.items() if size in direct),
        next((key for key, size in sizes.items() if number.has(size)), "other"),
    )
