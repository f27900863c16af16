"""What each figure of a text is about: the order of the rules."""

import re
from collections.abc import Sequence
from dataclasses import replace

from doichieu.documents.draft import DraftedFigure
from doichieu.documents.known import Known
from doichieu.documents.prose.antecedents import NAMES_HARM, called_again
from doichieu.documents.prose.context import CHANGED, LED_BY_NOTHING, OF_THOSE
from doichieu.documents.prose.contributions import contributor
from doichieu.documents.prose.coordination import follow_lists, listed
from doichieu.documents.prose.discourse import (
    ACTORS,
    CHANGES,
    GIVEN_AGAIN,
    GROWTH,
    MONEY,
    RATIOS,
    Discourse,
)
from doichieu.documents.prose.ellipsis import inherited
from doichieu.documents.prose.heads import has_head, is_bare, names_several
from doichieu.documents.prose.herds import meat_of_the_herd
from doichieu.documents.prose.new_things import create, named_alone
from doichieu.documents.prose.phrases import Phrase
from doichieu.documents.prose.prices import at_named_prices, at_other_prices
from doichieu.documents.prose.rates import growth_target, of_kind, share_of_what, whole_of_fraction
from doichieu.documents.prose.reference_rows import fitting, row_of
from doichieu.documents.prose.resolution import resolved
from doichieu.documents.prose.seasons import in_season
from doichieu.documents.prose.shares import total_of_share
from doichieu.documents.prose.short_units import leaves_unit_short, whole_unit
from doichieu.documents.prose.things import Subject, Thing, measures_so
from doichieu.documents.prose.thresholds import is_a_mark
from doichieu.wording.surroundings import Surroundings

_INTO = re.compile(r"(?i)\s*(?:to|lên|xuống|còn|đạt|và đạt)(?:\s+(?:còn|tới|đến|mức|hơn|gần))*\s*")
_SHORT_TRADE = {"xuất": "xuất khẩu", "nhập": "nhập khẩu"}


def read_subjects(
    figures: Sequence[DraftedFigure],
    around: Sequence[Surroundings],
    phrases: Sequence[Phrase],
    known: Known,
    number_format: str = "",
) -> list[Subject]:
    """The subject of every figure; `around[i]` and `phrases[i]` are the words of `figures[i]`, and
    `number_format` is that of the report."""
    text = Discourse(figures, around, phrases, known, known.index, number_format)
    for i in range(len(figures)):
        text.unsure = ""
        follow_lists(text, i)
        thing = at_named_prices(text, i, text.respectively.get(i) or _thing(text, i))
        _remember(text, i, thing)
    return text.found


def _thing(text: Discourse, i: int) -> Thing:
    phrase = text.phrases[i]
    if one := listed(text, i):
        return one
    if target := growth_target(text, i):
        return target
    if (kind := of_kind(text, i)) is not None:
        return kind
    if (part := contributor(text, i)) is not None:
        return part
    if (other := at_other_prices(text, i)) is not None:
        return other
    if (meat := meat_of_the_herd(text, i)) is not None:
        return meat
    if phrase.is_whole:
        return whole_of_fraction(text, i)
    if rate := _rate_of(text, i):
        return rate
    again = text.figures[i].measure in GIVEN_AGAIN | CHANGES or _goes_into(text, i)
    dimension = text.dimension(i)
    new_unit = text.is_new_unit(i, phrase.noun)
    again = again and (not dimension or dimension in text.measured or new_unit)
    only_unit = new_unit or (text.is_unit(i, phrase.noun) and not NAMES_HARM.match(phrase.noun))
    if not phrase.forms and (not phrase.noun or (again and only_unit)):
        return inherited(text, i)
    if phrase.without and phrase.forms and phrase.without not in phrase.forms[0]:
        links = ("không kể", "loại trừ")
        calls = [f"{form} {link} {phrase.without}" for link in links for form in phrase.forms]
        thing = resolved(text, i, calls)
        if not thing.known:
            text.unsure = text.unsure or "its name is short of what is left out"
        return thing
    return resolved(text, i, in_season(text, i, _calls(text, i)))


