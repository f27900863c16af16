"""The period of each number of a text; blank where it is the report's own."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from doichieu.documents.prose.context import GROWTH, Measured
from doichieu.documents.prose.earlier import turned_back
from doichieu.wording.bases import compared_with
from doichieu.wording.comparisons import PLAN, Comparison, comparisons
from doichieu.wording.periods import (
    LAST_MONTHS,
    THIS,
    THIS_OPENS,
    Days,
    PeriodMention,
    counted_months,
    is_of_a_crop,
    is_of_earlier_season,
    last_months,
    period_mentions,
    several_periods,
)
from doichieu.wording.surroundings import Surroundings

# A report that gives figures of a day so long after its period means its period.
_DAYS_AFTER = 62
# Words for what there is at the time of the report, whatever period is named before them.
_AT_PRESENT = re.compile(
    r"(?i)(?<!thực )hiện(?:\s+(?:nay|có|còn|toàn|tỉnh|trên|cả|thành phố|đang))"
    r"|(?<!đầu năm )(?<!đầu năm \d{4} )đến nay|cho tới nay|currently|to date\b|so far"
)
_SO_FAR = re.compile(
    r"(?i)từ\s+đầu\s+năm|l(?:ũy|uỹ)\s+kế|cộng\s+dồn|since the (?:beginning|start) of"
)
# "Từ ngày 6 đến 20/10": what happened in some days, unless the first is that of the year.
_SINCE_A_DAY = re.compile(
    r"(?i)(?<!\w)từ\s+(?:ngày\s+)?(?!0?1[/.-]0?1(?![0-9]))[0-9]{1,2}(?:[/.-][0-9/.-]*)?"
    r"\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+)?[0-9/.-]*$"
)
_RESPECTIVELY = re.compile(r"(?i)(?<!\w)(?:lần lượt|tương ứng|respectively)(?!\w)")
_AMOUNT = re.compile(
    r"(?<![\d.,/-])(?<!năm )\d(?:[\d.,]*\d)?(?![\d/])\s*"
    r"(?:%|(?!(?:tháng|quý|năm|ngày|months?|quarters?|years?)(?!\w))[^\W\d_])"
)
# Here a list of numbers that go with periods one by one ends: what follows is no item of it.
_LIST_ENDS = re.compile(
    r"(?i);(?!\s*(?:(?:và|and)\s+)?[$0-9])"
    r"|(?<!\w)(?:trong đó|trong khi|bao gồm|nhưng|song|riêng|of which|including|while|whereas|but)"
    r"(?!\w)"
)
_OPEN_PERIOD = "it is open which of the periods named side by side it is of"
_MOVES = re.compile(r"(?i)\(|(?<!\w)(?:tăng|giảm|bằng|up|down)(?!\w)")
_BARE = re.compile(r"(?i)[%\w\s]{0,20}?\s*(?:,|và|and|,\s*(?:và|and))\s*(?:[$]\s?)?")
_IN_LIST = re.compile(r"(?i)[\w%\s]{0,12}?\s+(?:trong|của|vào|in|of|for)\s+(?:the\s+)?")
_LINKS_ON = re.compile(r"(?i)(?:\s|,|[$]|(?<!\w)(?:và|and|trong|của|vào|in|of|for|the)(?!\w))+$")
_SIDE_BY_SIDE = re.compile(
    r"(?i)\s*(?:,|và|and)\s*(?:(?:trong|l(?:ũy|uỹ)\s+kế|cộng\s+dồn|the|in)\s+)*"
)
# "5.1 percent in the same period last year"
_YEAR_BEFORE = re.compile(
    r"(?i)\s*(?:in|of|during|for|của|trong)?\s*(?:the\s+)?(?:same|corresponding|last\s+year"
    r"|previous\s+year|cùng\s+kỳ)(?!\w)(?![^,;.()]{0,30}(?:19|20)\d\d)"
)
# Figures, or a change of them, that go on behind a comma: "12 dự án trong tháng, tăng 5%".
_GOES_ON = re.compile(
    r"(?i)\s*(?:tăng|giảm|bằng|đạt|chiếm|vượt|gấp|với|so|up|down|rising|falling|worth)(?!\w)"
)
# "Dự kiến cả năm GRDP tăng 8,5%; …": words that may stand before the year of a whole sentence.
_OPENS_YEAR = re.compile(
    r"(?i)\W*(?:(?:dự (?:kiến|báo|ước)|ước(?:\s+tính)?|tính(?:\s+chung)?|phấn đấu|mục tiêu|trong"
    r"|của|for|in|over)\W+)*"
)
# "12 dự án trong tháng": the month of that figure, and of what goes on with it.
_BEHIND_FIGURE = re.compile(r"[0-9]\s?(?:%|(?:\s?[^\W\d_]+){1,3})\s*$")
_CLOSED_BRACKET = re.compile(r"\([^()]*\)")
_IN = re.compile(
    r"(?i)[^,;.()]{0,40}?\b(?:trong|của|vào|in|for|during|of|by|over|across)\s+(?:the\s+)?$"
)
# "8,2% cuối năm 2021", "8.2% at the end of 2021"
_AT = re.compile(r"(?i)\s*(?:in|for|(?:vào\s+)?(?:cuối|đầu)|(?:at|by)\s+the\s+(?:end|start))\s*")
# "Bình quân 5 tháng tăng 2,9%": the months are of the average alone.
_OF_AVERAGE = re.compile(r"(?i)(?<!\w)bình quân(?:\s+(?:chung|trong))?\s*$")
_OF_WHICH = re.compile(r"(?i)(?<!\w)(?:trong đó|of which|in which)(?!\w)")
_PART_BESIDE = re.compile(rf"{_OF_WHICH.pattern}[\s,]*(?:riêng\s+)?(?:trong\s+)?$")
_OPEN_PART = "the period behind “trong đó” may hold on behind the semicolon"
# "Từ 8,2% cuối năm 2021 xuống": the period behind the number is of that number alone.
_STARTED_AT = re.compile(
    r"(?i)(?<!\w)(?:từ|from)\s+(?:[^\W\d_]+\s+){0,2}\W?[0-9][0-9.,]*\s*(?:%|[^\W\d_]+)"
    r"(?:\s+(?!(?:lên|xuống|đến|tới|còn|to)(?!\w))[^\W\d_]+){0,5}\s*\(?$"
)
_ENDED_AT = re.compile(r"(?i)(?<!\w)(?:lên|xuống|đến|tới|còn|to)(?!\w)")
_FULL_YEAR = re.compile(
    r"(?i)cả năm|kế hoạch năm|năm nay|(?:full|whole|entire)[- ]year|annual|yearly|year['’]s"
    r"|for the year|this year"
)
# Stands for the year of words that name none.
_SOME_YEAR = 2000
# A rate of so much a year: "tăng bình quân 9,1%/năm", "grew by an average 9.1% a year".
_A_YEAR = re.compile(
    r"(?i)\s*(?:/\s?năm|(?:mỗi|một|hàng|hằng)\s+năm"
    r"|(?:a|per|each|every)\s+year(?!\s+(?:ago|earlier|before|on)\b)|per\s+annum)(?!\w)"
)
_ON_AVERAGE = re.compile(r"(?i)\s*on average(?!\w)")
_AVERAGE = re.compile(
    r"(?i)(?:(?<!\w)(?:tăng|giảm|tăng trưởng|tốc độ)(?:\s+[^\W\d_]+){0,4}?"
    r"\s+(?:bình quân|trung bình)|(?<!\w)averag(?:e|ing)(?!\w)"
    r"(?=\s*$|\s+(?:annual|yearly|growth|increase|rise|rate|of)))"
    r"(?![^,;(]*(?:người|hộ|mét|tháng|quý|cả nước|toàn quốc|vùng|khu vực|chung"
    r"|(?:mỗi|một)\s+(?!năm(?!\w))|person|head|capita|month))[^,;(]*$"
)
_LAST_YEARS = re.compile(
    r"(?i)\s*(?:period\s+)?(?:của\s+|of\s+)?(?:năm\s+(?:trước|ngoái)|last\s+year)"
)
_EQUALS = re.compile(r"(?i)(?<!\w)(?:bằng|gấp)(?:\s+(?:khoảng|gần|hơn|trên|tới))?\s*$")
_THAN = re.compile(
    r"(?i)(?<!\w)(?:hơn|bằng|so với|so|than|vượt|above|below|gấp)\s+(?:\w+\s+){0,3}$"
)


@dataclass(frozen=True)
class _Here:
    """Words such as "trong tháng": a month or a quarter, and where they end in the sentence."""

    which: str
    end: int


@dataclass
class Dating:
    """Reads the numbers of a text in their order, and remembers the period that holds on."""

    report: Days | None
    held: PeriodMention | None = None
    paragraph: int = 0
    target_in: int | None = None
    turned: tuple[tuple[int, int], int] | None = None
    alone: int | None = None
    held_after: PeriodMention | None = None
    averaged: bool = False
    so_far: Days | None = None
    doubt: str = ""

    def period(self, around: Surroundings, measured: Measured, above: str = "") -> str:
        """The period of a number; blank for the report's own.

        `above` is the line that opens the list it stands in. `doubt` says then why it is unsure,
        and `so_far` are the months up to a day, if words name one: what adds up is of them.
        """
        self.doubt, self.so_far = "", None
        if self.report is None:
            return ""
        if is_of_earlier_season(around.sentence, self.report[0].year):
            self.doubt = "no period is the school year or the crop year that the words name"
        if around.number.paragraph != self.paragraph:
            self.paragraph = around.number.paragraph
            self.target_in = None
            # "Mục tiêu năm 2024:" says for when its items are planned.
            opened = period_mentions(re.sub(PLAN, "", above), self.report[1].year)
            self.held = opened[-1] if opened else None
        if (years := self.years(around, measured)) is not None:
            return period_id(years)
        days = self._days(around, measured)
        if measured.target:
            days = self._of_target(around, days)
        if self.so_far and days not in (None, self.so_far, (self.so_far[1], self.so_far[1])):
            self.so_far = None
        return "" if days is None or days == self.report else period_id(days)

    def years(self, around: Surroundings, measured: Measured) -> Days | None:
        """The years that an average rate of growth is of: "giai đoạn 2021-2025 tăng 7,5%/năm"."""
        if not is_average(around, measured):
            return None
        rest = around.whole_sentence[len(around.sentence) :]
        named = [
            *(one for one in period_mentions(around.follows, None) if one.kind == "years"),
            *(one for one in reversed(period_mentions(around.sentence, None))),
            *period_mentions(rest, None),
        ]
        return next((one.days for one in named if one.kind == "years"), None)

    def _of_target(self, around: Surroundings, days: Days | None) -> Days | None:
        """The year of a target where the words name it, and of those that follow in its list."""
        assert self.report is not None
        sentence = around.number.before - len(around.sentence)
        if _FULL_YEAR.search(around.own + " " + around.beside):
            self.target_in = sentence
        if days is not None and days[0] == days[1] and (days[1].month, days[1].day) == (12, 31):
            return date(days[1].year, 1, 1), days[1]  # "mục tiêu đến năm 2025"
        if self.target_in != sentence:
            named = period_mentions(re.sub(PLAN, "", around.sentence), self.report[1].year)
            open_days = named and days is None and named[-1].kind != "date"
            return named[-1].days if open_days else days
        year = (days or self.report)[1].year
        return date(year, 1, 1), date(year, 12, 31)

    def _days(self, around: Surroundings, measured: Measured) -> Days | None:
        assert self.report is not None
        mention = self._mention(around)
        days = self._meant(mention, around) if mention else None
        if mention is not None and _LAST_YEARS.search(around.line):
            days = self._of_last_year(mention, around, days)
        bracket = (
            around.number.paragraph,
            len(around.line[: around.number.start].rpartition("(")[0]),
        )
        inside = _in_brackets(around.line[: around.number.start])
        if measured.measure == "prior_level":
            return days
        back = turned_back(around)
        after = self._after(around, self.report[1].year)
        started = measured.measure == "level"
        if measured.earlier and after is not None and (started or after.kind != "date"):
            # giảm từ 8,2% cuối năm 2021; so với mức tăng 0,55% của tháng 11; up from 4.1% in the
            # first half of last year
            return self._of_last_year(after, around, after.days)
        if measured.earlier and (named := self._before_bracket(around)):
            return named.days  # cao hơn quý I (6,4%)
        bracketed = after is not None and re.match(r"\s*\(", around.follows)
        if bracketed and after is not None:
            return after.days
        if back is not None or measured.earlier:
            years = self._years_back(around, back)
            self.turned = (bracket, years) if inside else None
            return _years_before(days or self.report, years)
        if inside and self.turned is not None and self.turned[0] == bracket:
            return _years_before(days or self.report, self.turned[1])
        return days

    def _before_bracket(self, around: Surroundings) -> PeriodMention | None:
        """The period directly before the bracket that a number opens."""
        assert self.report is not None
        for one in period_mentions(around.own, self.report[1].year):
            if re.fullmatch(r"\s*\((?:\w+\s+){0,2}", around.own[one.end :]):
                return one
        return None

    def _of_last_year(
        self, mention: PeriodMention, around: Surroundings, days: Days | None
    ) -> Days | None:
        """The days of a period that is "of last year" by the words after it."""
        assert self.report is not None
        for text in (around.sentence, around.beside):
            after = text[mention.end :] if text[mention.start :].startswith(mention.text) else ""
            if _LAST_YEARS.match(after):
                return _years_before(days or self.report, 1)
        return days

    def _years_back(self, around: Surroundings, back: Comparison | None) -> int:
        """How many years before the number's own period the period compared with is."""
        year = back.year if back is not None else None
        if year is None and _YEAR_BEFORE.match(around.beside):
            return 1
        if year is None:
            near = [
                *comparisons(around.own),
                *comparisons(around.beside),
                *comparisons(around.sentence),
            ]
            year = next((one.year for one in near if one.year is not None), None)
        if found := re.match(
            r"(?i)\s*(?:của\s+|trong\s+|in\s+)?(?:năm\s+)?(20\d\d)", around.beside
        ):
            year = int(found[1])
        elif year is None and (
            found := re.findall(r"(?:19|20)\d\d", around.own.rpartition(";")[2])
        ):
            year = int(found[-1])
        assert self.report is not None
        return self.report[1].year - year if year is not None else 1

    def _mention(self, around: Surroundings) -> PeriodMention | None:
        """The period that the words give a number: its sentence's, or the one that holds on."""
        assert self.report is not None
        year = self.report[1].year
        before = self._before(around, year)
        free = [one for one in before if not _in_brackets(around.sentence[: one.start])]
        sentence = around.number.before - len(around.sentence)
        ended = self.alone is not None and self.alone != sentence
        if ended and not (self.averaged and _OF_AVERAGE.search(around.sentence)):
            self.alone, self.held, self.averaged = None, self.held_after, False
        amid = free[-1] if free and self._is_for_clause(free[-1], around.sentence) else None
        if free and amid is None:
            self._hold(free, around.sentence, sentence)
        if (behind := self._listed_behind(around, year)) is not None:
            return behind
        after = self._after(around, year)
        if after is not None:
            several = self._side_by_side(_first_clause(around.beside), year)
            self.doubt = _OPEN_PERIOD if len(several) > 1 else ""
            return after
        if bound := self._respectively(around, year):
            return bound
        named = before[-1].end if before else 0
        opens = THIS_OPENS.search(around.sentence, named)
        if opens and self._is_new(opens):
            self.held = self._this(opens["which"])
        here = self._here(around, named)
        if _AT_PRESENT.search(around.sentence, max(named, here.end if here else 0)):
            self.held = None
            return None
        if here is not None:
            return self._this(here.which)
        if before and before[-1] not in free:
            return before[-1]
        return amid or self.held

    def _hold(self, free: list[PeriodMention], text: str, sentence: int) -> None:
        """Hold on to the last of the periods that a sentence names.

        A part of a period is for its sentence only: "trong đó quý I tăng 5%; quý II tăng 7%".
        """
        whole = next((one for one in reversed(free) if not self._is_of_a_part(one, text)), None)
        self.averaged = _OF_AVERAGE.search(text[: free[-1].start]) is not None
        if self.averaged or _is_alone(free[-1], text):
            self.alone, self.held_after = sentence, None
        elif whole is free[-1]:
            self.alone = None
        elif sentence != self.alone:
            self.alone, self.held_after = sentence, whole or self.held
        self.held = free[-1]

    def _is_of_a_part(self, mention: PeriodMention, sentence: str) -> bool:
        """Whether a period behind "trong đó" is a part of the report's, or of one before it."""
        assert self.report is not None
        opened = _OF_WHICH.search(sentence[: mention.start])
        if mention.days is None or opened is None:
            return False
        first, last = mention.days
        before = period_mentions(sentence[: opened.start()], self.report[1].year)
        wholes = [self.report, *(one.days for one in before if one.days is not None)]
        return any(
            opens <= first and last <= ends and (first, last) != (opens, ends)
            for opens, ends in wholes
        )

    def _is_for_clause(self, mention: PeriodMention, sentence: str) -> bool:
        """Whether "cả năm" behind other words is for its clause, and not the report's period."""
        return mention.days != self.report and _is_whole_year_amid(mention, sentence)

    def _here(self, around: Surroundings, start: int) -> "_Here | None":
        """The words "trong tháng" that a number stands behind in its clause, or directly before.

        They hold up to the end of the clause or of their bracket; directly behind another number
        they are of what goes on with it. A month that was named before them is the one they mean.
        """
        if (beside := THIS.match(around.beside.lstrip())) and self._is_new(beside):
            return _Here(beside["which"], len(around.sentence))
        clause = len(around.sentence) - len(around.clause)
        text = _CLOSED_BRACKET.sub(lambda closed: " " * len(closed.group()), around.sentence)
        for found in reversed(list(THIS.finditer(text, max(start, clause)))):
            behind = _BEHIND_FIGURE.search(text[: found.start()]) is not None
            ended = behind and not all(map(_GOES_ON.match, text[found.end() :].split(",")[1:]))
            if self._is_new(found) and not ended:
                return _Here(found["which"], found.end())
        return None

    def _is_new(self, found: re.Match[str]) -> bool:
        """Whether "trong tháng" is the report's last month, and no month that was named before."""
        assert self.report is not None
        if found["this"] or found["own"] or self.held is None or self.held.days is None:
            return True
        to_come = self.held.days[1] > self.report[1]
        return to_come or self.held.kind != _kind(found["which"])

    def _this(self, what: str) -> PeriodMention | None:
        """The last month or quarter of the report's period; None where that is the period."""
        assert self.report is not None
        months = LAST_MONTHS[what.lower()]
        days = last_months(self.report[1], months)
        short = days[1].month % months == 0 and days[0] > self.report[0]
        return PeriodMention(_kind(what), days, what, 0, 0) if short else None

    def _before(self, around: Surroundings, year: int) -> list[PeriodMention]:
        found, left = [], None
        for one in self._named(around.sentence, year):
            before = around.sentence[: one.start]
            closed = around.sentence[one.end :]
            if _in_brackets(before) and ")" in closed:
                continue  # in a bracket that is closed again
            if _THAN.search(before):
                continue  # what a number is compared with
            of_crop = one.kind == "years" or (one.kind == "year" and one.days == _year(year))
            if of_crop and is_of_a_crop(before):
                continue  # vụ đông xuân năm nay
            if _STARTED_AT.search(before) and _ENDED_AT.search(closed):
                continue  # giảm từ 8,2% cuối năm 2024 xuống 7,1%
            if one.kind == "years" and len(before) > 12:
                continue  # the term of a programme
            if ";" in closed and self._is_for_clause(one, around.sentence):
                continue  # ước cả năm 190 triệu USD; nhập khẩu đạt 50 triệu USD
            part = ";" in closed and _PART_BESIDE.search(before)
            if part and self._is_of_a_part(one, around.sentence):
                left = one
                continue  # trong đó quý IV đạt 20 nghìn tấn; trứng 5 triệu quả
            found.append(counted_months(one, around.sentence) or one)
        if left is not None and not (found and found[-1].start > left.start):
            self.doubt = _OPEN_PART
        return found

    def _named(self, sentence: str, year: int) -> list[PeriodMention]:
        """The periods that a sentence names, also its months as "9 tháng qua"."""
        assert self.report is not None
        found = period_mentions(sentence, year)
        months = self.report[1].month
        for past in re.finditer(
            rf"(?i)(?<![\d.,])0?{months}\s+tháng\s+(?:vừa\s+)?qua(?!\w)", sentence
        ):
            days = (date(year, 1, 1), self.report[1])
            found.append(PeriodMention("months", days, past.group(), past.start(), past.end()))
        return sorted(found, key=lambda one: one.start)

    def _after(self, around: Surroundings, year: int) -> PeriodMention | None:
        """The period after a number: 5 % in June, 53,12 % (năm 2015)."""
        if bracket := re.match(r"\s*\(([^()]{3,25})\)", around.follows):
            inside = period_mentions(bracket[1], year)
            lead = bracket[1][: inside[0].start] if inside else ""
            whole = inside and (not lead.strip() or _AT.fullmatch(lead))
            whole = whole and not bracket[1][inside[0].end :].strip()
            return inside[0] if whole else None
        for one in period_mentions(around.beside, year)[:1]:
            lead = around.beside[: one.start]
            if one.kind == "year" and around.is_ratio and _EQUALS.search(around.own):
                return None  # gấp 1,5 lần năm 2018
            if one.start <= 1 or _IN.fullmatch(lead) or _AT.fullmatch(lead):
                return None if one.kind == "years" else one
        return None

    def _respectively(self, around: Surroundings, year: int) -> PeriodMention | None:
        """The period in the number's own place: "quý I và quý II lần lượt tăng 8,9% và 11,2%"."""
        whole, here = around.whole_sentence, len(around.sentence)
        word = _RESPECTIVELY.search(whole)
        if word is None:
            several = len(self._side_by_side(around.sentence, year)) > 1
            self.doubt = self.doubt or (_OPEN_PERIOD if several else "")
            return None
        named = self._side_by_side(whole[: min(word.start(), here)], year)
        if len(named) < 2:
            return None
        self.alone = around.number.before - here
        begins = word.end() if word.start() < here else named[-1].end
        stop = _LIST_ENDS.search(whole, begins)
        ends = stop.start() if stop else len(whole)
        amounts = list(_AMOUNT.finditer(whole, begins, ends))
        place = sum(one.start() < here for one in amounts)
        each, rest = divmod(len(amounts), len(named))
        if here >= ends or (rest and place >= len(named)):
            listed = [one.end() for one in amounts if one.end() <= here]
            words = whole[max(listed, default=begins) : here]
            own = period_mentions(words, year) or _AT_PRESENT.search(words)
            self.doubt = "" if own else _OPEN_PERIOD
            return None
        if not each:
            return None
        # "Lần lượt đạt 30 tỷ đồng (tăng 5%) và 250 tỷ đồng (tăng 7%)"
        apart = len(amounts) > 1 and _MOVES.search(whole[amounts[0].end() : amounts[1].start()])
        if rest:
            return None if apart else named[place]
        return named[place // each if apart else place % len(named)]

    def _listed_behind(self, around: Surroundings, year: int) -> PeriodMention | None:
        """The period of a number in a list of numbers that one of as many periods follows: "tăng
        8% và 9,5% trong quý I và quý II"."""
        whole, here = around.whole_sentence, len(around.sentence)
        amounts = list(_AMOUNT.finditer(whole))
        place = next((k for k, one in enumerate(amounts) if one.end() > here), None)
        if place is None:
            return None
        last = place
        while last + 1 < len(amounts) and _BARE.fullmatch(
            whole, amounts[last].end(), amounts[last + 1].start()
        ):
            last += 1
        lead = _IN_LIST.match(whole, amounts[last].end())
        if lead is None:
            return None
        named = self._side_by_side(_first_clause(whole[lead.end() :]), year)
        first = last + 1 - len(named)
        if len(named) < 2 or not 0 <= first <= place:
            return None
        listed = amounts[first : last + 1]
        bare = all(
            _BARE.fullmatch(whole, one.end(), other.start()) for one, other in pairwise(listed)
        )
        ends = pairwise([*(one.start() for one in listed), lead.end()])
        units = {_LINKS_ON.sub("", whole[start:end]).lstrip("0123456789., ") for start, end in ends}
        return named[place - first] if bare and len(units - {""}) <= 1 else None

    def _side_by_side(self, text: str, year: int) -> list[PeriodMention]:
        """The periods with nothing but "and" between them at which a text ends, also where one is
        "trong tháng"."""
        assert self.report is not None
        found = [one for one in period_mentions(text, year) if one.days is not None]
        if several := several_periods(text, year):
            start, end = several[0].start, several[-1].end
            return several if all(start <= one.start < end for one in found) else []
        for here in THIS.finditer(text):
            this = self._this(here["which"])
            days = this.days if this is not None else self.report
            found.append(
                PeriodMention(_kind(here["which"]), days, here.group(), here.start(), here.end())
            )
        found.sort(key=lambda one: one.start)
        joined = [
            _SIDE_BY_SIDE.fullmatch(text[one.end : other.start]) for one, other in pairwise(found)
        ]
        return found if all(joined) else []

    def _meant(self, mention: PeriodMention, around: Surroundings) -> Days | None:
        """The days of a mention; None where it is the report's own period."""
        assert self.report is not None
        first, last = self.report
        short = _is_short(self.report)
        if mention.days is None:  # lũy kế
            self.so_far = (date(last.year, 1, 1), last) if short else None
            return self.so_far
        if mention.kind != "date":
            return mention.days
        day = mention.days[1]
        since = _SINCE_A_DAY.search(around.sentence[: mention.end])
        if short and first <= day <= last:
            if since:
                return None
            self.so_far = date(day.year, 1, 1), day
            return self.so_far if _SO_FAR.search(around.sentence[: mention.start + 12]) else None
        if first <= day <= last or 0 <= (day - last).days <= _DAYS_AFTER:
            return None
        if day.year == last.year and day < first and not since:
            self.so_far = date(day.year, 1, 1), day
        return mention.days


def is_average(around: Surroundings, measured: Measured) -> bool:
    """Whether a rate of growth is the average of several years.

    An average that is compared with a period, or that is of one year or of some of its months, is
    an average of months: "CPI bình quân 6 tháng tăng 3,2%".
    """
    of_growth = measured.measure in GROWTH or (measured.target and around.is_ratio)
    if not of_growth or _A_YEAR.match(around.follows):
        return of_growth
    if _ON_AVERAGE.match(around.follows):
        return any(one.kind == "years" for one in period_mentions(around.whole_sentence, None))
    average = _AVERAGE.search(around.own)
    compared = compared_with(around)
    if average is None or (compared is not None and compared.kind not in ("other", "plan")):
        return False
    behind = around.own[average.start() :] + around.number.printed + around.beside
    named = {one.kind for one in period_mentions(behind, _SOME_YEAR)}
    # The months may stand before the average: "CPI 6 tháng tăng bình quân 3,3%".
    named |= {one.kind for one in period_mentions(around.clause, _SOME_YEAR)} - {"year"}
    return named <= {"years", "date"}


def _year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _first_clause(text: str) -> str:
    """The text up to its first mark that is no comma."""
    return re.split(r"[;.:()]", text, maxsplit=1)[0]


def _kind(which: str) -> str:
    """The kind of period that a word for a month or a quarter is."""
    return "month" if LAST_MONTHS[which.lower()] == 1 else "quarter"


def _is_alone(mention: PeriodMention, sentence: str) -> bool:
    """Whether a period is named for its sentence only: "riêng tháng 3", "in March alone"."""
    before, after = sentence[: mention.start], sentence[mention.end :]
    return bool(re.search(r"(?i)(?<!\w)riêng\s+$", before) or re.match(r"(?i)\s+alone\b", after))


def _is_whole_year_amid(mention: PeriodMention, sentence: str) -> bool:
    """Whether "cả năm" without its year stands behind other words, and holds for its clause."""
    named = re.search(r"\d", mention.text)
    opens = _OPENS_YEAR.fullmatch(sentence[: mention.start])
    return mention.kind == "year" and not named and not opens


def _in_brackets(before: str) -> bool:
    """Whether a bracket is open after these words."""
    return before.count("(") > before.count(")")


def _is_short(report: Days) -> bool:
    """Whether the report's period does not begin with the year: a month, a later quarter."""
    return report[0].month > 1 or (report[1].month == 1 and report[0] != report[1])


def _years_before(days: Days, years: int) -> Days:
    found = []
    for day in days:
        year = day.year - years
        whole = day.day == monthrange(day.year, day.month)[1]
        last = monthrange(year, day.month)[1]
        found.append(date(year, day.month, last if whole else min(day.day, last)))
    return found[0], found[1]


def period_id(days: Days) -> str:
    """The name of a period by its days: 2021, 2021-H1, 2021-Q3, 2021-9M, 2021-07, a date."""
    first, last = days
    if first == last:
        return first.isoformat()
    if first.year != last.year:
        return f"{first.year}..{last.year}"
    if last.day != monthrange(last.year, last.month)[1]:
        return f"{last.year}-YTD-{last:%m-%d}"
    months = (first.month, last.month)
    named = {(1, 12): "", (1, 6): "-H1", (7, 12): "-H2"}
    named |= {(3 * n - 2, 3 * n): f"-Q{n}" for n in range(1, 5)}
    if months in named:
        return f"{first.year}{named[months]}"
    if first.month == last.month:
        return f"{first:%Y-%m}"
    return f"{first.year}-{last.month}M"


def last_month(report: Days) -> str:
    """The last month of a period: what a rate against the month before is of."""
    return f"{report[1]:%Y-%m}"
