"""The findings of one report in sentences, for a browser without scripts.

`app/sentences.js` writes the same sentences from the same data and phrases.
"""

import re
from dataclasses import dataclass
from typing import Any

from doichieu.base.formats import distance, factor, number, signed
from doichieu.base.vocabulary import vocabulary
from doichieu.site.words import catalogue, interval_in, number_in, say

Record = dict[str, Any]

# Decimals of a multiple in a sentence; the table has all.
RATIO_DECIMALS = 3


@dataclass(frozen=True)
class Names:
    """The names in the index by their keys, and the language to use."""

    language: str
    indicators: dict[str, Record]
    units: dict[str, Record]
    territories: dict[str, Record]
    periods: dict[str, Record]

    def placed(self, name: str, report: Record, row: Record) -> str:
        """A name, with the territory and the period where they are not the report's own."""
        parts = [name]
        if row["territory"] != report["territory"]:
            parts.append(self.territory(row["territory"]))
        if row["period"] != report["period"]:
            parts.append(self.period(row["period"]))
        return ", ".join(parts)

    def indicator_at(self, report: Record, row: Record) -> str:
        """An indicator with its place, without its basis."""
        return self.placed(str(self.indicators[row["indicator"]][self.language]), report, row)

    def indicator(self, row: Record) -> str:
        """An indicator, with the plan, base period or total where it is named."""
        name = str(self.indicators[row["indicator"]][self.language])
        return f"{name} ({self.basis(row['basis'])})" if row["basis"] else name

    def basis(self, basis: str) -> str:
        """A plan, a base period, or the total that a share is of."""
        if f"basis.{basis}" in catalogue():
            return say(self.language, f"basis.{basis}")
        if basis not in self.indicators and vocabulary().base_year(basis):
            return say(self.language, "basis.base_year", year=basis[-4:])
        return str(self.indicators[basis][self.language]) if basis in self.indicators else basis

    def territory(self, territory_id: str) -> str:
        """A territory; its key where the reference table gives it no name."""
        return self.territories[territory_id][self.language] or territory_id

    def period(self, period_id: str) -> str:
        """A period: 2021-H1 is the first half of 2021."""
        form, year = self.periods[period_id]["form"], period_id[:4]
        # After the year, only the digits count: H1, Q3, 9M, 07, YTD-06-15, ..2025.
        number, *_ = [*re.findall(r"[1-9]\d*", period_id[4:]), ""]
        own = f"period.{form}_{number}"
        return say(
            self.language,
            own if own in catalogue() else f"period.{form}",
            year=year,
            number=number,
            month=say(self.language, f"month.{number}") if form in ("month", "months") else "",
            date=self.date(period_id.replace("-YTD", "")),
        )

    def date(self, date: str) -> str:
        """A date; in Vietnamese the day comes first: 2021-07-15, 15/7/2021."""
        if self.language != "vi":
            return date
        return "/".join(part.removeprefix("0") for part in reversed(date.split("-")))

    def unit(self, unit_id: str) -> str:
        """A unit; where the reference table gives it no name, the phrase of a rate, or its key.

        A collection needs no unit of points to have changes of a rate.
        """
        phrase = f"unit.{unit_id}"
        otherwise = say(self.language, phrase) if phrase in catalogue() else unit_id
        return self.units.get(unit_id, {}).get(self.language) or otherwise


def plan_sentence(names: Names, report: Record, row: Record) -> str:
    """The share of a plan achieved, and the result that the rest of the year must or may bring."""
    language = names.language
    indicator = names.placed(names.indicator(row), report, row)
    if row["plan_pct"] is None and row["completion"] == [None, None]:
        return say(language, "plans.no_completion", indicator=indicator)
    done = share_of_plan(language, row["plan_pct"], row["completion"])
    filling = {"indicator": indicator, "done": done}
    if names.indicators[row["indicator"]]["better"] == "lower":
        return ceiling_sentence(names, row, filling)
    if is_reached(row):
        excess = excess_phrase(names, row)
        return say(language, "plans.met", **filling, excess=excess)
    if row["status"] is None:
        return say(language, "plans.no_pace", **filling)
    remaining = ""
    if row["remaining"] != [None, None]:
        interval = interval_in(language, *row["remaining"])
        remaining = say(
            language, "plans.remaining", remaining=interval, unit=names.unit(row["unit"])
        )
    return say(
        language,
        f"plans.{row['status']}",
        **filling,
        **pace(language, row),
        ratio=interval_in(language, *row["required_ratio"], RATIO_DECIMALS),
        remaining=remaining,
    )


