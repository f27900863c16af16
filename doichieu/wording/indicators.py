"""Which indicators the words near a number name."""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, zip_longest

from doichieu.wording.comparisons import GIVEN, PLAN, comparisons
from doichieu.wording.measures import CUES, CUES_AFTER, CUES_EN, FILL
from doichieu.wording.surroundings import Surroundings
from doichieu.wording.text import composed
from doichieu.wording.units import MAGNITUDES

# Phrases and words that name nothing by themselves.
_FUNCTION_PHRASES = re.compile(
    r"(?i)(?<![^\W_])(?:quý\s+(?:iv|i{1,3})(?![^\W_])"
    r"|tháng\s+(?:giêng|hai|ba|tư|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?|chạp)(?![^\W_])"
    r"|(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+tháng(?:\s+đầu)?|tiếp tục|tuy nhiên|bao gồm"
    r"|ngoài ra|sơ bộ"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|(?:trên\s+)?địa bàn|thành phố|toàn tỉnh|cả nước|tính chung|tính đến"
    r"|lũy kế|luỹ kế|cộng dồn"
    r"|bình quân|lần lượt|tương ứng|trong đó|theo đó|ngược lại|bên cạnh đó|đến nay|hiện nay"
    r"|đến hết|thời điểm"
    r"|(?:hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân|trung ương|tw|thủ tướng(?:\s+chính phủ)?"
    r"|chính phủ)"
    r"(?:\s+(?:tỉnh|thành phố))?(?:\s+giao)?"
    rf"|{GIVEN}"
    r"|kế hoạch|dự toán|đầu năm|cả năm|vùng kinh tế|giá hiện hành|giá so sánh|mức"
    r"|tổng số|(?<!việc )làm(?!\s+việc)|khiến|kéo)(?![^\W_])"
)
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        và của các những trên với cho trong tại ở về là có được đã đang sẽ cũng vẫn này đó
        đây từ đến tới do bởi theo vào ra lên xuống hơn mà thì như để khi nếu cả toàn còn lại
        riêng cùng bằng qua trước sau nay hiện tỉnh số tổng ước nhưng song vì nên hay hoặc
        khoảng gần đạt thực cuối năm tháng quý ngày kỳ kì mỗi một hai ba chỉ nhất so khá mạnh
        nhẹ cao thấp đều vượt quy mô the a an of in on at to for by with from and or its their
        his her this that these those was were is are be been being has have had as it which
        while also than per total number value local province city provincial municipal year
        month quarter first half second period respectively meanwhile said but whereas followed
        among led totalled totaled recorded posted welcomed attracted received earned saw
        generated spent there during over under out worth stood reached amounted estimated about
        nearly around some more most
        """,
    )
)
# These name nothing in a text, and distinguish the names of two indicators ("thu", "thu khác").
_ONLY_IN_NAMES = frozenset(("chung", "riêng", "gồm", "khác", "annual"))
_TOKEN = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*")
_MEASURE_WORDS = re.compile(
    r"(?i)(?<![^\W_])(?:"
    + "|".join([*(words for _, words in (*CUES, *CUES_EN, *CUES_AFTER)), FILL, PLAN])
    + r")(?![^\W_])"
)
# Abbreviations and other words for the same thing.
_SAME: dict[str, str] = {
    **{"xk": "xuất khẩu", "nk": "nhập khẩu", "xnk": "xuất nhập khẩu", "nsnn": "ngân sách nhà nước"},
    **{"dn": "doanh nghiệp", "htx": "hợp tác xã", "kcn": "khu công nghiệp", "heo": "lợn"},
    **{"dnnn": "doanh nghiệp nhà nước", "bhtn": "bảo hiểm thất nghiệp"},
    **{"bhyt": "bảo hiểm y tế", "bhxh": "bảo hiểm xã hội"},
    **{"gtsx": "giá trị sản xuất"},
    **{"sxcn": "sản xuất công nghiệp", "ntm": "nông thôn mới", "nsđp": "ngân sách địa phương"},
    **{"đtnn": "đầu tư nước ngoài", "ktxh": "kinh tế xã hội", "ubnd": "", "hđnd": ""},
}
# Words that exclude each other in the names of indicators that are the same but for them. None is
# a part of another.
_EXCLUSIVE: tuple[tuple[str, ...], ...] = (
    ("giá hiện hành", "giá so sánh"),
    ("current prices", "constant prices"),
    ("khu vực nhà nước", "khu vực ngoài nhà nước"),
    ("nhà nước trung ương", "nhà nước địa phương"),
    ("trung ương quản lý", "địa phương quản lý"),
    ("chết", "bị thương"),
    ("tăng giá", "giảm giá", "ổn định giá"),
)
# Units that say how much, and not of what.
_PLAIN_UNITS = frozenset(
    re.findall(
        r"\w+",
        """
        vnd usd eur mass area length volume ratio points head energy yield tonne_km person_km
        """,
    )
)


def tokens(text: str) -> list[str]:
    """The words of a text in lower case; abbreviations in full, an English plural as singular."""
    found = []
    for word in _TOKEN.findall(composed(text)):
        found += written_out(word.lower()).split()
    return [_stem(word) for word in found]


def written_out(text: str) -> str:
    """The words of a text in lower case, those that are abbreviations in full."""
    return " ".join(_SAME.get(word, word) for word in text.split())


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


def _stem(word: str) -> str:
    if not word.isascii() or len(word) < 5:
        return word
    word = _ENDING.sub("", word)
    return word[:-1] + "y" if word.endswith("i") else word


# visits, visitors and visiting are one word; services and servicing too.
_ENDING = re.compile(r"(?<=[a-z]{3})(?:isms?|ists?|ors?|ers?|ings?|es|s(?<!ss)(?<!us)(?<!is)|e)$")


def naming(words: Iterable[str]) -> list[str]:
    """The words that name something."""
    return [word for word in words if word not in _STOP_WORDS and not word.isdecimal()]


_STOP_WORDS = _FUNCTION_WORDS | {_stem(word) for word in _FUNCTION_WORDS}


# Words name another indicator where its name has nearly all of them, and they have most of it; the
# name of the row's has few of them, or some where the other is named in full.
_LEAST_EXPLAINED, _LEAST_COVERED, _ALL_COVERED = 0.85, 0.4, 0.95
_FEW_EXPLAINED, _MOST_EXPLAINED = 0.45, 0.8
# Half of the words are enough where they have another name in full and hardly a word of the row's.
_HALF_EXPLAINED, _HARDLY_EXPLAINED = 0.5, 0.2
_LEAST_NAMED = 0.6
# A text names an indicator not at all where it has less than this of each of its names.
_LEAST_NEAR = 0.2


@dataclass(frozen=True)
class Named:
    """How well words fit an indicator: from 0 to 1, and the name they fit.

    `explained` is the share of the words that the name has; `covered` the share of the name
    that the words have. Rare words weigh more.
    """

    indicator_id: str
    name: str
    explained: float
    covered: float


def _names(best: Named, own: float) -> bool:
    """Whether words name an indicator, where `own` is the share that the row's name explains."""
    if best.explained >= _LEAST_EXPLAINED:
        return True
    in_full = best.covered >= _ALL_COVERED and best.explained >= _HALF_EXPLAINED
    return in_full and own <= _HARDLY_EXPLAINED


