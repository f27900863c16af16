"""The marts are right for any content of a report: small cases, calculated by hand.

All cases are built in one warehouse; each has its own reports, indicators and identities.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import duckdb
import pytest
from support.random_collections import write_seeds
from support.small_collections import SmallCollection

from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs

F = Fraction


@dataclass(frozen=True)
class Report:
    """A report: its figures are lines such as `exports plan_pct 51,49 basis=central`."""

    period_id: str
    figures: str
    territory_id: str = "north"
    published: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """Reports and their identities, such as `sum balance exports -1*imports`."""

    number: int
    reports: dict[str, Report]
    identities: tuple[str, ...] = ()
    units: dict[str, str] = field(default_factory=dict)
    # Report, figure, action, and the number of an override.
    corrections: tuple[tuple[str, int, str, str], ...] = ()
    # The only report in which the identities hold.
    only_in: str = ""

    @property
    def prefix(self) -> str:
        """The prefix of all names of this case."""
        return f"case{self.number:02}-"

    def own(self, name: str) -> str:
        """A name with the prefix of this case, after its coefficient if it has one."""
        coefficient, _, name = name.rpartition("*")
        return f"{coefficient} {name and self.prefix + name}".strip()

    def add_to(self, collection: SmallCollection) -> None:
        """Add the case to a collection."""
        for indicator, unit in self.units.items():
            collection.indicator(self.own(indicator), unit)
        for number, identity in enumerate(self.identities):
            relation, *members = identity.split()
            name, only_in = self.own(str(number)), self.own(self.only_in)
            collection.identity(name, relation, *map(self.own, members), only_in=only_in)
        for name, report in self.reports.items():
            figures = [self.prefix + line.strip() for line in report.figures.strip().splitlines()]
            collection.report(
                self.own(name),
                figures,
                number_format="vi",
                period=report.period_id,
                territory=report.territory_id,
                published=report.published,
            )
            rows = collection.tables["figures"][-len(figures) :]
            for row, note in zip(rows, report.notes, strict=False):
                row["note"] = note
        for name, *correction in self.corrections:
            collection.correction(self.own(name), *correction)


CASES: list[Case] = []


def of(*identities: str, **more: Any) -> pytest.MarkDecorator:
    """Mark a test of the marts of one case."""
    return pytest.mark.parametrize("marts", [case(*identities, **more)], indirect=True, ids=[""])


def case(*identities: str, **more: Any) -> Case:
    """A case with these identities and, by their names, these reports."""
    reports = {name.replace("_", "-"): one for name, one in more.items() if type(one) is Report}
    others = {name: value for name, value in more.items() if type(value) is not Report}
    CASES.append(Case(len(CASES), reports, identities, **others))
    return CASES[-1]


class Marts:
    """The marts of one case, its names without their prefix."""

    def __init__(self, warehouse: duckdb.DuckDBPyConnection, prefix: str) -> None:
        """Take the marts of the reports with this prefix."""
        self.warehouse, self.prefix = warehouse, prefix

    def rows(self, mart: str, **keys: object) -> list[dict[str, Any]]:
        """The rows of a mart in which these columns hold these values."""
        relation = mart if "." in mart else f"marts.{mart}"
        found = self.warehouse.execute(f"select * from {relation}")
        names = [column[0] for column in found.description]
        report = next((name for name in ("report_id", "later_report_id") if name in names), None)
        rows = [dict(zip(names, values, strict=True)) for values in found.fetchall()]
        own = [
            {name: self.without_prefix(value) for name, value in row.items()}
            for row in rows
            if report is None or row[report].startswith(self.prefix)
        ]
        return [row for row in own if keys.items() <= row.items()]

    def without_prefix(self, value: Any) -> Any:
        return value.replace(self.prefix, "") if isinstance(value, str) else value

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
        assert len(verdicts) == len(found) > 0
        return verdicts


@pytest.fixture(scope="module")
def warehouse(
    compiled_models: CompiledModels, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """All cases in one warehouse."""
    collection = SmallCollection()
    for one in CASES:
        one.add_to(collection)
    folder = write_seeds(tmp_path_factory.mktemp("cases"), collection.tables)
    with compiled_models.build(read_inputs(folder)) as connection:
        yield connection


@pytest.fixture
def marts(warehouse: duckdb.DuckDBPyConnection, request: pytest.FixtureRequest) -> Marts:
    """The marts of the case of the requesting test."""
    return Marts(warehouse, request.param.prefix)


def near(number: Fraction | int | str, places: int = 12) -> Any:
    """The double nearest to an exact number, within the errors of double arithmetic.

    Some percentages are rounded to `places` when they are shown.
    """
    return pytest.approx(float(Fraction(number)), rel=1e-13, abs=10**-places)


def interval(row: dict[str, Any], name: str) -> tuple[float | None, float | None]:
    """Both ends of an interval of a mart."""
    return row[f"{name}_lower"], row[f"{name}_upper"]


TRADE = ("sum trade exports imports", "subset exports local_exports")
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


# ----- observations ------------------------------------------------------------------------


@of(
    report=Report(
        "2021-H1",
        """
        exports level 690
        exports plan_pct 51,49 basis=central
        exports plan_pct 46 basis=council
        """,
    )
)
def test_two_plans_of_one_report_are_two_observations(marts: Marts) -> None:
    assert len(marts.rows("plan_completion")) == 2
    central = marts.row("plan_completion", basis="central")
    assert (central["level"], central["plan_pct"]) == (690, 51.49)
    assert interval(central, "implied_plan") == (
        near(F("689.5") / F("0.51495")),
        near(F("690.5") / F("0.51485")),
    )
    assert (central["roundest_plan"], central["pace_gap_pts"]) == (1340, near("1.49"))
    ratio = 1 / F("0.51495") - 1, 1 / F("0.51485") - 1
    assert interval(central, "required_ratio") == (near(ratio[0]), near(ratio[1]))
    assert interval(central, "remaining") == (
        near(F("689.5") * ratio[0]),
        near(F("690.5") * ratio[1]),
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
    # The two are not one plan printed twice.
    assert not marts.rows("reconciliation", kind="repeat")


@of(
    "sum total a b",
    units={"total": "thousand_tonnes"},
    good=Report(
        "2021",
        """
        total level 12,5 thousand_tonnes
        a level 5.200
        b level 7,3 thousand_tonnes
        b plan_pct 100
        """,
    ),
    bad=Report("2021", "total level 12,5 thousand_tonnes\na level 5.455\nb level 7.300"),
)
def test_every_unit_of_a_dimension_adds_up(marts: Marts) -> None:
    check = marts.check(report_id="good", kind="sum", quantity="level")
    assert interval(check, "left") == (near("12.45"), near("12.55"))
    # The level in thousands is exact to fifty tonnes, the other to half a tonne.
    assert interval(check, "right") == (near("12.4495"), near("12.5505"))
    assert (check["verdict"], check["gap"]) == ("consistent", 0)
    # The figure has the printed value; the observation has the indicator's unit.
    figure = marts.row("figures", report_id="good", indicator_id="b", measure="level")
    assert (figure["printed"], figure["value"]) == ("7,3", 7.3)
    assert figure["unit_id"] == "thousand_tonnes"
    observation = marts.row("plan_completion", indicator_id="b")
    assert (observation["level"], observation["unit_id"]) == (7300, "tonne")
    bad = marts.check(report_id="bad", kind="sum", quantity="level")
    assert interval(bad, "right") == (near("12.754"), near("12.756"))
    assert (bad["verdict"], bad["gap"]) == ("contradiction", near("0.204"))


# As doubles a tenth of 75,909 is more than 7,590.9; so neither is reached, and both differ from a
# level by less than nothing.
@of(
    report=Report(
        "2021",
        """
        a level 7.590,9
        a plan_level 75.909 quintal
        a prior_level 75.909 quintal
        """,
    )
)
def test_a_level_reaches_the_equal_plan_of_another_unit(marts: Marts) -> None:
    plan = marts.row("plan_completion")
    shown = {name: plan[name] for name in ("plan_pct", "pace_gap_pts", "status")}
    assert str(shown) == "{'plan_pct': 100.0, 'pace_gap_pts': 0.0, 'status': 'met'}"
    assert interval(plan, "excess") == (near("-0.1"), near("0.1"))
    assert str(marts.row("growth")["growth_pct"]) == "0.0"


# The level of the first is 0.6000000000000001 as a double: it has no base to grow on. That of the
# second may have come from nothing, so no contribution to its growth has an upper end.
@of(
    "sum total part other",
    report=Report(
        "2021",
        """
        a level 6 quintal
        a increase_by 0,6
        total level 7 quintal
        total increase_by 0,6
        part level 9,0
        part increase_by 5,0
        """,
    ),
)
def test_a_change_of_the_whole_level_in_another_unit_has_no_growth(marts: Marts) -> None:
    assert marts.row("growth", indicator_id="a")["growth_pct"] is None
    assert marts.row("growth", indicator_id="total")["implied_prior_lower"] == 0
    assert marts.row("growth", indicator_id="part")["contribution_pts_upper"] is None


# Each with its first and last day, the share of the year elapsed by its end, and whether it has a
# pace: only figures counted from 1 January have one.
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


# A report uses one name for the same days, so each name is in a separate report.
@of(**{f"r{number}": Report(period, "a plan_pct 30") for number, period in enumerate(PERIODS)})
def test_every_form_of_a_period(marts: Marts) -> None:
    for period, (first, last, elapsed, has_pace) in PERIODS.items():
        days = marts.row("staging.stg_periods", period_id=period)
        assert (days["start_date"], days["end_date"]) == (first, last), period
        row = marts.row("plan_completion", period_id=period)
        assert row["elapsed_pct"] == near(elapsed), period
        assert row["pace_gap_pts"] == (near(30 - elapsed, places=9) if has_pace else None), period
        ahead_or_behind = "ahead" if elapsed < 30 else "behind"
        assert row["status"] == (ahead_or_behind if has_pace else None), period


@of(
    *TRADE,
    report=Report(
        "2021-H1",
        """
        exports level 690
        local_exports level 61
        exports level 410 territory_id=south
        local_exports level 33 territory_id=south
        exports level 31.500 territory_id=hill
        """,
    ),
)
def test_figures_are_compared_within_their_territory_only(marts: Marts) -> None:
    checks = {
        row["territory_id"]: (row["verdict"], *interval(row, "left"), row["right_upper"])
        for row in marts.rows("reconciliation", kind="subset", quantity="level")
    }
    assert checks == {
        "north": ("consistent", 60.5, 61.5, 690.5),
        "south": ("consistent", 32.5, 33.5, 410.5),
        "hill": ("not_checkable", None, None, None),
    }


# ----- identities --------------------------------------------------------------------------


@of(*TRADE, report=Report("2021-H1", LANG_SON))
def test_identities_of_several_levels_hold_together(marts: Marts) -> None:
    quantities = ("level", "implied_plan", "implied_prior")
    for kind in ("sum", "subset"):
        assert marts.verdicts(kind=kind) == dict.fromkeys(quantities, "consistent")
    level = marts.check(kind="sum", quantity="level")
    assert interval(level, "left") == (2009.5, 2010.5)
    assert interval(level, "right") == (2009, 2011)
    # Three plans, each rounded to a whole number: half a unit of slack for each.
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
    # The share of a nested part is its share of the part that contains it.
    local = marts.row("growth", indicator_id="local_exports")
    assert local["share_pct"] == near(F(6100, 690))
    assert {row["check_status"] for row in marts.rows("figures")} == {"confirmed"}


@of(
    *TRADE,
    report=Report("2021-H1", LANG_SON.replace("local_exports level 61", "local_exports level 710")),
)
def test_a_part_above_its_total_is_a_contradiction(marts: Marts) -> None:
    check = marts.check(kind="subset", quantity="level")
    assert (check["verdict"], check["gap"]) == ("contradiction", 19)
    assert interval(check, "left") == (709.5, 710.5)
    assert interval(check, "right") == (None, 690.5)
    assert check["severity"] > 1
    contradicted = marts.rows("figures", check_status="contradicted")
    assert sorted((row["indicator_id"], row["measure"]) for row in contradicted) == [
        ("exports", "level"),
        ("local_exports", "level"),
    ]
    # The sum does not contradict exports.
    assert marts.check(kind="sum", quantity="level")["decoupled"] == "consistent"


GRDP = ("sum grdp farming industry services", "sum industry factories building")


def growth_of_grdp(grdp: str, factories: str = "14,5") -> Report:
    """A report of growth alone."""
    return Report(
        "2021-H1",
        f"""
        grdp increase_pct {grdp}
        farming increase_pct 4,17
        industry increase_pct 9,92
        services increase_pct 5,8
        factories increase_pct {factories}
        building decrease_pct 1,25
        """,
    )


@pytest.mark.parametrize(
    ("marts", "left", "gap", "verdict"),
    [
        pytest.param(case(*GRDP, report=growth_of_grdp(grdp)), *expected, id=grdp)
        for grdp, *expected in (
            ("6,72", ("6.715", "6.725"), 0, "consistent"),
            # The interval touches industry's 9.925; one hundredth more touches only in wide
            # intervals.
            ("9,93", ("9.925", "9.935"), 0, "consistent"),
            ("9,94", ("9.935", "9.945"), "0.01", "suspect"),
            ("10,2", ("10.15", "10.25"), "0.225", "contradiction"),
            # Slower than farming.
            ("4,1", ("4.05", "4.15"), "0.015", "suspect"),
            ("3,98", ("3.975", "3.985"), "0.18", "contradiction"),
        )
    ],
    indirect=["marts"],
)
def test_growth_lies_between_that_of_the_parts(
    marts: Marts, left: tuple[str, str], gap: str, verdict: str
) -> None:
    check = marts.check(kind="range", indicator_id="grdp")
    assert interval(check, "left") == (near(left[0]), near(left[1]))
    assert interval(check, "right") == (near("4.165"), near("9.925"))
    assert (check["quantity"], check["decoupled"], check["gap"]) == ("growth", verdict, near(gap))
    # With a severity of at most one, all growths can be true without wider intervals.
    assert (check["severity"] <= 1 + 1e-6) == (check["single_level"] == "consistent")
    # One level further down, where a part shrank.
    branch = marts.check(kind="range", indicator_id="industry")
    assert interval(branch, "right") == (near("-1.255"), near("14.55"))
    assert branch["decoupled"] == "consistent"
    kinds = {row["kind"] for row in marts.rows("reconciliation", decoupled=verdict)}
    assert kinds - {"joint"} == {"range"}


@of(*GRDP, report=growth_of_grdp("6,72", "9,5"))
def test_growth_of_a_part_may_contradict_that_of_its_own_parts(marts: Marts) -> None:
    check = marts.check(kind="range", indicator_id="industry")
    assert (check["verdict"], check["gap"]) == ("contradiction", near(F("9.915") - F("9.55")))
    other = marts.check(kind="range", indicator_id="grdp")
    # Alone it holds, though not all linked figures can be true together.
    assert (other["single_level"], other["verdict"]) == ("contradiction", "consistent")
    assert marts.check(kind="joint")["verdict"] == "suspect"
    statuses = {row["indicator_id"]: row["check_status"] for row in marts.rows("figures")}
    assert statuses == {
        **dict.fromkeys(("grdp", "farming", "services"), "suspect"),
        **dict.fromkeys(("industry", "factories", "building"), "contradicted"),
    }


@of(
    "sum retail goods catering",
    "sum retail state private",
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
def test_two_classifications_of_one_total_are_two_checks(marts: Marts) -> None:
    kind, owner = (marts.check(kind="sum", identity_id=identity) for identity in ("0", "1"))
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


@of(
    "sum rice a b c",
    # Nothing is said about paddy: the report does not use this identity.
    "subset paddy rice",
    # Two of three parts make more than the total, but the third is unknown.
    report=Report("2021", "rice level 100\na level 80\nb level 70\na increase_pct 3"),
)
def test_a_sum_without_all_its_parts_is_never_added_up(marts: Marts) -> None:
    checks = marts.rows("reconciliation")
    assert {(check["kind"], check["quantity"]) for check in checks} == {
        ("sum", "level"),
        ("sum", "implied_prior"),
        ("range", "growth"),
    }
    for check in checks:
        assert check["verdict"] == check["decoupled"] == "not_checkable"
        unknown = ("left_lower", "left_upper", "right_lower", "right_upper", "gap", "severity")
        assert [check[column] for column in unknown] == [None] * 6
    assert {row["check_status"] for row in marts.rows("figures")} == {"unverifiable"}


@of(
    "sum balance exports -1*imports",
    report=Report(
        "2021-H1",
        """
        balance level -630
        exports level 690
        exports increase_pct 13,1
        imports level 1.320
        imports increase_pct 69,2
        balance level −630
        """,
    ),
)
def test_what_is_subtracted_has_a_negative_coefficient(marts: Marts) -> None:
    balance = marts.check(kind="sum", quantity="level")
    assert interval(balance, "left") == (-630.5, -629.5)
    assert interval(balance, "right") == (-631, -629)
    assert balance["verdict"] == "consistent"
    # The growth of a balance is no mean of the growth of its sides.
    assert not marts.rows("reconciliation", kind="range")


@of(
    "sum trade exports imports",
    only_in="first",
    first=Report("2021-H1", "trade level 2.010\nexports level 690\nimports level 1.320"),
    # Here re-exports are counted in neither direction.
    second=Report("2021-H1", "trade level 2.010\nexports level 690\nimports level 1.277"),
)
def test_an_identity_of_one_report_is_no_rule_for_another(marts: Marts) -> None:
    assert {row["report_id"] for row in marts.rows("reconciliation")} == {"first"}
    assert marts.check(kind="sum")["verdict"] == "consistent"
    second = marts.rows("figures", report_id="second")
    assert {row["check_status"] for row in second} == {"unverifiable"}


ROUNDED_FIRST = {
    # Plans of 1340.4 = 670.2 + 670.2; the total's percentage is computed from its printed plan.
    "a plan printed more coarsely than its level": """
        t level 690,12
        t plan_level 1.340
        t plan_pct 51,501
        a level 345,06
        a plan_pct 51,486
        b level 345,06
        b plan_pct 51,486
    """,
    # Plans of 9.99 + 1: the first was truncated to 9 before 4.9 was divided by it.
    "a level that is only said to be above a number": """
        t level 5,900
        t plan_pct 53,68
        a level 4 over
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
    "a negative level and a completion of zero": """
        t level 49,6
        t plan_pct 24,8
        a level 50,0
        a plan_pct 50,0
        b level -0,4
        b plan_pct 0
    """,
    # 0.3 = 0.1 + 0.2 has no exact double on either side.
    "intervals that touch in one point": """
        t increase_pct 0,3 nearly
        a contribution_pts 0,1 over
        b contribution_pts 0,2 over
    """,
}