def share_of_plan(language: str, share: float | None, interval: list[float | None]) -> str:
    """A share of a plan, or a part of one; of a range, which is no single number, its interval."""
    return interval_in(language, *interval) if share is None else number_in(language, number(share))


def pace(language: str, row: Record) -> dict[str, str]:
    """The share of the year elapsed, and the distance of the plan's share from it."""
    gap, interval = row["pace_gap_pts"], row["pace_gap"]
    is_below = interval[1] is not None and interval[1] < 0
    return {
        "elapsed": number_in(language, number(row["elapsed_pct"])),
        "gap": share_of_plan(
            language,
            None if gap is None else abs(gap),
            turned(interval) if is_below else interval,
        ),
    }


def is_reached(row: Record) -> bool:
    """Whether a plan is reached: it has no rest, and is exceeded by its excess."""
    share = row["completion"][0] if row["plan_pct"] is None else row["plan_pct"]
    return share is not None and bool(share >= 100)


def excess_phrase(names: Names, row: Record) -> str:
    """By how much a plan is exceeded, in percent and in its unit; empty if it is just reached."""
    language = names.language
    if row["plan_pct"] == 100:
        return ""
    share = row["plan_pct"]
    over = share_of_plan(
        language,
        None if share is None else share - 100,
        [None if end is None else end - 100 for end in row["completion"]],
    )
    if row["excess"] == [None, None]:
        return say(language, "plans.exceeded", over=over)
    excess = interval_in(language, *row["excess"])
    return say(
        language, "plans.exceeded_by", over=over, excess=excess, unit=names.unit(row["unit"])
    )


def ceiling_sentence(names: Names, row: Record, filling: dict[str, str]) -> str:
    """Where lower is better: how much of the plan is used up, and what room it leaves."""
    language = names.language
    if is_reached(row):
        return say(language, "plans.lower_met", **filling, excess=excess_phrase(names, row))
    room = ""
    if row["remaining"] != [None, None]:
        room = interval_in(language, *row["remaining"])
        room = say(language, "plans.room", room=room, unit=names.unit(row["unit"]))
    if row["status"] is None:
        return say(language, "plans.no_pace", **filling) + room
    return say(language, f"plans.lower_{row['status']}", **filling, **pace(language, row)) + room


def turned(interval: list[float | None]) -> list[float | None]:
    """An interval with the opposite sign: a negative change is a fall."""
    return [None if end is None else -end for end in reversed(interval)]


def growth_sentence(names: Names, report: Record, row: Record) -> str:
    """The growth of an indicator, and its contribution to its total."""
    language, says = names.language, row["says"]
    filling = {
        "indicator": names.indicator_at(report, row),
        "base": base_name(language, row["basis"]),
    }
    if says == "by":
        text = say(language, f"growth.by_{change_words(row)}", **filling, **change_in(names, row))
    elif says == "base":
        text = say(language, "growth.base_alone", **filling)
    else:
        text = say(language, f"growth.{says}", **filling, growth=rate(language, row))
        if row["change"] != [None, None]:
            words = change_words(row)
            phrase = "change" if words == "change" else f"change_{words}"
            text += say(language, f"growth.{phrase}", **change_in(names, row))
    if row["total"] and row["contribution"] != [None, None]:
        points = interval_in(language, *row["contribution"])
        total = str(names.indicators[row["total"]][language])
        text += say(language, "growth.part", points=points, total=total)
    return f"{text}."


def rate(language: str, row: Record) -> str:
    """The growth of a sentence; of one without a single value, its interval."""
    growth = row["growth_pct"]
    if growth is None:
        return interval_in(language, *row["growth_interval"])
    has_sign = row["says"].startswith("negative")
    return number_in(language, signed(growth) if has_sign else number(abs(growth)))


def base_name(language: str, basis: str) -> str:
    """The period that a growth is compared with."""
    base = f"growth.base_{basis}" if basis else "growth.base"
    if base not in catalogue():
        base = "growth.base_year"
    return say(language, base, year=basis[-4:])


# Of these growths a rise, or a fall, is stated in words where the change is certain.
RISING = ("up", "by", "negative_absolute", "negative_size", "negative_open")
FALLING = ("down", *RISING[1:])


