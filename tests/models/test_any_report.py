"""The marts come out right for whatever a report may hold: small cases, worked out by hand."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest
from support.seeds_folder import SHIPPED

from doichieu.base.vocabulary import vocabulary
from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs
from doichieu.inputs.schema import FIGURES, REFERENCE

F = Fraction


@dataclass(frozen=True)
class Report:
    """A report: its figures are lines such as `exports plan_pct 51,49 basis=central`.

    A figure's unit is that of its measure or indicator, if none is given by `unit=`.
    """

    period_id: str
    figures: str
    territory_id: str = "lang-son"
    published: str = ""
    number_format: str = "vi"


@dataclass(frozen=True)
class World:
    """What reports speak of: indicators with units, and their identities, a line each.

    `exports million_usd kind=stock`; `by_use: total = a + b - 2 c`, `within: total > part`, and
    `@report` at the end where the identity holds in one report only.
    """

    indicators: str
    identities: str = ""
    territories: str = ""
    corrections: tuple[dict[str, str], ...] = ()


class Warehouse:
    """The marts of some reports."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Ask this database."""
        self.connection = connection

    def rows(self, mart: str, **keys: object) -> list[dict[str, Any]]:
        """The rows of a mart in which these columns hold these values."""
        where = " and ".join([f"{column} = ${column}" for column in keys] or ["true"])
        relation = mart if "." in mart else f"marts.{mart}"
        found = self.connection.execute(f"select * from {relation} where {where}", keys)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def row(self, mart: str, **keys: object) -> dict[str, Any]:
        """The one row in which these columns hold these values."""
        (row,) = self.rows(mart, **keys)
        return row

    def check(self, **keys: object) -> dict[str, Any]:
        """One check."""
        return self.row("reconciliation", **keys)

    def verdicts(self, **keys: object) -> dict[str, str]:
        """The verdicts of some checks by quantity."""
        found = self.rows("reconciliation", **keys)
        verdicts = {row["quantity"]: row["verdict"] for row in found}
        assert len(verdicts) == len(found)
        return verdicts


Build = Callable[..., Warehouse]


@pytest.fixture
def build(compiled_models: CompiledModels, tmp_path: Path) -> Build:
    """Build a warehouse of a world and its reports."""

    def build_(world: World, **reports: Report) -> Warehouse:
        write_world(tmp_path, world, {name.replace("_", "-"): one for name, one in reports.items()})
        return Warehouse(compiled_models.build(read_inputs(tmp_path)))

    return build_


def write_world(folder: Path, world: World, reports: dict[str, Report]) -> None:
    """Write seeds: the project's units and territories, and everything else as told."""
    rows: dict[str, list[dict[str, str]]] = {
        name: read(SHIPPED / "reference" / f"{name}.csv") for name in ("units", "territories")
    }
    units = {}
    rows["indicators"] = []
    for line in world.indicators.strip().splitlines():
        (indicator, unit), more = words_of(line)
        units[indicator] = unit
        row = {"indicator_id": indicator, "name_vi": indicator, "name_en": indicator}
        row |= {"unit_id": unit, "kind": "flow", "better": "higher"} | more
        rows["indicators"].append(row)
    rows["identities"] = [
        row for line in world.identities.strip().splitlines() for row in identity(line)
    ]
    for line in world.territories.strip().splitlines():
        (territory, level, parent), more = words_of(line)
        row = {"territory_id": territory, "level": level, "parent_id": parent}
        rows["territories"].append(row | more)
    rows["corrections"] = [{"reason": "A slip", "evidence": "-"} | c for c in world.corrections]
    rows["reports"] = [
        {
            "report_id": name,
            "title": name,
            "published": report.published,
            "territory_id": report.territory_id,
            "period_id": report.period_id,
            "number_format": report.number_format,
        }
        for name, report in reports.items()
    ]
    for relation in REFERENCE:
        path = folder / "reference" / f"{relation.name}.csv"
        write(path, relation.columns, rows.get(relation.name, []))
    for name, report in reports.items():
        figures = figures_of(name, report.figures, units)
        write(folder / "figures" / f"{name}.csv", FIGURES.columns, figures)


def figures_of(report_id: str, lines: str, units: dict[str, str]) -> list[dict[str, str]]:
    """The figures of a report, numbered from 1."""
    figures = []
    for number, line in enumerate(lines.strip().splitlines(), 1):
        (indicator, measure, printed), more = words_of(line)
        kind = vocabulary().measures[measure].unit
        figures.append(
            {
                "report_id": report_id,
                "figure_no": str(number),
                "indicator_id": indicator,
                "measure": measure,
                "printed": printed,
                "unit_id": more.pop("unit", units[indicator] if kind == "indicator" else kind),
                "territory_id": more.pop("territory", ""),
                "period_id": more.pop("period", ""),
                "place": str(number),
            }
            | more
        )
    return figures


