"""The basis of each number of a text: whose plan it is of, or which period it compares with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from doichieu.base.vocabulary import vocabulary
from doichieu.documents.prose.phrases import trimmed
from doichieu.wording.bases import (
    compared_with,
    listed_comparisons,
    paired_comparisons,
    plan_giver,
)
from doichieu.wording.comparisons import Comparison, comparisons, givers
from doichieu.wording.periods import Days, period_mentions
from doichieu.wording.surroundings import Surroundings

# Prices go on to be compared with what the paragraph before compares them with.
_PRICES = re.compile(
    r"(?i)(?<!\w)(?:giá|CPI|price|prices|nhóm(?:\s+hàng)?\s+(?:có|tăng|giảm|còn|ổn định|giữ))(?!\w)"
)

_INDEX = re.compile(r"(?i)(?<!\w)(?:CPI|chỉ số giá tiêu dùng)(?!\w)")
_MONTHS = ("previous_month", "month")


@dataclass
class Comparing:
    """Reads the numbers of a text in their order, and remembers the comparison that holds on."""

    pairs: Mapping[int, tuple[Comparison, Comparison]] = field(default_factory=dict)
    listed: Mapping[int, Comparison] = field(default_factory=dict)
    open: Mapping[int, Sequence[Comparison]] = field(default_factory=dict)
    held: Comparison | None = None
    paragraph: int = 0
    prices: Comparison | None = None

    @classmethod
    def of(cls, all_around: Sequence[Surroundings]) -> "Comparing":
        """For all numbers of a text that are no dates."""
        listed, left_open = listed_comparisons(all_around)
        return cls(paired_comparisons(all_around), listed, left_open)

    def plan(self, around: Surroundings) -> str:
        """Who gave the plan of a number; blank where the words do not say it."""
        giver = plan_giver(around)
        if giver is None:
            opening = givers(around.clause)
            first = comparisons(around.clause)
            opens = first and first[0].kind == "plan" and first[0].start <= 2
            giver = opening[0] if opens and len(opening) == 1 else None
        if giver is None:
            return ""
        return next(iter(giver.bases)) if len(giver.bases) == 1 else "central"

    def period(self, around: Surroundings, days: Days | None) -> "Compared":
        """What a rate or a change is compared with."""
        found = self._comparison(around)
        if around.number.index in self.open:
            return Compared("", doubt="it is open which of the periods it is compared with")
        if found is None:
            return Compared("", doubt=_after_december(around) or _before_comparison(around))
        bases = found.bases(days)
        if bases is None and found.kind == "month" and days is not None:
            # "Tăng 1,2% so với tháng 8" in a report of nine months: the change of its last month.
            in_month = found.bases((days[1].replace(day=1), days[1]))
            bases = in_month if in_month == {"previous_month"} else None
        if bases is None and found.kind in ("other", "plan"):
            return Compared("", f"base {found.text}" if found.kind == "other" else "")
        if bases is None:
            return Compared("", doubt=f"no basis says what {found.text!r} is")
        of_december = "previous_december" in bases and "12" not in found.text
        if "" in bases and not of_december:
            return Compared("")
        if len(bases) > 1 and "previous_december" in bases:
            return Compared("previous_december")
        return Compared(min(bases))

    def _comparison(self, around: Surroundings) -> Comparison | None:
        if around.number.paragraph != self.paragraph:
            if not (_PRICES.search(around.sentence) and self.held is not None):
                self.held = None
            self.paragraph = around.number.paragraph
        own = self.listed.get(around.number.index) or compared_with(around)
        if own is not None and own.kind in _MONTHS and _INDEX.search(around.line):
            self.prices = self.prices or own
        if own is not None:
            opens = [one for one in comparisons(around.sentence) if one.after_so_voi]
            leads = opens and opens[0].start <= 1 and opens[0].kind == own.kind
            if leads:
                self.held = own
            elif own.kind != "plan" and not leads:
                self.held = self.held if self.held and self.held.kind == own.kind else None
            return own
        if around.number.index in self.pairs:
            return self.pairs[around.number.index][0]
        named = any(one.kind != "plan" for one in comparisons(around.whole_sentence))
        if self.held is None and self._in_price_list(around):
            return self.prices
        return self.held if self.held is not None and not named else None

    def _in_price_list(self, around: Surroundings) -> bool:
        """Whether the groups of goods of a price index are listed, without a period to compare
        with: it is the month that the index was first compared with."""
        sentence = around.whole_sentence
        listed = _INDEX.search(around.line) and re.search(r"(?i)(?<!\w)nhóm(?!\w)", sentence)
        free = not comparisons(sentence) and not period_mentions(sentence, 2000)
        return bool(listed) and free


_OWED = re.compile(
    r"(?i)(?<!\w)(?:(?<!thu )nợ|tín dụng|huy động|tiền gửi|(?<!số )cho vay"
    r"|credit|loans|deposits|debt)(?!\w)"
)


def _after_december(around: Surroundings) -> str:
    """Why it is unsure what the rate of something owed or saved is compared with: the last rate
    before it that said so had the end of the year before."""
    before = [one for one in comparisons(around.sentence) if one.kind != "plan"]
    december = bool(before) and before[-1].kind == "previous_december" and around.is_ratio
    if not december:
        return ""
    names_itself = trimmed(around.own) and before[-1].end <= len(around.sentence) - len(around.own)
    if not _OWED.search(around.own if names_itself else around.sentence[before[-1].end :]):
        return ""
    return "it may be compared with the end of the year before, as the rate before it"


# With the same period of last year a rate is compared anyway.
_OTHER_BASES = frozenset(("previous_month", "previous_quarter", "previous_december", "year"))


def _before_comparison(around: Surroundings) -> str:
    """Why it is unsure what the first rates of a list are compared with: only its last one says it,
    "giao thông tăng 3%, giáo dục tăng 5% so với tháng trước"."""
    if not around.is_ratio:
        return ""
    rest = around.whole_sentence[len(around.sentence) :].split(";")[0]
    first = next(iter(one for one in comparisons(rest) if one.kind != "plan"), None)
    if first is None or first.kind not in _OTHER_BASES:
        return ""
    if not _LISTED_RATE.fullmatch(rest[: first.start]):
        return ""
    return "the comparison at the end of its list may be meant for it"


# A rate of the same list behind a comma.
_LISTED_RATE = re.compile(r"(?i)[^,;()]*,[^;()]*[0-9]\s?(?:%|phần trăm|percent)\s*")


@dataclass(frozen=True)
class Compared:
    """A value of `basis`, and the note or the doubt where no value says what the words compare
    with."""

    basis: str
    note: str = ""
    doubt: str = ""


def kind_of_basis(measure: str) -> str:
    """What the basis of a measure names: plan, growth, parent or none."""
    return vocabulary().measures[measure].basis
