"""The models against the oracle, on random collections of reports.

Every number, null, verdict and status of the marts is held against exact fractions. Doubles may
differ in their last digits; nothing else may.
"""

import csv
import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import oracle
import pytest
from compiled_models import CompiledModels
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from oracle import HALF, INFINITY, Interval, Key, Number, Oracle

from doichieu.inputs import read_inputs

Table = list[dict[str, str]]

COLUMNS = {
    "figures": (
        "report_id,figure_no,indicator_id,territory_id,period_id,measure,printed,unit_id,"
        "qualifier,basis,paragraph,note"
    ),
    "reports": (
        "report_id,title,publisher,author,published,territory_id,period_id,number_format,url,"
        "text_sha256"
    ),
    "indicators": "indicator_id,name_vi,name_en,unit_id,kind,topic,better,aliases_vi",
    "identities": (
        "identity_id,relation,total_indicator_id,part_indicator_id,coefficient,report_id"
    ),
    "units": "unit_id,name_vi,name_en,dimension,factor",
    "territories": (
        "territory_id,name_vi,name_en,level,parent_id,valid_from,valid_to,successor_id"
    ),
    "limits": "indicator_id,measure,lower,upper,severity,reason",
    "corrections": (
        "report_id,figure_no,action,expected_printed,corrected_printed,reason,evidence"
    ),
}

MASS_UNITS = {"kg": "0.001", "tonne": "1", "quintal": "0.1", "thousand_tonnes": "1000"}
UNITS = [
    *({"unit_id": u, "dimension": "mass", "factor": f} for u, f in MASS_UNITS.items()),
    {"unit_id": "percent", "dimension": "ratio", "factor": "0.01"},
    {"unit_id": "times", "dimension": "ratio", "factor": "1"},
    {"unit_id": "point", "dimension": "points", "factor": "0.01"},
]
PRINT_UNITS = {"contribution_pts": "point", "multiple": "times", "increase_times": "times"}
TERRITORIES = [
    {"territory_id": "north"},
    {"territory_id": "south"},
    # Alone into one province, and two into another.
    {"territory_id": "old-east", "successor_id": "east"},
    {"territory_id": "east"},
    {"territory_id": "hill", "successor_id": "west"},
    {"territory_id": "coast", "successor_id": "west"},
    {"territory_id": "west"},
]
PERIODS = ["2021", "2021-H1", "2021-H2", "2021-Q1", "2021-Q2", "2021-Q3", "2021-9M", "2021-7M"]
PERIODS += ["2021-07", "2021-02", "2022-YTD-06-15", "2024-YTD-02-29", "2022-H1", "2022", "2021-1M"]
LIMITS = [
    ("*", "plan_pct", "5", "200", "warning"),
    ("*", "plan_pct", "0", "", "critical"),
    ("i03", "plan_pct", "20", "80", "warning"),
    ("*", "under_plan_pct", "0", "100", "critical"),
    ("*", "increase_pct", "", "60.5", "warning"),
    ("*", "increase_times", "", "2", "critical"),
    ("*", "level", "-100", "", "warning"),
    ("i02", "level", "0", "90000", "critical"),
]


def write_seeds(folder: Path, tables: Mapping[str, Table]) -> Path:
    """Write a seeds folder; columns that a row leaves out are blank, texts are made up."""
    for name, rows in tables.items():
        columns = COLUMNS[name].split(",")
        texts = {"title", "name_vi", "name_en", "reason", "evidence"}.intersection(columns)
        files: dict[str, Table] = {f"reference/{name}": rows}
        if name == "figures":
            files = {}
            for row in rows:
                files.setdefault(f"figures/{row['report_id']}", []).append(row)
        for file, lines in files.items():
            path = folder / f"{file}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, columns, restval="")
                writer.writeheader()
                writer.writerows(dict.fromkeys(texts, "made up") | line for line in lines)
    return folder


# ----- random collections ------------------------------------------------------------------


def printed_as(value: Fraction, decimals: int, number_format: str, rng: random.Random) -> str:
    """Print a number: rounded half up or, now and then, cut; with groups or without."""
    scaled = abs(value) * 10**decimals
    whole = math.floor(scaled + (0 if rng.random() < 0.1 else Fraction(1, 2)))
    group, mark = {"vi": (".", ","), "en": (",", ".")}[number_format]
    digits = str(whole).rjust(decimals + 1, "0")
    integer, fraction = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    if rng.random() < 0.8:
        integer = f"{int(integer):,}".replace(",", group)
    sign = rng.choice("-−") if value < 0 and whole else ""
    return sign + integer + (mark + fraction if fraction else "")


