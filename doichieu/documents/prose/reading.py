"""The numbers of a text as figures: measure, unit, qualifier, basis, period, territory."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from doichieu.base.vocabulary import vocabulary
from doichieu.documents.draft import DraftedFigure, LeftOut, Row
from doichieu.documents.known import Known
from doichieu.documents.prose.comparing import Compared, Comparing, kind_of_basis
from doichieu.documents.prose.context import RATE_NOUN, Earlier, Measured, sign_of
from doichieu.documents.prose.counting import Counted, unit_of
from doichieu.documents.prose.dating import Dating, is_average, last_month, period_id
from doichieu.documents.prose.headings import column_head, opening
from doichieu.documents.prose.measuring import measure
from doichieu.documents.prose.placing import territory
from doichieu.documents.prose.qualifying import or_more, qualifier
from doichieu.documents.prose.targets import as_target, opens_targets
from doichieu.documents.prose.thresholds import marks_a_group
from doichieu.inputs.periods import first_and_last_day
from doichieu.wording.comparisons import comparisons
from doichieu.wording.measures import DOWN, MOVES_FROM, REACHED, UP, Leading
from doichieu.wording.numbers import GROUP_SPACES, Number, numbers
from doichieu.wording.periods import period_mentions
from doichieu.wording.set_apart import CONVERSION
from doichieu.wording.surroundings import Surroundings, surroundings

_NO_UNIT = "no unit is near it"

# "10 250": one number, or the label of something and its count.
_TWO_GROUPS = re.compile(r"[+-]?[0-9]{1,3} [0-9]{3}(?:[.,][0-9]+)?")


@dataclass(frozen=True)
class Read:
    """Figures without indicators; `around[i]` are the words around the number of `figures[i]`."""

    figures: tuple[DraftedFigure, ...]
    around: tuple[Surroundings, ...]
    left_out: tuple[LeftOut, ...]
    units: tuple[Row, ...] = ()


def read_figures(lines: Sequence[str], known: Known, report: Mapping[str, str]) -> Read:
    """Every number of the paragraphs as a figure, or left out with the reason."""
    return _Reading.of(lines, known, report).read()


@dataclass
class _Reading:
    """One pass over the numbers of a text, in their order."""

    lines: Sequence[str]
    known: Known
    report: Mapping[str, str]
    all_around: list[Surroundings]
    dating: Dating
    comparing: Comparing
    figures: list[DraftedFigure] = field(default_factory=list)
    around: list[Surroundings] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    units: dict[str, Row] = field(default_factory=dict)
    counted: list[Counted] = field(default_factory=list)
    before: list[Earlier] = field(default_factory=list)
    sentence: tuple[int, int] = (0, 0)

    @classmethod
    def of(cls, lines: Sequence[str], known: Known, report: Mapping[str, str]) -> "_Reading":
        found = surroundings(numbers(lines, known.unit_names), lines)
        figures = [one for one in found if one.number.rule is None]
        period = first_and_last_day(report["period_id"])
        return cls(lines, known, report, found, Dating(period), Comparing.of(figures))

    def read(self) -> Read:
        parts: set[int] = set()
        by_index = {one.number.index: one for one in self.all_around}
        for around in self.all_around:
            number = around.number
            if number.index in parts:
                continue
            self._enter(around)
            if reason := self._no_figure(number):
                self._leave_out(number, reason)
                continue
            if _is_conversion(around, self.counted):
                self._leave_out(number, CONVERSION.reason)
                continue
            whole, printed, joined = _joined(_with_tail(around), by_index)
            counted = unit_of(whole, self.counted, self.known)
            if counted is None:
                self._leave_out(number, _NO_UNIT)
                continue
            parts |= joined
            self._draft(whole, printed, counted)
        return Read(
            tuple(self.figures),
            tuple(self.around),
            tuple(self.left_out),
            tuple(self.units.values()),
        )

    def _enter(self, around: Surroundings) -> None:
        """Forget the numbers before it where a sentence begins."""
        start = around.number.before - len(around.sentence)
        if self.sentence != (around.number.paragraph, start):
            self.sentence = (around.number.paragraph, start)
            self.counted, self.before = [], []

    def _no_figure(self, number: Number) -> str:
        if number.rule is not None:
            return number.rule.reason
        if not number.whole and number.unit is None:
            return "its digits are a part of a name"
        return ""

    def _leave_out(self, number: Number, reason: str) -> None:
        span = (number.start, number.end)
        self.left_out.append(LeftOut(str(number.paragraph), number.printed, reason, span))

    def _draft(self, around: Surroundings, printed: str, counted: Counted) -> None:
        number = around.number
        above = opening(self.lines, number.paragraph)
        heads = column_head(self.lines, number)
        measured = measure(around, counted.form, self.before, heads)
        if opens_targets(above, around.sentence):
            measured = as_target(measured)
        threshold = marks_a_group(around, self.counted)
        self.counted.append(counted)
        self.before.append(Earlier(around, measured))
        period = self.dating.period(around, measured, above)
        compared = Compared("")
        kind = kind_of_basis(measured.measure)
        if kind == "plan":
            compared = Compared(self.comparing.plan(around))
        elif kind == "growth":
            days = first_and_last_day(period or self.report["period_id"])
            compared = self.comparing.period(around, days)
            if compared.basis == "previous_month" and days and (days[0].month != days[1].month):
                period = last_month(days)
                period = "" if period == self.report["period_id"] else period
        if measured.measure == "contribution_pts":
            compared = Compared("")
        if counted.new is not None:
            self.units.setdefault(counted.unit_id, counted.new)
        self.figures.append(
            DraftedFigure(
                place=str(number.paragraph),
                printed=self._printed(printed, measured, around),
                indicator_id="",
                measure=measured.measure,
                unit_id=counted.unit_id,
                territory_id=territory(around, measured, self.report["territory_id"]),
                period_id=period,
                qualifier=self._qualifier(around),
                basis=compared.basis,
                number_format=self._format(printed),
                note=compared.note,
                wording=_wording(around),
                doubts=tuple(
                    each
                    for each in (
                        *(measured.doubt, counted.doubt, threshold, self._parted(number)),
                        *(compared.doubt, self.dating.doubt, _in_parts(around, counted)),
                        _each_day(around, measured, counted),
                        self._averaged(around, measured, period),
                        "it may be a limit that counts nothing" if or_more(around.follows) else "",
                    )
                    if each
                ),
                span=(number.start, number.end),
                so_far=period_id(self.dating.so_far) if self.dating.so_far else "",
            )
        )
        self.around.append(around)

    def _averaged(self, around: Surroundings, measured: Measured, period: str) -> str:
        """Why the period of an average rate of growth is unsure."""
        if ".." in period or not is_average(around, measured):
            return ""
        return "it is an average of several years, which the words do not name"

    def _parted(self, number: Number) -> str:
        """Why a number may be two, or the end of a longer one whose beginning became no figure."""
        if _TWO_GROUPS.fullmatch(number.printed):
            return "the digits before its space may be a number of their own"
        if not self.left_out or not re.match(r"[0-9]{3}(?![0-9])", number.printed):
            return ""
        last = self.left_out[-1]
        beside = last.place == str(number.paragraph) and last.span == (
            number.start - 1 - len(last.printed),
            number.start - 1,
        )
        short = re.fullmatch(r"[0-9]{1,3}", last.printed) and last.reason == _NO_UNIT
        return "the digits before it may belong to it" if beside and short else ""

    def _qualifier(self, around: Surroundings) -> str:
        own = qualifier(around.own, around.follows)
        if "estimated" in own or len(self.before) < 2 or not self.figures:
            return own
        last = self.figures[-1]
        paired = re.match(r"(?i).{0,60}\b(?:và|and)\s+(?:tăng|giảm|up|down)\s*$", around.own)
        if paired and "estimated" in last.qualifier and last.unit_id == "percent":
            return f"estimated {own}".strip()
        return own

    def _printed(self, printed: str, measured: Measured, around: Surroundings) -> str:
        number = around.number
        text = GROUP_SPACES.sub(self._group_mark(), printed)
        if text[:1] in "+-":
            return text.lstrip("-") if _is_list_mark(number, measured) else text
        spaced = sign_of(around) == "-" and measured.form in ("percent", "point")
        return f"-{text}" if spaced or measured.negative else text

    def _group_mark(self) -> str:
        return vocabulary().number_formats[self.report["number_format"]].group

    def _format(self, printed: str) -> str:
        """The number format of a figure that is not written in that of its report."""
        formats = vocabulary().number_formats
        own = self.report["number_format"]
        text = printed.lstrip("+-")
        fits = [name for name, each in formats.items() if each.pattern.fullmatch(text)]
        return fits[0] if fits and own not in fits else ""


# There is no half of these.
_WHOLE_THINGS = frozenset(
    (
        *("project", "enterprise", "cooperative", "household", "person", "doctor", "school"),
        *("commune", "district", "hamlet", "house", "hospital_bed", "vehicle", "head", "case"),
        "disease_case",
    )
)
_FOR_EACH = re.compile(
    r"(?i)(?<!\w)(?:bình quân|trung bình|mỗi|mật độ|tuổi thọ|average|each|per|an?)(?!\w)"
)


# "Bình quân mỗi ngày có 4 doanh nghiệp thành lập mới"
_EACH_DAY = re.compile(
    r"(?i)(?<!\w)(?:bình quân|trung bình)\s+(?:(?:mỗi|một|hàng|hằng)\s+)?(?:ngày|tuần|tháng|quý)"
    r"(?!\w)(?!\s*[0-9])|(?<!\w)mỗi\s+(?:ngày|tuần|tháng|quý)(?!\w)"
)


def _each_day(around: Surroundings, measured: Measured, counted: Counted) -> str:
    """Why a count may be of a day or a month, and not of the whole period."""
    counts = measured.measure == "level" and counted.size[0] in _WHOLE_THINGS
    each = _EACH_DAY.search(around.clause) if counts else None
    earlier = each is not None and each.end() <= len(around.clause) - len(around.own)
    if each is None or (earlier and period_mentions(around.own, 2000)):
        return ""
    return "it is so many a day or a month, and not of the whole period"


def _in_parts(around: Surroundings, counted: Counted) -> str:
    """Why a number of things that is no whole number may be a rate: "33,5 giường bệnh và 10,8 bác
    sĩ trên 1 vạn dân"."""
    whole = counted.size[0] in _WHOLE_THINGS and counted.size[1] == 1
    broken = re.fullmatch(r"[0-9]{1,3}[.,](?:[0-9]{1,2}|[0-9]{4,})", around.number.printed)
    if not (whole and broken) or _FOR_EACH.search(around.whole_sentence):
        return ""
    return "it is no whole number, though it counts things"


