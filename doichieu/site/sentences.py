"""The findings of one report in sentences, for a reader whose browser runs no script.

`app/sentences.js` says the same of the same data with the same phrases.
"""

from dataclasses import dataclass
from typing import Any

from doichieu.formats import distance, outward, plain, single
from doichieu.site.words import catalogue, interval_in, number_in, say

Record = dict[str, Any]

# As a multiple three places tell all that a reader acts on; the table has them all.
RATIO_DECIMALS = 3


@dataclass(frozen=True)
class Names:
    """What the index calls indicators and units, and the language they are wanted in."""

    language: str
    indicators: dict[str, Record]
    units: dict[str, Record]

    def indicator(self, row: Record) -> str:
        """An indicator, with the plan, base period or total where it is named."""
        name = str(self.indicators[row["indicator"]][self.language])
        return f"{name} ({self.basis(row['basis'])})" if row["basis"] else name

    def basis(self, basis: str) -> str:
        """A plan, a base period, or the total that a share is of."""
        if f"basis.{basis}" in catalogue():
            return say(self.language, f"basis.{basis}")
        return str(self.indicators[basis][self.language]) if basis in self.indicators else basis

    def unit(self, unit_id: str) -> str:
        """A unit; its key where the reference table gives it no name."""
        return self.units[unit_id][self.language] or unit_id


def plan_sentence(names: Names, row: Record) -> str:
    """How far along a plan is, and what the rest of the year must bring."""
    language = names.language
    if row["plan_pct"] is None:
        return say(language, "plans.no_completion", indicator=names.indicator(row))
    filling = {
        "indicator": names.indicator(row),
        "done": number_in(language, single(row["plan_pct"])),
    }
    if row["status"] in (None, "met"):
        return say(language, f"plans.{row['status'] or 'no_pace'}", **filling)
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
        elapsed=number_in(language, single(row["elapsed_pct"])),
        gap=number_in(language, single(abs(row["pace_gap_pts"]))),
        ratio=interval_in(language, *row["required_ratio"], RATIO_DECIMALS),
        remaining=remaining,
    )


def growth_sentence(names: Names, row: Record) -> str:
    """By how much an indicator grew, and what that brings to its total."""
    language = names.language
    growth = row["growth_pct"]
    direction = "open" if growth is None else "up" if growth > 0 else "down" if growth else "flat"
    base = f"growth.base_{row['basis']}" if row["basis"] else "growth.base"
    told = say(
        language,
        f"growth.{direction}",
        indicator=str(names.indicators[row["indicator"]][language]),
        growth="" if growth is None else number_in(language, single(abs(growth))),
        base=say(language, base),
    )
    if row["change"] != [None, None]:
        change = interval_in(language, *row["change"])
        told += say(language, "growth.change", change=change, unit=names.unit(row["unit"]))
    if row["total"] and row["contribution"] != [None, None]:
        points = interval_in(language, *row["contribution"])
        total = str(names.indicators[row["total"]][language])
        told += say(language, "growth.part", points=points, total=total)
    return f"{told}."


def check_sentence(names: Names, check: Record) -> str:
    """What a check found: its place, its two intervals, and how far apart they are."""
    language = names.language
    group = "measure" if check["kind"] == "limit" else "quantity"
    quantity = say(language, f"{group}.{check['quantity']}")
    heading = f"{names.indicator(check)}, {quantity}"
    return f"{heading}: {finding(names, check)}."


def finding(names: Names, check: Record) -> str:
    """The two intervals of a check, in the words of its kind."""
    language = names.language
    if check["kind"] == "joint":
        return joint_finding(language, check)
    if check["verdict"] == "not_checkable":
        return say(language, "finding.not_checkable")
    unit = names.unit(check["unit"])
    told = say(
        language,
        f"finding.{check['kind']}",
        left=f"{interval_in(language, *check['left'])} {unit}",
        right=f"{interval_in(language, *check['right'])} {unit}",
    )
    if check["gap"]:
        gap = number_in(language, distance(check["gap"]))
        told += f"; {say(language, 'finding.apart', gap=f'{gap} {unit}')}"
    # It holds, and its group does not.
    if check["verdict"] != "consistent" and not check["stands_out"]:
        told += f"; {say(language, 'finding.alone')}"
    return told


def joint_finding(language: str, check: Record) -> str:
    """What holding all figures of a group to each other at once found."""
    verdict = check["verdict"]
    told = say(language, f"finding.joint_{verdict}")
    if check["severity"] is None or verdict == "not_checkable":
        return told
    theta = number_in(language, plain(outward(check["severity"], 2, True), 2))
    phrase = "theta" if check["severity"] > 1 else "theta_spare"
    return f"{told}; {say(language, f'finding.{phrase}', theta=theta)}"
