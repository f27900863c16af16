"""Hold a row against the words near its number: measure, basis, period, indicator.

A doubt must be right: where the words leave it open, there is none.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from doichieu.base.vocabulary import vocabulary
from doichieu.inputs.periods import first_and_last_day
from doichieu.verify.outcome import Doubtful, Figure, Found
from doichieu.wording.bases import (
    compared_with,
    listed_comparisons,
    paired_comparisons,
    plan_giver,
)
from doichieu.wording.comparisons import Comparison, comparisons, givers
from doichieu.wording.indicators import IndicatorNames, Subject, subjects
from doichieu.wording.measures import (
    MeasureReading,
    lacks_own_words,
    lacks_words,
    listed,
    read_measures,
)
from doichieu.wording.periods import Days, last_months, named_periods, nearest_periods
from doichieu.wording.surroundings import Surroundings
from doichieu.wording.units import Size

_FORMS = {
    ("ratio", Fraction(1, 100)): "percent",
    ("points", Fraction(1, 100)): "point",
    ("ratio", Fraction(1)): "times",
}
_MINUS = ("-", "−", "–")
# Measures that may have a minus sign; a fall with one would be a rise.
_SIGNED = ("increase_pct", "increase_by", "contribution_pts")
_OPPOSITES = {"decrease_pct": "increase_pct", "decrease_by": "increase_by"}
# An indicator of change, of a plan or of a share by its own name: its level may be printed so.
_NAMED_A_CHANGE = re.compile(
    r"(?i)tăng|giảm|tốc độ|mục tiêu|kế hoạch|chỉ tiêu|dự toán|chênh lệch|bổ sung|thêm|thiếu|hụt"
    r"|vượt|growth|short"
    r"|increase|decrease"
    r"|target|plan|change|added|additional|rate of"
)
# A paragraph with fewer words than this before its first stop is a row of a table or a heading.
_FEW_WORDS = 14
# What the words must name somewhere for a basis to be meant: kinds of comparison, or other words.
_BASIS_WORDS: dict[str, tuple[frozenset[str], re.Pattern[str]]] = {
    "previous_month": (
        frozenset({"previous_month", "month"}),
        re.compile(r"(?i)tháng (?:liền )?trước|tháng/tháng|month"),
    ),
    "previous_quarter": (
        frozenset({"previous_quarter", "quarter"}),
        re.compile(r"(?i)quý (?:liền )?trước|quý/quý|quarter"),
    ),
    "previous_december": (
        frozenset({"previous_december"}),
        re.compile(
            r"(?i)tháng\s+(?:12|mười hai)|(?:đầu|cuối) năm(?! \d)|31[/.-]12|dec|end of"
            r"|year-?end|start"
        ),
    ),
}


@dataclass(frozen=True)
class Doubts:
    """What is known of a text and its report, to hold rows against.

    `units` has the size of each unit_id, `period` the first and last day of the report. `rates` are
    the indicators in percent whose change may be meant in points; an index is none of them.
    `flows` are the indicators of what happens in a time.
    """

    lines: Sequence[str]
    around: Mapping[int, Surroundings]
    units: Mapping[str, Size]
    names: IndicatorNames
    period: Days | None
    rates: frozenset[str] = frozenset()
    flows: frozenset[str] = frozenset()
    named: frozenset[Days] = frozenset()
    pairs: Mapping[int, tuple[Comparison, Comparison]] = field(default_factory=dict)
    listed: Mapping[int, Comparison] = field(default_factory=dict)
    open: Mapping[int, Sequence[Comparison]] = field(default_factory=dict)
    subjects: Mapping[int, Subject] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        lines: Sequence[str],
        all_around: Sequence[Surroundings],
        units: Mapping[str, Size],
        indicators: Sequence[Mapping[str, str]],
        period_id: str,
    ) -> "Doubts":
        """Read the words around every number once."""
        figures = [one for one in all_around if one.number.rule is None]
        period = first_and_last_day(period_id)
        listed, left_open = listed_comparisons(figures)
        in_percent = {unit for unit, size in units.items() if _FORMS.get(size) == "percent"}
        return cls(
            lines=lines,
            around={one.number.index: one for one in all_around},
            units=units,
            names=IndicatorNames.read(indicators),
            period=period,
            rates=frozenset(
                row["indicator_id"]
                for row in indicators
                if row["unit_id"] in in_percent and row.get("kind") != "index"
            ),
            flows=frozenset(row["indicator_id"] for row in indicators if row.get("kind") == "flow"),
            named=frozenset(days for line in lines for days in named_periods(line, period))
            if period
            else frozenset(),
            pairs=paired_comparisons(figures),
            listed=listed,
            open=left_open,
            subjects=subjects(figures),
        )

    def about(self, found: Found) -> Iterator[Doubtful]:
        """Every doubt about one figure."""
        figure = found.figure
        around = self.around[found.number.index]
        for column, reason in (
            ("measure", self._measure(figure, around)),
            ("basis", self._giver(figure, around)),
            ("basis", self._compared(figure, around)),
            ("period_id", self._period(figure, around)),
            ("indicator_id", self._indicator(figure, around)),
        ):
            if reason:
                yield Doubtful(figure, found.number, column, reason)

    # --- measure ---------------------------------------------------------------------------------

    def _measure(self, figure: Figure, around: Surroundings) -> str | None:
        if figure.measure in _OPPOSITES and figure.printed[:1] in _MINUS:
            return (
                f"{figure.measure} of a number with a minus sign is a rise: "
                f"is it {_OPPOSITES[figure.measure]}?"
            )
        form = _FORMS.get(self.units[figure.unit_id], "amount")
        reading = read_measures(around, form, figure.indicator_id in self.rates)
        if reading is not None and not self._allows(reading, figure):
            return (
                f"the text says {reading.words!r}, which is no {figure.measure}"
                f"{_instead(reading, figure.measure)}"
            )
        if reading is not None and not reading.open and figure.measure in reading.measures:
            return None
        head = listed(around) if reading is None and form == "percent" else None
        if head is not None and _signed(figure) in head[1]:
            return f"the list it is in is headed by {head[0]!r}, which is no {figure.measure}"
        context = self._context(around)
        if needed := lacks_words(_signed(figure), context):
            return f"its measure is {figure.measure}, and no words in its paragraph name {needed}"
        heads, own = self._heads(around), self._own_period(figure)
        year = own[1].year if own else None
        if needed := lacks_own_words(figure.measure, around, heads, year):
            return f"its measure is {figure.measure}, and no words before it name {needed}"
        return None

    def _allows(self, reading: MeasureReading, figure: Figure) -> bool:
        measure = _signed(figure)
        if measure in reading.measures:
            return True
        if figure.measure != "level":
            return False
        if "earlier level" in reading.measures and self._is_earlier(figure):
            return True
        if not reading.level_if_named:
            return False
        names = self.names.names.get(figure.indicator_id)
        return not names or any(_NAMED_A_CHANGE.search(name) for name in names)

    def _is_earlier(self, figure: Figure) -> bool:
        own = first_and_last_day(figure.period_id) if figure.period_id else None
        return bool(own and self.period and own[1] < self.period[1])

    def _own_period(self, figure: Figure) -> Days | None:
        """The period of a figure: its own, or that of the report."""
        return first_and_last_day(figure.period_id) if figure.period_id else self.period

    def _context(self, around: Surroundings) -> str:
        """The words that may say what a number is: its paragraph, and what heads it."""
        number = around.number.paragraph
        first = 0 if self._is_row(around) else max(0, number - 2)
        return " ".join(self.lines[first:number])

    def _is_row(self, around: Surroundings) -> bool:
        """Whether the number stands in a row of a table or of a list, and not in a sentence."""
        text = around.whole_sentence
        return len(text.split()) < _FEW_WORDS and re.search(r"[:;|\t]", text) is not None

    def _heads(self, around: Surroundings) -> str:
        """The lines without figures above a row of a table; blank in prose."""
        if not self._is_row(around):
            return ""
        with_figures = {
            one.number.paragraph for one in self.around.values() if one.number.rule is None
        }
        above = range(1, around.number.paragraph)
        return " ".join(self.lines[n - 1] for n in above if n not in with_figures) + " "

    # --- basis -----------------------------------------------------------------------------------

    def _giver(self, figure: Figure, around: Surroundings) -> str | None:
        if vocabulary().measures[figure.measure].basis != "plan":
            return None
        giver = plan_giver(around)
        if giver is None or figure.basis in giver.bases:
            return None
        if figure.basis:
            return (
                f"the text says {giver.text!r} of its plan, and the basis is {figure.basis}: "
                f"write {' or '.join(sorted(giver.bases))}"
            )
        others = {one.bases for one in givers(around.whole_sentence)}
        if len(others) < 2:
            return None
        return (
            f"its sentence names several plans, this one of {giver.text!r}, and the basis is"
            f" blank: "
            f"write {' or '.join(sorted(giver.bases))}"
        )

    def _compared(self, figure: Figure, around: Surroundings) -> str | None:
        if vocabulary().measures[figure.measure].basis != "growth":
            return None
        if figure.measure == "contribution_pts":
            return None
        period = self._own_period(figure)
        if listed := self.open.get(around.number.index):
            return _in_none_of(listed, figure, period)
        compared = self.listed.get(around.number.index) or compared_with(around)
        bases = compared.bases(period) if compared else None
        if compared is not None and bases is not None:
            if figure.basis in bases:
                return None
            said = f"the text says {compared.text!r}"
        elif compared is None and around.number.index in self.pairs:
            own, other = (one.bases(period) for one in self.pairs[around.number.index])
            if own is None or other is None or figure.basis in own:
                return None
            bases = own
            words = self.pairs[around.number.index][0].text
            said = f"in the pairs of rates before it, the rate in this place is {words!r}"
        else:
            return self._basis_without_words(figure, around)
        return _another_basis(said, figure, bases)

    def _basis_without_words(self, figure: Figure, around: Surroundings) -> str | None:
        """Whether nothing up to the end of the paragraph names the period of the basis."""
        text = " ".join(self.lines[: around.number.paragraph])
        if figure.basis.startswith("base_"):
            named = figure.basis[-4:] in text
        elif figure.basis in _BASIS_WORDS:
            kinds, words = _BASIS_WORDS[figure.basis]
            compares = any(one.kind in kinds for one in comparisons(text))
            named = compares or words.search(text) is not None
        else:
            named = True
        if named:
            return None
        return f"its basis is {figure.basis}, and no words up to its paragraph name that period"

    # --- period ----------------------------------------------------------------------------------

    def _period(self, figure: Figure, around: Surroundings) -> str | None:
        if figure.measure in ("prior_level", "plan_level") or self.period is None:
            return None
        period = self._own_period(figure)
        if period is None:
            return None
        if length := self._too_long(figure, period):
            return length
        # A rate against the month before is of the report's last month.
        of_month = figure.basis == "previous_month" and period == last_months(self.period[1], 1)
        if period != self.period and not of_month and not self._is_named(period):
            return f"its period is {figure.period_id}, and no words in the text name it"
        mentions = nearest_periods(around, self.period[1].year)
        # What happens in a time has no single day, unless the words name that day.
        state = figure.indicator_id not in self.flows
        if not mentions or any(mention.agrees(period, state) for mention in mentions):
            return None
        return (
            f"the text says {mentions[0].text!r}, and its period is "
            f"{figure.period_id or 'blank (that of the report)'}"
        )

    def _too_long(self, figure: Figure, period: Days) -> str | None:
        """Whether a rate against the month or quarter before has a longer period."""
        months = 12 * (period[1].year - period[0].year) + period[1].month - period[0].month + 1
        most = {"previous_month": (1, "a month"), "previous_quarter": (3, "a quarter")}
        if months <= most.get(figure.basis, (months, ""))[0]:
            return None
        return (
            f"its basis is {figure.basis}, and its period "
            f"{figure.period_id or 'blank (that of the report)'} is longer than "
            f"{most[figure.basis][1]}"
        )

    def _is_named(self, period: Days) -> bool:
        """Whether the text names a period, or one that it is the year, quarter or month before."""
        if self.period is None:
            return True
        named = {self.period, *self.named}
        later = {_years_later(period, 1)}
        months = 12 * (period[1].year - period[0].year) + period[1].month - period[0].month + 1
        if months in (1, 3):
            later.add(_months_later(period, months))
        return (
            period in named
            or bool(later & named)
            or any(
                period[0] == period[1] and first <= period[0] <= last for first, last in self.named
            )
        )

    # --- indicator -------------------------------------------------------------------------------

    def _indicator(self, figure: Figure, around: Surroundings) -> str | None:
        if not self.names.knows(figure.indicator_id):
            return None
        number = around.number.paragraph
        above = self.lines[max(0, number - 3) : number - 1]
        subject = self.subjects.get(around.number.index)
        before = " ".join([*above, around.line[: around.number.after], around.follows])
        other = self.names.named_instead(figure.indicator_id, subject, before) if subject else None
        if excluded := self._excluded(figure, around):
            return excluded
        if subject is None or other is None:
            context = " ".join([*above, around.line])
            if not self.names.far_from(figure.indicator_id, context):
                return None
            name = self.names.names[figure.indicator_id][0]
            return f"hardly a word of its name {name!r} is in the paragraph or in the two before it"
        return (
            f"the words near it are {subject.text!r}, which name {other.name!r} "
            f"({other.indicator_id}), not {self.names.names[figure.indicator_id][0]!r}"
        )

    def _excluded(self, figure: Figure, around: Surroundings) -> str | None:
        own, beside = around.own.lower(), around.beside.lower()
        other = self.names.excluded(figure.indicator_id, own, beside)
        if other is None or around.is_listed:
            return None
        return (
            f"the words near it are {f'{own.strip()} … {beside.strip()}'.strip(' .,;')!r}, which"
            f" name {other.name!r} ({other.indicator_id}), not"
            f" {self.names.names[figure.indicator_id][0]!r}"
        )


def _in_none_of(listed: Sequence[Comparison], figure: Figure, period: Days | None) -> str | None:
    """Whether the basis is none of the periods that its rate may be compared with."""
    allowed = [one.bases(period) for one in listed]
    known = [bases for bases in allowed if bases is not None]
    if len(known) < len(allowed) or any(figure.basis in bases for bases in known):
        return None
    words = " and ".join(repr(one.text) for one in listed)
    return _another_basis(f"the text says {words}", figure, frozenset().union(*known))


def _another_basis(said: str, figure: Figure, bases: frozenset[str]) -> str:
    """What the text says, against the basis of a row, and what to write."""
    basis = figure.basis or "blank (the same period last year)"
    write = " or ".join(sorted(base or "nothing (blank)" for base in bases))
    return f"{said}, and the basis is {basis}: write {write}"


def _years_later(days: Days, years: int) -> Days:
    return _months_later(days, 12 * years)


def _months_later(days: Days, months: int) -> Days:
    """The same whole months, so many later; of other days the same dates."""
    found = []
    for day in days:
        count = 12 * day.year + day.month - 1 + months
        last = monthrange(count // 12, count % 12 + 1)[1]
        whole = day.day == monthrange(day.year, day.month)[1]
        found.append(date(count // 12, count % 12 + 1, last if whole else min(day.day, last)))
    return found[0], found[1]


def _signed(figure: Figure) -> str:
    """The measure, named apart for one printed with a minus sign."""
    if figure.measure in _SIGNED and figure.printed[:1] in _MINUS:
        return f"negative {figure.measure}"
    return figure.measure


def _instead(reading: MeasureReading, measure: str) -> str:
    """What to write instead, where the words leave one measure."""
    if reading.instead:
        return f": {reading.instead}"
    if measure not in _OPPOSITES.values() and f"negative {measure}" in reading.measures:
        return ": write its number with a minus sign"
    known = sorted(measure for measure in reading.measures if " " not in measure)
    if not known:
        return ": no measure says that"
    return f": is it {' or '.join(known)}?" if len(known) <= 2 else ""
