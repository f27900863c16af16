"""The words that name a row of a table: numbering, "Trong đó", what a heading announces, units."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from doichieu.documents.tables.words import is_unit_words, joined
from doichieu.wording.units import MAGNITUDES

# How rows are numbered; rows of one class stand side by side.
_NUMBERINGS = (
    ("roman", re.compile(r"(?:[IVX]{1,5})\s*(?:[.)/]|[-–](?=\s)|$)\s*")),
    ("letter", re.compile(r"[A-HĐ]\s*(?:[.)](?![A-ZĐ](?:\W|$))|$)\s*")),
    ("third", re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){2}\.?(?=\s|$)\s*")),
    ("decimal", re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.?(?=\s|$)\s*")),
    ("number", re.compile(r"[0-9]{1,2}\s*[.)/](?![0-9])\s*")),
    ("small", re.compile(r"[a-hđ]\s*[.)]\s*")),
    ("dash", re.compile(r"[-–—]\.?\s*(?=\S)")),
    ("plus", re.compile(r"[+]\.?\s*(?=\S)")),
    ("bullet", re.compile(r"[*•·○●]\s*(?=[^\s*)])")),
)
BULLETS = frozenset({"dash", "plus", "bullet"})
_RUNNING_NUMBER = re.compile(
    r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[A-HĐa-hđ])[.)]?|[-–+*•]"
)
_OF_WHICH = re.compile(
    r"(?i)[-–+*]?\s*(?:trong\s*đó|trong\s*dó|tr\.\s?đó|tđ(?=\s*:)|of\s+which|in\s+which)(?![^\W\d_])\s*[:,]?\s*"
)
_INDEX = re.compile(
    r"(?i)(?<!\w)(?:chỉ số phát triển|tốc độ phát triển|(?:năm trước|previous year)\s*=\s*100)"
)
_SHARE = re.compile(r"(?i)(?<!\w)(?:cơ cấu|tỷ trọng|structure)(?!\w)")
_TOTAL = re.compile(
    r"(?i)(?:tổng(?=\W*$)|tổng\s+(?:số(?!\s+[^\W\d_])|cộng|trị\s+giá|kim\s+ngạch)|cộng|cả\s+nước|toàn\s+(?:quốc|tỉnh|ngành"
    r"|thành\s+phố|vùng|quận|huyện|bộ)|(?:chỉ\s+số\s+)?chung|toàn\s+thể"
    r"|(?:grand\s+)?total|whole\s+country|all\s+(?:items|industries)|overall)(?![^\W\d_])"
)
_TOTAL_OF = re.compile(
    r"(?i)tổng\s+(?:trị\s+giá|kim\s+ngạch)(?:\s+hàng\s+h[oó][aá])?\s+(?:xuất|nhập)\s"
)
# "Total retail sales" says of what; "Total number of persons" does not say more than its table.
_TOTAL_EN = re.compile(r"(?i)total\s+(?!number|of|amount)[a-z]{2}")
_WHOLE_ONLY = re.compile(r"(?i)(?:cộng|chung|total|overall)(?![^\W\d_])\s*\S")
_BREAKDOWN = re.compile(
    r"(?i)(?:phân\s+(?:theo|bổ)|chia\s+(?:theo|ra)|phân\s+ra|bao\s+gồm|gồm\s*:|by\s|divided\s+by)"
)
_LISTS = re.compile(
    r"(?i)\b(?:một\s+số|chủ\s+yếu|chủ\s+lực|lớn\s+nhất|tiêu\s+biểu|main|selected|major|some)\b"
)
_REST = re.compile(
    r"(?i)(?:\bkhác(?:\s+(?:thuộc|của|trong)\b.*)?|\bcòn\s+lại|\bothers?)\s*(?:\([^()]*\))?\s*$"
    r"|^(?:khác|others?|ngoài\s+ra)\b"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
# A unit that counts one thing per another, or an age: "Số con/phụ nữ", "Tuổi".
_RATIO = re.compile(r"(?i)\s*(?:[^\W\d][^/()]*/\s*[0-9.]*\s*[^\W\d_][^/()]*|tuổi|năm|years?)\s*")
_LAST = re.compile(r";|\s[-–]\s")
_MARK = re.compile(r"\(?(\*+|\([0-9]\))\)?\s*$")
# Words that end no name: what follows on the next row goes on with it.
_GOES_ON = re.compile(
    r"(?i)(?:[,;/–-]|(?<![^\W\d_])(?:và|của|một\s+số|các|theo|trên|từ|với|hoặc"
    r"|and|of|the|for|by|with))\s*$"
)
_CARRIES_ON = re.compile(r"\s*(?:\(|(?:VÀ|CỦA|HOẶC|TRÊN|THEO|TRONG|AND|OF)\s)")
_ENDS_OPEN = re.compile(r":\s*$")
_VIETNAMESE = re.compile(r"[^\W\d_a-zA-Z]")


@dataclass(frozen=True)
class Label:
    """The words of a row.

    `text` keeps its numbering, and is without "Trong đó" in front; `numbering` is the class of
    that numbering ("roman", "number", "dash", …) or ""; `of_which` says that "Trong đó" led it or
    is all of it (`text` is then the words as printed). `unit` is the unit in its brackets.
    """

    text: str
    numbering: str = ""
    of_which: bool = False
    opens: bool = False
    unit: str = ""

    @cached_property
    def bare(self) -> str:
        """The words without their numbering."""
        return split_numbering(self.text)[1]

    @cached_property
    def is_total(self) -> bool:
        """Whether the words name a whole: "Tổng số", "Cả nước", "Toàn ngành công nghiệp"."""
        return _TOTAL.match(self.bare) is not None and not (
            _WHOLE_ONLY.match(self.bare) and _VIETNAMESE.search(self.bare) is not None
        )

    @cached_property
    def is_bare_total(self) -> bool:
        """Whether the words name a whole and not of what: no "Tổng trị giá xuất khẩu"."""
        return self.is_total and not (_TOTAL_OF.match(self.bare) or _TOTAL_EN.match(self.bare))

    @cached_property
    def is_breakdown(self) -> bool:
        """Whether the words announce parts: "Phân theo …", "Chia ra", "Một số …", "… chủ yếu"."""
        return self.opens or self.says_complete or self.says_incomplete

    @cached_property
    def says_complete(self) -> bool:
        """Whether the words announce all parts: "Phân theo" without "một số"."""
        return _BREAKDOWN.match(self.bare) is not None and not self.says_incomplete

    @cached_property
    def says_incomplete(self) -> bool:
        """Whether the words announce some of the parts only."""
        return self.of_which or _LISTS.search(self.bare) is not None

    @cached_property
    def is_rest(self) -> bool:
        """Whether the words name all that the rows before leave: "… khác", "còn lại"."""
        return _REST.search(self.bare) is not None

    @cached_property
    def mark(self) -> str:
        """The mark of a note that ends the words: "(*)" gives "*"."""
        match = _MARK.search(self.text)
        return match.group(1).strip("()") if match else ""


def read_label(words: Sequence[str], number: str = "") -> Label:
    """The label of a row from the words of its cells, from the left; empty where there are none.

    `number` is its number in a cell of its own ("1", "II", "-"): it is no part of the text.
    """
    text = joined(words)
    match = _OF_WHICH.match(text)
    rest = text[match.end() :].strip() if match else text
    opens = match is not None and not rest
    label = text if opens else rest
    numbering = numbering_of(number) if number else split_numbering(label)[0]
    return Label(label, numbering, match is not None, opens, unit_in(label))


def is_running_number(text: str) -> bool:
    """Whether a cell has nothing but the number of its row: "1", "II.", "a)"."""
    return _RUNNING_NUMBER.fullmatch(text.strip()) is not None


def numbering_of(number: str) -> str:
    """The class of a number that stands alone in a cell."""
    return (
        split_numbering(f"{number.strip().rstrip('.)')}. x")[0] or split_numbering(f"{number} x")[0]
    )


def begins_with_magnitude(text: str) -> bool:
    """Whether the first word is one of a unit's: "Nghìn tấn"."""
    return text.split(maxsplit=1)[:1] != [] and text.split()[0].casefold() in MAGNITUDES


