"""What a number's measure is read from: its words, and the numbers of its sentence before it."""

import re
from dataclasses import dataclass

from doichieu.wording.measures import Leading
from doichieu.wording.surroundings import Surroundings

GROWTH = frozenset({"increase_pct", "decrease_pct"})
CHANGED = frozenset({"increase_by", "decrease_by"})


@dataclass(frozen=True)
class Measured:
    """A measure, and what the words say beside it.

    `form` is percent, point, times or amount; `words` are those of its `cue`. `negative`: the
    words give the number a minus. `earlier`: it is of the period compared with. `target`: it is a
    planned value; `aims`: others may follow in a list of targets. `elsewhere`: it is of another
    territory. `doubt` says why the measure is unsure.
    """

    measure: str
    form: str
    cue: str | None = None
    words: str = ""
    negative: bool = False
    earlier: bool = False
    target: bool = False
    aims: bool = False
    elsewhere: bool = False
    doubt: str = ""


@dataclass(frozen=True)
class Earlier:
    """A number before another in its paragraph, and its measure."""

    around: Surroundings
    measured: Measured


def sign_of(around: Surroundings) -> str:
    """The sign of a number, directly before it or with a space between; blank where none is."""
    number = around.number
    if number.printed[:1] in "+-":
        return "-" if number.printed[0] == "-" else "+"
    spaced = f"-{number.printed}" in number.readings
    return "-" if spaced and re.search(r"[-‑−–]\s*$", around.line[: number.start]) else ""


@dataclass(frozen=True)
class Context:
    """Everything that a measure is read from."""

    around: Surroundings
    own: str
    lead: Leading
    before: tuple[Earlier, ...]
    heads: str

    @property
    def signed(self) -> bool:
        """Whether the number is printed with a sign, also with a space after it."""
        return sign_of(self.around) != ""

    @property
    def follows(self) -> str:
        """The words after the number, up to the next one."""
        return self.around.follows

    def last_of(self, form: str) -> Measured | None:
        """The measure of the last number of the sentence with such a unit."""
        found = (one.measured for one in reversed(self.before) if one.measured.form == form)
        return next((one for one in found if not one.earlier), None)

    @property
    def last_rate(self) -> Measured | None:
        """The measure of the last number in percent of the sentence."""
        return self.last_of("percent")

    @property
    def last(self) -> Measured | None:
        """The measure of the number before it in the sentence."""
        return self.before[-1].measured if self.before else None

    def is_about(self, words: re.Pattern[str]) -> bool:
        """Whether the words since the number before it have such a noun before its cue."""
        return words.search(self.own) is not None

    def names(self, words: re.Pattern[str]) -> bool:
        """Whether the clause has such a noun, where its own words name nothing."""
        if words.search(self.own):
            return True
        return self.adds_nothing and bool(words.search(self.around.clause))

    @property
    def adds_nothing(self) -> bool:
        """Whether its own words name nothing."""
        return not re.search(r"[^\W\d_]{2}", self._bare)

    @property
    def names_those(self) -> bool:
        """Whether the words after a rate name those it is of, and no words lead to it.

        An item of a list of changes is a change: "giảm 12,1% số vụ, 5,2% số người chết".
        """
        if self.last_rate is not None and self.last_rate.measure != "level":
            return False
        led = not LED_BY_NOTHING.search(self.own) or _PART_OF.search(self.own)
        return not led and OF_THOSE.match(self.follows) is not None

    @property
    def _bare(self) -> str:
        """Its own words without the cue and what stands between it and the number."""
        return self.lead.rest if self.lead.cue else self.own


# "Có 34,2% số doanh nghiệp đánh giá tốt hơn": a rate that is named by those it is of.
OF_THOSE = re.compile(
    r"(?i)\s+(?:số\s+)?(?:doanh nghiệp|hộ|cơ sở|người|xã|ý kiến|đơn vị|lao động|trường|thôn|trạm"
    r"|hợp tác xã|học sinh|trẻ em)(?!\w)(?!\s*[,;.)])"
)
LED_BY_NOTHING = re.compile(
    r"(?i)(?:^|[:,;]|(?<!\w)(?:có|và|duy trì|giữ vững|bảo đảm|đảm bảo)(?!\w))\s*"
    r"(?:(?:hơn|gần|khoảng|trên|chỉ|tới|đến)\s+)*$"
)
_PART_OF = re.compile(r"(?i)(?<!\w)(?:trong đó|chiếm|tỷ lệ|tỉ lệ|tỷ trọng|đạt)(?!\w)")

# What a rate is, by the noun that it is of.
GROWTH_NOUN = re.compile(
    r"(?i)(?:tốc độ|mức|tỷ lệ|tỉ lệ|nhịp độ|nhịp)\s+(?:độ\s+)?"
    r"(?:tăng(?!\s+(?:dân số\s+)?tự nhiên)|phát triển)"
    r"|tăng trưởng|lạm phát|growth|economic expansion|inflation|increase rate|rate of increase"
)
FALL_NOUN = re.compile(r"(?i)(?:tốc độ|mức|tỷ lệ|tỉ lệ)\s+giảm|rate of decline")
# "Chỉ số hài lòng đạt 84,6%": an index that is a score, and compares with no period.
_SCORED = r"\s+(?:hài lòng|cải cách|năng lực|hiệu quả|chuyển đổi|PCI|PAPI|SIPAS|DDCI|PAR)(?!\w)"
RATE_NOUN = re.compile(
    r"(?i)(?<!chiếm )(?<!đạt )(?:(?:tỷ|tỉ) lệ(?!\s+(?:giải ngân|hoàn thành|thực hiện))"
    rf"|chỉ số{_SCORED}"
    r"|tỷ suất|tỉ suất|công suất|độ che phủ|lãi suất"
    r"|hệ số|mức độ|xác suất|độ phủ|tỷ số|hiệu suất|lấp đầy)"
    r"(?!\s+(?:tăng(?!\s+(?:dân số\s+)?tự nhiên)|giảm|phát triển))"
    r"|\b(?:(?<!growth )(?<!inflation )(?<!increase )rates?|occupancy|coverage|ratio"
    r"|unemployment|proportion)\b"
)
INDEX_NOUN = re.compile(rf"(?i)chỉ số(?!{_SCORED})|\bindex\b|\bIIP\b|\bCPI\b")
SHARE_NOUN = re.compile(r"(?i)tỷ trọng|tỉ trọng|cơ cấu|\bshares?\b|structure|(?:đạt|chiếm) tỷ lệ")
OF_GROWTH = re.compile(r"(?i)tăng trưởng|mức tăng|growth")
# A list ends here: what follows is no further item of it.
TURNS = re.compile(
    r"(?i)(?<!\w)(?:nhưng|song|tuy nhiên|ngược lại|trong khi|but|however|whereas|while)(?!\w)"
)
