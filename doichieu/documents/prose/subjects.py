"""What each figure of a text is about: known indicators, and what is new."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from doichieu.documents.draft import DraftedFigure
from doichieu.documents.known import Known
from doichieu.documents.name_index import NameIndex, bare_words_of, words_of
from doichieu.documents.naming import new_id, spelling
from doichieu.documents.prose.heads import (
    OF_UNIT,
    PLAIN,
    bare_quantity,
    has_head,
    head_of,
    is_bare,
    part_name,
    thing_of,
    without_unit_words,
)
from doichieu.documents.prose.phrases import TARGET, Phrase, trimmed
from doichieu.wording.surroundings import Surroundings

_RATIOS = frozenset(("ratio", "points"))
_LEVELS = frozenset(("level", "plan_level", "prior_level", "increase_by", "decrease_by"))
_GIVEN_AGAIN = frozenset(("plan_level", "prior_level"))
_RESPECTIVELY = re.compile(r"(?i)(?<!\w)(?:lần lượt|tương ứng)(?!\w)")
_RESPECTIVELY_AFTER = re.compile(
    r"(?i)[^.;:()]{0,40}?(?<!\w)(?:respectively|tương ứng|lần lượt)(?!\w)(?!\s*\w*\s*[0-9])"
)
# A semicolon alone parts no list of numbers.
_APART = re.compile(r"[:()]|;\s*\w|\w\s*;")
_IN_KIND = re.compile(
    r"(?i)^\s*(?:về|in)\s+(?:mặt\s+)?(?P<kind>lượng|khối lượng|số lượng|sản lượng|giá trị|trị giá"
    r"|kim ngạch|volume|value|quantity|terms of (?:volume|value)|[^,;.()]+(?:\.[^\W\d_]+)?)"
)
_VALUE = re.compile(r"(?i)giá trị|trị giá|kim ngạch|value")
_NUMBER = re.compile(r"(?i)số(?: lượng)?|number")
_VOLUME = re.compile(r"(?i)lượng|volume|quantity")
_COUNT_OF = re.compile(r"(?i)^(?:số(?:\s+lượng)?\s+)?")
_INTO = re.compile(r"(?i)\s*(?:to|lên|xuống|còn|đạt|và đạt)(?:\s+(?:còn|tới|đến|mức|hơn|gần))*\s*")
_MONEY = frozenset(("vnd", "usd", "eur"))
_GROWTH = frozenset(("increase_pct", "decrease_pct"))
_CHANGES = frozenset(("increase_by", "decrease_by"))
# Who has, receives or counts something names nothing of it.
_ACTORS = re.compile(
    r"(?i)(?:(?:các|những|sở|ngành|khu|điểm|du lịch|địa phương|đơn vị|trạm|cơ quan|toàn|đã|lực"
    r" lượng|chức năng|đón|tiếp đón|đón tiếp|phục vụ|thu hút|có|hiện có|xảy ra|ghi nhận|và|văn hóa"
    r"|thể thao|trong|thành phố|tỉnh|the|city|province|hosted|attracted|welcomed|sector|industry"
    r"|tourism|served|greeted|saw|drew|lured|central|northern|southern|coastal|highland|mountainous|delta|capital|resort|town"
    r"|destination|local|locality|municipality)[\s,]*)+"
)
_CARRIES_OUT = re.compile(r"(?i)(?<!\w)(?:thực hiện|tiến hành|đã|được)\s+")
_ECONOMIC = re.compile(r"(?i)(?<!\w)(?:tăng trưởng kinh tế|economic growth|full-year growth)(?!\w)")
_SHORT_TRADE = {"xuất": "xuất khẩu", "nhập": "nhập khẩu"}
# Growth of nothing that is named is that of the economy.
_OF_ECONOMY = re.compile(r"(?i)(?<!\w)(?:tăng trưởng(?: kinh tế)?|growth)(?!\w)")
_LISTED = re.compile(r"(?i)\s*(?:,|;|và|and|,\s*(?:và|and))\s*")
_AND = re.compile(r"(?i)\s*(?:,|;|(?<!\w)(?:và|and|cùng)(?!\w))\s*")
_AMOUNTS = ("lượng", "sản lượng", "khối lượng")
_TOTAL_WORDS = re.compile(r"(?i)^(?:toàn\s+)?(?:tổng(?:\s+số)?|số|total|the)\s+")


@dataclass(frozen=True)
class Thing:
    """Something that figures are about.

    `said` are the words that named it, `name` its full name with the quantity that it takes from
    what it is a part of. `dimension` is what its levels measure, blank while only rates are read.
    `known` is true where a reference row has it.
    """

    indicator_id: str
    name: str
    said: str
    dimension: str = ""
    known: bool = False
    topic: str = ""
    of: str = ""


@dataclass(frozen=True)
class Subject:
    """What one figure is about, how it was found, and the total of a list that it is in.

    `part_of` is the indicator of which the words make it a part, `part_of_label` the words that
    named it; `complete` is true where they
    say that the parts of the list are all. `share_of` is the total of a share. `unit_id` is the
    unit of a number that has only a magnitude, by what it is about. `unsure` says why the name is
    a guess. `inside` is true in brackets.
    """

    thing: Thing
    part_of: str = ""
    part_of_label: str = ""
    complete: bool = False
    share_of: str = ""
    unit_id: str = ""
    unsure: str = ""
    inside: bool = False


@dataclass
class Subjects:
    """Reads the figures of a text in order, and remembers what they were about."""

    figures: Sequence[DraftedFigure]
    around: Sequence[Surroundings]
    phrases: Sequence[Phrase]
    known: Known
    index: NameIndex
    found: list[Subject] = field(default_factory=list)
    _main: Thing | None = None
    _total: Thing | None = None
    _complete: bool = False
    _over_semicolons: bool = False
    _before_bracket: Thing | None = None
    _inside: bool = False
    _new: dict[str, str] = field(default_factory=dict)
    _respectively: dict[int, Thing] = field(default_factory=dict)
    _bound: tuple[int, int] | None = None
    _unsure: str = ""

    def read(self) -> list[Subject]:
        """The subject of every figure."""
        for i in range(len(self.figures)):
            self._unsure = ""
            self._follow_lists(i)
            thing = self._respectively.get(i) or self._thing(i)
            self._remember(i, thing)
        return self.found

    # --- the order of the rules ---------------------------------------------------------------

    def _thing(self, i: int) -> Thing:
        phrase = self.phrases[i]
        if listed := self._listed(i):
            return listed
        if target := self._target(i):
            return target
        if (kind := self._of_kind(i)) is not None:
            return kind
        if phrase.is_whole:
            return self._whole(i)
        if rate := self._rate_of(i):
            return rate
        again = self.figures[i].measure in _GIVEN_AGAIN | _CHANGES or self._goes_into(i)
        dimension = self._dimension(i)
        again = again and dimension in {"", *(one.thing.dimension for one in self.found)}
        if not phrase.forms and (not phrase.noun or (again and self._is_unit(i, phrase.noun))):
            return self._inherited(i)
        if phrase.without and phrase.forms and phrase.without not in phrase.forms[0]:
            return self._named(i, [f"{form} không kể {phrase.without}" for form in phrase.forms])
        return self._named(i, self._calls(i))

    def _goes_into(self, i: int) -> bool:
        """Whether a level is what a rate before it leads to: "tăng 12% lên 3,1 triệu người"."""
        phrase = self.phrases[i]
        if phrase.fresh or not _INTO.fullmatch(phrase.gap) or not self.found:
            return False
        return _measures_so(self.found[-1].thing, self._dimension(i))

    def _calls(self, i: int) -> list[str]:
        """What the words call the thing, the likeliest first."""
        phrase = self.phrases[i]
        forms = [] if self._named_alone(i) else list(phrase.forms)
        if self._dimension(i) in _MONEY:
            forms = [_SHORT_TRADE.get(form.lower(), form) for form in forms]
        if not phrase.noun:
            return [*([phrase.whole] if phrase.whole else []), *forms]
        noun = phrase.noun
        joined = [f"{form} {noun}" for form in forms]
        if self._counts(i):
            only_unit = self._is_unit(i, noun)
            if only_unit and self.figures[i].measure in _CHANGES and forms:
                return [*forms, *joined]
            sharing = forms if only_unit else []
            joined = [phrase.long_noun, *joined] if phrase.long_noun != noun else joined
            if "/" in noun:
                joined.append(f"{noun} bình quân")
            alone = not only_unit or not forms or any(_ACTORS.fullmatch(each) for each in forms)
            return [*joined, *sharing, *([noun] if alone else [])]
        if not forms:
            return [noun]
        if has_head(forms[0], self._dimension(i)) and not is_bare(forms[0]):
            return [*forms, *joined, noun]
        return [*joined, noun]

    def _named_alone(self, i: int) -> bool:
        """Whether what is counted says more than its unit, and the words before it stand apart."""
        phrase = self.phrases[i]
        return phrase.far and self._counts(i) and not self._is_unit(i, phrase.noun)

    def _is_unit(self, i: int, noun: str) -> bool:
        """Whether a noun is the unit of the figure and no more."""
        unit = self.around[i].number.unit
        return unit is not None and set(words_of(noun)) <= set(words_of(unit.text))

    # --- names --------------------------------------------------------------------------------

    def _named(self, i: int, calls: Sequence[str]) -> Thing:
        dimension = self._dimension(i)
        weigh = words_of if self._counts(i) else bare_words_of
        calls = [call for call in calls if weigh(call)]
        if not calls:
            return self._inherited(i)
        longer = [f"tỷ lệ {call}" for call in calls] if self._is_rate(i) else []
        if self.figures[i].measure in _GROWTH:
            longer = [f"tăng trưởng {call}" for call in calls]
        if (counted := self._counted_before(i, calls)) is not None:
            return counted
        for call in (*calls, *self.phrases[i].earlier, self._share_of_what(i)):
            thing = self._known(i, call)
            if thing is not None:
                return thing
        for call in longer:
            for key in self._fitting(i, self.index.named(call)):
                return self._row(self._own(i, key), call)
        forms = self.phrases[i].forms
        if len(forms) > 1 and is_bare(forms[-1]) and not self._counts(i):
            return self._quantity(i, forms[-1])
        if (counted := self._counted_again(i)) is not None:
            return counted
        proper = self._proper(i, calls)
        if self._counts(i):
            return self._again(i, proper) or self._create(i, proper, proper)
        if is_bare(proper) or (self._opens_clause(i) and head_of(proper) == proper):
            return self._quantity(i, proper)
        if has_head(proper, dimension):
            for key in self._amount_of(i, proper):
                return self._row(key, proper)
            return self._again(i, proper) or self._create(i, proper, proper)
        return self._part(i, proper)

    def _amount_of(self, i: int, call: str) -> list[str]:
        """The rows that are how much of it there is: "lượng gạo xuất khẩu"."""
        dimension = self._dimension(i)
        words = _AMOUNTS if dimension in ("mass", "volume") else (OF_UNIT.get(dimension, ""),)
        plain = _TOTAL_WORDS.sub("", call)
        names = [f"{word} {plain}" for word in words if word]
        return self._fitting(i, [key for name in names for key in self.index.named(name)])

    def _counted_again(self, i: int) -> Thing | None:
        """What was counted before, where the words have only the unit: "đã đón 4,3 triệu lượt"."""
        phrase, dimension = self.phrases[i], self._dimension(i)
        if not self._counts(i) or not self._is_unit(i, phrase.noun):
            return None
        if phrase.forms and not any(_ACTORS.fullmatch(form) for form in phrase.forms):
            return None
        return next((thing for thing in self._recent(i) if thing.dimension == dimension), None)

    def _counted_before(self, i: int, calls: Sequence[str]) -> Thing | None:
        """What was counted before, and a rate now calls by its unit: "số doanh nghiệp"."""
        if self._dimension(i):
            return None
        for call in calls:
            number_of = _COUNT_OF.match(re.sub(r"(?i)^tổng\s+", "", call))
            if not number_of or not number_of.group():
                continue
            noun = number_of.string[number_of.end() :]
            unit = self.known.unit_names.right_after(noun, 0)
            if unit is None or unit.bare or unit.end < len(noun):
                continue
            counted = {size[0] for size in unit.sizes} - PLAIN
            for thing in self._recent(i):
                if thing.dimension in counted:
                    return thing
        return None

    def _is_rate(self, i: int) -> bool:
        """Whether the figure is the level of something in percent."""
        return self.figures[i].measure == "level" and self._unit_dimension(i) in _RATIOS

    def _proper(self, i: int, calls: Sequence[str]) -> str:
        """What something new is called: all words up to the number, or the last of a list."""
        phrase = self.phrases[i]
        if not phrase.forms or self._named_alone(i):
            return phrase.noun or calls[0]
        form = _whole_name(phrase.forms)
        if not phrase.noun:
            return form
        if self._counts(i) and self._is_unit(i, phrase.noun):
            named = has_head(form, "") or set(words_of(form)) & set(words_of(phrase.noun))
            return form if named else f"{form} {phrase.noun}"
        if self._counts(i):
            leads = len(form.split()) <= _LONGEST_LEAD
            return f"{form} {phrase.noun}" if leads else phrase.noun
        return f"{form} {phrase.noun}" if not has_head(form, "") or is_bare(form) else form

    def _known(self, i: int, call: str) -> Thing | None:
        """The reference row of this name; a part of the list's total before any other."""
        if not call:
            return None
        headed = has_head(call, self._dimension(i)) or self._counts(i)
        total = self._context(i)
        if is_bare(call):
            return None
        if total is not None and not headed:
            if (since := self._since(i, total, call)) is not None:
                return since
            for composed in self._under(total, call):
                for key in self._fitting(i, self.index.named(composed)):
                    if key != total.indicator_id:
                        return self._row(key, call)
        exact, nearly = self.index.named(call), self.index.nearly_named(call)
        own = [key for key in nearly if key in self.index.own]
        if own and not self.index.own.intersection(exact):
            exact = tuple(own)
        under = self._under(total, call) if total is not None else []
        above = self.index.totals.get(total.indicator_id, frozenset()) if total else frozenset()
        later = [self.index.named(name) for name in under if headed]
        later += [nearly, *(self.index.nearly_named(name) for name in under)]
        for names in (exact, *later):
            keys = [key for key in self._fitting(i, names) if names is exact or key not in above]
            if not headed and total is not None:
                free = bool(self._dimension(i)) and not total.topic
                keys = [key for key in keys if key != total.indicator_id]
                keys = [key for key in keys if free or self._related(key, total)]
            if keys:
                return self._row(self._own(i, self._best(keys, total)), call)
        if not headed and (again := self._again(i, call)) is not None:
            return again
        if total is not None and not headed:
            keys = self._fitting(i, self.index.named(call))
            if keys and self._dimension(i) and total.dimension not in ("", self._dimension(i)):
                return self._row(keys[0], call)
        if self._counts(i) and self._is_unit(i, call):
            return None
        for around in (self._said_last(i), self._said_before(i)):
            for key in self._fitting(i, self.index.completed(call, around)):
                return self._row(self._own(i, key), call)
        return None

    def _said_last(self, i: int) -> frozenset[str]:
        """The words for what the figure before in the sentence is about."""
        if self.phrases[i].fresh or not self.found:
            return frozenset()
        thing = self.found[-1].thing
        return frozenset((*words_of(thing.name), *words_of(thing.said)))

    def _said_before(self, i: int) -> frozenset[str]:
        """The words of the paragraph before a figure, and of what the text was last about; of what
        is counted those of its sentence too."""
        here = self.around[i]
        names = [here.line[: here.number.before]]
        if self._counts(i):
            names.append(here.whole_sentence)
        names += [thing.name for thing in (self._total, self._main) if thing is not None]
        return frozenset(word for name in names for word in words_of(name))

    def _own(self, i: int, key: str) -> str:
        """The row of the seeds of which a row of the catalogue is the same at other prices."""
        if key in self.index.own:
            return key
        name = self.known.indicators[key]["name_vi"]
        nearly = self._fitting(i, self.index.nearly_named(name))
        return next((each for each in nearly if each in self.index.own), key)

    def _best(self, keys: Sequence[str], total: Thing | None) -> str:
        if total is not None:
            for key in keys:
                if key == total.indicator_id or self.index.is_part(key, total.indicator_id):
                    return key
        used = {subject.thing.indicator_id for subject in self.found}
        return next((key for key in keys if key in used), keys[0])

    def _related(self, key: str, total: Thing) -> bool:
        if self.index.is_part(key, total.indicator_id):
            return True
        return bool(total.topic) and self.index.topics.get(key) == total.topic

    def _fitting(self, i: int, keys: Sequence[str]) -> list[str]:
        """Those whose unit is of the kind of the figure's."""
        dimension = self._dimension(i)
        unit = self._unit_dimension(i)
        if self.figures[i].measure in _LEVELS and unit in _RATIOS:
            wanted = {"ratio"}
        elif dimension:
            wanted = {dimension}
        else:
            return list(keys)
        return [key for key in keys if self.index.dimensions.get(key, "") in wanted]

    def _row(self, key: str, said: str) -> Thing:
        row = self.known.indicators[key]
        return Thing(
            indicator_id=key,
            name=row["name_vi"],
            said=said,
            dimension=self.index.dimensions.get(key, ""),
            known=True,
            topic=self.index.topics.get(key, ""),
        )

    def _under(self, total: Thing, call: str) -> list[str]:
        """The names that the call may be short for, under a total."""
        names = [*self.index.names.get(total.indicator_id, ()), total.name]
        found: dict[str, None] = {}
        for name in names:
            words = name.split()
            for count in range(len(words), 0, -1):
                start = " ".join(words[:count])
                if not set(words_of(call)) <= set(words_of(start)):
                    found.setdefault(f"{start} {call}", None)
        return sorted(found, key=lambda each: -len(each.split()))

    # --- what was named before ----------------------------------------------------------------

    def _again(self, i: int, call: str) -> Thing | None:
        """What was called so before, the latest first."""
        dimension = self._dimension(i)
        words = frozenset(words_of(call))
        for subject in reversed(self.found):
            thing = subject.thing
            if dimension and thing.dimension and thing.dimension != dimension:
                continue
            unit = thing.dimension or dimension
            bare = without_unit_words(words, unit)
            for name in (thing.said, thing.name):
                if without_unit_words(frozenset(words_of(name)), unit) == bare and bare:
                    return thing
        return None

    def _since(self, i: int, total: Thing, call: str) -> Thing | None:
        """What was called so, or by more words that begin so, after the total was last named."""
        dimension = self._dimension(i)
        words = spelling(call).split()
        for subject in reversed(self.found):
            thing = subject.thing
            fits = not dimension or thing.dimension in ("", dimension)
            names = (thing.said, thing_of(thing.said))
            if fits and thing is not self._total and any(_begins(each, words) for each in names):
                return thing
            if thing == total:
                return None
        return None

    def _shorter(self, i: int, call: str) -> Thing | None:
        """What was named in full before, and is now named by some of its words."""
        dimension = self._dimension(i)
        words = frozenset(words_of(call))
        for thing in self._recent(i):
            if dimension and thing.dimension and thing.dimension != dimension:
                continue
            names = [thing.name, *self.index.names.get(thing.indicator_id, ())]
            if any(
                words <= frozenset(words_of(name))
                and head_of(name).lower() == head_of(call).lower()
                for name in names
            ):
                return thing
        return None

    def _recent(self, i: int) -> list[Thing]:
        """The things that words may come back to: at the start of a clause the main one first and
        the parts of lists last, else the latest first."""
        latest = [subject.thing for subject in reversed(self.found)]
        main = [self._main] if self._main is not None else []
        if not self._opens_clause(i):
            return list(dict.fromkeys([*latest[:1], *main, *latest]))
        whole = [one.thing for one in reversed(self.found) if not (one.part_of or one.inside)]
        return list(dict.fromkeys([*main, *whole, *latest]))

    def _opens_clause(self, i: int) -> bool:
        return self.phrases[i].fresh or ";" in self.phrases[i].gap

    def _owners(self, i: int) -> list[Thing]:
        """The things that a quantity without a thing may be of: in the same clause only the one
        just named, or the total of its list."""
        if self._opens_clause(i) or not self.found:
            return self._recent(i)
        last = self.found[-1]
        if self._before_bracket is not None and self._inside:
            return [self._before_bracket, last.thing]
        above = [thing for thing in (self._total, self._main) if last.part_of and thing is not None]
        return [last.thing, *above]

    def _quantity(self, i: int, call: str) -> Thing:
        """A quantity of what was named before: "sản lượng" after "lúa đông xuân 500 ha"."""
        plain = bare_quantity(call)
        recent = self._recent(i)
        phrase = self.phrases[i]
        for topic in (*phrase.forms[:-1], *phrase.topics):
            about = topic.removesuffix(call).strip(" ,")
            for composed in (*(f"{plain} {each}" for each in _beginnings(about)), about):
                keys = (*self.index.named(composed), *self.index.nearly_named(composed))
                for key in self._fitting(i, keys):
                    return self._row(self._own(i, key), call)
        for thing in self._owners(i):
            for composed in _of(plain, thing):
                for keys in (self.index.named(composed), self.index.nearly_named(composed)):
                    for key in self._fitting(i, keys):
                        return self._row(key, call)
                if (again := self._again(i, composed)) is not None:
                    return again
        if self._opens_clause(i) and (before := self._shorter(i, call)) is not None:
            return before
        keys = self._fitting(i, self.index.named(call))
        if keys:
            return self._row(keys[0], call)
        if not recent:
            self._unsure = f"the words say only “{call}”"
            return self._create(i, call, call)
        return self._create(i, f"{plain} {_things(recent[0])[0]}", call)

    def _part(self, i: int, call: str) -> Thing:
        """Something that is named without its quantity."""
        total, dimension = self._context(i), self._dimension(i)
        if total is not None and (sibling := self._sibling(total, call)) is not None:
            return sibling
        name = ""
        if total is not None and (not dimension or total.dimension in ("", dimension)):
            name = part_name(_lower(call), self._full_name(total), total.said)
        if name and (total is self._total or not self._again(i, call)):
            of = total.indicator_id if total else ""
            return self._again(i, name) or self._create(i, name, call, of=of)
        if (again := self._again(i, call)) is not None:
            return again
        unit = self._unit_dimension(i) if self.figures[i].measure in _LEVELS else ""
        name = f"{OF_UNIT[unit]} {_lower(call)}" if unit in OF_UNIT else call
        for key in self._fitting(i, self.index.named(name)):
            return self._row(key, call)
        return self._again(i, name) or self._create(i, name, call)

    def _sibling(self, total: Thing, call: str) -> Thing | None:
        """A part of the total that was named in full before: "thuế" after "thuế sản phẩm"."""
        words = spelling(call).split()
        for subject in reversed(self.found):
            thing = subject.thing
            part = total.indicator_id in (thing.of, subject.part_of)
            part = part or self.index.is_part(thing.indicator_id, total.indicator_id)
            if part and thing.said and _begins(thing.said, words):
                return thing
        return None

    def _full_name(self, thing: Thing) -> str:
        """The name of a thing in the language that the text names it in."""
        english = thing.said.isascii() and not thing.said.isupper()
        row = self.known.indicators.get(thing.indicator_id, {}) if thing.known else {}
        return row.get("name_en") or thing.name if english else thing.name

    def _create(self, i: int, name: str, said: str, of: str = "") -> Thing:
        """Something new; a level in another kind of unit is another thing."""
        dimension = self._dimension(i)
        name = _TRADE.sub(r"\1", name)
        names = {key: row["name_vi"] for key, row in self.known.indicators.items()} | self._new
        indicator_id = new_id(name, names)
        if any(
            subject.thing.indicator_id == indicator_id
            and dimension
            and subject.thing.dimension not in ("", dimension)
            for subject in self.found
        ):
            unit = OF_UNIT.get(dimension, dimension)
            name = f"{unit} {_lower(name)}"
            indicator_id = new_id(name, names)
        self._new[indicator_id] = name
        context = self._context(i)
        topic = context.topic if context else ""
        return Thing(indicator_id, name, said, dimension, False, topic, of)

    # --- no words of its own ------------------------------------------------------------------

    def _inherited(self, i: int) -> Thing:
        """What the words before were about."""
        phrase, dimension = self.phrases[i], self._dimension(i)
        if self.figures[i].measure in _GROWTH and (
            _ECONOMIC.search(phrase.gap) or (not self.found and _OF_ECONOMY.search(phrase.gap))
        ):
            self._unsure = "" if _ECONOMIC.search(phrase.gap) else "no words name it"
            return self._row(self.index.named("GRDP")[0], "")
        if not self.found:
            self._unsure = "no words name it"
            return self._create(i, trimmed(phrase.gap) or "chỉ tiêu chưa rõ", "")
        last = self.found[-1].thing
        if phrase.fresh:
            last = self._main or last
            if dimension and last.dimension not in ("", dimension):
                last = next(
                    (thing for thing in self._recent(i) if thing.dimension == dimension), last
                )
        elif self._before_bracket is not None and _closes(phrase.gap):
            last = self._before_bracket
        in_percent = not dimension and last.dimension in ("", *_RATIOS)
        if self.figures[i].measure in _CHANGES and in_percent:
            return last
        if self.figures[i].measure in _GIVEN_AGAIN and dimension not in ("", last.dimension):
            return next((thing for thing in self._recent(i) if thing.dimension == dimension), last)
        if self.figures[i].measure in _CHANGES and dimension != last.dimension:
            return next((thing for thing in self._recent(i) if thing.dimension == dimension), last)
        if self.figures[i].measure in _GIVEN_AGAIN | _CHANGES:
            return last
        if self.figures[i].measure == "share_pct" and self._follows_fraction(i):
            return self.found[-2].thing
        if dimension and not _measures_so(last, dimension):
            self._unsure = "no words name it, and its unit is another one than before"
            unit = "vốn" if _HAS_CAPITAL.search(last.name) else OF_UNIT.get(dimension, "")
            for composed in _of(unit, last) if unit else ():
                for key in self._fitting(i, self.index.named(composed)):
                    return self._row(key, composed)
            name = f"{unit} {_lower(last.name)}" if unit else f"{last.name} ({self._unit_name(i)})"
            return self._again(i, name) or self._create(i, name, "")
        return last

    def _unit_name(self, i: int) -> str:
        unit_id = self.figures[i].unit_id
        return self.known.units.get(unit_id, {}).get("name_vi") or unit_id

    def _follows_fraction(self, i: int) -> bool:
        """Whether a share is that of the fraction directly before it: 37/177 xã, chiếm 20,9%."""
        return i > 1 and not self.phrases[i].fresh and self.phrases[i - 1].is_whole

    def _target(self, i: int) -> Thing | None:
        """The target of a growth rate, which is a level of its own."""
        figure, phrase = self.figures[i], self.phrases[i]
        if figure.measure != "level" or self._unit_dimension(i) not in _RATIOS:
            return None
        if not TARGET.search(phrase.gap):
            return None
        keys = [key for form in phrase.forms for key in self.index.nearly_named(form)]
        of = self._row(keys[0], phrase.forms[0]) if keys else None
        if of is None:
            of = self.found[-1].thing if self.found else None
        if of is None or (of.dimension in _RATIOS and self._kind(of) == "rate"):
            return None
        for name in (f"mục tiêu tăng trưởng {of.said}", f"mục tiêu tăng trưởng {of.name}"):
            for key in self.index.named(name):
                return self._row(key, name)
        for names in self.index.names.get(of.indicator_id, ()):
            for key in self.index.named(f"mục tiêu tăng trưởng {names}"):
                return self._row(key, names)
        name = f"mục tiêu tăng trưởng {_lower(of.name)}"
        return self._again(i, name) or self._create(i, name, name)

    def _kind(self, thing: Thing) -> str:
        return self.known.indicators.get(thing.indicator_id, {}).get("kind", "")

    def _of_kind(self, i: int) -> Thing | None:
        """Of two levels side by side the one that a rate names by its kind: "về lượng"."""
        phrase = self.phrases[i]
        match = _IN_KIND.match(phrase.after)
        if self._dimension(i) or match is None:
            return None
        latest = list(dict.fromkeys(subject.thing for subject in reversed(self.found)))
        kind = re.split(r"[,;.]\s|(?<!\w)(?:và|so|and|over|but|nhưng)(?!\w)", match.group("kind"))[
            0
        ].strip()
        wanted = self._dimensions_of(kind, i)
        for thing in latest:
            if thing.dimension in wanted:
                return thing
        called = frozenset(words_of(kind))
        for thing in latest:
            if called and called <= frozenset((*words_of(thing.said), *words_of(thing.name))):
                return thing
        return None

    def _dimensions_of(self, kind: str, i: int) -> frozenset[str]:
        if _VALUE.search(kind):
            return _MONEY
        if _NUMBER.fullmatch(kind):
            return frozenset(self.index.dimensions.values()) - PLAIN
        if _VOLUME.search(kind):
            return frozenset(("mass", "volume", "piece", "energy", "person"))
        line, number = self.around[i].line, self.around[i].number
        at = line.find(kind, number.after) + len(_COUNT_OF.match(kind).group())
        unit = self.known.unit_names.right_after(line, at)
        return frozenset(size[0] for size in unit.sizes) if unit else frozenset()

    def _whole(self, i: int) -> Thing:
        """All of what a fraction counts a part of: the 15 of "14/15 chỉ tiêu"."""
        unit = self.around[i].number.unit
        counted = unit.text if unit else self.phrases[i].noun
        name = f"tổng số {counted}"
        for key in self._fitting(i, self.index.named(name)):
            return self._row(key, name)
        return self._create(i, name, name)

    def _rate_of(self, i: int) -> Thing | None:
        """A rate that is named after its number: "100% số xã đạt chuẩn"."""
        of = self._share_of_what(i)
        return self._named(i, [of]) if of and not self.phrases[i].forms else None

    def _share_of_what(self, i: int) -> str:
        """The name of a rate by the words after its number."""
        phrase = self.phrases[i]
        of = trimmed(re.split(r"[,;.:()¦]", phrase.after)[0])
        of = _CARRIES_OUT.sub(" ", of)
        if not self._is_rate(i) or not words_of(of) or not phrase.after[:1].isspace():
            return ""
        return f"tỷ lệ {_TOTAL_WORDS.sub('', of)}"

    # --- lists --------------------------------------------------------------------------------

    def _follow_lists(self, i: int) -> None:
        """Open and close the list of parts and the bracket that a figure stands in."""
        phrase = self.phrases[i]
        if phrase.fresh:
            self._total, self._complete, self._before_bracket = None, False, None
        if phrase.fresh or _closes(phrase.gap):
            self._inside = False
        if phrase.bracketed and self.found and not phrase.fresh:
            self._before_bracket, self._inside = self.found[-1].thing, True
        if phrase.opens_list and phrase.opens_list != ":" and self.found:
            self._total = self._main if phrase.fresh else self._of_list(phrase.gap)
            self._complete = phrase.complete
            self._over_semicolons = phrase.fresh or ":" in phrase.gap
        elif ";" in phrase.gap and not self._over_semicolons and self._ends_list(i):
            self._total, self._complete = None, False

    def _of_list(self, gap: str) -> Thing | None:
        """What "trong đó" opens a list of: what was just named, or behind a semicolon what the
        sentence is about ("thủy sản 500 tấn, riêng tôm 180 tấn; trong đó nuôi trồng …")."""
        last = self.found[-1]
        return self._main if last.part_of and ";" in gap else last.thing

    def _ends_list(self, i: int) -> bool:
        """Whether what follows a semicolon is no part of the list before it: "trong đó hàng dệt
        may 20 triệu USD; nhập khẩu 50 triệu USD"."""
        forms = self.phrases[i].forms
        if self._total is None or not forms or not has_head(forms[0], self._dimension(i)):
            return False
        keys = self._fitting(i, self.index.named(forms[0]))
        return not any(self.index.is_part(key, self._total.indicator_id) for key in keys)

    def _context(self, i: int) -> Thing | None:
        """What a name without a quantity is a part of."""
        if self._total is not None:
            return self._total
        return self._main

    def _listed(self, i: int) -> Thing | None:
        """The thing of a number in a list that goes with a list of names: lần lượt."""
        phrase = self.phrases[i]
        group = self._group(i)
        named = _RESPECTIVELY.search(phrase.gap) is not None or (
            len(group) > 1 and _RESPECTIVELY_AFTER.match(self.around[group[-1]].follows) is not None
        )
        here = [
            subject.thing
            for j, subject in enumerate(self.found)
            if self.phrases[j].sentence == phrase.sentence
        ]
        distinct = list(dict.fromkeys(here))
        if not phrase.forms and len({self.figures[j].basis for j in group}) == len(group) > 1:
            return None  # tăng lần lượt 1,9% và 17,2%: one thing, compared with two periods
        again = named or self._bound == phrase.sentence
        if again and not phrase.forms and len(distinct) >= len(group) > 1:
            self._bind(group, distinct[-len(group) :], phrase.sentence)
            return self._respectively[i]
        names = [name for name in _AND.split(phrase.forms[0]) if name] if phrase.forms else []
        if not named or not len(names) == len(group) > 1:
            return None
        head = head_of(names[0])
        full = [name if has_head(name, "") or not head else f"{head} {name}" for name in names]
        things = [self._named(j, [name]) for j, name in zip(group, full, strict=True)]
        self._bind(group, things, phrase.sentence)
        return self._respectively[i]

    def _group(self, i: int) -> list[int]:
        """The figures side by side from one on: "giảm 1,2%, 0,4% và 3,3%"."""
        group = [i]
        for j in range(i + 1, len(self.figures)):
            phrase = self.phrases[j]
            noun = phrase.noun if not self._is_unit(j, phrase.noun) else ""
            apart = phrase.fresh or phrase.forms or noun or _APART.search(phrase.gap)
            if apart or self._unit_dimension(j) != self._unit_dimension(i):
                break
            group.append(j)
        return group

    def _bind(
        self, group: Sequence[int], things: Sequence[Thing], sentence: tuple[int, int]
    ) -> None:
        self._respectively.update(zip(group, things, strict=True))
        self._bound = sentence

    def _remember(self, i: int, thing: Thing) -> None:
        dimension = self._dimension(i)
        if dimension and not thing.dimension:
            thing = replace(thing, dimension=dimension)
        phrase = self.phrases[i]
        in_list = self._total is not None and thing.indicator_id != self._total.indicator_id
        share_of = self._share_of(i, thing) if self.figures[i].measure == "share_pct" else ""
        self.found.append(
            Subject(
                thing=thing,
                part_of=self._total.indicator_id if in_list and self._total else "",
                part_of_label=self._total.said or self._total.name
                if in_list and self._total
                else "",
                complete=in_list and self._complete,
                share_of=share_of,
                unit_id=self._unit(i, thing) if self._left_short(i, thing) else "",
                unsure=self._unsure,
                inside=self._inside,
            )
        )
        said = phrase.forms or phrase.noun
        headed = has_head(thing.said, dimension) or self._counts(i)
        if not said or in_list or self._inside or phrase.bracketed or thing.of:
            return
        only_counted = self._counts(i) and not phrase.fresh
        if self._main is None or (headed and not only_counted):
            self._main = thing

    def _share_of(self, i: int, thing: Thing) -> str:
        """The total of a share: what the words after it name, or what it is a part of."""
        last = i
        while last + 1 in self._respectively and _LISTED.fullmatch(self.phrases[last + 1].gap):
            last += 1
        after = trimmed(re.split(r"[,;.:()¦]", self.phrases[last].after)[0])
        if after and words_of(after):
            for keys in (self.index.named(after), self.index.nearly_named(after)):
                for key in keys:
                    if key != thing.indicator_id and not is_bare(after):
                        return key
            plain = _TOTAL_WORDS.sub("", after)
            for total in self._recent(i):
                if total.indicator_id == thing.indicator_id:
                    continue
                if frozenset(words_of(plain)) <= frozenset(words_of(total.name)):
                    return total.indicator_id
            for total in self._recent(i)[:2]:
                for composed in _of(plain, total):
                    for key in self.index.named(composed):
                        if key != thing.indicator_id:
                            return key
        if self._follows_fraction(i):
            return self.found[-1].thing.indicator_id
        above = self.index.totals.get(thing.indicator_id, frozenset())
        for total in self._recent(i):
            if total.indicator_id in above:
                return total.indicator_id
        if above and i and self.figures[i - 1].place == self.figures[i].place:
            shares = [one.share_of for one in self.found if one.share_of]
            here = [total.indicator_id for total in self._recent(i)]
            if shares and shares[-1] in here:
                return shares[-1]
        if above:
            return min(above)
        for total in (self._total, self._main):
            if total is not None and total.indicator_id != thing.indicator_id:
                return total.indicator_id
        return ""

    def _left_short(self, i: int, thing: Thing) -> bool:
        """Whether the text leaves out a part of the unit: what is counted, or "a person"."""
        return self._lacks_unit(i) or thing.dimension.startswith(f"{self._dimension(i)}_per_")

    def _unit(self, i: int, thing: Thing) -> str:
        """The unit of a number that has only a magnitude, by what it is about: of several of the
        same size the one that counts the same ("million_visits" as "thousand_visits")."""
        unit = self.around[i].number.unit
        given = self.known.unit_names.sizes.get(self.figures[i].unit_id)
        bare = unit is not None and unit.bare
        size = (thing.dimension, unit.factor if unit and bare else given[1] if given else None)
        same = [key for key, each in self.known.unit_names.sizes.items() if each == size]
        noun = self.known.indicators.get(thing.indicator_id, {}).get("unit_id", "").split("_")[-1]
        return next(
            (
                key
                for key in same
                if noun and key.removesuffix("s").endswith(noun.removesuffix("s"))
            ),
            "".join(same[:1]),
        )

    # --- units --------------------------------------------------------------------------------

    def _unit_dimension(self, i: int) -> str:
        return self.known.dimension(self.figures[i].unit_id)

    def _dimension(self, i: int) -> str:
        """What a level measures; blank for a rate."""
        dimension = self._unit_dimension(i)
        return "" if dimension in _RATIOS or self._lacks_unit(i) else dimension

    def _lacks_unit(self, i: int) -> bool:
        """Whether the text prints no more than a magnitude: "1.4 million"."""
        number = self.around[i].number
        return number.unit is not None and number.unit.bare and not number.farther

    def _counts(self, i: int) -> bool:
        return bool(self.phrases[i].noun) and self._dimension(i) not in OF_UNIT


