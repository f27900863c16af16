"""Hold a transcription against the report's own text.

Every figure must stand in its paragraph as a whole number with its unit, each with an
occurrence of its own, in the order it is numbered in; every number that no figure claims
is listed, unless a rule of doichieu.verify.rules tells it to be no figure. What presence
and order cannot show stays unseen: which indicator a number belongs to, and numbers
written in words or in a picture.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from doichieu.base.faults import Fault, InputRefused
from doichieu.base.vocabulary import vocabulary
from doichieu.verify.matching import assign, longest_rising
from doichieu.verify.numbers import (
    Number,
    UnitNames,
    numbers,
    one_line,
    paragraphs,
    same_minus,
    snippet,
)
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
from doichieu.verify.rules import CLEAR_QUALIFIERS, QUALIFIER_WORDS, RULES, WORDINGS, Rule

__all__ = [
    "RULES",
    "Figure",
    "Found",
    "Missing",
    "Misworded",
    "OutOfOrder",
    "Rule",
    "SetApart",
    "Unclaimed",
    "Verification",
    "paragraphs",
    "read_text",
    "text_note",
    "verify",
]

_QUALIFIER_REACH = 3


def read_text(path: str | Path) -> str:
    """Read a report's text, UTF-8 with or without a byte order mark.

    Raises InputRefused where the file is missing or unreadable, is not UTF-8, or holds
    nothing but blank lines.
    """
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        problem = f"the text cannot be read: {error.strerror or error}."
        raise InputRefused(
            [Fault(str(path), None, None, problem, "Give the path of the report's text file.")]
        ) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        remedy = "Save the file as UTF-8 and run again."
        raise InputRefused(
            [Fault(str(path), line, None, "the text is not UTF-8.", remedy)]
        ) from error
    if not paragraphs(text):
        remedy = "Put the report's text into it, one paragraph a line."
        raise InputRefused([Fault(str(path), None, None, "the text is empty.", remedy)])
    return text


def text_note(path: str | Path, text_sha256: str) -> str | None:
    """Say so when a file is not, byte for byte, the text that was transcribed.

    A note and no more: other line ends are enough to change the hash, and a changed number
    shows by itself. None where the hash agrees or `text_sha256` is blank. Raises OSError
    where the file cannot be read.
    """
    expected = text_sha256.strip().lower()
    actual = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    if not expected or actual == expected:
        return None
    return (
        "this is not, byte for byte, the text that was transcribed: "
        f"reports.csv says sha256 {expected}, the file has {actual}"
    )


def verify(
    figures: Sequence[Mapping[str, str]],
    units: Mapping[str, str],
    text: str,
    number_format: str,
) -> Verification:
    """Hold the rows of one report's figures file against the report's text.

    `units` maps unit_id to the name the text prints (name_vi). Raises KeyError for a
    number format the project does not have or a row without a needed column, ValueError
    where figure_no is not a whole number.
    """
    written = vocabulary().number_formats[number_format].pattern
    rows = sorted((Figure.from_row(row) for row in figures), key=lambda figure: figure.figure_no)
    lines = paragraphs(text)
    unit_names = UnitNames(units.values())
    stands = numbers(lines, unit_names)
    search = _Search(lines, stands, unit_names, units)

    candidates = [
        [i for i, number in enumerate(stands) if search.may_claim(figure, number)]
        for figure in rows
    ]
    # The figures that state no paragraph are numbered in the reading order of the whole text.
    matched = assign(candidates, [figure.paragraph for figure in rows])
    owners = {number: rows[figure] for figure, number in matched.items()}

    claims = [(rows[i], matched[i]) for i in range(len(rows)) if i in matched]
    unowned = [number for i, number in enumerate(stands) if i not in owners]
    return Verification(
        found=tuple(
            Found(figure, stands[i].paragraph, stands[i].start, stands[i].printed)
            for figure, i in claims
        ),
        missing=tuple(
            Missing(figure, search.why_missing(figure, owners, number_format, written))
            for i, figure in enumerate(rows)
            if i not in matched
        ),
        out_of_order=_out_of_order(claims, stands),
        misworded=tuple(
            Misworded(figure, stands[i].paragraph, stands[i].start, why)
            for figure, i in claims
            if (why := _contradiction(figure, stands[i], lines)) is not None
        ),
        unclaimed=tuple(
            Unclaimed(n.printed, n.paragraph, n.start, _snippet(lines, n))
            for n in unowned
            if n.rule is None
        ),
        set_apart=tuple(
            SetApart(
                n.printed, n.paragraph, n.start, n.rule.name, n.rule.reason, _snippet(lines, n)
            )
            for n in unowned
            if n.rule is not None
        ),
        notes=tuple(
            note
            for figure, i in claims
            if (note := _qualifier_note(figure, stands[i], lines)) is not None
        ),
    )


class _Search:
    """Where the figures may stand in one text, and in words why one stands nowhere."""

    def __init__(
        self,
        lines: list[str],
        stands: list[Number],
        unit_names: UnitNames,
        units: Mapping[str, str],
    ) -> None:
        self.lines = lines
        self.stands = stands
        self.unit_names = unit_names
        self.units = {unit_id: one_line(name) for unit_id, name in units.items()}

    def may_claim(self, figure: Figure, number: Number) -> bool:
        """Whether the number is the figure's, by paragraph, print and unit."""
        return figure.paragraph in (None, number.paragraph) and self._is_printed(figure, number)

    def _is_printed(self, figure: Figure, number: Number) -> bool:
        return (
            number.whole
            and same_minus(figure.printed) in (number.printed, number.bullet)
            and self._has_unit(number, self.units.get(figure.unit_id))
        )

    def _has_unit(self, number: Number, name: str | None) -> bool:
        if name is None:
            return False
        if number.unit is not None:
            return number.unit == name
        # A year or a document's number is not made a figure by a word further on.
        if number.rule is not None:
            return False
        return self.unit_names.comes_late(self.lines[number.paragraph - 1], number.end, name)

    def why_missing(
        self,
        figure: Figure,
        owners: Mapping[int, Figure],
        number_format: str,
        written: re.Pattern[str],
    ) -> str:
        """In words, why no number is left for the figure."""
        if figure.unit_id not in self.units:
            return f"its unit {figure.unit_id!r} is not in units.csv"
        if not written.fullmatch(figure.printed):
            return f"{figure.printed!r} is not a number in the format {number_format}"
        if figure.paragraph is not None and not 1 <= figure.paragraph <= len(self.lines):
            here = f"there is no paragraph {figure.paragraph}: the text has {len(self.lines)}"
        else:
            here = self._why_not_here(figure, owners)
        elsewhere = [
            number.paragraph
            for i, number in enumerate(self.stands)
            if i not in owners
            and number.paragraph != figure.paragraph
            and self._is_printed(figure, number)
        ]
        if elsewhere:
            here += f"; it is in paragraph {elsewhere[0]} instead"
        return here

    def _why_not_here(self, figure: Figure, owners: Mapping[int, Figure]) -> str:
        place = "in the text" if figure.paragraph is None else f"in paragraph {figure.paragraph}"
        name = self.units[figure.unit_id]
        here = [
            (i, number)
            for i, number in enumerate(self.stands)
            if figure.paragraph in (None, number.paragraph)
        ]
        claimed = [i for i, n in here if self._is_printed(figure, n) and i in owners]
        if claimed:
            others = " and ".join(str(owners[i].figure_no) for i in claimed)
            return f"the number stands {place}, but figure {others} has claimed it"
        printed = same_minus(figure.printed)
        whole = [n for _, n in here if n.whole and printed in (n.printed, n.bullet)]
        for number in whole:
            if number.unit is not None:
                return f"the number stands {place} with the unit {number.unit!r}, not {name!r}"
        if whole:
            return f"the number stands {place} without its unit {name!r}"
        inside = [n for _, n in here if figure.printed in n.printed]
        why = f"the number does not stand {place}"
        if inside:
            why = f"the number stands {place} only inside {self._around(inside[0])!r}"
        left = [n for i, n in here if i not in owners and n.unit == name]
        if len(left) == 1:
            why += f"; {left[0].printed} stands there with its unit, and no figure claims it"
        return why

    def _around(self, number: Number) -> str:
        """The number with the letters that run into it."""
        line = self.lines[number.paragraph - 1]
        match = re.search(r"[^\W\d_]*[-‑]?$", line[: number.start])
        return (match.group() if match and not number.whole else "") + number.printed