_CONVERTED = re.compile(
    r"(?i)\s*(?:\((?:tương đương|khoảng|hơn|gần|about|around|nearly|over|approx\.?|or|equivalent to"
    r"|\s)*|[-–])\s*"
)


def _is_conversion(around: Surroundings, before: Sequence[Counted]) -> bool:
    """Whether an amount of money in brackets gives the one before it in another currency."""
    unit, inside = around.number.unit, around.line[: around.number.before].rpartition("(")[2]
    if unit is None or not before or ")" in inside or not _CONVERTED.fullmatch(around.own):
        return False
    money = {"vnd", "usd", "eur"}
    mine, other = {dimension for dimension, _ in unit.sizes} & money, before[-1].size[0]
    return bool(mine) and other in money and other not in mine


def _is_list_mark(number: Number, measured: Measured) -> bool:
    """Whether the dash before a number at the start of a line is no minus."""
    return number.start == 0 and measured.form == "amount" and number.printed[:1] == "-"


def _joined(
    around: Surroundings, by_index: Mapping[int, Surroundings]
) -> tuple[Surroundings, str, set[int]]:
    """A number with the other end of its range or the rest of its amount, as it is printed."""
    number = around.number
    if ranged := _money_range(around, by_index.get(number.index + 1)):
        return ranged
    if number.range_with is not None and (other := by_index.get(number.range_with)):
        if _is_range(around, other):
            return (
                _up_to(around, other),
                f"{number.printed}-{other.number.printed}",
                {other.number.index},
            )
        return replace(around, number=replace(number, range_with=None)), number.printed, set()
    if number.sum_with is not None and (other := by_index.get(number.sum_with)):
        printed = _summed(number.printed, other.number.printed)
        if printed:
            unit = replace(number.unit, bare=True) if number.unit else None
            whole = replace(number, unit=unit, farther=(*number.farther, other.number.unit))
            return _up_to(replace(around, number=whole), other), printed, {other.number.index}
    return around, number.printed, set()