def change_words(row: Record) -> str:
    """Whether a change is a certain rise (`up`) or fall (`down`), else `change`."""
    lower, upper = row["change"]
    if row["says"] in RISING and lower is not None and lower >= 0:
        return "up"
    return "down" if row["says"] in FALLING and upper is not None and upper <= 0 else "change"


def change_in(names: Names, row: Record) -> dict[str, str]:
    """The change in the row's unit; a certain rise or fall has no sign."""
    interval = turned(row["change"]) if change_words(row) == "down" else row["change"]
    # From 8 % to 10 % is 2 points more, not 2 %.
    unit = names.unit("point" if row["unit"] == "percent" else row["unit"])
    return {"change": interval_in(names.language, *interval), "unit": unit}


def conflict_heading(language: str, size: int) -> str:
    """How many figures cannot all hold."""
    if size == 1:
        return say(language, "conflict.one")
    return say(language, "conflict.several", count=str(size))


def conflict_sentence(names: Names, report: Record, figure: Record) -> str:
    """A figure of a conflict as printed, its place, and what the others imply for it."""
    language = names.language
    implied = ""
    if figure["implied"] != [None, None]:
        interval = interval_in(language, *figure["implied"])
        implied = say(language, "conflict.implied", implied=interval)
    elif figure["size"] > 1:
        implied = say(language, "conflict.nothing")
    return say(
        language,
        "conflict.figure",
        no=str(figure["no"]),
        figure=names.placed(names.indicator(figure), report, figure),
        measure=say(language, f"measure.{figure['measure']}"),
        printed=printed_words(names, figure),
        place=place_of(language, figure["place"]),
        implied=implied,
    )


def printed_words(names: Names, figure: Record) -> str:
    """A figure as printed, or as corrected, with its unit."""
    return f"{figure['read_as']} {names.unit(figure['unit'])}"


def place_of(language: str, place: str | None) -> str:
    """A paragraph by its number, or a cell."""
    if place is None:
        return say(language, "trace.no_place")
    return say(language, "trace.place" if place.isdigit() else "trace.cell", place=place)


def check_sentence(names: Names, report: Record, check: Record) -> str:
    """A check and its result: its subject, its two intervals and their distance."""
    language = names.language
    group = "measure" if check["kind"] == "limit" else "quantity"
    quantity = say(language, f"{group}.{check['quantity']}")
    heading = f"{names.placed(names.indicator(check), report, check)}, {quantity}"
    return f"{heading}: {finding(names, check)}."


def finding(names: Names, check: Record) -> str:
    """The two intervals of a check, in the words of its kind."""
    language = names.language
    if check["kind"] == "joint":
        return joint_finding(language, check)
    if check["verdict"] == "not_checkable":
        return say(language, "finding.not_checkable")
    unit = names.unit(check["unit"])
    text = say(
        language,
        f"finding.{check['kind']}",
        left=f"{interval_in(language, *check['left'])} {unit}",
        right=f"{interval_in(language, *check['right'])} {unit}",
    )
    if check["gap"] and only_touch(check):
        text += f"; {say(language, 'finding.touch')}"
    elif check["gap"]:
        text += f"; {say(language, 'finding.apart', gap=apart(names, check))}"
    return text


def only_touch(check: Record) -> bool:
    """Whether two figures of one quantity have a point in common, and no more."""
    lower, upper = zip(check["left"], check["right"], strict=True)
    return check["kind"] == "repeat" and max(lower) - min(upper) < check["gap"] / 2


def apart(names: Names, check: Record) -> str:
    """The distance of the two sides, with its unit.

    That of two percentages is in points: a percentage of a percentage would be another quantity.
    """
    is_percent = check["unit"] == "percent"
    unit = say(names.language, "unit.point") if is_percent else names.unit(check["unit"])
    return f"{number_in(names.language, distance(check['gap']))} {unit}"


def joint_finding(language: str, check: Record) -> str:
    """The result of the joint check of all figures of a group."""
    verdict = check["verdict"]
    text = say(language, f"finding.joint_{check['unsolved'] or verdict}")
    if verdict == "not_checkable":
        return text
    if check["severity"] is None:
        # Exact counts that contradict each other have no severity.
        none = f"; {say(language, 'finding.theta_none')}"
        return text + none if verdict == "contradiction" else text
    theta = number_in(language, factor(check["severity"]))
    phrase = "theta" if check["severity"] > 1 else "theta_spare"
    return f"{text}; {say(language, f'finding.{phrase}', theta=theta)}"