@dataclass(frozen=True)
class IndicatorNames:
    """The names and aliases of the indicators, in both languages."""

    names: Mapping[str, Sequence[str]]
    _words: Mapping[str, Sequence[tuple[str, ...]]] = field(repr=False)
    _weights: Mapping[str, float] = field(repr=False)
    _having: Mapping[str, set[str]] = field(repr=False)
    _named: Mapping[tuple[str, ...], Mapping[str, str]] = field(repr=False)

    @classmethod
    def read(cls, rows: Iterable[Mapping[str, str]]) -> "IndicatorNames":
        """Read the rows of indicators.csv; the aliases may be missing."""
        names = {row["indicator_id"]: all_names(row) for row in rows}
        words = {
            indicator: [name_words(name) for name in each] for indicator, each in names.items()
        }
        having: dict[str, set[str]] = {}
        for indicator, each in words.items():
            for word in {word for name in each for word in name}:
                having.setdefault(word, set()).add(indicator)
        weights = {word: math.log(1 + len(words) / len(has)) for word, has in having.items()}
        named: dict[tuple[str, ...], dict[str, str]] = {}
        for indicator, each in words.items():
            for name, its_words in zip(names[indicator], each, strict=True):
                named.setdefault(its_words, {}).setdefault(indicator, name)
        return cls(names, words, weights, having, named)

    def knows(self, indicator_id: str) -> bool:
        """Whether the indicator has a name."""
        return any(self._words.get(indicator_id, ()))

    def fit(self, indicator_id: str, words: Sequence[str]) -> Named:
        """How well the words fit an indicator, by the name that fits best.

        A syllable counts fully only beside a neighbour that it has in the name too: "xuất khẩu"
        and "nhập khẩu" are two words of two syllables each, and share none.
        """
        best = Named(indicator_id, "", 0.0, 0.0)
        for name, each in zip(
            self.names.get(indicator_id, ()), self._words.get(indicator_id, ()), strict=True
        ):
            if not each:
                continue
            fit = Named(indicator_id, name, self._shared(words, each), self._shared(each, words))
            if (fit.explained + fit.covered, fit.covered) > (
                best.explained + best.covered,
                best.covered,
            ):
                best = fit
        return best

    def nearness(self, indicator_id: str, words: Collection[str]) -> float:
        """The greatest share of one of the indicator's names that single words of a text have."""
        return max(
            (
                self._weight(word for word in each if word in words) / self._weight(each)
                for each in self._words.get(indicator_id, ())
                if each
            ),
            default=0.0,
        )

    def far_from(self, indicator_id: str, text: str) -> bool:
        """Whether hardly a word of the indicator's names is in the text."""
        return self.knows(indicator_id) and self.nearness(indicator_id, _words(text)) < _LEAST_NEAR

    def named_instead(self, indicator_id: str, subject: "Subject", text: str) -> Named | None:
        """The indicator that the words name where they do not name this one; else None.

        `text` is all that stands before the number and beside it. Where its words name another
        indicator in full, and this one only in part, the rest of its name must be in that text.
        """
        if exchanged := self._exchanged(indicator_id, subject):
            return exchanged
        near = [subject.after, subject.before, subject.wide]
        if subject.counts_only and subject.before:
            # "khách quốc tế 215 lượt": the unit alone names none of the two kinds of guests.
            near = [(*subject.after, *subject.before), subject.before, subject.wide]
        own = max(self.fit(indicator_id, each).explained for each in near)
        for words in near[:2]:
            if not words:
                continue
            best = max(
                (
                    self.fit(other, words)
                    for other in sorted(self._sharing(words))
                    if other != indicator_id
                ),
                key=lambda named: (named.explained, named.covered, -len(named.name.split())),
                default=None,
            )
            if best is None or not _names(best, own):
                continue
            if best.covered < (_LEAST_COVERED if own <= _FEW_EXPLAINED else _ALL_COVERED):
                continue
            if (
                own <= _MOST_EXPLAINED
                or self.nearness(indicator_id, set(tokens(text))) < _LEAST_NAMED
            ):
                return best
        return None

    def excluded(self, indicator_id: str, before: str, after: str) -> Named | None:
        """The indicator that is named as this one but for a word that excludes the text's.

        `before` and `after` are the words around the number; those directly after it count first.
        """
        near = [_AND.split(after)[0], _AND.split(before)[-1]]
        for words in _EXCLUSIVE:
            said = next(
                (found for each in near if (found := [one for one in words if one in each])), []
            )
            if len(said) != 1:
                continue
            names = [composed(name).lower() for name in self.names.get(indicator_id, ())]
            if any(said[0] in name for name in names):
                continue
            for name in names:
                for other in words:
                    named = self._exactly(name.replace(other, said[0])) if other in name else None
                    if named is not None:
                        return Named(*named, explained=1.0, covered=1.0)
        return None

    def _exactly(self, name: str) -> tuple[str, str] | None:
        """The indicator that has the name, and the name as it is written."""
        return next(
            (
                (indicator, one)
                for indicator, each in self.names.items()
                for one in each
                if one.lower() == name
            ),
            None,
        )

    def _exchanged(self, indicator_id: str, subject: "Subject") -> Named | None:
        """Another indicator that the words name in full by a name that is the row's but for one
        word: "kim ngạch xuất khẩu" and "nhập khẩu", "vốn nhà nước" and "vốn ngoài nhà nước".

        None where the words have a name of the row's beside it.
        """
        own = self._words.get(indicator_id, ())
        for words in (subject.after, subject.before):
            for start, end in _runs(words):
                others = self._named.get(words[start:end], {})
                if not others or indicator_id in others:
                    continue
                if not any(_one_word_apart(name, words[start:end]) for name in own):
                    continue
                if any(_has(name, words[start:end]) for name in own):
                    continue  # "hộ nghèo" is short for "tỷ lệ hộ nghèo"
                beside = (*words[:start], "", *words[end:])
                if any(name and (_has(beside, name)) for name in own) or (
                    any(_has(words, name) and len(name) >= end - start for name in own)
                ):
                    continue
                other, name = min(others.items())
                return Named(other, name, (end - start) / len(words), 1.0)
        return None

    def _sharing(self, words: Iterable[str]) -> set[str]:
        """The indicators with a name that has one of the words."""
        return set().union(*(self._having.get(word, frozenset()) for word in words))

    def _shared(self, words: Sequence[str], others: Sequence[str]) -> float:
        """The share of the words that the others have too, by weight."""
        if not words:
            return 0.0
        pairs = set(pairwise(others))
        single = set(others)
        shared = 0.0
        for i, word in enumerate(words):
            if word not in single:
                continue
            beside = (i > 0 and (words[i - 1], word) in pairs) or (
                i + 1 < len(words) and (word, words[i + 1]) in pairs
            )
            alone = len(words) == 1 or len(others) == 1 or (word.isascii() and len(word) > 3)
            shared += self._weight([word]) * (1.0 if beside or alone else 0.5)
        return shared / self._weight(words)

    def _weight(self, words: Iterable[str]) -> float:
        # A word of no indicator weighs as much as one that a single indicator has.
        most = math.log(1 + len(self._words))
        return sum(self._weights.get(word, most) for word in words)


