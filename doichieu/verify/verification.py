"""Compare a transcription with the report's own text.

Every figure must be printed in its paragraph as a complete number with its unit, or displayed in
its cell; no two figures share a number; the order is that of figure_no; measure, basis, period and
indicator are held against the words near the number. Every number of the paragraphs that no figure
claims is listed, unless a rule of doichieu.wording.set_apart excludes it. This does not see numbers
written in words or in a picture.
"""

import re
from collections.abc import Mapping, Sequence

from doichieu.base.qualifiers import CLEAR_QUALIFIERS, QUALIFIER_WORDS
from doichieu.base.vocabulary import vocabulary
from doichieu.documents.document import Sheet
from doichieu.verify.cells import Cells
from doichieu.verify.doubts import Doubts
from doichieu.verify.matching import assign, longest_rising
from doichieu.verify.outcome import Doubtful, Figure, Found, Missing, Unclaimed, Verification
from doichieu.verify.search import Search
from doichieu.wording.numbers import Number
from doichieu.wording.set_apart import REPEATED
from doichieu.wording.surroundings import Surroundings, surroundings
from doichieu.wording.text import paragraphs, sentences, snippet

_QUALIFIER_REACH = 4


def verify(
    figures: Sequence[Mapping[str, str]],
    text: str,
    *,
    report: Mapping[str, str],
    units: Sequence[Mapping[str, str]],
    indicators: Sequence[Mapping[str, str]] = (),
    sheets: Sequence[Sheet] = (),
) -> Verification:
    """Compare the rows of one report's figures file with the report's text and its tables.

    `report` is its row of reports.csv (number_format, period_id); `units` and `indicators` are the
    rows of units.csv and indicators.csv. Raises KeyError for a number format the project does not
    have or a row without a needed column, ValueError where figure_no is not a whole number.
    """
    rows = sorted((Figure.from_row(row) for row in figures), key=lambda figure: figure.figure_no)
    lines = paragraphs(text)
    search = Search(lines, units, vocabulary().number_formats, report["number_format"])
    cells = Cells(sheets, search.units)
    for figure in rows:
        cells.claim(figure)
    found = _claims(rows, search)
    owners = {
        number.index: one.figure for one in found for number in (one.number, one.also) if number
    }
    claimed = {one.figure.figure_no for one in (*found, *cells.found)}
    missing = [
        Missing(figure, cells.why.get(figure.figure_no) or search.why_not_found(figure, owners))
        for figure in rows
        if figure.figure_no not in claimed
    ]
    all_around = surroundings(search.numbers, lines)
    sizes, period = search.units.sizes, report.get("period_id") or ""
    doubts = Doubts.of(lines, all_around, sizes, indicators, period)
    left = _unclaimed(search, set(owners))
    notes = [_qualifier_note(one, all_around[one.number.index]) for one in found]
    return Verification(
        found=tuple(found),
        found_in_cells=tuple(cells.found),
        missing=tuple(missing),
        out_of_order=_out_of_order(found),
        misworded=tuple(doubt for one in found for doubt in doubts.about(one)),
        unclaimed=tuple(one for one in left if not one.rule),
        set_apart=tuple(one for one in left if one.rule),
        notes=tuple(note for note in notes if note is not None),
    )


def _claims(rows: Sequence[Figure], search: Search) -> list[Found]:
    """Which number each figure claims; the figures that claim one, in the order of figure_no.

    The figures that state no paragraph are numbered in the reading order of the whole text.
    """
    candidates: list[list[int]] = []
    parts: list[int] = []
    for i, figure in enumerate(rows):
        for part in search.candidates(figure):
            candidates.append(part)
            parts.append(i)
    matched = assign(candidates, [rows[i].paragraph for i in parts])
    claims: dict[int, list[Number]] = {}
    for part, number in sorted(matched.items()):
        claims.setdefault(parts[part], []).append(search.numbers[number])
    found = []
    for i, numbers in sorted(claims.items()):
        if len(numbers) == parts.count(i) and _belong_together(numbers):
            found.append(Found(rows[i], numbers[0], numbers[1] if len(numbers) > 1 else None))
    return found