def decimals_for(value: Fraction, rng: random.Random) -> int:
    """How many decimals to print, so that no more than fourteen digits stand there.

    Half a unit is one digit more, and a double keeps fifteen.
    """
    whole = len(str(math.floor(abs(value)))) + 1
    return max(0, min(rng.choice((0, 0, 0, 1, 1, 2, 3, 9)), 14 - whole))


@dataclass
class Collection:
    """A random collection while it is made."""

    rng: random.Random
    tables: dict[str, Table] = field(default_factory=dict)
    truths: dict[str, dict[str, Fraction]] = field(default_factory=dict)

    def draw(self, *choices: Any) -> Any:
        return self.rng.choice(choices)

    def chance(self, of: float) -> bool:
        return self.rng.random() < of

    def make(self, reports: int) -> dict[str, Table]:
        """Reports that follow each other, on indicators that add up in several levels."""
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
        return [
            {
                "indicator_id": f"i{number:02}",
                "unit_id": self.draw("tonne", "tonne", "kg", "thousand_tonnes"),
                "kind": self.draw("flow", "flow", "flow", "stock", "index"),
                "better": self.draw("higher", "lower", "neither"),
            }
            for number in range(count)
        ]

    def identity(self, name: str, indicators: list[str], reports: list[str]) -> Table:
        """A total is named before its parts, so that nothing is a part of itself."""
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
        bases = [""] if self.chance(0.6) else ["", "central", "council"]
        growths = [""] if self.chance(0.8) else ["", "previous_month", "previous_quarter"]
        place = {}
        if self.chance(0.1):
            place = {"territory_id": self.draw("north", "south"), "period_id": self.draw(*PERIODS)}
        for indicator in reversed(indicators):
            self.truths[indicator] = self.truth(indicator)
            if self.chance(0.95):
                self.observation(report, indicator, bases, growths, place)
        if not any(row["report_id"] == report for row in self.tables["figures"]):
            self.say(report, indicators[0], "level", Fraction(1))

    def truth(self, indicator: str) -> dict[str, Fraction]:
        """Level, plan and base of an indicator in its unit; a total's are mostly its parts'."""
        sums: dict[str, list[dict[str, str]]] = {}
        for row in self.tables["identities"]:
            if row["total_indicator_id"] == indicator and row["relation"] == "sum":
                sums.setdefault(row["identity_id"], []).append(row)
        if sums and self.chance(0.9):
            rows = self.draw(*sums.values())
            truth = {
                what: sum(
                    (
                        Fraction(row["coefficient"])
                        * self.truths[row["part_indicator_id"]][what]
                        * self.factor(row["part_indicator_id"])
                        / self.factor(indicator)
                        for row in rows
                    ),
                    start=Fraction(0),
                )
                for what in ("level", "plan", "prior")
            }
            if truth["plan"] > 0 and truth["prior"] > 0:
                return truth
        size = Fraction(10) ** self.rng.randint(0, 9 if self.chance(0.2) else 4)
        level = Fraction(self.rng.randint(1, 99999), 10000) * size
        if self.chance(0.07):
            level = -level
        if self.chance(0.05):
            level = Fraction(0)
        # Near the pace of the year, or anywhere.
        completion = Fraction(self.rng.randint(20, 150), 100)
        if self.chance(0.3):
            period = oracle.period_of(self.tables["reports"][-1]["period_id"])
            completion = period.elapsed_pct / 100
        plan = abs(level or size) / completion
        prior = abs(level or size) / Fraction(self.rng.randint(50, 250), 100)
        if self.chance(0.3):
            plan = Fraction(max(1, round(plan)))
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
                say("contribution_pts", 100 * (level - prior) / (prior * self.draw(1, 2, 5)), basis)
        totals = [
            row["total_indicator_id"]
            for row in self.tables["identities"]
            if row["part_indicator_id"] == indicator
        ]
        if self.chance(0.2):
            say("share_pct", Fraction(self.rng.randint(0, 1000), 10), self.draw("", *totals))

    def plan_wording(self, completion: Fraction) -> tuple[str, Fraction]:
        """Words for a share of the plan."""
        percent = 100 * completion
        if self.chance(0.7):
            return "plan_pct", percent
        if percent >= 100:
            return "over_plan_pct", percent - 100
        return "under_plan_pct", 100 - percent

    def growth_wording(self, factor: Fraction) -> tuple[str, Fraction]:
        """Words for a growth."""
        percent = 100 * factor
        other = self.draw("change", "change", "change", "index_pct", "multiple", "increase_times")
        if other == "change":
            word = "increase_pct" if percent >= 100 else "decrease_pct"
            return word, abs(percent - 100)
        if other == "increase_times":
            return other, Fraction(math.floor(percent / 100))
        return other, percent / 100 if other == "multiple" else percent

    def say(
        self,
        report: str,
        indicator: str,
        measure: str,
        value: Fraction,
        basis: str = "",
        place: Mapping[str, str] | None = None,
    ) -> None:
        """Print a figure, and now and then print it twice, to another place or in another unit."""
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
        """Print a number given in the indicator's unit or in percent; now and then wrongly."""
        unit = PRINT_UNITS.get(measure, "percent")
        if measure in oracle.LEVELS:
            unit = self.draw("tonne", "tonne", *MASS_UNITS)
            value = value * self.factor(indicator) / Fraction(MASS_UNITS[unit])
        decimals = decimals_for(value, self.rng)
        if self.chance(0.15):
            # A slip of a few units in the last place: the edges of the readings are near here.
            value += Fraction(self.rng.randint(-4, 4), 2 * 10**decimals)
        if self.chance(0.02):
            value *= self.draw(10, 2, Fraction(1, 10))
        if abs(value) >= 10**13:
            return
        figures = self.tables["figures"]
        number = 1 + sum(row["report_id"] == report for row in figures)
        number_format = self.tables["reports"][-1]["number_format"]
        printed = printed_as(value, decimals, number_format, self.rng)
        qualifier = self.draw("estimated", "over", "nearly", "about") if self.chance(0.15) else ""
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
                "paragraph": str(number),
                **place,
            }
        )
        if self.chance(0.02):
            self.correct(report, number, printed)

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