_LONGEST_LEAD = 3
_LINKS = (["-"], ["–"], ["và"], ["and"])
_HAS_CAPITAL = re.compile(
    r"(?i)(?<!\w)(?:dự án|doanh nghiệp|hợp tác xã|project|enterprise)s?(?!\w)"
)
# "Kim ngạch xuất khẩu hạt điều" and "xuất khẩu hạt điều" are one.
_TRADE = re.compile(r"(?i)^(?:tổng\s+)?(?:kim ngạch|trị giá|giá trị)\s+((?:xuất|nhập)\s+khẩu)")
# Names with commas: "may mặc, mũ nón, giày dép".
_MOST_IN_PIECE = 5
_MOST_IN_FIRST = 9


def _whole_name(forms: Sequence[str]) -> str:
    """The longest form that is one name: of "ngành dệt may, da giày" all, of a clause the last."""
    for form in forms:
        first, *others = re.split(r",\s+", form)
        most = _MOST_IN_FIRST if has_head(first, "") else _MOST_IN_PIECE
        if len(first.split()) <= most and all(
            len(each.split()) <= _MOST_IN_PIECE for each in others
        ):
            return form
    return forms[-1]


def _of(quantity: str, thing: Thing) -> list[str]:
    return [f"{quantity} {_lower(each)}" for each in _things(thing)]