def identity(line: str) -> list[dict[str, str]]:
    """The rows of an identity, as `name: total = a + b - 2 c @report`."""
    name, _, relation = line.strip().partition(": ")
    relation, _, report_id = relation.partition(" @")
    total, sign, *terms = relation.split()
    rows = []
    coefficient = 1
    for term in terms:
        if term in ("+", "-"):
            coefficient = int(f"{term}1")
        elif term.isdigit():
            coefficient *= int(term)
        else:
            rows.append(
                {
                    "identity_id": name,
                    "relation": {"=": "sum", ">": "subset"}[sign],
                    "total_indicator_id": total,
                    "part_indicator_id": term,
                    "coefficient": str(coefficient),
                    "report_id": report_id,
                }
            )
    return rows


def words_of(line: str) -> tuple[list[str], dict[str, str]]:
    """The words of a line, and those of the form key=value."""
    words = line.split()
    pairs = dict(word.split("=") for word in words if "=" in word)
    return [word for word in words if "=" not in word], pairs


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: Iterable[str], rows: Iterable[dict[str, str]]) -> None:
    """Write rows, blank where a column is not given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def near(number: Fraction | int | str, places: int = 12) -> Any:
    """The double that comes of an exact number, up to the noise of double arithmetic.

    Some percentages are rounded to `places` when they are shown.
    """
    return pytest.approx(float(Fraction(number)), rel=1e-13, abs=10**-places)


def interval(row: dict[str, Any], name: str) -> tuple[float | None, float | None]:
    """Both ends of an interval of a mart."""
    return row[f"{name}_lower"], row[f"{name}_upper"]


TRADE = World(
    indicators="""
        trade million_usd
        exports million_usd
        imports million_usd
        local_exports million_usd
    """,
    identities="""
        by_direction: trade = exports + imports
        within_exports: exports > local_exports
    """,
)

# Trade through Lạng Sơn in the first half of 2021.
LANG_SON = """
    trade level 2.010
    trade plan_pct 65,26
    trade increase_pct 44,6
    exports level 690
    exports plan_pct 51,49
    exports increase_pct 13,1
    imports level 1.320
    imports plan_pct 75,86
    imports increase_pct 69,2
    local_exports level 61
    local_exports plan_pct 46,9
    local_exports increase_pct 27,1
