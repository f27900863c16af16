"""Known indicators by their words: the same name in another order, or with more filling words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from doichieu.documents.known import Known
from doichieu.documents.naming import spelling
from doichieu.wording.indicators import all_names, tokens

Words = tuple[str, ...]

# What a name may have or lack, and is the same name.
_WEAK_PHRASES = re.compile(
    r"(?<!\w)(?:(?:trên|qua)?\s*địa bàn(?:\s+(?:toàn\s+)?(?:tỉnh|thành phố))?"
    r"|(?:của|trong|toàn|cả|ở)\s+(?:tỉnh|thành phố)|toàn quốc|cả nước|các loại|nói chung|ước tính"
    r"|loại khác|through the province|in the (?:province|city))(?!\w)"
)
_WEAK = frozenset(
    re.findall(
        r"\w+",
        """
        của các những và tổng số về từ do ở tại trên được đã với cho bị
        the of a an in for and to on by with all its total
        """,
    )
)
# Words for a part of a whole, which a list leaves out.
_STRUCTURE_PHRASES = re.compile(
    r"(?<!\w)(?:khu vực|lĩnh vực|mặt hàng|nhóm hàng|toàn ngành|hoạt động|ngành nghề|loại hình"
    r"|nhóm ngành|riêng|theo giá hiện hành|giá hiện hành|bình quân chung)(?!\w)"
)
_STRUCTURE = frozenset(("khối", "ngành", "nhóm", "hàng", "chung", "sector", "group", "industry"))
_SYNONYMS = tuple(
    (re.compile(rf"(?<!\w)(?:{words})(?!\w)"), word)
    for words, word in (
        (r"tổng sản phẩm(?:\s+(?:trên địa bàn|trong tỉnh|nội địa|quốc nội|trong nước))?", "grdp"),
        (r"đầu tư trực tiếp nước ngoài|có vốn (?:đầu tư )?nước ngoài", "fdi"),
        (r"(?:vốn )?đầu tư nước ngoài", "fdi"),
        (r"(?:có )?vốn fdi", "fdi"),
        (r"sản xuất kinh doanh", "sản xuất"),
        (r"du khách", "khách du lịch"),
        (r"mtv", "một thành viên"),
    )
)


@lru_cache(maxsize=16384)
def words_of(text: str) -> Words:
    """The words of a name that tell it from others, sorted: their order does not matter."""
    return tuple(sorted({word for word in tokens(_plain(text)) if word not in _WEAK}))


@lru_cache(maxsize=16384)
def bare_words_of(text: str) -> Words:
    """The same without the words for a part of a whole: khu vực, ngành, nhóm."""
    plain = _STRUCTURE_PHRASES.sub(" ", _plain(text))
    return tuple(sorted({word for word in tokens(plain) if word not in _WEAK | _STRUCTURE}))


def _plain(text: str) -> str:
    plain = spelling(text)
    for pattern, word in _SYNONYMS:
        plain = pattern.sub(word, plain)
    return _WEAK_PHRASES.sub(" ", plain)


@dataclass(frozen=True)
class NameIndex:
    """The indicators by their names and aliases; those of the seeds come first.

    `names` are the names by id, `dimensions` what their units measure, `totals` the totals that
    each is a part of by an identity.
    """

    names: Mapping[str, tuple[str, ...]]
    dimensions: Mapping[str, str]
    topics: Mapping[str, str]
    totals: Mapping[str, frozenset[str]]
    own: frozenset[str]
    _full: Mapping[Words, tuple[str, ...]] = field(repr=False)
    _bare: Mapping[Words, tuple[str, ...]] = field(repr=False)

    @classmethod
    def read(cls, known: Known) -> "NameIndex":
        """Index the reference rows of a draft."""
        names = {key: all_names(row) for key, row in known.indicators.items()}
        for key, more in known.catalogue_names.items():
            names[key] = tuple(dict.fromkeys((*names.get(key, ()), *more)))
        full: dict[Words, list[str]] = {}
        bare: dict[Words, list[str]] = {}
        ordered = sorted(known.indicators, key=lambda key: key not in known.own_indicators)
        for key in ordered:
            for name in names[key]:
                _add(full, words_of(name), key)
                _add(bare, bare_words_of(name), key)
        totals: dict[str, set[str]] = {}
        for row in known.identities:
            totals.setdefault(row["part_indicator_id"], set()).add(row["total_indicator_id"])
        return cls(
            names=names,
            dimensions={
                key: known.units.get(row["unit_id"], {}).get("dimension", "")
                for key, row in known.indicators.items()
            },
            topics={key: row.get("topic") or "" for key, row in known.indicators.items()},
            totals={key: frozenset(each) for key, each in totals.items()},
            own=known.own_indicators,
            _full={words: tuple(keys) for words, keys in full.items()},
            _bare={words: tuple(keys) for words, keys in bare.items()},
        )

    def named(self, text: str) -> tuple[str, ...]:
        """The indicators of this very name, those of the seeds first."""
        return self._full.get(words_of(text), ()) if words_of(text) else ()

    def nearly_named(self, text: str) -> tuple[str, ...]:
        """Those of this name where the words for a part of a whole do not count."""
        words = bare_words_of(text)
        return self._bare.get(words, ()) if words else ()

    def is_part(self, indicator_id: str, total: str) -> bool:
        """Whether an identity makes the indicator a part of the total, or of one of its parts."""
        above = self.totals.get(indicator_id, frozenset())
        return total in above or any(total in self.totals.get(each, ()) for each in above)


def _add(index: dict[Words, list[str]], words: Words, key: str) -> None:
    if words and key not in index.setdefault(words, []):
        index[words].append(key)