def _out_of_order(
    claims: Sequence[tuple[Figure, int]], stands: Sequence[Number]
) -> tuple[OutOfOrder, ...]:
    """The figures of each paragraph that would have to move for figure_no to be reading order."""
    groups: dict[int | None, list[tuple[Figure, int]]] = {}
    for figure, place in claims:
        groups.setdefault(figure.paragraph, []).append((figure, place))
    strays = []
    for group in groups.values():
        for i, why in _displaced(group).items():
            figure, place = group[i]
            number = stands[place]
            strays.append(OutOfOrder(figure, number.paragraph, number.start, why))
    return tuple(sorted(strays, key=lambda stray: stray.figure.figure_no))


def _displaced(group: Sequence[tuple[Figure, int]]) -> dict[int, str]:
    """Which of the figures, given in order of figure_no, are out of place; and why, in words."""
    places = [place for _, place in group]
    moved = [i for i, right in enumerate(sorted(places)) if places[i] != right]
    if len(moved) == 2:
        # The most typical slip by far, so it is told as what it is.
        return {
            i: f"{group[i][0].printed} and figure {group[other][0].figure_no}'s "
            f"{group[other][0].printed} have changed places: figures are numbered in reading order"
            for i, other in (moved, moved[::-1])
        }
    kept = longest_rising(places)
    reasons = {}
    for i in set(moved) - kept:
        # One that is kept must be crossed, or this one could be kept as well.
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
    """A qualifier that the words before the number do not bear out, or one they suggest."""
    words = re.findall(r"[^\W\d_]+", lines[number.paragraph - 1][: number.start].lower())
    before = words[-_QUALIFIER_REACH:]
    wanted = QUALIFIER_WORDS.get(figure.qualifier, ())
    if wanted and not any(f" {word} " in f" {' '.join(before)} " for word in wanted):
        return (
            f"figure {figure.figure_no}: the qualifier is {figure.qualifier}, but none of "
            f"{', '.join(wanted)} stands before {number.printed}"
        )
    told = CLEAR_QUALIFIERS.get(before[-1]) if before else None
    if told is not None and not figure.qualifier:
        return (
            f"figure {figure.figure_no}: {before[-1]!r} stands before {number.printed}, "
            f"and the qualifier is blank: is it {told}?"
        )
    return None


def _snippet(lines: Sequence[str], number: Number) -> str:
    return snippet(lines[number.paragraph - 1], number.start, number.end)