def _runs(words: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Where the runs of two words or more begin and end, the longest first."""
    for length in range(len(words), 1, -1):
        for start in range(len(words) - length + 1):
            yield start, start + length


def _has(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words have the name, word by word."""
    return any(
        tuple(words[i : i + len(name)]) == tuple(name) for i in range(len(words) - len(name) + 1)
    )


def _one_word_apart(name: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the other name has one word replaced, or one more that is not its last."""
    if len(name) == len(other):
        return sum(one != two for one, two in zip(name, other, strict=True)) == 1
    if len(name) + 1 != len(other):
        return False
    return any((*other[:i], *other[i + 1 :]) == tuple(name) for i in range(len(name)))


def all_names(row: Mapping[str, str]) -> tuple[str, ...]:
    """Names and aliases; a name with a bracket also without it."""
    aliases = [*(row.get("aliases_vi") or "").split("|"), *(row.get("aliases_en") or "").split("|")]
    found = []
    for name in (row["name_vi"], row.get("name_en") or "", *aliases):
        text = composed(name).strip()
        found += [text, re.sub(r"\s*\([^)]*\)", "", text)] if "(" in text else [text]
    return tuple(dict.fromkeys(name for name in found if name))


@lru_cache(maxsize=8192)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that name something: of "tốc độ tăng GRDP" only GRDP."""
    return tuple(_naming_words(name) or naming(tokens(name)))


def subject_words(text: str) -> list[str]:
    """The naming words of a text without those of measures, plans, periods and comparisons."""
    return [word for word in _naming_words(text) if word not in _ONLY_IN_NAMES]


def _naming_words(text: str) -> list[str]:
    for one in reversed(comparisons(text)):
        text = text[: one.start] + " ; " + text[one.end :]
    text = _MEASURE_WORDS.sub(" ", _FUNCTION_PHRASES.sub(" ", text))
    return [word for word in naming(tokens(text)) if word not in MAGNITUDES]


@dataclass(frozen=True)
class Subject:
    """The words that say what a number is about: those before it, and the noun after it.

    `wide` are all since the number before it: a name may have a comma. `counts_only` is true where
    the noun after the number is its unit and no more.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    wide: tuple[str, ...]
    text: str
    counts_only: bool = False


# A rate in volume and one in value side by side.
_IN_KINDS = re.compile(r"(?i)về\s+(?:lượng|giá trị|kim ngạch|số|tấn)|in\s+(?:volume|value|terms)")
_AND = re.compile(r"[,;]|(?<!\w)(?:và|and|còn|nhưng)(?!\w)")
_STOPS = re.compile(r"[,;.():–—]|\s-\s")
# A rate is about something else than the number before it: the rest, or what is named after it.
_NAMES_ANOTHER = re.compile(r"(?i);|còn lại|khác|remain|other|the rest")
_NAMED_AFTER = re.compile(r"(?i)\s*(?:là|thuộc|ở|cho|for|in|among|at)\s+(?![0-9])")
# Where the noun after a number ends.
_NOUN_ENDS = re.compile(
    r"(?i)(?<![^\W_])(?:đã|đang|sẽ|với|trong|cho|để|từ|do|tại|được|là|có|còn|và|bằng|ở|vào|qua"
    r"|theo|nhằm|đạt|thì"
    r"|so|ước|vẫn|lên|trở|and|were|was|from|in|to|with|by|during|which|that|are|is|at|on|over"
    r"|while)(?![^\W_])"
)


def subjects(all_around: Sequence[Surroundings]) -> dict[int, Subject]:
    """What each number is about, by its index. A rate that has no words of its own is about what
    the number before it is about."""
    found: dict[int, Subject] = {}
    nouns: dict[int, int] = {}
    for around, following in zip_longest(all_around, all_around[1:]):
        number = around.number
        earlier = found.get(around.previous.index) if around.previous else None
        # The noun after the number before is that number's.
        own = around.own[nouns.get(around.previous.index, 0) :] if around.previous else around.own
        noun, nouns[number.index] = ("", 0) if around.is_ratio else _noun_after(around)
        if around.is_listed or _IN_KINDS.search(around.whole_sentence) or around.in_fraction:
            continue
        phrase = _leading_phrase(own)
        before, after = subject_words(phrase), subject_words(noun)
        if before or after or not around.is_ratio:
            text = f"{phrase.strip()} … {noun.strip()}" if after else phrase
            found[number.index] = Subject(
                tuple(before),
                tuple(after),
                tuple(subject_words(own)),
                text.strip(" ,;.:(…"),
                counts_only=not _STOPS.split(around.follows, maxsplit=1)[0].strip(),
            )
        elif earlier and not (
            _one_of_several(around, following)
            or _NAMES_ANOTHER.search(own)
            or _NAMED_AFTER.match(around.follows)
        ):
            found[number.index] = earlier
    return found


def _one_of_several(around: Surroundings, following: Surroundings | None) -> bool:
    """Whether rates stand side by side, each of another thing: "tăng 7,2% và 8,4%"."""
    if around.previous is not None and around.own.strip() in ("và", "and", ","):
        return True
    if following is None or following.previous is not around.number:
        return False
    return following.is_ratio and following.own.strip() in ("và", "and", ",")


def _noun_after(around: Surroundings) -> tuple[str, int]:
    """The noun after a number, what is counted or what there is so much of; and how many of the
    characters that follow the number belong to it."""
    unit = around.number.unit
    plain = (
        unit is None
        or "/" in unit.text
        or not unit.sizes
        or any(size[0] in _PLAIN_UNITS | {""} for size in unit.sizes)
    )
    counted = "" if plain or unit is None else unit.text
    phrase = _STOPS.split(around.follows, maxsplit=1)[0]
    # "119 newly established and resumed enterprises": up to the noun that is counted.
    to_unit = _length_to_unit(around)
    phrase = phrase[:to_unit] + _NOUN_ENDS.split(phrase[to_unit:], maxsplit=1)[0]
    if measured := _MEASURE_WORDS.search(phrase, to_unit):
        phrase = phrase[: measured.start()]
    if not subject_words(phrase):
        return counted, 0
    return f"{counted} {phrase}".strip(), len(phrase)


def _length_to_unit(around: Surroundings) -> int:
    """How many characters after a number lead to its unit, a few words further on, with it."""
    number = around.number
    if number.unit is not None or not number.farther:
        return 0
    unit = number.farther[0]
    here = around.line[number.end : unit.end]
    return len(here) if unit.start >= number.end and here.endswith(unit.text) else 0


def _leading_phrase(own: str) -> str:
    """The last phrase before a number that has naming words of its own."""
    end = len(own)
    for match in reversed(list(re.finditer(r"[;:(]|,\s", own))):
        if subject_words(own[match.end() : end]):
            return own[match.end() :]
    return own