def _goes_into(text: Discourse, i: int) -> bool:
    """Whether a level is what a rate before it leads to: "tăng 12% lên 3,1 triệu người"."""
    phrase = text.phrases[i]
    if phrase.fresh or not _INTO.fullmatch(phrase.gap) or not text.found:
        return False
    return measures_so(text.found[-1].thing, text.dimension(i))


# "Thu ngân sách từ khu vực FDI", as "thu từ khu vực FDI".
_FROM_BUDGET = re.compile(r"(?i)^thu ngân sách(?: nhà nước)? từ ")


def _calls(text: Discourse, i: int) -> list[str]:
    """What the words call the thing, the likeliest first."""
    phrase = text.phrases[i]
    forms = [] if named_alone(text, i) else list(phrase.forms)
    forms = forms[:1] if forms and names_several(forms[0]) else forms
    if text.dimension(i) in MONEY:
        forms = [_SHORT_TRADE.get(form.lower(), form) for form in forms]
    if text.dimension(i) == "piece" and phrase.noun and (unit := text.around[i].number.unit):
        return [f"{unit.text} {phrase.noun}", *forms, phrase.noun]  # 245 sản phẩm OCOP
    forms = [_FROM_BUDGET.sub("thu từ ", form) for form in forms]
    if not phrase.noun:
        return [*([phrase.whole] if phrase.whole else []), *forms]
    noun = phrase.noun
    joined = [f"{form} {noun}" for form in forms]
    if text.counts(i):
        only_unit = text.is_unit(i, noun)
        if only_unit and text.figures[i].measure in CHANGES and forms:
            return [*forms, *joined]
        sharing = forms if only_unit else []
        joined = [phrase.long_noun, *joined] if phrase.long_noun != noun else joined
        if "/" in noun:
            joined.append(f"{noun} bình quân")
        acts = any(ACTORS.fullmatch(each) for each in forms)
        alone = not only_unit or acts or phrase.far or not (forms or text.part_counted(i))
        return [*joined, *sharing, *([noun] if alone else [])]
    if not forms:
        return [noun]
    if has_head(forms[0], text.dimension(i)) and not is_bare(forms[0]):
        return [*forms, *joined, noun]
    return [*joined, noun]


# What does not belong to the name of those that a rate is of, around it.
_AROUND_THOSE = re.compile(r"(?i)^\s+(?:số\s+)?|\s*(?<!\w)(?:và|and)\s*$|\s+$")


def _rate_of(text: Discourse, i: int) -> Thing | None:
    """A rate that is named after its number: "100% số xã đạt chuẩn". Those it is of keep all their
    words: "có đơn hàng tăng" is no "có đơn hàng giảm"."""
    phrase, around = text.phrases[i], text.around[i]
    of = share_of_what(text, i)
    those = LED_BY_NOTHING.search(around.own) and OF_THOSE.match(around.follows)
    if not of or not (those or not phrase.forms):
        return None
    if not those:
        return resolved(text, i, [of])
    name = f"tỷ lệ {_AROUND_THOSE.sub('', re.split('[,;.:()]', phrase.after)[0])}"
    for key in fitting(text, i, (*text.index.named(name), *text.index.named(of))):
        return row_of(text, key, name)
    return called_again(text, i, name) or create(text, i, name, name)


def _says_only_its_unit(text: Discourse, i: int) -> bool:
    """Whether a part of what is counted has no name: "trong đó 45 doanh nghiệp với số vốn …".

    The noun of a change names only what is counted, also where the part has a name.
    """
    phrase = text.phrases[i]
    if text.figures[i].measure in CHANGED:
        return False
    counted = text.counts(i) and text.is_unit(i, phrase.noun) and text.total is not None
    same = counted and text.dimension(i) == text.total.dimension and not phrase.is_whole
    return same and not phrase.forms and not text.part_counted(i)


# Words of a clause: a name that has them was not read to its end, or from its start.
_OF_A_CLAUSE = re.compile(
    r"(?i)(?<!\w)(?:were|was|went|had|who|whom|which|there|said|causing|registering|added|raised"
    r"|the previous|they|of the|sum|brought|là|rằng|nhưng|lần lượt|tương ứng|đồng thời|ước)(?!\w)"
)