# ----- comparing ---------------------------------------------------------------------------

SEEDS = range(20)
RELATIVE = Fraction(1, 10**12)
# What differs by less than this share of the numbers it is the difference of, is the same.
CANCELLED = oracle.NEARNESS
PERCENTAGE = Fraction(1, 10**9)


@dataclass
class Comparison:
    """Holds marts against the oracle; notes what differs and how much there was to compare."""

    warehouse: duckdb.DuckDBPyConnection
    exact: Oracle
    differences: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def rows(self, mart: str) -> Iterator[dict[str, Any]]:
        cursor = self.warehouse.execute(f"select * from marts.{mart}")
        columns = [column[0] for column in cursor.description]
        return (dict(zip(columns, row, strict=True)) for row in cursor.fetchall())

    def differ(self, where: object, what: str, actual: object, exact: object) -> None:
        told = exact if exact is None or isinstance(exact, str) else float(exact)  # type: ignore
        self.differences.append(f"{where} {what}: models {actual}, oracle {told} ({exact})")

    def same(self, where: object, what: str, actual: object, exact: object) -> None:
        self.seen["words"] += 1
        if actual != exact:
            self.differ(where, what, actual, exact)

    def number(
        self,
        where: object,
        what: str,
        actual: float | None,
        exact: Number | None,
        tolerance: Number = Fraction(0),
    ) -> None:
        """Hold a double against a number; one without bound is null."""
        if exact is None or math.isinf(exact):
            self.seen["nulls"] += 1
            if actual is not None:
                self.differ(where, what, actual, exact)
            return
        self.seen["numbers"] += 1
        allowed = RELATIVE * abs(exact) + tolerance
        if actual is None or not math.isfinite(actual) or abs(Fraction(actual) - exact) > allowed:
            self.differ(where, what, actual, exact)

    def interval(
        self,
        where: object,
        what: str,
        row: Mapping[str, Any],
        exact: Interval | None,
        tolerance: Number = Fraction(0),
    ) -> None:
        """Hold two columns against an interval."""
        lower, upper = exact or (None, None)
        self.number(where, f"{what}_lower", row[f"{what}_lower"], lower, tolerance)
        self.number(where, f"{what}_upper", row[f"{what}_upper"], upper, tolerance)

    def names(self, mart: str, actual: Iterable[object], exact: Iterable[object]) -> None:
        """The same rows must be there, none twice."""
        there, wanted = Counter(iter(actual)), Counter(iter(exact))
        for name in there - wanted:
            self.differ(name, mart, "there", None)
        for name in wanted - there:
            self.differ(name, mart, "not there", "there")

    def everything(self) -> "Comparison":
        self.plan_completion()
        self.growth()
        self.reconciliation()
        self.figures()
        self.revisions()
        return self

    def figures(self) -> None:
        verdicts = {row["check_id"]: row["verdict"] for row in self.rows("reconciliation")}
        known = {name: verdict for name, verdict in verdicts.items() if name in self.exact.checks}
        statuses = self.exact.check_status(known)
        protections = [self.exact.protection(noise) for noise in (0, -CANCELLED, CANCELLED)]
        rows = {(row["report_id"], row["figure_no"]): row for row in self.rows("figures")}
        self.names("figures", rows, self.exact.figures)
        for name, figure in self.exact.figures.items():
            row = rows[name]
            self.number(name, "value", row["value"], figure.print.value)
            for reading in oracle.READINGS:
                self.interval(name, reading, row, figure.reading(reading))
            self.same(name, "check_status", row["check_status"], statuses[name])
            self.protection(name, row, *(one[name] for one in protections))
            self.seen[statuses[name]] += 1

    def protection(
        self,
        name: object,
        row: Mapping[str, Any],
        exact: Interval | None,
        inner: Interval | None,
        outer: Interval | None,
    ) -> None:
        """The ends must be those that the others leave, or lie between a little less and more."""
        for index, what in enumerate(("protection_lower", "protection_upper")):
            actual = row[what]
            ends = [None if one is None else one[index] for one in (exact, inner, outer)]
            tight, *loose = [None if end is None or math.isinf(end) else end for end in ends]
            allowed = RELATIVE * max(abs(end or 0) for end in (tight, *loose)) + PERCENTAGE / 1000
            self.seen["protections"] += 1
            if actual is None:
                fits = None in (tight, *loose)
            else:
                is_tight = tight is not None and abs(Fraction(actual) - tight) <= allowed
                if inner is None and outer is not None and tight is not None:
                    # A little less would leave nothing: any end within what more would leave.
                    loose = [outer.lower, outer.upper]
                ends_seen = [end for end in (tight, *loose) if end is not None]
                is_between = None not in loose and (
                    min(ends_seen) - allowed <= Fraction(actual) <= max(ends_seen) + allowed
                )
                fits = is_tight or is_between
            if not fits:
                self.differ(name, what, actual, tight)

    def plan_completion(self) -> None:
        rows = {key_of(row): row for row in self.rows("plan_completion")}
        self.names("plan_completion", rows, self.exact.completions)
        for key, exact in self.exact.completions.items():
            row = rows[key]
            plan = exact.implied_plan
            level = self.exact.observations.observed(key, "level", HALF)
            scale = CANCELLED * (
                (level.magnitude if level else 0) + (plan.magnitude if plan else 0)
            )
            self.number(key, "level", row["level"], exact.level)
            self.number(key, "plan_pct", row["plan_pct"], exact.plan_pct)
            self.interval(key, "implied_plan", row, plan)
            self.number(key, "elapsed_pct", row["elapsed_pct"], exact.elapsed_pct)
            self.number(key, "pace_gap_pts", row["pace_gap_pts"], exact.pace_gap_pts, PERCENTAGE)
            self.interval(key, "remaining", row, exact.remaining, scale)
            self.interval(key, "required_ratio", row, exact.required_ratio, CANCELLED)
            self.same(key, "status", row["status"], exact.status)
            self.seen[str(exact.status)] += 1
            if exact.roundest_plan is None or plan is None:
                self.number(key, "roundest_plan", row["roundest_plan"], None)
            else:
                self.roundest(key, row["roundest_plan"], plan, exact.roundest_plan)

    def roundest(self, key: Key, actual: float | None, plan: Interval, exact: Fraction) -> None:
        """A multiple on an end of the plan may fall out of it, or into it; of two that are as near
        the middle, either may be named.
        """
        if actual is None or abs(Fraction(actual) - exact) > RELATIVE * exact:
            off_middle = abs(Fraction(actual or 0) + exact - sum(plan))
            if actual is not None and off_middle <= CANCELLED * plan.magnitude:
                self.seen["near touches"] += 1
                return
            for by in (-CANCELLED, CANCELLED):
                guess = oracle.roundest(plan.widened(by * plan.magnitude))
                if guess and actual and abs(Fraction(actual) - guess) <= RELATIVE * guess:
                    self.seen["near touches"] += 1
                    return
        self.number(key, "roundest_plan", actual, exact)

    def growth(self) -> None:
        rows = {key_of(row): row for row in self.rows("growth")}
        self.names("growth", rows, self.exact.growths)
        for key, exact in self.exact.growths.items():
            row = rows[key]
            level = self.exact.observations.observed(key, "level", HALF)
            scale = (level.magnitude if level else Fraction(0)) * CANCELLED
            if exact.implied_prior is not None:
                scale += exact.implied_prior.magnitude * CANCELLED
            of_total = scale * exact.points_per_unit if exact.points_per_unit else 0
            self.number(key, "level", row["level"], exact.level)
            self.number(key, "growth_pct", row["growth_pct"], exact.growth_pct, PERCENTAGE)
            self.interval(key, "implied_prior", row, exact.implied_prior)
            self.interval(key, "change", row, exact.change, scale)
            points = exact.contribution_pts
            self.interval(key, "contribution_pts", row, points, PERCENTAGE + of_total)
            self.number(key, "share_pct", row["share_pct"], exact.share_pct)
            self.number(key, "prior_share_pct", row["prior_share_pct"], exact.prior_share_pct)

    def reconciliation(self) -> None:
        rows = {row["check_id"]: row for row in self.rows("reconciliation")}
        self.names("reconciliation", rows, self.exact.checks)
        for name, check in self.exact.checks.items():
            row = rows.get(name)
            if row is None:
                continue
            half = check.sides[HALF]
            self.seen[f"{check.kind} {check.verdict}"] += 1
            self.same(name, "kind", row["kind"], check.kind)
            self.same(name, "identity_id", row["identity_id"], check.identity)
            self.same(name, "key", key_of(row), check.key)
            self.same(name, "quantity", row["quantity"], check.quantity)
            if row["decoupled"] != (None if half is None else check.verdict):
                if any(sides and sides.is_near_touch for sides in check.sides.values()):
                    self.seen["near touches"] += 1
                else:
                    self.differ(name, "decoupled", row["decoupled"], check.verdict)
            if half is None:
                self.same(name, "verdict", row["verdict"], "not_checkable")
                for what in ("left_lower", "left_upper", "right_lower", "right_upper", "gap"):
                    self.number(name, what, row[what], None)
                continue
            tolerance = CANCELLED * half.magnitude
            tolerance += PERCENTAGE if check.quantity in oracle.RATES else 0
            self.interval(name, "left", row, half.left, tolerance)
            self.interval(name, "right", row, half.right, tolerance)
            self.number(name, "gap", row["gap"], half.gap, tolerance)
            severity = half.severity
            if severity is not None:
                widths = half.left.width + half.right.width
                scale = max(half.magnitude, half.left.magnitude, half.right.magnitude)
                tolerance = CANCELLED * scale / widths * (1 + severity)
            self.number(name, "severity", row["severity"], severity, tolerance)

    def revisions(self) -> None:
        actual = sorted(map(revision_of, self.rows("revisions")), key=sortable)
        exact = sorted(self.exact.revisions, key=lambda one: sortable((one, None, None)))
        self.names("revisions", (one[0][:7] for one in actual), (one[:7] for one in exact))
        if [one[0][:7] for one in actual] != [one[:7] for one in exact]:
            return
        for (said, difference, is_within), one in zip(actual, exact, strict=True):
            name = one[:7]
            self.seen["revisions"] += 1
            for what in ("earlier", "later"):
                pair = getattr(said, what)
                ends = {"x_lower": finite(pair.lower), "x_upper": finite(pair.upper)}
                scale = CANCELLED * getattr(one, what).magnitude
                self.interval(name, "x", ends, getattr(one, what), scale)
            exact_difference, tolerance = one.difference_pct, PERCENTAGE
            if exact_difference is not None:
                cancelled = CANCELLED * one.earlier.magnitude / abs(sum(one.earlier))
                tolerance += cancelled * (abs(exact_difference) + 100)
            self.number(name, "difference_pct", difference, exact_difference, tolerance)
            near = abs(one.earlier.distance(one.later)) <= CANCELLED * one.earlier.magnitude
            if not near:
                self.same(name, "is_within_rounding", is_within, one.is_within_rounding)