# "Lần lượt bằng 104%, 101,2% và 97,5% so với cùng kỳ": what follows is said of each.
_LIST_ON = re.compile(
    r"(?i)(?:\s*(?:,|;|và|and)\s*(?:và\s+|and\s+)?[0-9][0-9.,]*[0-9]?"
    r"\s*(?:%|phần trăm|percent|lần))+"
)


# Several names before a list of numbers.
_SEVERAL = re.compile(r"(?i),|(?<!\w)(?:và|and)(?!\w)")


def _with_tail(around: Surroundings) -> Surroundings:
    """The surroundings of a rate in a bare list, with the words after the list as its own."""
    bare = re.fullmatch(r"(?i)\s*(?:,|;|và|and)?\s*", around.follows)
    if not (bare and around.is_ratio):
        return around
    rest = around.whole_sentence[
        len(around.sentence) + around.number.after - around.number.before :
    ]
    listed = _LIST_ON.match(rest)
    if listed is None:
        return around
    tail = rest[listed.end() :]
    compares = next(iter(comparisons(tail)), None)
    of_each = compares is not None and compares.kind != "plan" and compares.start <= 1
    several = around.previous is None and _SEVERAL.search(around.own)
    leads = Leading.read(around).cue in ((None, REACHED, UP, DOWN) if several else (None, REACHED))
    if not (around.is_listed or (of_each and leads)):
        return around
    return replace(around, follows=tail, beside=re.split(r"[,;()]", tail, maxsplit=1)[0])


