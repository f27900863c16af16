"""The units that the words of a table print, and their ids."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from doichieu.documents.draft import Row
from doichieu.documents.known import Known
from doichieu.documents.naming import new_id, slug, spelling
from doichieu.documents.tables.words import (
    PERCENT,
    TABLE,
    is_unit_words,
    joined,
    plain_unit,
    unit_parts,
)
from doichieu.wording.units import MAGNITUDES, Size

_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*\.?")
# "% so với cùng kỳ", "Tăng trưởng %": percent without brackets.
_BARE_PERCENT = re.compile(r"(?<!\d)(?<!\d\s)%")
_PERCENT_OF = re.compile(r"%\s+[^\W\d_]")
_LEAD = re.compile(
    r"(?i)^\s*\(?\s*(?:(?:đơn vị(?:\s+tính)?|đvt)(?:\s*[-–/]\s*units?)?|units?)\s*:?\s*"
)
_MONEY = re.compile(r"(?i)(?:đồng|vnd|usd|đô la|eur)")
_WORTH = re.compile(r"(?i)(?:trị\s+giá|giá\s+trị|vốn|kim\s+ngạch|doanh\s+thu|value|capital)")
# What is measured in money, in land, by weight or as a rate, and a mean.
_MEASURED = re.compile(
    r"(?i)^\W*(?:tổng\s+)?(?:(?:số\s+)?(?:vốn|tiền)|giá|trị\s+giá|doanh\s+(?:thu|số)|kim\s+ngạch|lợi\s+nhuận"
    r"|thu\s+nhập|chi\s+phí|thiệt\s+hại|diện\s+tích|sản\s+lượng|năng\s+suất|khối\s+lượng|quy\s+mô"
    r"|(?:tỷ|tỉ)\s+(?:lệ|suất|trọng|số)|tốc\s+độ|tăng|giảm|mức|nộp|thuế|lãi|chỉ\s+số|hệ\s+số|cơ\s+cấu"
    r"|capital|value|revenue|turnover|profit|income|cost|damage|loss|area|output|yield|rate|share"
    r"|amount|growth)(?![^\W\d_])|(?<![^\W\d_])(?:bình\s+quân|trung\s+bình|average|rate|per)(?![^\W\d_])"
)
_THOUSAND = re.compile(r"^1[.,]?000\s+")
# The short names of what units are of, where a header writes them out.
SHORT_NAMES = {"DT": "diện tích", "NS": "năng suất", "SL": "sản lượng"}
# Things, without words that begin as another thing does: "Số trường hợp" counts no schools.
_COUNTED = re.compile(
    r"(?i)^(?:(?:tổng\s+)?số|(?:total\s+)?number\s+of)\s+"
    r"(?!(?:trường\s+hợp|viên\s+chức|phòng\s+khám|bộ\s+(?:phận|môn|máy)|đồng|năm|lần)(?![^\W\d_]))"
    r"(?P<noun>.+)$"
)


def in_brackets(text: str) -> list[str]:
    """The units that a text prints in brackets: "(Tỷ đồng)", "( %)"; percent needs none."""
    inner = (match.group(1) for match in _BRACKETS.finditer(text))
    units = [part for each in inner if is_unit_words(each) for part in unit_parts(each)]
    return units or ([PERCENT] if _BARE_PERCENT.search(text) else [])


def without_units(text: str) -> str:
    """The text without its units in brackets, and without percent."""
    kept = _BRACKETS.sub(
        lambda match: " " if is_unit_words(match.group(1)) else match.group(), text
    )
    kept = _BARE_PERCENT.sub(" ", kept)
    return joined([kept])


def unit_words(text: str) -> str:
    """The unit that a cell of units says, without "Đơn vị tính:" and brackets.

    Percent of whatever is percent: "% dân số".
    """
    words = plain_unit(joined([_LEAD.sub("", text)]).strip(" ().:"))
    return PERCENT if _PERCENT_OF.match(words) else words


def units_listed(text: str) -> list[str]:
    """The units that a cell lists: "Đơn vị tính: Nghìn tấn, triệu USD" has two."""
    return [part for part in unit_parts(unit_words(text)) if part]


def units_of_header(phrases: Sequence[str]) -> tuple[str, ...]:
    """The units that the phrases of a header print, those in brackets first."""
    listed = [unit for phrase in phrases for unit in in_brackets(phrase)]
    return (*listed, *(unit_words(phrase) for phrase in phrases if is_unit_words(phrase)))


def bare_unit(unit: str) -> str:
    """A listed unit without what it is of: "Trị giá: Nghìn USD" is in "Nghìn USD"."""
    return unit.rpartition(":")[2].strip()


def counted_unit(words: Sequence[str]) -> str:
    """The unit of what counts by its name: "Số dự án" counts "dự án"; "" of others."""
    for text in words:
        match = _COUNTED.match(joined([text]))
        if match is None:
            continue
        nouns = match["noun"].split()
        for length in range(len(nouns), 0, -1):
            noun = " ".join(nouns[:length])
            if is_unit_words(noun):
                return noun
    return ""


def counted_in_title(title: str) -> str:
    """The unit of a table whose title counts one thing: "Số trường năm 2031" counts "trường"."""
    match = _COUNTED_IN_TITLE.match(joined([title]))
    if match is None or _SEVERAL.search(match["counted"]):
        return ""
    return counted_unit([match["counted"].lower()])


def names_other_quantity(words: str) -> bool:
    """Whether words name what is measured and not counted: "Vốn đăng ký", "Thiệt hại"."""
    return _MEASURED.search(words) is not None


def of_values(unit: str, dimension: Sequence[str]) -> bool:
    """Whether a unit is money and the words of its column say a value: "Trị giá (USD)"."""
    return bool(_MONEY.search(unit) and _WORTH.search(" ".join(dimension)))


def choose_unit(units: Sequence[str], dimension: Sequence[str]) -> tuple[str, bool]:
    """The unit of a column among several that a table declares, and whether the words decide.

    "Lượng: Tấn; Trị giá: USD" says it. "Nghìn tấn, triệu USD": money belongs to values, the other
    to quantities. Percent is the unit of rates alone, where there is another.
    """
    words = spelling(" ".join(dimension))
    for name, unit in ((unit.rpartition(":")[0], bare_unit(unit)) for unit in units):
        if name and any(one in words for one in (spelling(name), SHORT_NAMES.get(name, name))):
            return unit, True
    units = list(map(bare_unit, units))
    found = [unit for unit in units if unit != PERCENT] or list(units)
    if len(found) <= 1:
        return (found[0] if found else ""), True
    for unit in found:
        if spelling(unit) in words:
            return unit, True
    money = [unit for unit in found if _MONEY.search(unit)]
    others = [unit for unit in found if unit not in money]
    if money and others and words:
        return (money[0], True) if _WORTH.search(words) else (others[0], True)
    return found[0], False


# "Số trường, lớp và học sinh" counts several things.
_SEVERAL = re.compile(r"(?i)(?<!\w)(?:và|and)(?!\w)")
_COUNTED_IN_TITLE = re.compile(
    rf"(?i)^\W*(?:(?:{TABLE})?\s*[0-9]{{0,3}}(?:\.[0-9]{{1,2}})?\s*[.:]?\s*)(?:\d+\.\s*)?"
    r"(?P<counted>số\s+(?!liệu)[^\W\d_]+(?:\s+[^\W\d_]+){0,3}?)"
    r"(?=\s*(?:$|[(\d]|(?:năm|tháng|quý|phân|chia|theo|trên|tại|đến|từ|thời\s+điểm)(?!\w)))"
)


@dataclass
class UnitIds:
    """Ids of printed units; `new` are the rows of those that no reference row names."""

    known: Known
    new: dict[str, Row] = field(default_factory=dict)
    _found: dict[str, str] = field(default_factory=dict)

    def id_of(self, printed: str) -> str:
        """The id of the unit that is printed so; "" for no words."""
        if printed not in self._found:
            self._found[printed] = self._find(_THOUSAND.sub("nghìn ", joined([printed])))
        return self._found[printed]

    def are_alike(self, one: str, other: str) -> bool:
        """Whether two units measure the same: people and workers do."""
        return bool(
            {size[0] for size in self._sizes(one)} & {size[0] for size in self._sizes(other)}
        )

    def is_count(self, printed: str) -> bool:
        """Whether a unit is one thing, and no thousand of them."""
        return _magnitude(printed)[0] == 1 and not _MONEY.search(printed)

    def _find(self, printed: str) -> str:
        key = spelling(printed)
        if not key:
            return ""
        return self._names.get(key) or self._by_size(printed) or self._add(printed)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return names_of_units(self.known)

    def _by_size(self, printed: str) -> str:
        sizes = self._sizes(printed)
        known = self.known.unit_names.sizes
        return next((unit for unit, size in known.items() if size in sizes), "")

    def _sizes(self, printed: str) -> frozenset[Size]:
        """What the words may measure and how much of it; empty where no known noun is in them."""
        mention = self.known.unit_names.right_after(printed, 0)
        whole = mention is not None and not mention.bare and mention.end == len(printed)
        return mention.sizes if mention is not None and whole else frozenset()

    def _add(self, printed: str) -> str:
        factor, noun = _magnitude(printed)
        dimension, factor = min(self._sizes(printed), default=(slug(noun), factor))
        rows = (*self.known.units.values(), *self.new.values())
        unit_id = new_id(printed, {row["unit_id"]: row["name_vi"] for row in rows})
        self.new[unit_id] = {
            "unit_id": unit_id,
            "name_vi": printed,
            "name_en": printed,
            "aliases": "",
            "dimension": dimension,
            "factor": str(factor),
        }
        return unit_id


def _magnitude(name: str) -> tuple[Fraction, str]:
    """A unit's words as its magnitude and its noun."""
    factor, words = Fraction(1), name.split()
    while len(words) > 1 and words[0].lower() in MAGNITUDES:
        factor *= MAGNITUDES[words.pop(0).lower()]
    return factor, " ".join(words)


def names_of_units(known: Known) -> dict[str, str]:
    """The ids of the known units by each of their names."""
    found: dict[str, str] = {}
    for unit_id, row in known.units.items():
        for name in (row["name_vi"], row.get("name_en", ""), *row.get("aliases", "").split("|")):
            if name:
                found.setdefault(spelling(joined([name])), unit_id)
    return found