@pytest.mark.parametrize(
    "marts",
    [
        pytest.param(case("sum t a b", report=Report("2021", figures)), id=name)
        for name, figures in ROUNDED_FIRST.items()
    ],
    indirect=True,
)
def test_what_rounding_explains_is_no_contradiction(marts: Marts) -> None:
    rows = marts.rows("reconciliation")
    assert "consistent" in {row["decoupled"] for row in rows}
    assert "contradiction" not in {row["verdict"] for row in rows}


# ----- corrections -------------------------------------------------------------------------

MISPRINT = Report("2021-H1", LANG_SON.replace("51,49", "51,94"))


@of(*TRADE, corrections=(("report", 5, "override", "51,49"),), report=MISPRINT, again=MISPRINT)
def test_an_override_changes_what_is_derived_and_not_the_print(marts: Marts) -> None:
    figure = marts.row("figures", report_id="report", figure_no=5)
    assert (figure["printed"], figure["value"]) == ("51,94", 51.49)
    assert figure["correction"] == "override"
    assert interval(figure, "half") == (51.485, 51.495)
    for report, percent in (("report", "51.49"), ("again", "51.94")):
        plan = marts.row("plan_completion", report_id=report, indicator_id="exports")
        assert plan["plan_pct"] == float(percent)
        most = (F(percent) + F("0.005")) / 100
        assert plan["implied_plan_lower"] == near(F("689.5") / most)
    plans = {"kind": "sum", "quantity": "implied_plan"}
    assert marts.check(report_id="report", **plans)["verdict"] == "consistent"
    # Exports' plan is at most 1329.4: with slack, the parts end 3.5 below where trade's begins.
    wrong = marts.check(report_id="again", **plans)
    most = F("690.5") / F("0.51935") + F("1320.5") / F("0.75855") + F("1.5")
    assert wrong["gap"] == near(F("2009.5") / F("0.65265") - most)