def key_of(row: Mapping[str, Any]) -> Key:
    """The observation that a row is about."""
    return Key(*(row[f"{what}_id"] for what in Key._fields[:4]), row["basis"])


def finite(end: Number) -> float | None:
    """An end as a mart shows it."""
    return None if math.isinf(end) else float(end)


def period_named(name: str) -> oracle.Period:
    """The period of a revision; one that reports cannot name is given by its months."""
    first, _, last = name.partition("/")
    first_period = oracle.period_of(first)
    return oracle.Period(first_period.first, oracle.period_of(last or first).last)


def revision_of(row: Mapping[str, Any]) -> tuple[oracle.Revision, float | None, bool]:
    """A row of `revisions` as the oracle writes one, its difference and whether it is rounding."""
    ends = {
        what: Interval(
            -INFINITY if row[f"{what}_lower"] is None else Fraction(row[f"{what}_lower"]),
            INFINITY if row[f"{what}_upper"] is None else Fraction(row[f"{what}_upper"]),
        )
        for what in ("earlier", "later")
    }
    revision = oracle.Revision(
        row["territory_id"],
        period_named(row["period_id"]),
        row["indicator_id"],
        row["basis"],
        row["quantity"],
        row["earlier_report_id"],
        row["later_report_id"],
        ends["earlier"],
        ends["later"],
    )
    return revision, row["difference_pct"], row["is_within_rounding"]


