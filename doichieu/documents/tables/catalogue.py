"""Indicators that the seeds and the shipped catalogue know, by the words of their names."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from doichieu.documents.draft import Row
from doichieu.documents.known import Known
from doichieu.documents.tables.subjects import (
    name_of,
    prices_of,
    subject_of,
    without_constant_prices,
)
from doichieu.wording.indicators import written_out

Words = frozenset[str]
# "Số hộ nghèo" and "hộ nghèo" are one.
_NUMBER_OF = frozenset(("số",))
# Words of English names that name nothing, as "của" and "và" do not: "GRDP of industry".
_NOT_NAMING = frozenset(("of", "the", "and", "in", "at", "by", "for", "from", "to", "with"))
# "Bình quân 1 doanh nghiệp" is that of one.
_ONE = re.compile(r"(?<!\S)1(?!\S)")
_WORDS_OF_KIND = 3
_OPPOSITES = (("xuất", "nhập"), ("nhập", "xuất"))
_LEAST_WORDS_OF_FIRST_NAME = 3
# What the units of means are printed as.
_OF_EACH = {
    "vnd": ("vnd_per_person",),
    "usd": ("usd_per_person",),
    "day": ("stay",),
}
# What is measured in these dimensions goes without saying.
_QUANTITIES = {"head": "đàn", "area": "diện tích", "yield": "năng suất", "mass": "sản lượng"}
# Words of titles that announce a topic and narrow nothing.
_GENERAL = frozenset(
    (
        *("gia", "súc", "cầm", "chi", "sách"),
        *("tổng", "hợp", "số", "liệu", "thu", "hút", "hoạt", "động", "phát", "triển", "tình"),
        *("hình", "kết", "quả", "đánh", "giá", "phụ", "lục", "báo", "cáo", "kế", "hoạch", "nhiệm"),
        *("mục", "tiêu", "trật", "tự", "an", "toàn", "ninh", "xã", "hội", "kinh", "tế", "đời"),
        *("sống", "môi", "trường", "lĩnh", "vực", "sản", "xuất", "ngân", "hàng", "nông", "lâm"),
        *("nghiệp", "thủy", "chăn", "nuôi", "trồng", "trọt", "thương", "mại", "y", "văn", "hóa"),
        *("giáo", "dục", "du", "lịch", "vận", "tải", "dân", "lao", "việc", "làm", "diện", "tích"),
        *("key", "main", "selected", "socio", "economic", "indicators", "statistics", "activities"),
        *("situation", "results", "social", "production", "agricultural", "industrial"),
    )
)
# Seasons, sexes, places, owners, terms of loans, stocks: what stands below is theirs alone.
_NARROWS = re.compile(
    r"(?<![^\W_])(?:vụ|mùa|nam|nữ|thành\s+thị|nông\s+thôn|(?:khu|cụm)\s+công\s+nghiệp|dân\s+tộc|hộ"
    r"|đầu\s+tư\s+nước\s+ngoài|(?<!ngân sách )nhà\s+nước|tư\s+nhân|tập\s+thể|hợp\s+tác\s+xã|cấp"
    r"|cửa\s+khẩu|công\s+ty|(?:ngắn|trung|dài)\s+hạn|chính\s+sách|tồn\s+kho|tiêu\s+thụ|giải\s+thể"
    r"|trồng\s+mới|ngân\s+sách\s+(?:xã|phường|huyện|thị\s+xã|thành\s+phố)|bệnh\s+viện|nhà\s+máy"
    r"|xí\s+nghiệp|(?<!môi )(?<!thị )trường|trung\s+tâm|chi\s+nhánh|cảng|quỹ|thanh\s+niên"
    r"|phụ\s+nữ|trẻ\s+em|thu\s+hoạch"
    r"|male|female|urban|rural|state|private|households?)(?![^\W_])"
)


class Catalogue:
    """Finds the indicator whose name or alias has exactly the words of a quantity."""

    def __init__(self, known: Known) -> None:
        self._units = known.units
        self._rows = known.indicators
        self._names: dict[Words, list[tuple[str, str]]] = defaultdict(list)
        self._words: dict[str, list[Words]] = defaultdict(list)
        self._said: dict[str, set[str]] = defaultdict(set)
        self._parts: dict[str, set[str]] = defaultdict(set)
        self._topics: dict[str, set[str]] = defaultdict(set)
        for row in known.identities:
            self._parts[row["total_indicator_id"]].add(row["part_indicator_id"])
        for row in known.indicators.values():
            for name in _names_of(row):
                self._said[row["indicator_id"]].add(name_of(name))
                named = row["indicator_id"], prices_of(name)
                # A title has what stands in brackets, a row has not.
                for words in (_naming(name_of(name)), _naming(subject_of(name))):
                    self._topics[row.get("topic", "")].update(words)
                    if words and named not in self._names[words]:
                        self._names[words].append(named)
                        self._words[row["indicator_id"]].append(words)

    def find(self, subject: str, rest: Sequence[str], unit_id: str, prices: str = "") -> str:
        """The id of the indicator of that subject and rest; "" where none has just these words.

        The subject may be said by any name of the indicator that it names; a part of that
        indicator may be named without it, or without the words that both share. Of names with the
        same words that in their order counts first. The unit must be of the dimension of the
        indicator's, unless it is "": rates of any indicator are in percent. Where `prices` are
        said, a name at these prices counts first; what is at constant prices is nothing else.
        """
        own = _naming(subject)
        added = frozenset[str]().union(*map(_naming, rest))
        wholes = self._wholes(own, prices, subject)
        named = {one for one, _ in self._names.get(own, ())}.union(wholes)
        others = self._rows.keys() - named
        said = self._at(added, prices) + ([] if added <= own else self._at(own | added, prices))
        if not added or any(whole in said for whole in wholes):
            return self._among(wholes, unit_id)
        found = self._fitting(own | added, unit_id, prices, others)
        for whole in wholes:
            for words in self._words[whole]:
                found = found or self._fitting(words | added, unit_id, prices, others)
            found = found or self._fitting(added, unit_id, prices, self._within(whole))
            found = found or self._completed(added, unit_id, prices, whole)
            found = found or self._fitting(added, unit_id, prices, self._alike(whole))
        return found

    def _alike(self, index: str) -> set[str]:
        """The other indices of its topic whose names begin as that of an index does.

        Prices of food are named without "Chỉ số giá" below the title of the consumer prices; an
        index of stocks is no index of production.
        """
        own = self._rows[index]
        return {
            one
            for one, row in self._rows.items()
            if row["kind"] == own["kind"] == "index" and row.get("topic") == own.get("topic")
            if one != index and _beginning(row) == _beginning(own)
        }

    def _completed(self, added: Words, unit_id: str, prices: str, whole: str) -> str:
        """The only part of a whole of which words leave out no more than the whole says.

        "Vận tải hành khách" of "Doanh thu vận tải, kho bãi" is the revenue of it.
        """
        said = frozenset[str]().union(*self._words[whole])
        parts = {
            part
            for part in self._within(whole)
            for words in self._words[part]
            if added < words <= added | said
            if part in self._at(words, prices) and self._same_dimension(part, unit_id)
        }
        return parts.pop() if len(parts) == 1 else ""

    def find_below(self, title: str, names: Sequence[str], unit_id: str, prices: str = "") -> str:
        """The indicator that a row and those above it name, below a title that does not narrow it.

        The title has words of the topic, and none of them sets another indicator of that name
        apart: "Xuất khẩu" below "Doanh nghiệp FDI" is not all of it. The first name of an
        indicator needs no title of its topic, if one label has it and it has three words or more.
        """
        found = self.find(names[0], names[1:], unit_id, prices) or self._part(
            names, unit_id, prices
        )
        if not found:
            return ""
        of_topic = self._topics[self._rows[found].get("topic", "")]
        added = _naming(title) - _GENERAL
        own = frozenset[str]().union(*map(_naming, names))
        known = frozenset[str]().union(*self._words[found])
        others = added - known
        if not _narrowing(title) <= known or _contradict(_naming(title), known):
            return ""
        first = _naming(name_of(self._rows[found]["name_vi"]))
        is_first = own == first and len(names) == 1 and len(first) >= _LEAST_WORDS_OF_FIRST_NAME
        if not (added <= of_topic or is_first):
            return ""
        said = (own, *self._words[found])
        near = (
            words
            for words, named in self._names.items()
            if words <= own | known | others and any(one != found for one, _ in named)
        )
        narrowed = any(name < words <= name | others for words in near for name in said)
        return "" if narrowed else found

    def find_total(self, title: str, name: str, unit_id: str, prices: str = "") -> str:
        """The only indicator that a total is with words of its title: "Tổng thu" of a budget."""
        own, said = _naming(name), _naming(title)
        if not name.startswith("tổng ") or len(own) < 2 or self._at(own, prices):
            return ""
        found = {
            one
            for words in self._names
            if own < words <= own | said
            for one in self._at(words, prices)
            if self._same_dimension(one, unit_id)
            if _narrowing(title) <= frozenset[str]().union(*self._words[one])
        }
        return found.pop() if len(found) == 1 else ""

    def quantity_in(self, unit_id: str) -> str:
        """What a unit measures without saying it: hectares an area; "" for most units."""
        return _QUANTITIES.get(self._units.get(unit_id, {}).get("dimension", ""), "")

    def _part(self, names: Sequence[str], unit_id: str, prices: str) -> str:
        """The indicator that names lead to, each one a part of that before it; "" where none."""
        found = self.find(names[0], (), unit_id, prices)
        for name in names[1:]:
            within = self._within(found) if found else set()
            found = self._fitting(_naming(name), unit_id, prices, within)
        return found

    def _wholes(self, words: Words, prices: str, name: str) -> list[str]:
        """The indicators of that name, those at the given prices first, then those of its order.

        One that prices do not set apart may share another name with one at these prices.
        """
        found = self._at(words, prices)
        for whole in self._at(words, "") if prices else ():
            alike = (self._at(name, prices) for name in self._words[whole])
            found = [one for ids in alike for one in ids if one not in found] + found
        return sorted(
            found, key=lambda one: (not self._is_at(one, prices), name not in self._said[one])
        )

    def _is_at(self, indicator_id: str, prices: str) -> bool:
        """Whether a name of the indicator says these prices."""
        return any(
            (indicator_id, prices) in self._names[words] for words in self._words[indicator_id]
        )

    def _at(self, words: Words, prices: str) -> list[str]:
        """The indicators that have these words for a name, at these prices."""
        named = self._names.get(words, ())
        wanted = (prices,) if prices == "constant" else dict.fromkeys((prices, ""))
        return [one for said in wanted for one, at in named if at == said]

    def _within(self, indicator_id: str) -> set[str]:
        """The parts of an indicator, and theirs."""
        found: set[str] = set()
        waiting = [indicator_id]
        while waiting:
            new = self._parts[waiting.pop()] - found
            found |= new
            waiting.extend(new)
        return found

    def _fitting(self, words: Words, unit_id: str, prices: str, among: Collection[str]) -> str:
        return self._among([one for one in self._at(words, prices) if one in among], unit_id)

    def _among(self, ids: Iterable[str], unit_id: str) -> str:
        """The first of some indicators that the unit fits; "" where it fits none."""
        return next((one for one in ids if self._same_dimension(one, unit_id)), "")

    def _same_dimension(self, indicator_id: str, unit_id: str) -> bool:
        if not unit_id:
            return True
        return bool(unit_for(self._rows[indicator_id], unit_id, self._units))


def unit_for(indicator: Row, unit_id: str, units: Mapping[str, Row]) -> str:
    """The unit of an indicator's figures that are printed in a unit; "" where it fits none.

    What is of each person or guest is printed without saying so: "Triệu đồng".
    """
    own = units.get(indicator["unit_id"], {}).get("dimension", "")
    printed = units.get(unit_id, {})
    if own == printed.get("dimension", own):
        return unit_id if own else ""
    alike = (
        one["unit_id"]
        for one in units.values()
        if own in _OF_EACH.get(printed["dimension"], ()) and one["dimension"] == own
        if one["factor"] == printed["factor"]
    )
    return next(alike, "")


def _narrowing(title: str) -> Words:
    """The words of a title that say of whom or of what its figures are, and not all there is."""
    return frozenset(word for match in _NARROWS.finditer(title) for word in match.group().split())


def _contradict(title: Words, name: Words) -> bool:
    """Whether a title says one way of trade, and a name the other."""
    return any(one in title - name and other in name - title for one, other in _OPPOSITES)


def is_general(title: str) -> bool:
    """Whether the words of a title announce a topic, and narrow nothing."""
    announced = _naming(title.replace("ngân sách nhà nước", "ngân sách"))
    return announced <= _GENERAL and not _narrowing(title)


def _naming(text: str) -> Words:
    """The words that name something, in full; "in" of a Vietnamese name is no English word."""
    words = frozenset(_ONE.sub("một", written_out(without_constant_prices(text))).split())
    words = words - _NUMBER_OF or words
    return (words - _NOT_NAMING if text.isascii() else words) or words


def _beginning(index: Row) -> list[str]:
    """What an index is of: "chỉ số giá", "chỉ số sản xuất"."""
    return name_of(index["name_vi"]).split()[:_WORDS_OF_KIND]


def _names_of(row: Row) -> Iterable[str]:
    yield row["name_vi"]
    yield row["name_en"]
    for column in ("aliases_vi", "aliases_en"):
        yield from filter(None, row.get(column, "").split("|"))