def _money_range(
    around: Surroundings, other: Surroundings | None
) -> tuple[Surroundings, str, set[int]] | None:
    """A range after its currency: VND172 - 173 trillion, $6.77 - $6.8 billion, VND7,100-7,600."""
    mine, unit = around.number.unit, other.number.unit if other else None
    if other is None or mine is None or not mine.sizes:
        return None
    gap = around.line[around.number.end : other.number.before]
    plain = all(size[1] == 1 for size in mine.sizes) and mine.end <= around.number.end
    if not plain or not re.fullmatch(r"\s*[-–]\s*", gap):
        return None
    printed = f"{around.number.printed}-{other.number.printed}"
    if unit is None and mine.start < around.number.start:
        return _up_to(around, other), printed, {other.number.index}
    if unit is None or (unit.factor or 1) == 1:
        return None
    sizes = frozenset((dimension, unit.factor) for dimension, _ in mine.sizes)
    joined = replace(mine, sizes=sizes, text=f"{mine.text} … {unit.text}", bare=False)
    whole = replace(around, number=replace(around.number, unit=joined))
    return _up_to(whole, other), printed, {other.number.index}


def _is_range(around: Surroundings, other: Surroundings) -> bool:
    gap = around.line[around.number.after : other.number.before].strip().lower()
    opened = re.search(r"(?i)(?<!\w)(?:từ|khoảng|giữa|between|from)\s+$", around.own)
    if gap in ("và", "and"):
        return bool(re.search(r"(?i)(?:giữa|between)\s+$", around.own))
    if gap.isalpha() and opened and _MOVES.search(around.own):
        unit = other.number.unit
        return unit is not None and ("ratio", Fraction(1, 100)) in unit.sizes and _rises(around)
    shared = around.number.unit is None and not _MOVES.search(around.own)
    if not gap.isalpha() or opened or (shared and gap in ("to", "đến", "tới")):
        return _value(around.number.printed) < _value(other.number.printed)
    return False


# "Rose from 180 to 212" are two levels, "GRDP tăng từ 5 đến 7 %" is a range of growth.
_MOVES = re.compile(rf"(?i)(?<!\w)(?:{MOVES_FROM})\s+$")


def _rises(around: Surroundings) -> bool:
    """Whether a rate of growth is meant, and no rate that rises."""
    return not RATE_NOUN.search(around.own)


def _value(printed: str) -> float:
    digits = re.sub(r"[^0-9,]", "", printed.replace(".", ",", 1) if "," not in printed else printed)
    return float(digits.replace(",", ".", 1).replace(",", "") or 0)


def _summed(large: str, small: str) -> str:
    """5.312 tỷ 600 triệu as 5.312,6; blank where it is none."""
    if not small.isdigit() or len(small) > 3 or "," in large:
        return ""
    return f"{large},{int(small):03d}".rstrip("0")


def _up_to(around: Surroundings, other: Surroundings) -> Surroundings:
    """The surroundings of two numbers that are one figure."""
    unit = around.number.unit or other.number.unit
    number = replace(around.number, end=other.number.end, unit=unit)
    if not number.farther:
        number = replace(number, farther=other.number.farther)
    return replace(around, number=number, follows=other.follows, beside=other.beside)


def _wording(around: Surroundings) -> str:
    """The words that a row was read from: those since the number before it, and those beside it."""
    number = around.number
    start, end = number.before - len(around.own), number.after + len(around.beside)
    return " ".join(around.line[start:end].split()).strip(" ,;.")