def sortable(one: tuple[oracle.Revision, Any, Any]) -> tuple[object, ...]:
    """An order in which doubles and fractions of the same revisions come alike."""
    revision = one[0]
    ends = (*revision.earlier, *revision.later)
    return (*revision[:7], *(float(f"{float(end):.9g}") for end in ends))


# What the seeded collections must hold at least once, so that nothing goes untried.
TRIED = {
    *(f"{kind} consistent" for kind in ("sum", "subset", "hull", "ratio", "repeat", "points")),
    *(f"{kind} suspect" for kind in ("sum", "subset", "hull", "ratio", "repeat", "points")),
    *(f"{kind} contradiction" for kind in ("sum", "subset", "hull", "ratio", "repeat", "points")),
    *(f"{kind} not_checkable" for kind in ("sum", "subset", "hull", "ratio", "points")),
    *(f"limit {verdict}" for verdict in ("consistent", "suspect", "contradiction")),
    *("confirmed", "suspect", "contradicted", "unverifiable"),
    *("met", "ahead", "on_pace", "behind", "None"),
    *("revisions", "protections", "numbers", "nulls"),
}


Compare = Callable[[Mapping[str, Table]], Comparison]


@pytest.fixture
def compare(compiled_models: CompiledModels, tmp_path_factory: pytest.TempPathFactory) -> Compare:
    """Build a warehouse of a collection and hold it against the oracle."""

    def compared(tables: Mapping[str, Table]) -> Comparison:
        inputs = read_inputs(write_seeds(tmp_path_factory.mktemp("collection"), tables))
        with compiled_models.build(inputs) as warehouse:
            return Comparison(warehouse, Oracle(inputs.tables)).everything()

    return compared


