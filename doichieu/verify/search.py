"""Where a text may print a figure, and why a figure was not found."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from doichieu.base.vocabulary import NumberFormat
from doichieu.verify.outcome import Figure
from doichieu.wording.numbers import Number, numbers, plain
from doichieu.wording.units import Size, UnitNames

_ENDS = re.compile(r"(?P<lower>[-+]?[0-9][0-9.,]*)[-–](?P<upper>[0-9][0-9.,]*)")


class Search:
    """The numbers of one text, and which figure may claim which.

    `units` are the rows of units.csv, `formats` the number formats by their names; `own` is that
    of the report.
    """

    def __init__(
        self,
        lines: Sequence[str],
        units: Sequence[Mapping[str, str]],
        formats: Mapping[str, NumberFormat],
        own: str,
    ) -> None:
        self.lines = lines
        self.formats = formats
        self.own = formats[own]
        self.names = {row["unit_id"]: " ".join(row["name_vi"].split()) for row in units}
        self.units = UnitNames.read(units)
        self.numbers = numbers(lines, self.units)
        self._known: dict[tuple[str, str, int | None], list[int]] = {}
        self._printed: dict[str, list[Number]] = {}
        for number in self.numbers:
            for reading in number.readings:
                self._printed.setdefault(reading, []).append(number)

    def line_of(self, number: Number) -> str:
        """The paragraph that contains a number."""
        return self.lines[number.paragraph - 1]

    def candidates(self, figure: Figure) -> list[list[int]]:
        """The numbers that agree with the figure in paragraph, print and unit, by their indices.

        One list; or two where the figure is printed as two numbers: a range, or an amount in two
        parts. The first list has those of the first number, the second its partner's.
        """
        if figure.cell:
            return [[]]
        size = self.units.sizes.get(figure.unit_id)
        if size is None:
            return [[]]
        if single := self._single(figure, size):
            return [single]
        near = [n for n in self.numbers if figure.paragraph in (None, n.paragraph)]
        if ends := _ENDS.fullmatch(plain(figure.printed)):
            ranges = [
                (n, self.numbers[n.range_with])
                for n in near
                if n.range_with is not None
                and _prints(n, ends["lower"])
                and _prints(self.numbers[n.range_with], ends["upper"])
                and self.numbers[n.range_with].has(size)
            ]
            return [[n.index for n, _ in ranges], [other.index for _, other in ranges]]
        sums = [
            (n.index, n.sum_with)
            for n in near
            if n.sum_with is not None and self._is_sum(figure, size, n, self.numbers[n.sum_with])
        ]
        return [[first for first, _ in sums], [second for _, second in sums]] if sums else [[]]

    def _single(self, figure: Figure, size: Size) -> list[int]:
        """The single numbers that agree; equal figures are asked for once."""
        printed = plain(figure.printed)
        asked = (printed, figure.unit_id, figure.paragraph)
        if asked not in self._known:
            self._known[asked] = [
                n.index
                for n in self._printed.get(printed, ())
                if figure.paragraph in (None, n.paragraph) and n.whole and n.has(size)
            ]
        return self._known[asked]

    def form(self, figure: Figure) -> NumberFormat:
        """The number format of a figure: its own, or that of the report."""
        return self.formats.get(figure.number_format, self.own)

    def _agrees(self, figure: Figure, number: Number) -> bool:
        size = self.units.sizes.get(figure.unit_id)
        return (
            number.whole
            and size is not None
            and _prints(number, plain(figure.printed))
            and number.has(size)
        )

    def _is_sum(self, figure: Figure, size: Size, first: Number, second: Number) -> bool:
        """Whether two numbers add up to the figure: 5.312 tỷ 600 triệu đồng."""
        if second.unit is None or first.unit is None or first.unit.factor is None:
            return False
        form = self.form(figure)
        values = [_value(text, form) for text in (figure.printed, first.printed, second.printed)]
        if any(value is None for value in values):
            return False
        whole, one, other = (value for value in values if value is not None)
        return any(
            dimension == size[0] and whole * size[1] == one * first.unit.factor + other * factor
            for dimension, factor in second.unit.sizes
        )

    def why_not_found(self, figure: Figure, owners: Mapping[int, Figure]) -> str:
        """Why the figure has no number; `owners` are the figures of the claimed numbers."""
        if figure.unit_id not in self.units.sizes:
            return f"its unit {figure.unit_id!r} is not in units.csv"
        form = self.form(figure)
        ends = _ENDS.fullmatch(plain(figure.printed))
        for printed in (ends["lower"], ends["upper"]) if ends else (figure.printed.lstrip("+"),):
            if not form.pattern.fullmatch(printed):
                return f"{figure.printed!r} is not a number in the format {form.name}"
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
        name = self.names[figure.unit_id]
        here = [
            (i, number)
            for i, number in enumerate(self.numbers)
            if figure.paragraph in (None, number.paragraph)
        ]
        claimed = [i for i, n in here if self._agrees(figure, n) and i in owners]
        if claimed:
            others = " and ".join(str(owners[i].figure_no) for i in claimed)
            return f"the number is {place}, but figure {others} has claimed it"
        printed = plain(figure.printed)
        whole = [n for _, n in here if n.whole and _prints(n, printed)]
        for number in whole:
            if number.unit is not None:
                return f"the number is {place} with the unit {number.unit.text!r}, not {name!r}"
        if whole:
            return f"the number is {place} without its unit {name!r}"
        inside = [n for _, n in here if figure.printed in n.printed]
        why = f"the number is not {place}"
        if inside:
            why = f"the number is {place} only inside {self._around(inside[0])!r}"
        size = self.units.sizes[figure.unit_id]
        left = [n for i, n in here if i not in owners and n.unit is not None and n.has(size)]
        if len(left) == 1:
            why += f"; {left[0].printed} is there with its unit, and no figure claims it"
        return why

    def _around(self, number: Number) -> str:
        """The number with the letters directly before it."""
        match = re.search(r"[^\W\d_]*[-‑]?$", self.line_of(number)[: number.start])
        return (match.group() if match and not number.whole else "") + number.printed


def _prints(number: Number, printed: str) -> bool:
    return printed in number.readings


def _value(printed: str, form: NumberFormat) -> Fraction | None:
    if not form.pattern.fullmatch(printed):
        return None
    return Fraction(printed.replace(form.group, "").replace(form.decimal, "."))