"""


# Observations.


def test_two_plans_of_one_report_are_two_observations(build: Build) -> None:
    marts = build(
        TRADE,
        report=Report(
            "2021-H1",
            """
            exports level 690
            exports plan_pct 51,49 basis=central
            exports plan_pct 46 basis=council
            """,
        ),
    )
    assert len(marts.rows("plan_completion")) == 2
    central = marts.row("plan_completion", basis="central")
    assert (central["level"], central["plan_pct"]) == (690, 51.49)
    assert interval(central, "implied_plan") == (
        near(F("689.5") / F("0.51495")),
        near(F("690.5") / F("0.51485")),
    )
    assert (central["roundest_plan"], central["pace_gap_pts"]) == (1340, near("1.49"))
    assert interval(central, "required_ratio") == (
        near(1 / F("0.51495") - 1),
        near(1 / F("0.51485") - 1),
    )
    assert interval(central, "remaining") == (
        near(F("689.5") * (1 / F("0.51495") - 1)),
        near(F("690.5") * (1 / F("0.51485") - 1)),
    )
    assert central["status"] == "ahead"
    council = marts.row("plan_completion", basis="council")
    assert (council["level"], council["plan_pct"]) == (690, 46)
    assert interval(council, "implied_plan") == (
        near(F("689.5") / F("0.465")),
        near(F("690.5") / F("0.455")),
    )
    assert (council["roundest_plan"], council["pace_gap_pts"]) == (1500, near(-4))
    assert council["status"] == "behind"
    # Nothing takes the two for one plan printed twice.
    assert not marts.rows("reconciliation", kind="repeat")


def test_growth_on_the_month_before_is_another_observation(build: Build) -> None:
    marts = build(
        TRADE,
        report=Report(
            "2021-06",
            """
            exports level 120
            exports increase_pct 20
            exports decrease_pct 4 basis=previous_month
            """,
        ),
    )
    year, month = (marts.row("growth", basis=basis) for basis in ("", "previous_month"))
    assert (year["growth_pct"], month["growth_pct"]) == (20, -4)
    assert interval(year, "implied_prior") == (
        near(F("119.5") / F("1.205")),
        near(F("120.5") / F("1.195")),
    )
    assert interval(month, "implied_prior") == (
        near(F("119.5") / F("0.965")),
        near(F("120.5") / F("0.955")),
    )
    assert not marts.rows("reconciliation", kind="repeat")


def test_every_unit_of_a_dimension_adds_up(build: Build) -> None:
    world = World(
        "grdp trillion_vnd\nindustry billion_vnd\nservices billion_vnd",
        "by_sector: grdp = industry + services",
    )
    marts = build(
        world,
        good=Report(
            "2021",
            """
            grdp level 12,5
            industry level 5.200
            services level 7,3 unit=trillion_vnd
            services plan_pct 100
            """,
        ),
        bad=Report("2021", "grdp level 12,5\nindustry level 5.455\nservices level 7.300"),
    )
    check = marts.check(report_id="good", kind="sum", quantity="level")
    assert interval(check, "left") == (near("12.45"), near("12.55"))
    # The level in trillions is known to fifty billions, that in billions to half a billion.
    assert interval(check, "right") == (near("12.4495"), near("12.5505"))
    assert (check["verdict"], check["gap"]) == ("consistent", 0)
    # As printed in its figure, in the indicator's unit in its observation.
    figure = marts.row("figures", report_id="good", indicator_id="services", measure="level")
    assert (figure["printed"], figure["value"], figure["unit_id"]) == ("7,3", 7.3, "trillion_vnd")
    observation = marts.row("plan_completion", indicator_id="services")
    assert (observation["level"], observation["unit_id"]) == (7300, "billion_vnd")
    bad = marts.check(report_id="bad", kind="sum", quantity="level")
    assert interval(bad, "right") == (near("12.754"), near("12.756"))
    assert (bad["verdict"], bad["gap"]) == ("contradiction", near("0.204"))


# Each with its first and last day, the share of the year elapsed by its end, and whether pace is
# a question for it: only what is counted from the first of January has one.
PERIODS = {
    "2021": (date(2021, 1, 1), date(2021, 12, 31), F(100), True),
    "2021-H1": (date(2021, 1, 1), date(2021, 6, 30), F(50), True),
    "2021-H2": (date(2021, 7, 1), date(2021, 12, 31), F(100), False),
    "2021-Q1": (date(2021, 1, 1), date(2021, 3, 31), F(25), True),
    "2021-Q2": (date(2021, 4, 1), date(2021, 6, 30), F(50), False),
    "2021-Q3": (date(2021, 7, 1), date(2021, 9, 30), F(75), False),
    "2021-Q4": (date(2021, 10, 1), date(2021, 12, 31), F(100), False),
    "2021-1M": (date(2021, 1, 1), date(2021, 1, 31), F(100, 12), True),
    "2021-7M": (date(2021, 1, 1), date(2021, 7, 31), F(700, 12), True),
    "2021-9M": (date(2021, 1, 1), date(2021, 9, 30), F(75), True),
    "2021-12M": (date(2021, 1, 1), date(2021, 12, 31), F(100), True),
    "2021-01": (date(2021, 1, 1), date(2021, 1, 31), F(100, 12), True),
    "2021-07": (date(2021, 7, 1), date(2021, 7, 31), F(700, 12), False),
    "2021-02": (date(2021, 2, 1), date(2021, 2, 28), F(200, 12), False),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29), F(200, 12), False),
    "2024-2M": (date(2024, 1, 1), date(2024, 2, 29), F(200, 12), True),
    "2022-YTD-06-15": (date(2022, 1, 1), date(2022, 6, 15), F(550, 12), True),
    "2023-YTD-02-15": (date(2023, 1, 1), date(2023, 2, 15), (1 + F(15, 28)) / 12 * 100, True),
    "2024-YTD-02-15": (date(2024, 1, 1), date(2024, 2, 15), (1 + F(15, 29)) / 12 * 100, True),
    "2024-YTD-02-29": (date(2024, 1, 1), date(2024, 2, 29), F(200, 12), True),
}


def test_every_form_of_a_period(build: Build) -> None:
    # A report calls the same days by one name, so each name has a report of its own.
    reports = {
        f"r{number}": Report(period, "exports plan_pct 30")
        for number, period in enumerate(PERIODS, 1)
    }
    marts = build(TRADE, **reports)
    for period, (first, last, elapsed, has_pace) in PERIODS.items():
        days = marts.row("staging.stg_periods", period_id=period)
        assert (days["start_date"], days["end_date"]) == (first, last), period
        row = marts.row("plan_completion", period_id=period)
        assert row["elapsed_pct"] == near(elapsed), period
        assert row["pace_gap_pts"] == (near(30 - elapsed, places=9) if has_pace else None), period
        ahead_or_behind = "ahead" if elapsed < 30 else "behind"
        assert row["status"] == (ahead_or_behind if has_pace else None), period


def test_any_territory_is_held_to_itself_alone(build: Build) -> None:
    world = World(
        TRADE.indicators,
        TRADE.identities,
        """
        huu-nghi border_gate lang-son
        northern-midlands region vn
        """,
    )
    marts = build(
        world,
        report=Report(
            "2021-H1",
            """
            exports level 690
            local_exports level 61
            exports level 410 territory=huu-nghi
            local_exports level 33 territory=huu-nghi
            exports level 31.500 territory=northern-midlands
            exports level 157.630 territory=vn
            exports plan_pct 51,49
            exports plan_pct 55 territory=huu-nghi
            exports plan_pct 48 territory=northern-midlands
            exports plan_pct 52 territory=vn
            """,
        ),
    )
    levels = {row["territory_id"]: row["level"] for row in marts.rows("plan_completion")}
    assert levels == {
        "lang-son": 690,
        "huu-nghi": 410,
        "northern-midlands": 31_500,
        "vn": 157_630,
    }
    checks = {
        row["territory_id"]: (row["verdict"], *interval(row, "left"), row["right_upper"])
        for row in marts.rows("reconciliation", kind="subset", quantity="level")
    }
    nothing = ("not_checkable", None, None, None)
    assert checks == {
        "lang-son": ("consistent", 60.5, 61.5, 690.5),
        "huu-nghi": ("consistent", 32.5, 33.5, 410.5),
        "northern-midlands": nothing,
        "vn": nothing,
    }


# Identities.


def test_three_levels_of_one_report_hold_together(build: Build) -> None:
    marts = build(TRADE, report=Report("2021-H1", LANG_SON))
    assert marts.verdicts(kind="sum") == {
        "level": "consistent",
        "implied_plan": "consistent",
        "implied_prior": "consistent",
    }
    assert marts.verdicts(kind="subset") == {
        "level": "consistent",
        "implied_plan": "consistent",
        "implied_prior": "consistent",
    }
    level = marts.check(kind="sum", quantity="level")
    assert interval(level, "left") == (2009.5, 2010.5)
    assert interval(level, "right") == (2009, 2011)
    # Plans of three quantities, each rounded to a million: half a million of slack for each.
    plan = marts.check(kind="sum", quantity="implied_plan")
    assert interval(plan, "left") == (
        near(F("2009.5") / F("0.65265")),
        near(F("2010.5") / F("0.65255")),
    )
    assert interval(plan, "right") == (
        near(F("689.5") / F("0.51495") + F("1319.5") / F("0.75865") - F("1.5")),
        near(F("690.5") / F("0.51485") + F("1320.5") / F("0.75855") + F("1.5")),
    )
    growth = marts.row("growth", indicator_id="exports")
    least, most = 1 - 1 / F("1.1305"), 1 - 1 / F("1.1315")
    assert interval(growth, "change") == (near(F("689.5") * least), near(F("690.5") * most))
    assert interval(growth, "contribution_pts") == (
        near(100 * F("689.5") * least / (F("2010.5") / F("1.4455"))),
        near(100 * F("690.5") * most / (F("2009.5") / F("1.4465"))),
    )
    assert growth["share_pct"] == near(F(69000, 2010))
    prior_share = (F(690) / F("1.131")) / (F(2010) / F("1.446"))
    assert growth["prior_share_pct"] == near(100 * prior_share)
    # A part of a part is shared out over the part.
    local = marts.row("growth", indicator_id="local_exports")
    assert local["share_pct"] == near(F(6100, 690))
    statuses = {row["check_status"] for row in marts.rows("figures")}
    assert statuses == {"confirmed"}


def test_a_part_above_its_total_is_a_contradiction(build: Build) -> None:
    figures = LANG_SON.replace("local_exports level 61", "local_exports level 710")
    marts = build(TRADE, report=Report("2021-H1", figures))
    check = marts.check(kind="subset", quantity="level")
    assert (check["verdict"], check["gap"]) == ("contradiction", 19)
    assert interval(check, "left") == (709.5, 710.5)
    assert interval(check, "right") == (None, 690.5)
    assert check["severity"] > 1
    contradicted = marts.rows("figures", check_status="contradicted")
    assert {row["indicator_id"] for row in contradicted} >= {"exports", "local_exports"}
    # What the sum says of exports is not in doubt.
    assert marts.check(kind="sum", quantity="level")["decoupled"] == "consistent"


GRDP = World(
    "\n".join(
        f"{indicator} billion_vnd"
        for indicator in ("grdp", "farming", "industry", "services", "factories", "building")
    ),
    """
    by_sector: grdp = farming + industry + services
    by_branch: industry = factories + building
    """,
)
GROWTH_ONLY = """
    grdp increase_pct {}
    farming increase_pct 4,17
    industry increase_pct 9,92
    services increase_pct 5,8
    factories increase_pct {}
    building decrease_pct 1,25