def test_everything_on_many_reports(compare: Compare) -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        comparison = compare(Collection(random.Random(seed)).make(reports=20))
        assert not comparison.differences, told(seed, comparison)
        seen += comparison.seen
    assert not {what for what in TRIED if not seen[what]}
    # Where two intervals all but touch, doubles may tell it wrongly: once in ten thousand.
    assert seen["near touches"] <= seen["words"] / 10_000


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    # What fails is small as it is; making it smaller takes minutes of warehouses.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(rng=st.randoms(use_true_random=False))
def test_everything_on_few_reports(compare: Compare, rng: random.Random) -> None:
    """Hypothesis draws every choice of the collection, the odd ones first."""
    comparison = compare(Collection(rng).make(reports=2))
    assert not comparison.differences, told("drawn", comparison)


# Small collections on which a first version of the models and the oracle differed: an identity,
# and figures in short (indicator, measure, number, and a qualifier or unit where it matters).
FOUND: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "a rate that nobody printed is missing from a hull": (
        ("sum", "total", "a"),
        ("total level 90", "total increase_pct 5", "a level 90", "a plan_pct 50"),
    ),
    "a part without bound above still has one below": (
        ("sum", "total", "a"),
        ("total level 10", "total plan_pct 50", "a level 1000", "a plan_pct 0"),
    ),
    "of two prints as precise that exclude each other the first stands": (
        (),
        ("a plan_pct 58", "a plan_pct 12", "a level 10"),
    ),
    "nothing, of what may be nothing, tells no plan": (
        (),
        ("a level 0 nearly", "a plan_pct 0 over"),
    ),
    "two prints that touch, one in another unit": (
        (),
        ("a level 8.4 tonne", "a level 85 quintal", "a plan_pct 40"),
    ),
    "rate and base leave something to the level": (
        (),
        ("a level 50", "a plan_level 100", "a plan_pct 50"),
    ),
    "what remains of a printed plan is the plan less the level": (
        (),
        ("a level 10", "a plan_level 20", "a prior_level 5"),
    ),
    "nothing remains of what nobody told": ((), ("a plan_pct 100 over",)),
    "a plan of nothing, and no level": ((), ("a plan_level 0", "a prior_level 0")),
    "a plan alone has no pace": ((), ("a plan_level 20",)),
    "a loss after a profit has a bounded base": ((), ("a level -50", "a decrease_pct 150")),
    "a loss that shrank less than was said": (
        (),
        ("a level -51", "a prior_level -91", "a decrease_pct 60"),
    ),
    "a loss of a planned loss": ((), ("a level -50", "a plan_level -100", "a plan_pct 70")),
    "the rounding of plans protects a total no less than a part": (
        ("subset", "total", "a"),
        ("total level 83", "total plan_pct 50.0", "a level 60", "a plan_pct 40.0"),
    ),
    "the other parts say what a part without bound is": (
        ("sum", "total", "a", "b"),
        (
            "total level 90",
            "total plan_pct 50",
            "a level 40",
            "a plan_pct 0",
            "b level 50",
            "b plan_pct 60",
        ),
    ),
    "a printed plan is protected where no level is told": (
        ("sum", "total", "a"),
        ("total plan_level 100", "total plan_pct 50", "a level 50", "a plan_pct 50"),
    ),
    "levels say nothing in points of a base that nobody told": (
        ("sum", "total", "a", "b"),
        (
            "total increase_pct 9.5",
            "a level 1000",
            "a contribution_pts 5.7",
            "b level 2000",
            "b contribution_pts 3.2",
        ),
    ),
}