def _things(thing: Thing) -> list[str]:
    """What a quantity may be of, by the names of a thing."""
    names = [thing.name, thing.said]
    found = [each for name in names if name for each in (thing_of(name), name)]
    short = [re.sub(r"(?i)^(?:dự án|doanh nghiệp)\s+", "", each) for each in found]
    return list(dict.fromkeys([*found, *short]))


def _measures_so(thing: Thing, dimension: str) -> bool:
    """Whether a level in a unit of this kind may be one of the thing: "GRDP per capita" in VND."""
    return thing.dimension in ("", dimension) or thing.dimension.startswith(f"{dimension}_per_")


def _begins(name: str, words: Sequence[str]) -> bool:
    """Whether a name begins with the words, and is no list of which they are the first."""
    its = spelling(name).split()
    return its[: len(words)] == list(words) and its[len(words) : len(words) + 1] not in _LINKS


def _beginnings(text: str) -> list[str]:
    """The words that a text begins with, the longest first."""
    words = text.split()
    return [" ".join(words[:count]) for count in range(len(words), 0, -1)]


def _closes(gap: str) -> bool:
    return ")" in gap and gap.count(")") > gap.count("(")


def _lower(name: str) -> str:
    word = name.split(maxsplit=1)[0] if name else ""
    return name if word.isupper() and len(word) > 1 else name[:1].lower() + name[1:]