def _is_behind_topic(text: Discourse, i: int, thing: Thing) -> str:
    """Why what is counted may be a part of all: its topic stands before a colon, "giáo dục: có 412
    trường"."""
    phrase = text.phrases[i]
    counts = thing.known and text.counts(i) and text.is_unit(i, phrase.noun)
    alone = counts and phrase.far and thing.said == phrase.noun
    return "the topic before it may say which of them are counted" if alone else ""


_STRUCTURE = re.compile(r"(?i)(?<!\w)cơ cấu(?!\w)")
_CONSTANT = "giá so sánh"


def _is_of_structure(text: Discourse, i: int, thing: Thing) -> str:
    """Why a share of the economy may be one at current prices: those of its structure mostly are,
    also where growth at constant prices was named before."""
    sentence = text.around[i].whole_sentence
    constant = thing.known and _CONSTANT in thing.name and _CONSTANT not in sentence
    share = text.figures[i].measure == "share_pct" and _STRUCTURE.search(sentence)
    return "a structure is mostly at current prices" if constant and share else ""


_INVESTORS = re.compile(
    r"(?i)(?<!\w)(?:(?P<foreign>FDI|nước ngoài|ngoài nước|foreign)|trong nước|domestic)(?!\w)"
)

_OF_FOREIGNERS = re.compile(r"(?i)(?<!\w)(?:FDI|đầu tư nước ngoài|foreign[- ]invest\w+)(?!\w)")


def _may_be_domestic(text: Discourse, i: int, thing: Thing) -> str:
    """Why an investment may be none of foreigners: the words before it last named domestic ones."""
    phrase, here = text.phrases[i], text.around[i]
    own = f"{thing.said} {phrase.noun} {phrase.long_noun}"
    before = _INVESTORS.findall(here.line[: here.number.before])
    domestic = bool(before) and not before[-1]
    doubted = domestic and _OF_FOREIGNERS.search(thing.name) and not any(_INVESTORS.findall(own))
    return "the words before it are about domestic investment" if doubted else ""


_OF_TRADE = re.compile(
    r"(?i)(?<!\w)(?:xuất khẩu|nhập khẩu|kim ngạch|exports?|imports?|exported|imported|trade"
    r"|shipments?|shipped)(?!\w)"
)


def _may_be_production(text: Discourse, i: int, thing: Thing) -> str:
    """Why a growth may be that of what is made or sold: only a row of trade has the name of the
    goods, and neither the words nor what was read before is about trade."""
    if not thing.known or text.figures[i].measure not in GROWTH:
        return ""
    last = text.found[-1].thing.topic if text.found and not text.found[-1].unsure else ""
    here = text.around[i]
    said = (here.line, text.phrases[i].noun)
    trade = thing.topic == last or any(_OF_TRADE.search(words) for words in said)
    return "" if trade or thing.topic != "trade" else "the words do not say that it is trade"


_HARMS = re.compile(
    r"(?i)(?<!\w)(?:thiệt hại|làm ngập|bị ngập|ngập úng|hư hại|hư hỏng|đổ ngã|mất trắng|ảnh hưởng"
    r"|nhiễm bệnh|damag\w+|destroy\w+|flood\w+|submerg\w+|affect\w+|inundat\w+)"
    r"(?:\s+(?!diện tích|đạt)[^\W\d_]+){0,2}\s*$"
)


def _may_be_harmed(text: Discourse, i: int, thing: Thing) -> str:
    """Why an area may be only what was harmed of it: "làm thiệt hại 820 ha lúa"."""
    area = thing.known and text.dimension(i) == "area" and text.figures[i].measure == "level"
    harmed = area and thing.topic == "agriculture" and _HARMS.search(text.phrases[i].gap)
    return "it may be only what was harmed of it" if harmed else ""


def _is_no_name(thing: Thing) -> str:
    """Why the words for something new may be a part of a clause, and no name."""
    clause = not thing.known and _OF_A_CLAUSE.search(thing.name)
    return "its name has words that belong to no name" if clause else ""