@of(
    *TRADE,
    corrections=(("report", 4, "exclude", ""),),
    report=Report("2021-H1", LANG_SON),
)
def test_an_excluded_figure_is_shown_and_nothing_is_derived_from_it(marts: Marts) -> None:
    figure = marts.row("figures", figure_no=4)
    assert (figure["printed"], figure["value"], figure["correction"]) == ("690", 690, "exclude")
    assert figure["check_status"] == "unverifiable"
    exports = marts.row("plan_completion", indicator_id="exports")
    assert (exports["level"], exports["plan_pct"]) == (None, 51.49)
    assert interval(exports, "implied_plan") == (None, None)
    quantities = ("level", "implied_plan", "implied_prior")
    assert marts.verdicts(kind="sum") == dict.fromkeys(quantities, "not_checkable")


WRONG_SUM = Report("2021-H1", "trade level 2.010\nexports level 690\nimports level 1.277")


@of(
    TRADE[0],
    corrections=(("report", 3, "acknowledge", ""),),
    report=WRONG_SUM,
    again=WRONG_SUM,
)
def test_an_acknowledged_contradiction_is_still_shown_as_one(marts: Marts) -> None:
    for report, is_acknowledged in (("report", True), ("again", False)):
        check = marts.check(kind="sum", report_id=report)
        assert (check["verdict"], check["gap"]) == ("contradiction", 2009.5 - (690.5 + 1277.5))
        assert check["is_acknowledged"] == is_acknowledged
    figure = marts.row("figures", report_id="report", figure_no=3)
    assert (figure["value"], figure["check_status"]) == (1277, "contradicted")


