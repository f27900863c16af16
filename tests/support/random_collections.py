"""Random collections of reports, and the writing of any collection as a seeds folder.

The reports have successive periods, and indicators that add up in several levels, in every
wording, with misprints and corrections.
"""

import csv
import math
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from oracle import period_of
from oracle.periods import earlier_period, is_date
from oracle.printed_numbers import MARKS
from oracle.wordings import IN_UNITS

from doichieu.inputs.schema import FIGURES, REFERENCE

Table = list[dict[str, str]]

COLUMNS = {relation.name: relation.columns for relation in (FIGURES, *REFERENCE)}

MASS_UNITS = {"kg": "0.001", "tonne": "1", "quintal": "0.1", "thousand_tonnes": "1000"}
UNITS = [
    *({"unit_id": u, "dimension": "mass", "factor": f} for u, f in MASS_UNITS.items()),
    {"unit_id": "percent", "dimension": "ratio", "factor": "0.01"},
    {"unit_id": "times", "dimension": "ratio", "factor": "1"},
    {"unit_id": "point", "dimension": "points", "factor": "0.01"},
]
PRINT_UNITS = {
    "contribution_pts": "point",
    **dict.fromkeys(("multiple", "increase_times", "plan_multiple"), "times"),
}
TERRITORIES = [
    {"territory_id": "north"},
    {"territory_id": "south"},
    # One was renamed; two were merged.
    {"territory_id": "old-east", "successor_id": "east"},
    {"territory_id": "east"},
    {"territory_id": "hill", "successor_id": "west"},
    {"territory_id": "coast", "successor_id": "west"},
    {"territory_id": "west"},
]
PERIODS = ["2021", "2021-H1", "2021-H2", "2021-Q1", "2021-Q2", "2021-Q3", "2021-9M", "2021-7M"]
PERIODS += ["2021-07", "2021-02", "2022-YTD-06-15", "2024-YTD-02-29", "2022-H1", "2022", "2021-1M"]
PERIODS += ["2021-06-30", "2021-12-31", "2021..2023"]
PLANS = ["", "central", "council", "prime_minister"]
GROWTHS = ["", "previous_month", "previous_quarter", "previous_december", "base_2020"]
LIMITS = [
    ("*", "plan_pct", "5", "200", "warning"),
    ("*", "plan_pct", "0", "", "critical"),
    ("i03", "plan_pct", "20", "80", "warning"),
    ("*", "under_plan_pct", "0", "100", "critical"),
    ("*", "plan_multiple", "0.05", "2", "warning"),
    ("*", "decrease_by", "0", "", "critical"),
    ("*", "increase_pct", "", "60.5", "warning"),
    ("*", "increase_times", "", "2", "critical"),
    ("*", "level", "-100", "", "warning"),
    ("i02", "level", "0", "90000", "critical"),
]