def leads_of_which(text: str) -> bool:
    """Whether words begin with "Trong đó"."""
    return _OF_WHICH.match(text.strip()) is not None


def split_numbering(text: str) -> tuple[str, str]:
    """The class of the numbering that a text begins with ("" where none), and the rest of it."""
    for name, pattern in _NUMBERINGS:
        match = pattern.match(text)
        if match and match.end() <= len(text) and (text[match.end() :] or name in _BARE):
            return name, text[match.end() :]
    return "", text


_BARE = frozenset({"roman", "letter", "number", "decimal"})


def unit_in(text: str) -> str:
    """The unit that a label says in brackets, or last: "Diện tích (Nghìn ha)", "Cơ cấu - %"."""
    inside = _BRACKETS.findall(text) or ([text] if _LAST.search(text) else [])
    found = [_LAST.split(words)[-1] for words in inside]
    units = [words for words in found if is_unit_words(words) or _RATIO.fullmatch(words)]
    return joined([units[-1]]) if units else ""


def without_brackets(text: str) -> str:
    """The words without what stands in brackets."""
    return _BRACKETS.sub("", text)


def runs_on(before: str, after: str) -> bool:
    """Whether a row without figures and the row below it are one label over two rows."""
    if _ENDS_OPEN.search(before) or _OF_WHICH.match(after) or split_numbering(after)[0]:
        return False
    return (
        carries_on(after)
        or _GOES_ON.search(before) is not None
        or before.count("(") > before.count(")")
    )


def carries_on(text: str) -> bool:
    """Whether a text begins as no label begins: in lower case, with a bracket, with "VÀ"."""
    first = text.lstrip()[:1]
    return (first.isalpha() and first.islower()) or _CARRIES_ON.match(text) is not None


def says_index(words: str) -> bool:
    """Whether a heading announces indices: "Chỉ số phát triển (Năm trước = 100)"."""
    return _INDEX.search(words) is not None


def says_share(words: str) -> bool:
    """Whether a heading announces shares: "Cơ cấu (%)"."""
    return _SHARE.search(words) is not None


def says_rates(words: str) -> bool:
    """Whether a heading announces indices or shares."""
    return says_index(words) or says_share(words)


def is_translation(text: str) -> bool:
    """Whether words have none of the letters of Vietnamese that English lacks."""
    return text.isascii() and sum(letter.isalpha() for letter in text) > 2