# ----- several reports ---------------------------------------------------------------------


@of(
    months=Report(
        "2021-H1",
        "\n".join(
            f"exports level {level} period_id=2021-{month:02}"
            for month, level in enumerate((110, 95, 130, 112, 118, 125), 1)
        ),
    ),
    quarters=Report(
        "2021-Q2", "exports level 335 period_id=2021-Q1\nexports level 355 period_id=2021-Q2"
    ),
    half=Report("2021-H1", "exports level 690", published="2021-07-05"),
    july=Report("2021-07", "exports level 121"),
    so_far=Report("2021-7M", "exports level 829"),
)
def test_parts_of_a_year_are_added_up_and_compared_with_the_total(marts: Marts) -> None:
    found = {
        (row["period_id"], row["earlier_report_id"], row["later_report_id"]): (
            *interval(row, "earlier"),
            *interval(row, "later"),
            row["is_within_rounding"],
        )
        for row in marts.rows("revisions", quantity="parts_of_period")
    }
    assert found == {
        ("2021-Q1", "months", "quarters"): (333.5, 336.5, 334.5, 335.5, True),
        ("2021-Q2", "months", "quarters"): (353.5, 356.5, 354.5, 355.5, True),
        ("2021-H1", "months", "half"): (687, 693, 689.5, 690.5, True),
        ("2021-H1", "quarters", "half"): (689, 691, 689.5, 690.5, True),
        # 690 and 121 are 811; 829 shows that the office added something later.
        ("2021-7M", "half + july", "so-far"): (810, 812, 828.5, 829.5, False),
        ("2021-7M", "july + months", "so-far"): (807.5, 814.5, 828.5, 829.5, False),
    }
    row = marts.row("revisions", earlier_report_id="half + july")
    assert row["difference_pct"] == near(100 * (F(1658, 1622) - 1), places=10)