def _may_be_a_part(text: Discourse, i: int, thing: Thing) -> str:
    """Why something counted may be less than its noun says: the number before it, in the same
    clause, is of a part: "bậc tiểu học có 155 trường, 118 nghìn học sinh"."""
    phrase = text.phrases[i]
    if text.opens_clause(i) or not text.found or not (thing.known and text.counts(i)):
        return ""
    alone = not phrase.forms and text.is_unit(i, phrase.noun)
    beside = text.counts(i - 1) and text.phrases[i - 1].forms and not text.found[-1].thing.known
    return "the clause may say which part of it is meant" if alone and beside else ""


# "320 ha lúa và 145 ha hoa màu bị ngập úng"
_SUFFERS = re.compile(r"(?i)(?<!\w)bị(?!\w)(?!\s+(?:thương|can|cáo|hại)(?!\w))")


def _may_share_what_follows(text: Discourse, i: int, thing: Thing) -> str:
    """Why a name may be short of what befell it: that stands behind the next number of a list, and
    no words before the number name the thing, as in "thành lập mới 260 doanh nghiệp"."""
    if i + 1 == len(text.figures) or text.phrases[i + 1].fresh or text.unit_dimension(i) in RATIOS:
        return ""
    phrase = text.phrases[i]
    if thing.known and phrase.forms and text.is_unit(i, phrase.noun):
        return ""
    here, following = text.around[i], text.around[i + 1]
    listed = text.figures[i].unit_id == text.figures[i + 1].unit_id and not _SUFFERS.search(
        here.follows
    )
    joined = re.search(r"(?i)(?<!\w)(?:và|cùng)\s+\W*(?:\w+\s+)?$", here.follows)
    suffers = listed and joined and _SUFFERS.search(following.beside)
    return "what befell the next may have befallen it too" if suffers else ""


def _was_passed(text: Discourse, i: int, thing: Thing) -> str:
    """Why a mark may be no figure: the sentence has the level that passed it."""
    phrase = text.phrases[i]
    named = any(has_head(form, text.dimension(i)) for form in phrase.forms)
    passed = is_a_mark(text.around[i]) and any(
        text.phrases[k].sentence == phrase.sentence
        and text.figures[k].measure == "level"
        and (
            text.found[k].thing.indicator_id == thing.indicator_id
            or (not named and text.dimension(k) == text.dimension(i))
        )
        for k in range(i)
    )
    return "it is a mark that was passed, and may be no figure of its own" if passed else ""


def _remember(text: Discourse, i: int, thing: Thing) -> None:
    dimension = text.dimension(i)
    if dimension and not thing.dimension:
        thing = replace(thing, dimension=dimension)
    phrase = text.phrases[i]
    in_list = text.total is not None and thing.indicator_id != text.total.indicator_id
    if in_list and _says_only_its_unit(text, i):
        text.unsure = text.unsure or "the words name only what is counted, not which part of it"
    elif text.around[i].number.fraction_with is not None and text.is_unit(i, phrase.noun):
        alone = not phrase.forms and thing.known
        text.unsure = text.unsure or ("the words do not say which of them" if alone else "")
    elif reason := (
        _is_no_name(thing)
        or _may_be_domestic(text, i, thing)
        or _may_be_production(text, i, thing)
        or _may_be_harmed(text, i, thing)
        or _is_behind_topic(text, i, thing)
        or _is_of_structure(text, i, thing)
        or _may_be_a_part(text, i, thing)
        or _may_share_what_follows(text, i, thing)
        or _was_passed(text, i, thing)
    ):
        text.unsure = text.unsure or reason
    share_of = total_of_share(text, i, thing) if text.figures[i].measure == "share_pct" else ""
    text.add(
        Subject(
            thing=thing,
            part_of=text.total.indicator_id if in_list and text.total else "",
            part_of_label=text.total.said or text.total.name if in_list and text.total else "",
            complete=in_list and text.complete,
            share_of=share_of,
            unit_id=whole_unit(text, i, thing) if leaves_unit_short(text, i, thing) else "",
            unsure=text.unsure,
            inside=text.inside,
        )
    )
    said = phrase.forms or phrase.noun
    headed = has_head(thing.said, dimension) or text.counts(i)
    if not said or in_list or text.inside or phrase.bracketed or thing.of:
        return
    only_counted = text.counts(i) and not phrase.fresh
    if text.main is None or (headed and not only_counted):
        text.main = thing