def as_read(tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables with every column: missing values are blank, and texts are made up."""
    texts = dict.fromkeys(("title", "name_vi", "name_en", "reason", "evidence"), "made up")
    return {
        name: [
            {column: row.get(column, texts.get(column, "")) for column in COLUMNS[name]}
            for row in rows
        ]
        for name, rows in tables.items()
    }


def write_seeds(folder: Path, tables: Mapping[str, Table]) -> Path:
    """Write a seeds folder."""
    for name, rows in as_read(tables).items():
        if name != "figures":
            write_table(folder / f"reference/{name}.csv", COLUMNS[name], rows)
            continue
        reports: dict[str, Table] = {}
        for row in rows:
            reports.setdefault(row["report_id"], []).append(row)
        for report, figures in reports.items():
            write_table(folder / f"figures/{report}.csv", COLUMNS[name], figures)
    return folder


def write_table(path: Path, columns: Iterable[str], rows: Table) -> None:
    """Write a file of a seeds folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(rows)


# ----- random collections ------------------------------------------------------------------


def written(units: int, decimals: int, number_format: str, grouped: bool, minus: str = "-") -> str:
    """A number of units in the last place, as a report of this format prints it."""
    digits = str(abs(units)).rjust(decimals + 1, "0")
    whole, fraction = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    group, mark = MARKS[number_format]
    if grouped:
        whole = f"{int(whole):,}".replace(",", group)
    return (minus if units < 0 else "") + whole + (mark + fraction if fraction else "")


def printed_as(value: Fraction, decimals: int, number_format: str, rng: random.Random) -> str:
    """Print a number: rounded half up or sometimes truncated; with or without group marks."""
    scaled = abs(value) * 10**decimals
    units = math.floor(scaled + (0 if rng.random() < 0.1 else Fraction(1, 2)))
    grouped = rng.random() < 0.8
    minus = rng.choice("-−") if value < 0 and units else "-"
    return written(-units if value < 0 else units, decimals, number_format, grouped, minus)


def decimals_for(value: Fraction, rng: random.Random) -> int:
    """How many decimals to print, so that there are at most fourteen digits.

    Half a unit is one digit more, and a double has fifteen.
    """
    whole = len(str(math.floor(abs(value)))) + 1
    return max(0, min(rng.choice((0, 0, 0, 1, 1, 2, 3, 9)), 14 - whole))


@dataclass
class Collection:
    """A random collection while it is drawn."""

    rng: random.Random
    tables: dict[str, Table] = field(default_factory=dict)
    truths: dict[str, dict[str, Fraction]] = field(default_factory=dict)

    def draw(self, *choices: Any) -> Any:
        return self.rng.choice(choices)

    def chance(self, of: float) -> bool:
        return self.rng.random() < of

    def make(self, reports: int) -> dict[str, Table]:
        """Reports of successive periods, with indicators that add up in several levels."""
        self.tables = {
            "figures": [],
            "reports": [],
            "indicators": self.indicators(self.rng.randint(3, 9)),
            "identities": [],
            "units": UNITS,
            "territories": TERRITORIES,
            "limits": [],
            "corrections": [],
        }
        names = [row["indicator_id"] for row in self.tables["indicators"]]
        self.tables["limits"] = [
            dict(zip(("indicator_id", "measure", "lower", "upper", "severity"), limit, strict=True))
            for limit in LIMITS
            if limit[0] in ("*", *names) and self.chance(0.7)
        ]
        ids = [f"r{number:02}" for number in range(reports)]
        for number in range(self.rng.randint(1, 5)):
            self.tables["identities"] += self.identity(f"x{number}", names, ids)
        for report in ids:
            self.report(report, names)
        return self.tables

    def indicators(self, count: int) -> Table:
        """Of some collections all indicators are counts, whose exact sums can hold."""
        are_counts = self.chance(0.15)
        return [
            {
                "indicator_id": f"i{number:02}",
                "unit_id": "tonne"
                if are_counts
                else self.draw("tonne", "tonne", "kg", "thousand_tonnes"),
                "kind": "count"
                if are_counts
                else self.draw("flow", "flow", "flow", "stock", "index", "count"),
                "better": self.draw("higher", "lower", "neither"),
            }
            for number in range(count)
        ]

    def identity(self, name: str, indicators: list[str], reports: list[str]) -> Table:
        """A total comes before its parts, so that no indicator is a part of itself."""
        at = self.rng.randrange(len(indicators) - 1)
        below = indicators[at + 1 :]
        parts = self.rng.sample(below, self.rng.randint(1, min(4, len(below))))
        relation = self.draw("sum", "sum", "sum", "subset")
        signs = ("1", "1", "1", "-1", "0.5") if self.chance(0.3) else ("1",)
        report = self.draw(*reports) if self.chance(0.15) else ""
        return [
            {
                "identity_id": name,
                "relation": relation,
                "total_indicator_id": indicators[at],
                "part_indicator_id": part,
                "coefficient": "1" if relation == "subset" else self.draw(*signs),
                "report_id": report,
            }
            for part in parts
        ]

    def report(self, report: str, indicators: list[str]) -> None:
        territory = self.draw(*(row["territory_id"] for row in TERRITORIES))
        self.tables["reports"].append(
            {
                "report_id": report,
                "published": self.draw("", "2021", "2021-07", "2022-01-15"),
                "territory_id": territory,
                "period_id": self.draw(*PERIODS),
                "number_format": self.draw("vi", "en"),
            }
        )
        self.truths = {}
        bases = [""] if self.chance(0.6) else ["", *self.rng.sample(PLANS[1:], 2)]
        growths = [""] if self.chance(0.75) else ["", *self.rng.sample(GROWTHS[1:], 2)]
        place = {}
        if self.chance(0.1):
            place = {"territory_id": self.draw("north", "south"), "period_id": self.draw(*PERIODS)}
        period_id = place.get("period_id") or self.tables["reports"][-1]["period_id"]
        if not is_date(period_id) and period_of(period_id).months > 1:
            growths = self.without_months(growths)
        for indicator in reversed(indicators):
            self.truths[indicator] = self.truth(indicator)
            if self.chance(0.95):
                self.observation(report, indicator, bases, growths, place)
        if not any(row["report_id"] == report for row in self.tables["figures"]):
            self.say(report, indicators[0], "level", Fraction(1))

    @staticmethod
    def without_months(growths: list[str]) -> list[str]:
        """Other bases in place of the month before: only a month has one."""
        other = "base_2019" if "previous_quarter" in growths else "previous_quarter"
        return [other if basis == "previous_month" else basis for basis in growths]

    def truth(self, indicator: str) -> dict[str, Fraction]:
        """Level, plan and base of an indicator in its unit; those of a total mostly add up."""
        sums: dict[str, list[dict[str, str]]] = {}
        for row in self.tables["identities"]:
            if row["total_indicator_id"] == indicator and row["relation"] == "sum":
                sums.setdefault(row["identity_id"], []).append(row)
        if sums and self.chance(0.9):
            parts = self.draw(*sums.values())
            truth = {what: self.total(parts, what) for what in ("level", "plan", "prior")}
            if truth["plan"] > 0 and truth["prior"] > 0:
                return truth
        return self.truth_alone(is_count=self.is_count(indicator))

    def is_count(self, indicator: str) -> bool:
        return any(
            row["indicator_id"] == indicator and row["kind"] == "count"
            for row in self.tables["indicators"]
        )

    def total(self, parts: Table, what: str) -> Fraction:
        """The sum of the parts of an identity, in the unit of their total."""
        return sum(
            (
                Fraction(row["coefficient"])
                * self.truths[row["part_indicator_id"]][what]
                * self.factor(row["part_indicator_id"])
                / self.factor(row["total_indicator_id"])
                for row in parts
            ),
            start=Fraction(0),
        )

    def truth_alone(self, *, is_count: bool = False) -> dict[str, Fraction]:
        """A level of any size, sometimes negative or zero, with its plan and base."""
        size = Fraction(10) ** self.rng.randint(0, 9 if self.chance(0.2) else 4)
        level = Fraction(self.rng.randint(1, 99999), 10000) * size
        if self.chance(0.07):
            level = -level
        if self.chance(0.05):
            level = Fraction(0)
        # Near the elapsed share of the year, or anywhere.
        completion = Fraction(self.rng.randint(20, 150), 100)
        if self.chance(0.3):
            period = period_of(self.tables["reports"][-1]["period_id"])
            completion = (period.elapsed_pct or Fraction(100)) / 100
        plan = abs(level or size) / completion
        prior = abs(level or size) / Fraction(self.rng.randint(50, 250), 100)
        if self.chance(0.3):
            plan = Fraction(max(1, round(plan)))
        if is_count:
            level, plan, prior = (
                Fraction(round(level)),
                *(Fraction(max(1, round(n))) for n in (plan, prior)),
            )
        return {"level": level, "plan": plan, "prior": prior}

    def factor(self, indicator: str) -> Fraction:
        (unit,) = (
            row["unit_id"] for row in self.tables["indicators"] if row["indicator_id"] == indicator
        )
        return Fraction(MASS_UNITS[unit])

    def observation(
        self,
        report: str,
        indicator: str,
        plan_bases: list[str],
        growth_bases: list[str],
        place: dict[str, str],
    ) -> None:
        truth = self.truths[indicator]
        level, plan, prior = truth["level"], truth["plan"], truth["prior"]

        def say(measure: str, value: Fraction, basis: str = "") -> None:
            self.say(report, indicator, measure, value, basis, place)

        if self.chance(0.92):
            say("level", level)
        for basis in plan_bases:
            if self.chance(0.85):
                say(*self.plan_wording(level / plan), basis)
            if self.chance(0.15):
                say("plan_level", plan, basis)
        for basis in growth_bases:
            if self.chance(0.85):
                say(*self.growth_wording(level / prior), basis)
            if self.chance(0.15):
                say("prior_level", prior, basis)
            if self.chance(0.2):
                say(*self.change_wording(level - prior), basis)
            if self.chance(0.15):
                self.earlier_level(report, indicator, prior, basis, place)
            if self.chance(0.2):
                say("contribution_pts", 100 * (level - prior) / (prior * self.draw(1, 2, 5)), basis)
        totals = [
            row["total_indicator_id"]
            for row in self.tables["identities"]
            if row["part_indicator_id"] == indicator
        ]
        if self.chance(0.2):
            say("share_pct", Fraction(self.rng.randint(0, 1000), 10), self.draw("", *totals))

    def plan_wording(self, completion: Fraction) -> tuple[str, Fraction]:
        """A wording for a completion."""
        percent = 100 * completion
        if self.chance(0.7):
            return "plan_pct", percent
        if self.chance(0.2):
            return "plan_multiple", completion
        if percent >= 100:
            return "over_plan_pct", percent - 100
        return "under_plan_pct", 100 - percent

    def growth_wording(self, factor: Fraction) -> tuple[str, Fraction]:
        """A wording for a growth factor."""
        percent = 100 * factor
        other = self.draw("change", "change", "change", "index_pct", "multiple", "increase_times")
        if other == "change" and self.chance(0.15):
            return "increase_pct", percent - 100
        if other == "change":
            word = "increase_pct" if percent >= 100 else "decrease_pct"
            return word, abs(percent - 100)
        if other == "increase_times":
            return other, Fraction(math.floor(percent / 100))
        return other, percent / 100 if other == "multiple" else percent

    def change_wording(self, change: Fraction) -> tuple[str, Fraction]:
        """A wording for an absolute change."""
        if self.chance(0.2):
            return "increase_by", change
        return "increase_by" if change >= 0 else "decrease_by", abs(change)

    def earlier_level(
        self,
        report: str,
        indicator: str,
        prior: Fraction,
        basis: str,
        place: Mapping[str, str],
    ) -> None:
        """Print the level of the period that a growth is compared with, where it has a name."""
        period_id = place.get("period_id") or self.tables["reports"][-1]["period_id"]
        before = earlier_period(period_id, basis)
        if before is not None and "/" not in before.name:
            self.say(report, indicator, "level", prior, "", {**place, "period_id": before.name})

    def say(
        self,
        report: str,
        indicator: str,
        measure: str,
        value: Fraction,
        basis: str = "",
        place: Mapping[str, str] | None = None,
    ) -> None:
        """Print a figure, sometimes twice, with other decimals or in another unit."""
        for _ in range(2 if self.chance(0.08) else 1):
            self.print(report, indicator, measure, value, basis, place or {})

    def print(
        self,
        report: str,
        indicator: str,
        measure: str,
        value: Fraction,
        basis: str,
        place: Mapping[str, str],
    ) -> None:
        """Print a number given in the indicator's unit or in percent; sometimes wrongly."""
        unit = PRINT_UNITS.get(measure, "percent")
        is_count = False
        if measure in IN_UNITS:
            is_count = self.is_count(indicator) and self.chance(0.9)
            unit = "tonne" if is_count else self.draw("tonne", "tonne", *MASS_UNITS)
            value = value * self.factor(indicator) / Fraction(MASS_UNITS[unit])
        decimals = 0 if is_count else decimals_for(value, self.rng)
        if self.chance(0.15):
            # A few units off in the last place, near the ends of the intervals.
            value += Fraction(self.rng.randint(-4, 4), 2 * 10**decimals)
        if self.chance(0.02):
            value *= self.draw(10, 2, Fraction(1, 10))
        if abs(value) >= 10**13:
            return
        figures = self.tables["figures"]
        number = 1 + sum(row["report_id"] == report for row in figures)
        number_format = self.tables["reports"][-1]["number_format"]
        own_format = self.draw("vi", "en") if self.chance(0.03) else ""
        number_format = own_format or number_format
        printed = printed_as(value, decimals, number_format, self.rng)
        if self.chance(0.03):
            printed = self.range_from(value, decimals, number_format)
        elif measure.startswith("increase") and printed[0].isdigit() and self.chance(0.1):
            printed = f"+{printed}"
        qualifier = self.qualifier() if self.chance(0.15) else ""
        figures.append(
            {
                "report_id": report,
                "figure_no": str(number),
                "indicator_id": indicator,
                "measure": measure,
                "printed": printed,
                "unit_id": unit,
                "qualifier": qualifier,
                "basis": basis,
                "place": str(number) if number % 10 else "",
                "note": "" if number % 7 else f"beside figure {number - 1}",
                "number_format": own_format,
                **place,
            }
        )
        if self.chance(0.02):
            self.correct(report, number, printed)

    def qualifier(self) -> str:
        """One word, or `estimated` before another."""
        word: str = self.draw("estimated", "over", "nearly", "about")
        return f"estimated {word}" if word != "estimated" and self.chance(0.2) else word

    def range_from(self, value: Fraction, decimals: int, number_format: str) -> str:
        """A range of at least two units in the last place around or above a number."""
        step = Fraction(self.rng.randint(2, 60), 10**decimals)
        lower = value - step * self.draw(0, 1)
        ends = (printed_as(end, decimals, number_format, self.rng) for end in (lower, lower + step))
        mark: str = self.draw("-", "–", "−")
        return mark.join(ends)

    def correct(self, report: str, number: int, printed: str) -> None:
        action = self.draw("override", "exclude", "acknowledge")
        self.tables["corrections"].append(
            {
                "report_id": report,
                "figure_no": str(number),
                "action": action,
                "expected_printed": printed,
                "corrected_printed": "12" if action == "override" else "",
            }
        )
