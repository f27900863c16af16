"""Compare a transcription with the report's own text.

Every figure must stand in its paragraph as a whole number with its unit, each with a number
of its own, in the order of figure_no; every number that no figure claims is listed, unless a
rule of doichieu.verify.rules says that it is no figure. This does not show which indicator a
number belongs to, nor numbers written in words or in a picture.
"""

import re
from collections.abc import Mapping, Sequence

from doichieu.base.vocabulary import vocabulary
from doichieu.verify.matching import assign, longest_rising
from doichieu.verify.numbers import Number
from doichieu.verify.outcome import (
    Figure,
    Found,
    Missing,
    Misworded,
    OutOfOrder,
    SetApart,
    Unclaimed,
    Verification,
)
from doichieu.verify.rules import CLEAR_QUALIFIERS, QUALIFIER_WORDS, WORDINGS
from doichieu.verify.search import Search
from doichieu.verify.text import paragraphs, snippet

_QUALIFIER_REACH = 3

# A figure and the number of the text that it alone claims.
Claim = tuple[Figure, Number]


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

    in_text = [figure for figure in rows if not figure.cell]
    # The figures that state no paragraph are numbered in the reading order of the whole text.
    matched = assign(
        [search.candidates(figure) for figure in in_text], [figure.paragraph for figure in in_text]
    )
    owners = {number: in_text[figure] for figure, number in matched.items()}
    claims = [
        (figure, search.numbers[matched[i]]) for i, figure in enumerate(in_text) if i in matched
    ]
    missing = [figure for i, figure in enumerate(in_text) if i not in matched]
    missing += [figure for figure in rows if figure.cell]
    return Verification(
        found=tuple(
            Found(figure, number.paragraph, number.start, number.printed)
            for figure, number in claims
        ),
        missing=tuple(
            Missing(figure, search.why_not_found(figure, owners))
            for figure in sorted(missing, key=lambda figure: figure.figure_no)
        ),
        out_of_order=_out_of_order(claims),
        misworded=tuple(
            Misworded(figure, number.paragraph, number.start, why)
            for figure, number in claims
            if (why := _contradiction(figure, number, search.lines)) is not None
        ),
        unclaimed=tuple(
            Unclaimed(n.printed, n.paragraph, n.start, _snippet(search.lines, n))
            for i, n in enumerate(search.numbers)
            if i not in owners and n.rule is None
        ),
        set_apart=tuple(
            SetApart(
                *(n.printed, n.paragraph, n.start),
                *(n.rule.name, n.rule.reason, _snippet(search.lines, n)),
            )
            for i, n in enumerate(search.numbers)
            if i not in owners and n.rule is not None
        ),
        notes=tuple(
            note
            for figure, number in claims
            if (note := _qualifier_note(figure, number, search.lines)) is not None
        ),
    )


def _out_of_order(claims: Sequence[Claim]) -> tuple[OutOfOrder, ...]:
    """The figures of each paragraph that would have to move for figure_no to be reading order."""
    groups: dict[int | None, list[Claim]] = {}
    for figure, number in claims:
        groups.setdefault(figure.paragraph, []).append((figure, number))
    strays = []
    for group in groups.values():
        for i, why in _displaced(group).items():
            figure, number = group[i]
            strays.append(OutOfOrder(figure, number.paragraph, number.start, why))
    return tuple(sorted(strays, key=lambda stray: stray.figure.figure_no))


def _displaced(group: Sequence[Claim]) -> dict[int, str]:
    """Which of the figures, given in order of figure_no, are out of place; and why, in words."""
    places = [number.index for _, number in group]
    moved = [i for i, right in enumerate(sorted(places)) if places[i] != right]
    if len(moved) == 2:
        # By far the most typical error, so it gets words of its own.
        return {
            i: f"{group[i][0].printed} and figure {group[other][0].figure_no}'s "
            f"{group[other][0].printed} have changed places: figures are numbered in reading order"
            for i, other in (moved, moved[::-1])
        }
    kept = longest_rising(places)
    reasons = {}
    for i in set(moved) - kept:
        # At least one kept figure is on the wrong side of this one, or this one would be kept.
        crossed = [k for k in kept if (places[k] < places[i]) != (k < i)]
        nearest = min(crossed, key=lambda k: abs(places[k] - places[i]))
        numbered, stands = ("after", "before") if nearest < i else ("before", "after")
        reasons[i] = (
            f"{group[i][0].printed} is numbered {numbered} figure {group[nearest][0].figure_no} "
            f"({group[nearest][0].printed}) but printed {stands} it: "
            "figures are numbered in reading order"
        )
    return reasons


def _contradiction(figure: Figure, number: Number, lines: Sequence[str]) -> str | None:
    """The words beside the number that its measure cannot be printed with, if any."""
    line = lines[number.paragraph - 1]
    for wording in WORDINGS:
        if (
            figure.measure in wording.excludes
            and wording.before.search(line[: number.start])
            and wording.after.match(line, number.end)
        ):
            return f"the text says {wording.words!r}, which is no {figure.measure}"
    return None


def _qualifier_note(figure: Figure, number: Number, lines: Sequence[str]) -> str | None:
    """A qualifier that the words before the number do not confirm, or one that they suggest."""
    words = re.findall(r"[^\W\d_]+", lines[number.paragraph - 1][: number.start].lower())
    before = words[-_QUALIFIER_REACH:]
    wanted = QUALIFIER_WORDS.get(figure.qualifier, ())
    if wanted and not any(f" {word} " in f" {' '.join(before)} " for word in wanted):
        return (
            f"figure {figure.figure_no}: the qualifier is {figure.qualifier}, but none of "
            f"{', '.join(wanted)} stands before {number.printed}"
        )
    suggested = CLEAR_QUALIFIERS.get(before[-1]) if before else None
    if suggested is not None and not figure.qualifier:
        return (
            f"figure {figure.figure_no}: {before[-1]!r} stands before {number.printed}, "
            f"and the qualifier is blank: is it {suggested}?"
        )
    return None


def _snippet(lines: Sequence[str], number: Number) -> str:
    return snippet(lines[number.paragraph - 1], number.start, number.end)