def _belong_together(numbers: Sequence[Number]) -> bool:
    if len(numbers) == 1:
        return True
    first, second = numbers
    return second.index in (first.range_with, first.sum_with)


def _unclaimed(search: Search, owned: set[int]) -> list[Unclaimed]:
    """The numbers that no figure claims, each with the rule that sets it apart, if any."""
    places = _repeated_places(search)
    repeated = {place for i, place in places.items() if i in owned}
    left = []
    for number in search.numbers:
        if number.index in owned:
            continue
        rule = number.rule
        if rule is None and places.get(number.index) in repeated:
            rule = REPEATED
        words = snippet(search.line_of(number), number.start, number.end)
        left.append(Unclaimed(number, words, rule.name if rule else ""))
    return left


def _repeated_places(search: Search) -> dict[int, tuple[int, str, int]]:
    """Paragraph and sentence of each number and its place in it: a paragraph that prints one
    sentence twice has two numbers with the same."""
    spans = [sentences(line) for line in search.lines]
    places = {}
    for number in search.numbers:
        line = search.line_of(number)
        start, end = next(
            span for span in reversed(spans[number.paragraph - 1]) if span[0] <= number.start
        )
        sentence = line[start:end].strip(" .")
        places[number.index] = (number.paragraph, sentence, number.start - start)
    return places


def _out_of_order(found: Sequence[Found]) -> tuple[Doubtful, ...]:
    """The figures of each paragraph that would have to move for figure_no to be reading order."""
    groups: dict[int | None, list[Found]] = {}
    for one in found:
        groups.setdefault(one.figure.paragraph, []).append(one)
    strays = [
        Doubtful(group[i].figure, group[i].number, "figure_no", why)
        for group in groups.values()
        for i, why in _displaced(group).items()
    ]
    return tuple(sorted(strays, key=lambda stray: stray.figure.figure_no))


def _displaced(group: Sequence[Found]) -> dict[int, str]:
    """Which of the figures, given in order of figure_no, are out of place; and why, in words."""
    figures = [one.figure for one in group]
    places = [one.number.index for one in group]
    moved = [i for i, right in enumerate(sorted(places)) if places[i] != right]
    if len(moved) == 2:
        # By far the most typical error, so it has its own message.
        return {
            i: f"{figures[i].printed} and figure {figures[other].figure_no}'s "
            f"{figures[other].printed} have changed places: figures are numbered in reading order"
            for i, other in (moved, moved[::-1])
        }
    kept = longest_rising(places)
    reasons = {}
    for i in set(moved) - kept:
        # At least one kept figure is on the wrong side of this one, or this one would be kept.
        crossed = [k for k in kept if (places[k] < places[i]) != (k < i)]
        nearest = min(crossed, key=lambda k: abs(places[k] - places[i]))
        numbered, side = ("after", "before") if nearest < i else ("before", "after")
        reasons[i] = (
            f"{figures[i].printed} is numbered {numbered} figure {figures[nearest].figure_no} "
            f"({figures[nearest].printed}) but printed {side} it: "
            "figures are numbered in reading order"
        )
    return reasons


def _qualifier_note(found: Found, around: Surroundings) -> str | None:
    """A qualifier that the words before the number do not confirm, or one that they suggest."""
    figure, printed = found.figure, found.number.printed
    words = " ".join(re.findall(r"[^\W\d_]+", around.sentence.lower()))
    near = " ".join(words.split()[-_QUALIFIER_REACH:])
    for qualifier in figure.qualifier.split():
        wanted = QUALIFIER_WORDS.get(qualifier, ())
        where = words if qualifier == "estimated" else near
        if wanted and not any(f" {word} " in f" {where} " for word in wanted):
            return (
                f"figure {figure.figure_no}: the qualifier is {figure.qualifier}, but none of "
                f"{', '.join(wanted)} is printed before {printed}"
            )
    last = near.split()[-1:]
    suggested = CLEAR_QUALIFIERS.get(last[0]) if last else None
    if suggested is not None and suggested not in figure.qualifier.split():
        qualifier = figure.qualifier or "blank"
        return (
            f"figure {figure.figure_no}: {last[0]!r} is printed before {printed}, "
            f"and the qualifier is {qualifier}: is it {suggested}?"
        )
    return None