@pytest.mark.parametrize("case", FOUND)
def test_everything_on_what_was_found(compare: Compare, case: str) -> None:
    comparison = compare(collection_of(*FOUND[case]))
    assert not comparison.differences, told(case, comparison)


def collection_of(identity: tuple[str, ...], says: tuple[str, ...]) -> dict[str, Table]:
    """A collection of one report, its identity and its figures given in short."""
    figures = []
    for number, (indicator, measure, printed, *more) in enumerate(map(str.split, says), 1):
        usual = "tonne" if measure in oracle.LEVELS else PRINT_UNITS.get(measure, "percent")
        figures.append(
            {
                "report_id": "found",
                "figure_no": str(number),
                "indicator_id": indicator,
                "measure": measure,
                "printed": printed,
                "unit_id": next((word for word in more if word in MASS_UNITS), usual),
                "qualifier": next((word for word in more if word not in MASS_UNITS), ""),
                "paragraph": str(number),
            }
        )
    names = dict.fromkeys([row["indicator_id"] for row in figures] + list(identity[1:]))
    relation, total, *parts = identity or ("", "")
    return {
        "figures": figures,
        "reports": [
            {
                "report_id": "found",
                "territory_id": "north",
                "period_id": "2021-H1",
                "number_format": "en",
            }
        ],
        "indicators": [
            {"indicator_id": name, "unit_id": "tonne", "kind": "flow", "better": "higher"}
            for name in names
        ],
        "identities": [
            {
                "identity_id": "relation",
                "relation": relation,
                "total_indicator_id": total,
                "part_indicator_id": part,
                "coefficient": "1",
            }
            for part in parts
        ],
        "units": UNITS,
        "territories": TERRITORIES,
        "limits": [],
        "corrections": [],
    }


def told(which: object, comparison: Comparison) -> str:
    """The first differences, for the reader of a failure."""
    found = comparison.differences
    return "\n".join([f"collection {which}: {len(found)} differences", *found[:20]])
