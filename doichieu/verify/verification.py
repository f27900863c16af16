"""Compare a transcription with the report's own text.

Every figure must be printed in its paragraph as a complete number with its unit; no two figures
share a number; the order is that of figure_no. Every number that no figure claims is listed, unless
a rule of doichieu.verify.rules excludes it. This does not show which indicator a number belongs to,
nor numbers written in words or in a picture.
"""

import re
from collections.abc import Mapping, Sequence

from doichieu.base.vocabulary import vocabulary
from doichieu.verify.matching import assign, longest_rising
from doichieu.verify.outcome import Doubtful, Figure, Found, Missing, Unclaimed, Verification
from doichieu.verify.rules import CLEAR_QUALIFIERS, QUALIFIER_WORDS, WORDINGS
from doichieu.verify.search import Search
from doichieu.verify.text import paragraphs, snippet

_QUALIFIER_REACH = 3


def verify(
    figures: Sequence[Mapping[str, str]],
    units: Mapping[str, str],
    text: str,
    number_format: str,
) -> Verification:
    """Compare the rows of one report's figures file with the report's text.

    `units` maps unit_id to the name the text prints (name_vi). Raises KeyError for a
    number format the project does not have or a row without a needed column, ValueError
    where figure_no is not a whole number.
    """
    rows = sorted((Figure.from_row(row) for row in figures), key=lambda figure: figure.figure_no)
    search = Search(paragraphs(text), units, vocabulary().number_formats[number_format])
    # The figures that state no paragraph are numbered in the reading order of the whole text.
    matched = assign([search.candidates(one) for one in rows], [one.paragraph for one in rows])
    owners = {number: rows[i] for i, number in matched.items()}
    found = [Found(rows[i], search.numbers[number]) for i, number in sorted(matched.items())]
    missing = [
        Missing(figure, search.why_not_found(figure, owners))
        for i, figure in enumerate(rows)
        if i not in matched
    ]
    left = [
        Unclaimed(number, snippet(search.line_of(number), number.start, number.end))
        for i, number in enumerate(search.numbers)
        if i not in owners
    ]
    misworded = [
        Doubtful(one.figure, one.number, why)
        for one in found
        if (why := _contradiction(one, search.line_of(one.number))) is not None
    ]
    notes = [_qualifier_note(one, search.line_of(one.number)) for one in found]
    return Verification(
        found=tuple(found),
        missing=tuple(missing),
        out_of_order=_out_of_order(found),
        misworded=tuple(misworded),
        unclaimed=tuple(one for one in left if one.number.rule is None),
        set_apart=tuple(one for one in left if one.number.rule is not None),
        notes=tuple(note for note in notes if note is not None),
    )


def _out_of_order(found: Sequence[Found]) -> tuple[Doubtful, ...]:
    """The figures of each paragraph that would have to move for figure_no to be reading order."""
    groups: dict[int | None, list[Found]] = {}
    for one in found:
        groups.setdefault(one.figure.paragraph, []).append(one)
    strays = [
        Doubtful(group[i].figure, group[i].number, why)
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


def _contradiction(found: Found, line: str) -> str | None:
    """The words next to the number that exclude its measure, if any."""
    for wording in WORDINGS:
        if (
            found.figure.measure in wording.excludes
            and wording.before.search(line[: found.number.start])
            and wording.after.match(line, found.number.end)
        ):
            return f"the text says {wording.words!r}, which is no {found.figure.measure}"
    return None


def _qualifier_note(found: Found, line: str) -> str | None:
    """A qualifier that the words before the number do not confirm, or one that they suggest."""
    figure, printed = found.figure, found.number.printed
    before = re.findall(r"[^\W\d_]+", line[: found.number.start].lower())[-_QUALIFIER_REACH:]
    wanted = QUALIFIER_WORDS.get(figure.qualifier, ())
    if wanted and not any(f" {word} " in f" {' '.join(before)} " for word in wanted):
        return (
            f"figure {figure.figure_no}: the qualifier is {figure.qualifier}, but none of "
            f"{', '.join(wanted)} is printed before {printed}"
        )
    suggested = CLEAR_QUALIFIERS.get(before[-1]) if before else None
    if suggested is not None and not figure.qualifier:
        return (
            f"figure {figure.figure_no}: {before[-1]!r} is printed before {printed}, "
            f"and the qualifier is blank: is it {suggested}?"
        )
    return None
