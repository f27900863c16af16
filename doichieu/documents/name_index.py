"""Known indicators by their words: the same name in another order, or with more filling words."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from doichieu.documents.naming import spelling
from doichieu.wording.english import FUNCTION_WORDS, VERBS
from doichieu.wording.indicators import all_names, tokens

Words = tuple[str, ...]

# What a name may have or lack, and is the same name.
_WEAK_PHRASES = re.compile(
    r"(?<!\w)(?:(?:trên|qua)?\s*địa bàn(?:\s+(?:toàn\s+)?(?:tỉnh|thành phố))?"
    r"|(?:của|trong|toàn|cả|ở)\s+(?:tỉnh|thành phố)|toàn quốc|cả nước|các loại(?:\s+hình)?"
    r"|(?:through|via|at)\s+(?:the |its |(?:the )?province['’]s )?"
    r"(?:local |provincial )?border gates?"
    r"|nói chung|qua\s+(?:các\s+)?cửa khẩu|ước tính|làm thủ tục(?:\s+hải quan)?"
    r"|trong(?! (?:nước|ngày|kỳ))|loại khác|through the province|in the (?:province|city)"
    rf"|(?<!target )(?<!targets )(?:{VERBS})|{FUNCTION_WORDS})(?!\w)"
)
_WEAK = frozenset(
    re.findall(
        r"\w+",
        """
        của các những và tổng số về từ do ở tại trên được đã với cho bị mỗi một
        the of a an in for and to on by with all its total overall provincial
        """,
    )
)
# Words for a part of a whole, which a list leaves out.
_STRUCTURE_PHRASES = re.compile(
    r"(?<!\w)(?:khu vực|lĩnh vực|mặt hàng|nhóm hàng|toàn ngành|hoạt động|ngành nghề|loại hình"
    r"|nhóm ngành|(?<!sầu )riêng|bình quân chung|(?<!and )industry(?!\s*,|\s+and(?!\w))"
    r"|(?:theo )?giá (?:hiện hành|so sánh|cố định)(?: (?:năm )?\d{4})?)(?!\w)"
)
_STRUCTURE = frozenset(tokens("khối ngành nhóm hàng chung sector group"))
# Other words for the same, one after the other.
_SYNONYMS = tuple(
    (re.compile(rf"(?<!\w)(?:{words})(?:(?!\w)|(?<= ))"), word)
    for words, word in (
        (r"xnk", "xuất nhập khẩu"),
        (r"tmbl(?:hh)?", "tổng mức bán lẻ hàng hóa"),
        (r"dtdv", "doanh thu dịch vụ"),
        (r"xk", "xuất khẩu"),
        (r"nk", "nhập khẩu"),
        (r"tổng sản phẩm(?:\s+(?:trên địa bàn|trong tỉnh|nội địa|quốc nội|trong nước))?", "grdp"),
        (r"chỉ số phát triển (?:sản xuất )?(?:ngành )?(?=công nghiệp)", "chỉ số sản xuất "),
        (r"chỉ số (?:sản xuất (?:ngành )?công nghiệp|sản xuất toàn ngành|iip)", "iip"),
        (
            r"(?:(?:kim ngạch|trị giá|giá trị|tổng) )+(?:hàng hóa |hàng )?(?=(?:xuất|nhập) )"
            r"|tổng mức (?=(?:hàng hóa )?bán lẻ)",
            "",
        ),
        (r"(?<=xuất khẩu )hàng hóa|(?<=nhập khẩu )hàng hóa", ""),
        (r"xuống giống|gieo sạ", "gieo trồng"),
        (r"cây (?=(?:lúa|ngô|sắn|mía|dừa|chè|cà phê|cao su|hồ tiêu|điều|lạc|đậu)(?!\w))", ""),
        (r"nền kinh tế", "kinh tế"),
        (r"(?<=khẩu )\s?(?:hàng hóa )?của (?:các )?doanh nghiệp(?:$|(?= trên địa bàn))", ""),
        (r"tiêu dùng xã hội", "tiêu dùng"),
        (r"du khách", "khách"),
        (r"(?:lượt|lượng|số) (?=khách(?! hàng))", ""),
        (r"khách (?:đến )?tham quan,? (?:và )?du lịch|khách du lịch", "khách"),
        (r"khách đến(?: tham quan| địa phương)?", "khách"),
        (r"(?:kinh tế )?(?:có vốn )?đầu tư(?: trực tiếp)? nước ngoài", "fdi"),
        (r"có vốn nước ngoài|có vốn fdi", "fdi"),
        (r"làm (?=chết|bị thương|thiệt hại)", ""),
        (r"mưa lũ|bão lũ|mưa bão|lũ quét|dông lốc|mưa đá|giông lốc|mưa lớn|bão", "thiên tai"),
        (r"sản xuất kinh doanh", "sản xuất"),
        (r"mtv", "một thành viên"),
        (r"exported(?: goods)?", "exports"),
        (r"imported(?: goods)?", "imports"),
        (r"(?:goods|merchandise|provincial) (?=exports|imports)", ""),
        (r"quarterly (?=grdp|economic growth)", ""),
        (r"exports? of goods", "exports"),
        (r"imports? of goods", "imports"),
        (r"(?:foreign|external) trade(?: value| turnover| revenue)?", "trade turnover"),
        (r"(?:value|turnover) of (?:the )?(?=\w* ?exports|\w* ?imports)", ""),
        (r"exports? (?:turnover|value|revenue|earnings|sales)", "exports"),
        (r"imports? (?:turnover|value|revenue|spending|bill)", "imports"),
        (r"revenue (?:of|from) (?:the )?(?=retail sales)", ""),
        (r"(?:the )?(?:local|provincial|regional|city[’'s]*|province[’'s]*) economy", "economy"),
        (r"overseas shipments|shipments (?:abroad|overseas)", "exports"),
        (
            r"(?:tourist|visitor) numbers|(?:tourist |visitor )?arrivals|guests|visitors"
            r"|holiday-?makers|travell?ers",
            "tourists",
        ),
    )
)


# A name of several things: one of them is another thing than all.
_JOINED = re.compile(r"(?i)(?<!\w)(?:và|and)(?!\w)")
# Words that turn a name into another: they are never meant where they are not said.
_TURNS = frozenset(("không", "chưa", "ngoài", "trừ", "not", "excluding", "without"))


@lru_cache(maxsize=16384)
def words_of(text: str) -> Words:
    """The words of a name that set it apart from others, sorted: their order does not matter."""
    return tuple(sorted({word for word in tokens(_plain(text)) if word not in _WEAK}))


@lru_cache(maxsize=16384)
def bare_words_of(text: str) -> Words:
    """The same without the words for a part of a whole: khu vực, ngành, nhóm."""
    plain = _STRUCTURE_PHRASES.sub(" ", _plain(text))
    return tuple(sorted({word for word in tokens(plain) if word not in _WEAK | _STRUCTURE}))


@lru_cache(maxsize=16384)
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
    _having: Mapping[str, tuple[tuple[frozenset[str], str], ...]] = field(repr=False)

    @classmethod
    def read(
        cls,
        indicators: Mapping[str, Mapping[str, str]],
        units: Mapping[str, Mapping[str, str]],
        identities: Iterable[Mapping[str, str]],
        own: Collection[str],
        catalogue_names: Mapping[str, Iterable[str]],
    ) -> "NameIndex":
        """Index the rows of indicators.csv; `own` are the ids that the seeds have."""
        names = {key: all_names(row) for key, row in indicators.items()}
        for key, more in catalogue_names.items():
            names[key] = tuple(dict.fromkeys((*names.get(key, ()), *more)))
        full: dict[Words, list[str]] = {}
        bare: dict[Words, list[str]] = {}
        ordered = sorted(indicators, key=lambda key: key not in own)
        for key in ordered:
            for name in names[key]:
                _add(full, words_of(name), key)
                _add(bare, bare_words_of(name), key)
        having: dict[str, list[tuple[frozenset[str], str]]] = {}
        for key in ordered:
            for words in {words_of(name) for name in names[key] if not _JOINED.search(name)}:
                for word in words:
                    having.setdefault(word, []).append((frozenset(words), key))
        totals: dict[str, set[str]] = {}
        for row in identities:
            totals.setdefault(row["part_indicator_id"], set()).add(row["total_indicator_id"])
        return cls(
            names=names,
            dimensions={
                key: units.get(row["unit_id"], {}).get("dimension", row["unit_id"])
                for key, row in indicators.items()
            },
            topics={key: row.get("topic") or "" for key, row in indicators.items()},
            totals={key: frozenset(each) for key, each in totals.items()},
            own=frozenset(own),
            _full={words: tuple(keys) for words, keys in full.items()},
            _bare={words: tuple(keys) for words, keys in bare.items()},
            _having={word: tuple(each) for word, each in having.items()},
        )

    def named(self, text: str) -> tuple[str, ...]:
        """The indicators of this very name, those of the seeds first."""
        return self._full.get(words_of(text), ()) if words_of(text) else ()

    def nearly_named(self, text: str) -> tuple[str, ...]:
        """Those of this name where the words for a part of a whole do not count."""
        words = bare_words_of(text)
        return self._bare.get(words, ()) if words else ()

    def completed(self, text: str, around: frozenset[str]) -> tuple[str, ...]:
        """The indicators of whose name the text has a part, and the words around it the rest.

        Those whose rest is shortest come first.
        """
        words = frozenset(words_of(text))
        if not words:
            return ()
        rarest = min(words, key=lambda word: len(self._having.get(word, ())))
        found = [
            (len(name - words), key)
            for name, key in self._having.get(rarest, ())
            if words < name and name - words <= around - _TURNS
        ]
        return tuple(dict.fromkeys(key for _, key in sorted(found, key=lambda each: each[0])))

    def is_part(self, indicator_id: str, total: str) -> bool:
        """Whether an identity makes the indicator a part of the total, or of one of its parts."""
        above = self.totals.get(indicator_id, frozenset())
        return total in above or any(total in self.totals.get(each, ()) for each in above)


def _add(index: dict[Words, list[str]], words: Words, key: str) -> None:
    if words and key not in index.setdefault(words, []):
        index[words].append(key)