"""


@pytest.mark.parametrize(
    ("grdp", "left", "gap", "verdict"),
    [
        ("6,72", ("6.715", "6.725"), 0, "consistent"),
        # It touches industry's 9.925 from above; a hundredth more meets it at 9.93 when read wide.
        ("9,93", ("9.925", "9.935"), 0, "consistent"),
        ("9,94", ("9.935", "9.945"), "0.01", "suspect"),
        ("10,2", ("10.15", "10.25"), "0.225", "contradiction"),
        # Slower than farming.
        ("4,1", ("4.05", "4.15"), "0.015", "suspect"),
        ("3,98", ("3.975", "3.985"), "0.18", "contradiction"),
    ],
)
def test_growth_lies_between_that_of_the_parts(
    build: Build, grdp: str, left: tuple[str, str], gap: str, verdict: str
) -> None:
    marts = build(GRDP, report=Report("2021-H1", GROWTH_ONLY.format(grdp, "14,5")))
    check = marts.check(kind="range", indicator_id="grdp")
    assert interval(check, "left") == (near(left[0]), near(left[1]))
    assert interval(check, "right") == (near("4.165"), near("9.925"))
    assert (check["quantity"], check["decoupled"], check["gap"]) == ("growth", verdict, near(gap))
    # Up to one, half-widths need not grow for all growths to be true at once.
    assert (check["severity"] <= 1 + 1e-6) == (check["single_level"] == "consistent")
    # One level further down, where a part shrank.
    branch = marts.check(kind="range", indicator_id="industry")
    assert interval(branch, "right") == (near("-1.255"), near("14.55"))
    assert branch["decoupled"] == "consistent"
    kinds = {row["kind"] for row in marts.rows("reconciliation", decoupled=verdict)}
    assert kinds - {"joint"} == {"range"}


def test_growth_of_a_part_may_contradict_that_of_its_own_parts(build: Build) -> None:
    marts = build(GRDP, report=Report("2021-H1", GROWTH_ONLY.format("6,72", "9,5")))
    check = marts.check(kind="range", indicator_id="industry")
    assert (check["verdict"], check["gap"]) == ("contradiction", near(F("9.915") - F("9.55")))
    other = marts.check(kind="range", indicator_id="grdp")
    # By itself it holds; of its group, in which no level is printed, not all figures can be true.
    assert (other["decoupled"], other["verdict"]) == ("consistent", "suspect")
    statuses = {row["indicator_id"]: row["check_status"] for row in marts.rows("figures")}
    assert statuses == {
        "grdp": "suspect",
        "farming": "suspect",
        "services": "suspect",
        "industry": "contradicted",
        "factories": "contradicted",
        "building": "contradicted",
    }


def test_levels_and_growth_alone_say_nothing_of_plans(build: Build) -> None:
    figures = "\n".join(line for line in LANG_SON.splitlines() if "plan_pct" not in line)
    marts = build(TRADE, report=Report("2021-H1", figures))
    assert {row["quantity"] for row in marts.rows("reconciliation")} - {"all"} == {
        "level",
        "growth",
        "implied_prior",
    }
    assert not marts.rows("plan_completion")


RETAIL = World(
    "\n".join(
        f"{name} billion_vnd" for name in ("retail", "goods", "catering", "state", "private")
    ),
    """
    by_kind: retail = goods + catering
    by_owner: retail = state + private
    """,
)


def test_two_classifications_of_one_total_are_two_checks(build: Build) -> None:
    marts = build(
        RETAIL,
        report=Report(
            "2021-H1",
            """
            retail level 10.857
            goods level 9.422
            goods share_pct 86,78
            catering level 1.435
            state level 1.221
            private level 9.363
            """,
        ),
    )
    kind, owner = (
        marts.check(kind="sum", identity_id=identity_id) for identity_id in ("by_kind", "by_owner")
    )
    assert interval(kind, "left") == interval(owner, "left") == (10_856.5, 10_857.5)
    assert interval(kind, "right") == (10_856, 10_858)
    assert (kind["decoupled"], kind["gap"]) == ("consistent", 0)
    assert interval(owner, "right") == (10_583, 10_585)
    assert (owner["decoupled"], owner["gap"]) == ("contradiction", 271.5)
    share = marts.check(kind="ratio", quantity="share")
    assert interval(share, "right") == (
        near(F("942150") / F("10857.5"), places=10),
        near(F("942250") / F("10856.5"), places=10),
    )
    assert share["decoupled"] == "consistent"


def test_a_sum_without_all_its_parts_is_never_added_up(build: Build) -> None:
    marts = build(
        World(
            "a tonne\nb tonne\nc tonne\nrice tonne\npaddy tonne",
            "whole: rice = a + b + c\nsome: paddy > rice",
        ),
        # Two of three parts make more than the total: only the third could tell.
        report=Report("2021", "rice level 100\na level 80\nb level 70\na increase_pct 3"),
    )
    checks = marts.rows("reconciliation")
    assert {(check["kind"], check["quantity"]) for check in checks} == {
        ("sum", "level"),
        ("sum", "implied_prior"),
        ("range", "growth"),
        ("subset", "level"),
    }
    for check in checks:
        assert check["verdict"] == "not_checkable"
        for column in ("left_lower", "left_upper", "right_lower", "right_upper", "gap"):
            assert check[column] is None, column
        assert check["severity"] is None
        assert check["decoupled"] == "not_checkable"
    assert {row["check_status"] for row in marts.rows("figures")} == {"unverifiable"}


def test_what_is_taken_away_has_a_coefficient_below_zero(build: Build) -> None:
    world = World(
        """
        balance million_usd
        exports million_usd
        imports million_usd
        grdp billion_vnd
        value_added billion_vnd
        product_taxes billion_vnd
        subsidies billion_vnd
        """,
        """
        trade_balance: balance = exports - imports
        at_market_prices: grdp = value_added + product_taxes - subsidies
        """,
    )
    marts = build(
        world,
        report=Report(
            "2021-H1",
            """
            balance level -630
            exports level 690
            exports increase_pct 13,1
            imports level 1.320
            imports increase_pct 69,2
            balance level −630 unit=million_usd
            grdp level 18.163,4
            value_added level 17.482,1
            product_taxes level 731,5
            subsidies level 50,2
            """,
        ),
    )
    balance = marts.check(kind="sum", identity_id="trade_balance", quantity="level")
    assert interval(balance, "left") == (-630.5, -629.5)
    assert interval(balance, "right") == (F("689.5") - F("1320.5"), F("690.5") - F("1319.5"))
    assert balance["verdict"] == "consistent"
    grdp = marts.check(kind="sum", identity_id="at_market_prices", quantity="level")
    assert interval(grdp, "left") == (near("18163.35"), near("18163.45"))
    assert interval(grdp, "right") == (
        near(F("17482.05") + F("731.45") - F("50.25")),
        near(F("17482.15") + F("731.55") - F("50.15")),
    )
    assert grdp["verdict"] == "consistent"
    # The growth of a balance is no mean of the growth of its sides.
    assert not marts.rows("reconciliation", kind="range")


def test_an_identity_of_one_report_is_no_rule_for_another(build: Build) -> None:
    world = World(TRADE.indicators, "by_direction: trade = exports + imports @first")
    figures = "trade level 2.010\nexports level 690\nimports level {}"
    marts = build(
        world,
        first=Report("2021-H1", figures.format("1.320")),
        # Here re-exports are counted in neither direction.
        second=Report("2021-H1", figures.format("1.277")),
    )
    assert {row["report_id"] for row in marts.rows("reconciliation")} == {"first"}
    assert marts.check(kind="sum")["verdict"] == "consistent"
    assert {row["check_status"] for row in marts.rows("figures", report_id="second")} == {
        "unverifiable"
    }


SUM = World("t tonne\na tonne\nb tonne", "whole: t = a + b")
ROUNDED_FIRST = {
    # Plans of 1340.4 = 670.2 + 670.2; of the total's, the percentage was taken as it is printed.
    "a plan printed more coarsely than its level": """
        t level 690,12
        t plan_level 1.340
        t plan_pct 51,501
        a level 345,06
        a plan_pct 51,486
        b level 345,06
        b plan_pct 51,486
    """,
    # Plans of 9.99 + 1: the first was cut to 9 before 4.9 was divided by it.
    "a level that is only said to be above a number": """
        t level 5,900
        t plan_pct 53,68
        a level 4 qualifier=over
        a plan_pct 54,44
        b level 1,000
        b plan_pct 100,00
    """,
    # Plans of 6.8 = 3.4 + 3.4 and levels of 1.7, which are not printed.
    "a printed plan without a level": """
        t plan_level 6,8
        t plan_pct 50,00
        a plan_level 3
        a plan_pct 56,67
        b plan_level 3
        b plan_pct 56,67
    """,
    # 102.8 = 51.4 + 51.4 after 99.2 = 49.6 + 49.6: (51 - 50) / 99.2 for each of the two.
    "contributions of rounded levels": """
        t level 102,8
        t increase_pct 3,63
        a level 51
        a contribution_pts 1,01
        b level 51
        b contribution_pts 1,01
    """,
    # A plan of 200 = 100 + 100, of which -0.4 is -0.4 %.
    "a level below zero and nothing of its plan": """
        t level 49,6
        t plan_pct 24,8
        a level 50,0
        a plan_pct 50,0
        b level -0,4
        b plan_pct 0
    """,
    # 0.3 = 0.1 + 0.2 has no exact double on either side.
    "readings that touch in one point": """
        t increase_pct 0,3 qualifier=nearly
        a contribution_pts 0,1 qualifier=over
        b contribution_pts 0,2 qualifier=over
    """,
}


@pytest.mark.parametrize("figures", ROUNDED_FIRST.values(), ids=ROUNDED_FIRST.keys())
def test_what_rounding_explains_is_no_contradiction(build: Build, figures: str) -> None:
    marts = build(SUM, report=Report("2021", figures))
    rows = marts.rows("reconciliation")
    assert "consistent" in {row["decoupled"] for row in rows}
    assert "contradiction" not in {row["verdict"] for row in rows}


# Corrections.


def test_an_override_changes_what_is_derived_and_not_the_print(build: Build) -> None:
    override = {"report_id": "report", "figure_no": "5", "action": "override"}
    override |= {"expected_printed": "51,94", "corrected_printed": "51,49"}
    misprint = LANG_SON.replace("51,49", "51,94")
    marts = build(
        World(TRADE.indicators, TRADE.identities, corrections=(override,)),
        report=Report("2021-H1", misprint),
        again=Report("2021-H1", misprint),
    )
    figure = marts.row("figures", report_id="report", figure_no=5)
    assert (figure["printed"], figure["value"], figure["correction"]) == (
        "51,94",
        51.49,
        "override",
    )
    assert (figure["half_lower"], figure["half_upper"]) == (51.485, 51.495)
    corrected = marts.row("plan_completion", report_id="report", indicator_id="exports")
    assert corrected["plan_pct"] == 51.49
    assert corrected["implied_plan_lower"] == near(F("689.5") / F("0.51495"))
    as_printed = marts.row("plan_completion", report_id="again", indicator_id="exports")
    assert as_printed["plan_pct"] == 51.94
    assert as_printed["implied_plan_lower"] == near(F("689.5") / F("0.51945"))
    plans = {"kind": "sum", "quantity": "implied_plan"}
    assert marts.check(report_id="report", **plans)["verdict"] == "consistent"
    # Exports' plan comes out at 1329.4 at most: with slack, 3.5 below what trade's asks for.
    wrong = marts.check(report_id="again", **plans)
    most = F("690.5") / F("0.51935") + F("1320.5") / F("0.75855") + F("1.5")
    assert wrong["gap"] == near(F("2009.5") / F("0.65265") - most)


def test_an_excluded_figure_is_shown_and_nothing_comes_of_it(build: Build) -> None:
    exclude = {"report_id": "report", "figure_no": "4", "action": "exclude"}
    exclude |= {"expected_printed": "690"}
    marts = build(
        World(TRADE.indicators, TRADE.identities, corrections=(exclude,)),
        report=Report("2021-H1", LANG_SON),
    )
    figure = marts.row("figures", figure_no=4)
    assert (figure["printed"], figure["value"], figure["correction"]) == ("690", 690, "exclude")
    assert figure["check_status"] == "unverifiable"
    exports = marts.row("plan_completion", indicator_id="exports")
    assert (exports["level"], exports["plan_pct"]) == (None, 51.49)
    assert interval(exports, "implied_plan") == (None, None)
    assert marts.verdicts(kind="sum") == {
        "level": "not_checkable",
        "implied_plan": "not_checkable",
        "implied_prior": "not_checkable",
    }


def test_an_acknowledged_contradiction_stays_one_on_show(build: Build) -> None:
    acknowledge = {"report_id": "report", "figure_no": "3", "action": "acknowledge"}
    acknowledge |= {"expected_printed": "1.277"}
    figures = "trade level 2.010\nexports level 690\nimports level 1.277"
    marts = build(
        World(TRADE.indicators, TRADE.identities, corrections=(acknowledge,)),
        report=Report("2021-H1", figures),
        again=Report("2021-H1", figures),
    )
    known = marts.check(kind="sum", report_id="report")
    assert (known["verdict"], known["is_acknowledged"]) == ("contradiction", True)
    assert known["gap"] == 2009.5 - (690.5 + 1277.5)
    figure = marts.row("figures", report_id="report", figure_no=3)
    assert (figure["value"], figure["check_status"]) == (1277, "contradicted")
    other = marts.check(kind="sum", report_id="again")
    assert (other["verdict"], other["is_acknowledged"]) == ("contradiction", False)


# Several reports.


def test_a_later_growth_is_held_to_the_level_printed_a_year_before(build: Build) -> None:
    marts = build(
        TRADE,
        first=Report("2021-H1", "exports level 690", published="2021-07"),
        second=Report("2022-H1", "exports level 759\nexports increase_pct 15"),
        third=Report("2023-H1", "exports level 834,9\nexports increase_pct 10,0"),
    )
    assert len(marts.rows("revisions")) == 2
    revised = marts.row("revisions", earlier_report_id="first")
    assert (revised["later_report_id"], revised["quantity"]) == ("second", "level")
    assert (revised["period_id"], revised["territory_id"]) == ("2021-H1", "lang-son")
    assert interval(revised, "earlier") == (689.5, 690.5)
    # The base may have been rounded to a million too.
    lower = F("758.5") / F("1.155") - F("0.5")
    upper = F("759.5") / F("1.145") + F("0.5")
    assert interval(revised, "later") == (near(lower), near(upper))
    assert revised["difference_pct"] == near(100 * ((lower + upper) / 1380 - 1), places=10)
    assert not revised["is_within_rounding"]
    kept = marts.row("revisions", earlier_report_id="second")
    assert kept["period_id"] == "2022-H1"
    assert interval(kept, "earlier") == (758.5, 759.5)
    lower = F("834.85") / F("1.1005") - F("0.05")
    upper = F("834.95") / F("1.0995") + F("0.05")
    assert interval(kept, "later") == (near(lower), near(upper))
    assert kept["is_within_rounding"]


def test_the_plan_of_a_year_is_one_in_all_its_reports(build: Build) -> None:
    marts = build(
        TRADE,
        quarter=Report("2021-Q1", "exports level 335\nexports plan_pct 25,00"),
        half=Report("2021-H1", "exports level 690\nexports plan_pct 51,49"),
        year=Report("2021", "exports level 1.402\nexports over_plan_pct 1,0"),
        # The plan of the council is another, and that of next year too.
        council=Report("2021-9M", "exports level 1.001\nexports plan_pct 66,7 basis=council"),
        next_year=Report("2022-Q1", "exports level 420\nexports plan_pct 28"),
    )
    rows = marts.rows("revisions", quantity="plan")
    pairs = {(row["earlier_report_id"], row["later_report_id"]): row for row in rows}
    assert pairs.keys() == {("quarter", "half"), ("quarter", "year"), ("half", "year")}
    assert {row["period_id"] for row in rows} == {"2021"}
    row = pairs["quarter", "half"]
    assert interval(row, "earlier") == (
        near(F("334.5") / F("0.25005") - F("0.5")),
        near(F("335.5") / F("0.24995") + F("0.5")),
    )
    assert interval(row, "later") == (
        near(F("689.5") / F("0.51495") - F("0.5")),
        near(F("690.5") / F("0.51485") + F("0.5")),
    )
    assert row["is_within_rounding"]
    # 1402 is 1 % above a plan of 1388: that plan was raised after the half-year.
    row = pairs["half", "year"]
    assert interval(row, "later") == (
        near(F("1401.5") / F("1.0105") - F("0.5")),
        near(F("1402.5") / F("1.0095") + F("0.5")),
    )
    assert not row["is_within_rounding"]


def test_parts_of_a_year_are_added_up_against_the_whole(build: Build) -> None:
    months = "\n".join(
        f"exports level {level} period=2021-{month:02}"
        for month, level in enumerate((110, 95, 130, 112, 118, 125), 1)
    )
    marts = build(
        TRADE,
        months=Report("2021-H1", months),
        quarters=Report(
            "2021-Q2", "exports level 335 period=2021-Q1\nexports level 355 period=2021-Q2"
        ),
        half=Report("2021-H1", "exports level 690", published="2021-07-05"),
        july=Report("2021-07", "exports level 121"),
        so_far=Report("2021-7M", "exports level 829"),
    )
    rows = marts.rows("revisions", quantity="parts_of_period")
    found = {
        (row["period_id"], row["earlier_report_id"], row["later_report_id"]): (
            *interval(row, "earlier"),
            *interval(row, "later"),
            row["is_within_rounding"],
        )
        for row in rows
    }
    assert found == {
        ("2021-Q1", "months", "quarters"): (333.5, 336.5, 334.5, 335.5, True),
        ("2021-Q2", "months", "quarters"): (353.5, 356.5, 354.5, 355.5, True),
        ("2021-H1", "months", "half"): (687, 693, 689.5, 690.5, True),
        ("2021-H1", "quarters", "half"): (689, 691, 689.5, 690.5, True),
        # 690 and 121 are 811; 829 says that something was added to what was reported.
        ("2021-7M", "half + july", "so-far"): (810, 812, 828.5, 829.5, False),
        ("2021-7M", "july + months", "so-far"): (807.5, 814.5, 828.5, 829.5, False),
    }
    row = marts.row("revisions", earlier_report_id="half + july")
    assert row["difference_pct"] == near(100 * (F(1658, 1622) - 1), places=10)


def test_a_province_is_compared_across_its_redivision_if_its_ground_is_the_same(
    build: Build,
) -> None:
    before = "exports level 198\nexports level 60 territory=ha-giang"
    after = """
        exports level 220
        exports increase_pct 10,0
        exports level 90 territory=tuyen-quang-2025
        exports increase_pct 10,0 territory=tuyen-quang-2025
    """
    marts = build(
        TRADE,
        before=Report("2024-9M", before),
        merged=Report("2024-9M", "exports level 20", territory_id="tuyen-quang"),
        after=Report("2025-9M", after, territory_id="lang-son-2025"),
    )
    row = marts.row("revisions")
    assert (row["territory_id"], row["period_id"]) == ("lang-son", "2024-9M")
    assert (row["earlier_report_id"], row["later_report_id"]) == ("before", "after")
    assert interval(row, "earlier") == (197.5, 198.5)
    lower = F("219.5") / F("1.1005") - F("0.5")
    upper = F("220.5") / F("1.0995") + F("0.5")
    assert interval(row, "later") == (near(lower), near(upper))
    assert not row["is_within_rounding"]
    # Each observation keeps the province that it was printed for.
    territories = {row["territory_id"] for row in marts.rows("growth")}
    assert territories == {"lang-son-2025", "tuyen-quang-2025"}


NOTES = [
    'a "quoted" word',
    '"',
    "a comma, a semicolon; and a pipe |",
    "'single'",
    "\\n \\",
    "NULL",
    "#",
    "Lúa nước – 1.091,9 tấn",
    "x" * 5000,
]


def test_every_text_of_a_figure_comes_through_as_it_was_written(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    """In a file alone, too, which has no other row to be understood by."""
    reports = {
        f"r{number:02}": [note, *NOTES] if number % 2 else [note]
        for number, note in enumerate(NOTES)
    }
    plain = {report: Report("2021", "rice level 1") for report in reports}
    write_world(tmp_path, World("rice tonne"), plain)
    for report, notes in reports.items():
        figure = {"report_id": report, "indicator_id": "rice", "measure": "level"}
        figure |= {"printed": "1", "unit_id": "tonne"}
        rows = [
            figure | {"figure_no": str(number), "place": str(number), "note": note}
            for number, note in enumerate(notes, 1)
        ]
        write(tmp_path / "figures" / f"{report}.csv", FIGURES.columns, rows)
    warehouse = Warehouse(compiled_models.build(read_inputs(tmp_path)))
    for report, notes in reports.items():
        found = warehouse.rows("staging.stg_figures", report_id=report)
        told = {row["figure_no"]: row["note"] for row in found}
        assert [told[number] for number in sorted(told)] == notes
