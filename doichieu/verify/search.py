"""Where a text may print a figure, and why a figure was not found."""

import re
from collections.abc import Mapping

from doichieu.base.vocabulary import NumberFormat
from doichieu.verify.numbers import Number, UnitNames, numbers, one_line, same_minus
from doichieu.verify.outcome import Figure


class Search:
    """The numbers of one text, and which figure may claim which.

    `units` maps unit_id to the name that the text prints.
    """

    def __init__(self, lines: list[str], units: Mapping[str, str], form: NumberFormat) -> None:
        self.lines = lines
        self.form = form
        self.units = {unit_id: one_line(name) for unit_id, name in units.items()}
        self.unit_names = UnitNames(units.values())
        self.numbers = numbers(lines, self.unit_names)

    def line_of(self, number: Number) -> str:
        """The paragraph that contains a number."""
        return self.lines[number.paragraph - 1]

    def candidates(self, figure: Figure) -> list[int]:
        """The indices of the numbers that agree with the figure in paragraph, print and unit."""
        if figure.cell:
            return []
        return [
            i
            for i, number in enumerate(self.numbers)
            if figure.paragraph in (None, number.paragraph) and self._agrees(figure, number)
        ]

    def _agrees(self, figure: Figure, number: Number) -> bool:
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
        # A year or a document's number does not become a figure by a word further on.
        if number.rule is not None:
            return False
        return self.unit_names.comes_late(self.line_of(number), number.end, name)

    def why_not_found(self, figure: Figure, owners: Mapping[int, Figure]) -> str:
        """Why the figure has no number; `owners` are the figures of the claimed numbers."""
        if figure.cell:
            return f"its place {figure.cell} is a cell of a workbook, and verify reads only texts"
        if figure.unit_id not in self.units:
            return f"its unit {figure.unit_id!r} is not in units.csv"
        if not self.form.pattern.fullmatch(figure.printed):
            return f"{figure.printed!r} is not a number in the format {self.form.name}"
        if figure.paragraph is not None and not 1 <= figure.paragraph <= len(self.lines):
            here = f"there is no paragraph {figure.paragraph}: the text has {len(self.lines)}"
        else:
            here = self._why_not_here(figure, owners)
        elsewhere = [
            number.paragraph
            for i, number in enumerate(self.numbers)
            if i not in owners
            and number.paragraph != figure.paragraph
            and self._agrees(figure, number)
        ]
        if elsewhere:
            here += f"; it is in paragraph {elsewhere[0]} instead"
        return here

    def _why_not_here(self, figure: Figure, owners: Mapping[int, Figure]) -> str:
        place = "in the text" if figure.paragraph is None else f"in paragraph {figure.paragraph}"
        name = self.units[figure.unit_id]
        here = [
            (i, number)
            for i, number in enumerate(self.numbers)
            if figure.paragraph in (None, number.paragraph)
        ]
        claimed = [i for i, n in here if self._agrees(figure, n) and i in owners]
        if claimed:
            others = " and ".join(str(owners[i].figure_no) for i in claimed)
            return f"the number is {place}, but figure {others} has claimed it"
        printed = same_minus(figure.printed)
        whole = [n for _, n in here if n.whole and printed in (n.printed, n.bullet)]
        for number in whole:
            if number.unit is not None:
                return f"the number is {place} with the unit {number.unit!r}, not {name!r}"
        if whole:
            return f"the number is {place} without its unit {name!r}"
        inside = [n for _, n in here if figure.printed in n.printed]
        why = f"the number is not {place}"
        if inside:
            why = f"the number is {place} only inside {self._around(inside[0])!r}"
        left = [n for i, n in here if i not in owners and n.unit == name]
        if len(left) == 1:
            why += f"; {left[0].printed} is there with its unit, and no figure claims it"
        return why

    def _around(self, number: Number) -> str:
        """The number with the letters directly before it."""
        match = re.search(r"[^\W\d_]*[-‑]?$", self.line_of(number)[: number.start])
        return (match.group() if match and not number.whole else "") + number.printed