@of(
    # One territory was renamed, and two were merged into a third.
    before=Report("2024-9M", "a level 198\na level 60 territory_id=hill", territory_id="old-east"),
    merged=Report("2024-9M", "a level 20", territory_id="coast"),
    after=Report(
        "2025-9M",
        """
        a level 220
        a increase_pct 10,0
        a level 90 territory_id=west
        a increase_pct 10,0 territory_id=west
        """,
        territory_id="east",
    ),
)
def test_a_territory_is_compared_with_its_successor_of_the_same_area(
    marts: Marts,
) -> None:
    row = marts.row("revisions")
    assert (row["territory_id"], row["period_id"]) == ("old-east", "2024-9M")
    assert (row["earlier_report_id"], row["later_report_id"]) == ("before", "after")
    assert interval(row, "earlier") == (197.5, 198.5)
    lower = F("219.5") / F("1.1005") - F("0.5")
    upper = F("220.5") / F("1.0995") + F("0.5")
    assert interval(row, "later") == (near(lower), near(upper))
    assert not row["is_within_rounding"]
    # Each observation keeps the territory that it was printed for.
    assert {row["territory_id"] for row in marts.rows("growth")} == {"east", "west"}


NOTES = (
    'a "quoted" word',
    '"',
    "a comma, a semicolon; and a pipe |",
    "'single'",
    "\\n \\",
    "NULL",
    "#",
    "Lúa nước – 1.091,9 tấn",
    "x" * 5000,
)
# Each note alone in a file, where no other row shows the columns, and before all others.
NOTES_OF = {f"r{2 * number:02}": (note,) for number, note in enumerate(NOTES)}
NOTES_OF |= {f"r{2 * number + 1:02}": (note, *NOTES) for number, note in enumerate(NOTES)}


@of(
    **{
        name: Report("2021", "\n".join(["rice level 1"] * len(notes)), notes=notes)
        for name, notes in NOTES_OF.items()
    }
)
def test_every_text_of_a_figure_stays_unchanged(marts: Marts) -> None:
    found: dict[str, dict[int, str]] = {name: {} for name in NOTES_OF}
    for row in marts.rows("staging.stg_figures"):
        found[row["report_id"]][row["figure_no"]] = row["note"]
    for name, notes in NOTES_OF.items():
        assert found[name] == dict(enumerate(notes, 1))
