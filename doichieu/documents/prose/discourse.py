"""What a text has said so far, and what each of its figures measures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from doichieu.documents.draft import DraftedFigure
from doichieu.documents.known import Known
from doichieu.documents.name_index import NameIndex, words_of
from doichieu.documents.naming import slug
from doichieu.documents.prose.heads import OF_UNIT
from doichieu.documents.prose.levels import Level, printed_level
from doichieu.documents.prose.phrases import Phrase, before_deed
from doichieu.documents.prose.things import Subject, Thing
from doichieu.wording.surroundings import Surroundings

RATIOS = frozenset(("ratio", "points"))
LEVELS = frozenset(("level", "plan_level", "prior_level", "increase_by", "decrease_by"))
GIVEN_AGAIN = frozenset(("plan_level", "prior_level"))
CHANGES = frozenset(("increase_by", "decrease_by"))
GROWTH = frozenset(("increase_pct", "decrease_pct"))
MONEY = frozenset(("vnd", "usd", "eur"))
# Who has, receives or counts something names nothing of it.
ACTORS = re.compile(
    r"(?i)(?:(?:các|những|sở|ngành|khu|điểm|du lịch|địa phương|đơn vị|trạm|cơ quan|toàn|đã|lực"
    r" lượng|chức năng|đón|tiếp đón|đón tiếp|phục vụ|thu hút|có|hiện có|xảy ra|ghi nhận|và|văn hóa"
    r"|thể thao|tiếp tục|khởi sắc|phục hồi|phát triển|sôi động|bùng nổ|hoạt động|lĩnh vực|mạnh mẽ"
    r"|trong|thành phố|tỉnh|the|city|province|hosted|attracted|welcomed|sector|industry"
    r"|tourism|served|greeted|saw|drew|lured|central|northern|southern|coastal|highland|mountainous|delta|capital|resort|town"
    r"|destination|local|locality|municipality)[\s,]*)+"
)
TOTAL_WORDS = re.compile(r"(?i)^(?:toàn\s+)?(?:tổng(?:\s+số)?|số|total|the)\s+")


# Words that say which of the counted things are meant.
_NARROWS = re.compile(
    r"(?i)\s+(?:trong|ngoài|tại|ở|thuộc|đã|đang|được|do|từ|in|from|outside|were|was)(?!\w)"
)
# Words come back to so many subjects: a report names fewer, and a longer text forgets the oldest.
_REMEMBERED = 200


@dataclass
class Discourse:
    """The figures of a text in order, and what those that are read were about.

    `found` are the subjects of the figures in order, `latest` the different ones among them that
    words may come back to. `dimensions` are those in which each indicator was read, by id, and
    `measured` all of them.

    `main` is what the sentences are about, `total` that of the list that a figure is in and
    `complete` whether words say that its parts are all; `over_semicolons` is true where the list
    goes on behind semicolons; `within` is the total where the words name it as the whole of
    shares, with no id where no row has it. `before_bracket` is what the bracket stands behind, and
    `inside` is true in it. `names` are those of all indicators by id, `respectively` the things of
    figures that go with names one by one, `bound` the sentence of such a list. `unsure` says why
    the name of the figure that is read is a guess.
    """

    figures: Sequence[DraftedFigure]
    around: Sequence[Surroundings]
    phrases: Sequence[Phrase]
    known: Known
    index: NameIndex
    number_format: str = ""
    found: list[Subject] = field(default_factory=list)
    main: Thing | None = None
    total: Thing | None = None
    complete: bool = False
    over_semicolons: bool = False
    within: Thing | None = None
    before_bracket: Thing | None = None
    inside: bool = False
    names: dict[str, str] = field(default_factory=dict)
    latest: dict[Subject, None] = field(default_factory=dict)
    dimensions: dict[str, set[str]] = field(default_factory=dict)
    measured: set[str] = field(default_factory=set)
    respectively: dict[int, Thing] = field(default_factory=dict)
    bound: tuple[int, int] | None = None
    unsure: str = ""

    def __post_init__(self) -> None:
        self.names = {key: row["name_vi"] for key, row in self.known.indicators.items()}

    def add(self, subject: Subject) -> None:
        """Remember the subject of the figure that was read."""
        self.found.append(subject)
        self.latest.pop(subject, None)
        self.latest[subject] = None
        if len(self.latest) > _REMEMBERED:
            del self.latest[next(iter(self.latest))]
        thing = subject.thing
        self.measured.add(thing.dimension)
        self.dimensions.setdefault(thing.indicator_id, set()).add(thing.dimension)

    def before(self) -> Iterator[Subject]:
        """The different subjects before, the latest first."""
        return reversed(self.latest)

    def unit_dimension(self, i: int) -> str:
        """What the unit of a figure measures."""
        return self.known.dimension(self.figures[i].unit_id)

    def dimension(self, i: int) -> str:
        """What a level measures; blank for a rate."""
        dimension = self.unit_dimension(i)
        return "" if dimension in RATIOS or self.lacks_unit(i) else dimension

    def level(self, i: int) -> Level | None:
        """The printed number of a figure, and how exactly it is printed."""
        return printed_level(self.figures[i], self.known, self.number_format)

    def lacks_unit(self, i: int) -> bool:
        """Whether the text prints no more than a magnitude: "1.4 million"."""
        number = self.around[i].number
        return number.unit is not None and number.unit.bare and not number.farther

    def counts(self, i: int) -> bool:
        """Whether a figure counts what the noun after it names."""
        return bool(self.phrases[i].noun) and self.dimension(i) not in OF_UNIT

    def is_new_unit(self, i: int, noun: str) -> bool:
        """Whether a noun is a unit that units.csv does not have, and no more."""
        unit_id = self.figures[i].unit_id
        return unit_id not in self.known.units and slug(noun) == unit_id

    def is_unit(self, i: int, noun: str) -> bool:
        """Whether a noun is the unit of the figure and no more."""
        unit = self.around[i].number.unit
        return unit is not None and set(words_of(noun)) <= set(words_of(unit.text))

    def part_counted(self, i: int) -> str:
        """The words for a part of what a list counts, where the noun alone says only the unit:
        "trong đó 12 dự án trong khu công nghiệp"."""
        phrase = self.phrases[i]
        if self.total is None or not self.is_unit(i, phrase.noun):
            return ""
        return phrase.long_noun if _NARROWS.match(phrase.long_noun, len(phrase.noun)) else ""

    def is_rate(self, i: int) -> bool:
        """Whether the figure is the level, or the planned one, of something in percent."""
        return (
            self.figures[i].measure in ("level", "plan_level") and self.unit_dimension(i) in RATIOS
        )

    def opens_clause(self, i: int) -> bool:
        """Whether a figure is the first of its sentence, or stands behind a semicolon."""
        return self.phrases[i].fresh or ";" in self.phrases[i].gap

    def follows_fraction(self, i: int) -> bool:
        """Whether a share is that of the fraction directly before it: 37/177 xã, chiếm 20,9%."""
        return i > 1 and not self.phrases[i].fresh and self.phrases[i - 1].is_whole

    def context(self) -> Thing | None:
        """What a name without a quantity is a part of."""
        if self.total is not None:
            return self.total
        return self.main

    def recent(self, i: int) -> Iterable[Thing]:
        """The things that words may come back to: at the start of a clause the main one first and
        the parts of lists last, else the latest first."""
        latest = (subject.thing for subject in self.before())
        main = [self.main] if self.main is not None else []
        if not self.opens_clause(i):
            return _different(chain(islice(latest, 1), main, latest))
        whole = (one.thing for one in self.before() if not (one.part_of or one.inside))
        return _different(chain(main, whole, latest))

    def here(self, i: int) -> list[Thing]:
        """What the figures before in the same paragraph are about."""
        paragraph = self.phrases[i].sentence[0]
        before = zip(self.phrases[:i], self.found, strict=True)
        return [one.thing for phrase, one in before if phrase.sentence[0] == paragraph]

    def owners(self, i: int) -> Iterable[Thing]:
        """The things that a quantity without a thing may be of: in the same clause only the one
        just named, or the total of its list."""
        if self.opens_clause(i) or not self.found:
            return self.recent(i)
        last = self.found[-1]
        if self.before_bracket is not None and self.inside:
            return [self.before_bracket, last.thing]
        above = [thing for thing in (self.total, self.main) if last.part_of and thing is not None]
        return [last.thing, *above]

    def said_last(self, i: int) -> frozenset[str]:
        """The words for what the figure before in the sentence is about."""
        if self.phrases[i].fresh or not self.found:
            return frozenset()
        thing = self.found[-1].thing
        return frozenset((*words_of(thing.name), *words_of(thing.said)))

    def said_here(self, i: int) -> frozenset[str]:
        """The words of the paragraph before a figure."""
        here = self.around[i]
        return frozenset(words_of(here.line[: here.number.before]))

    def said_before(self, i: int) -> frozenset[str]:
        """The words of the paragraph before a figure, and of what the text was last about; of what
        is counted those up to the next comma too."""
        here = self.around[i]
        names = [here.line[: here.number.before]]
        if self.counts(i):
            names.append(before_deed(here.beside))
        names += [thing.name for thing in (self.total, self.main) if thing is not None]
        return frozenset(word for name in names for word in words_of(name))


def _different(things: Iterable[Thing]) -> Iterator[Thing]:
    """The things in their order, each once."""
    seen: set[Thing] = set()
    for thing in things:
        if thing not in seen:
            seen.add(thing)
            yield thing
