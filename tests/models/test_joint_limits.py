"""What the joint checks may not say: nobody honest is refused, and nobody unheard is confirmed."""

import random
import warnings
from collections.abc import Callable, Iterable
from fractions import Fraction
from math import isnan
from pathlib import Path

import duckdb
import pytest
from support.random_collections import write_seeds
from support.small_collections import SmallCollection

from doichieu.audit.auditor import refusals
from doichieu.audit.suites import run_suites
from doichieu.base.paths import EXPECTATIONS
from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs

Identity = tuple[str, ...]
Build = Callable[[Iterable[Identity], list[str]], duckdb.DuckDBPyConnection]
PAIR = ("sum", "t", "x", "y")


@pytest.fixture
def build(compiled_models: CompiledModels, tmp_path: Path) -> Build:
    """A warehouse of one report on indicators of some identities."""

    def build_(identities: Iterable[Identity], says: list[str]) -> duckdb.DuckDBPyConnection:
        collection = SmallCollection()
        for number, identity in enumerate(identities):
            collection.identity(f"identity_{number}", *identity)
        collection.report("report", says)
        return compiled_models.build(read_inputs(write_seeds(tmp_path, collection.tables)))

    return build_


def verdicts(warehouse: duckdb.DuckDBPyConnection, kind: str) -> list[str]:
    found = warehouse.execute(
        "select verdict from marts.reconciliation where kind = $kind order by check_id",
        {"kind": kind},
    )
    return [verdict for (verdict,) in found.fetchall()]


def statuses(warehouse: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """What is said of the figures of each measure."""
    found = warehouse.execute(
        "select measure, list(distinct check_status) from marts.figures group by measure"
    )
    return {measure: set(said) for measure, said in found.fetchall()}


def audited(warehouse: duckdb.DuckDBPyConnection, folder: Path) -> list[str]:
    """Who acts on what the audit of a warehouse refuses."""
    path = folder / "warehouse.duckdb"
    with warehouse as connection:
        connection.execute(f"attach '{path}' as file")
        connection.execute("copy from database warehouse to file")
        connection.execute("detach file")
    return [one.meta["who_acts"] for one in refusals(run_suites(path, EXPECTATIONS, None))]


def test_an_office_that_cuts_its_plans_is_suspected_and_published(
    build: Build, tmp_path: Path
) -> None:
    """12.4 + 13.4 over plans 20.9 + 30.9 = 51.8, kept as 20, 30 and 51: the closed form fails."""
    says = ["t level 26", "x level 12", "y level 13"]
    says += ["t plan_pct 50.59", "x plan_pct 62.00", "y plan_pct 44.67"]
    warehouse = build([PAIR], says)
    assert verdicts(warehouse, "joint") == ["suspect"]
    assert audited(warehouse, tmp_path) == []


def test_a_pair_that_contradicts_itself_is_the_transcribers_alone(
    build: Build, tmp_path: Path
) -> None:
    says = ["t level 2010", "x level 690", "y level 1320"]
    says += ["t plan_pct 65.26", "x plan_pct 51.94", "y plan_pct 75.86"]
    says += ["t increase_pct 44.6", "x increase_pct 13.1", "y increase_pct 69.2"]
    warehouse = build([PAIR], says)
    assert verdicts(warehouse, "joint") == ["contradiction"]
    refused = audited(warehouse, tmp_path)
    assert refused
    assert not any("maintainer" in who for who in refused)


@pytest.mark.parametrize(("total", "is_held"), [("14358357.44", True), ("14358357.45", False)])
def test_levels_that_only_just_touch_hold_for_all_who_ask(
    build: Build, tmp_path: Path, total: str, is_held: bool
) -> None:
    """7,068,545.2 + 7,289,812.18 lie 0.06 below 14,358,357.44, as far as the three round: no more.

    In doubles the ends may part by more than a share of that.
    """
    says = [f"t level {total}", "x level 7068545.2", "y level 7289812.18"]
    says += ["t plan_pct 83.74", "x plan_pct 76.59", "y plan_pct 92.07"]
    says += ["t decrease_pct 4.18", "x decrease_pct 8.32", "y increase_pct 0.21"]
    warehouse = build([PAIR], says)
    told = warehouse.execute(
        "select printed_base, decoupled from intermediate.int_joint_verdicts"
    ).fetchall()
    assert (told == [("consistent", "consistent")]) == is_held
    assert not any("maintainer" in who for who in audited(warehouse, tmp_path))


@pytest.mark.parametrize(("part", "is_held"), [("100", True), ("99", True), ("96", False)])
def test_a_part_that_is_nothing_to_the_last_digit(
    build: Build, tmp_path: Path, part: str, is_held: bool
) -> None:
    """Two prints leave x exactly nought: then the other part is all of 100, within 0.5 each."""
    says = ["t level 100", "x level 0 over", "x level 0 nearly", f"y level {part}"]
    says += ["t plan_pct 50", "y plan_pct 50", "x increase_pct 0", "t increase_pct 5"]
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        warehouse = build([PAIR], says)
    found = warehouse.execute(
        "select lower, upper from intermediate.int_observed "
        "where indicator_id = 'x' and quantity = 'level' and reading = 'half'"
    ).fetchall()
    assert found == [(0, 0)]
    assert set(verdicts(warehouse, "joint")) == {"consistent" if is_held else "contradiction"}
    assert not any("maintainer" in who for who in audited(warehouse, tmp_path))


def test_a_rate_below_nought_is_of_a_base_below_nought(build: Build, tmp_path: Path) -> None:
    """The others leave a's base from -3.7 to 3.5: a fall of 1.9 by 210 % is of one below nought."""
    says = ["t level 21.81", "t under_plan_pct 81", "t multiple 0.8"]
    says += ["a level 1.90", "a under_plan_pct 78", "a decrease_pct 210"]
    says += ["b level 1.68", "b plan_pct 23", "b index_pct 129"]
    says += ["c level 18.22", "c plan_pct 18", "c multiple 0.7"]
    warehouse = build([("sum", "t", "a", "b", "c")], says)
    assert verdicts(warehouse, "joint") == ["consistent"]
    (left,) = warehouse.execute(
        "select feasible_lower, feasible_upper from marts.figures where printed = '210'"
    ).fetchall()
    # 1.895 over -3.697 is a fall by 151.26 %, the least that the rounding of all others leaves.
    assert left == (pytest.approx(151.26048848), None)
    assert audited(warehouse, tmp_path) == []


def test_a_level_is_not_protected_by_its_own_sign(build: Build) -> None:
    """The others leave a's base about nought: 1.90 and -1.90 are a rate of -110 % of it alike."""
    says = ["t prior_level 100 about", "b prior_level 100 about", "a level 1.90"]
    feasibilities = {}
    for rate in ("decrease_pct 210", "increase_pct 10"):
        warehouse = build([("sum", "t", "a", "b")], [*says, f"a {rate}"])
        (feasibilities[rate],) = warehouse.execute(
            "select feasible_lower, feasible_upper from marts.figures where printed = '1.90'"
        ).fetchall()
    fall, rise = feasibilities.values()
    assert fall == pytest.approx(rise)
    assert fall[0] < -1.90


@pytest.mark.parametrize(
    "says",
    [
        # Of -5 and 10 to 10 and 11: by -300 % and 10 %, in all of 5 to 21.
        "t level 21.0, t increase_pct 320.0, a level 10.0, a decrease_pct 300.0, b level 11.0, "
        "b increase_pct 10.0, c level 0.0, c prior_level 0.0",
        "t level 21, t increase_pct 63, t prior_level 13, a level 1, a prior_level 12, "
        "a decrease_pct 90, b level 1, b decrease_pct 66, c level 19, c decrease_pct 846",
        "t level 22, t decrease_pct 15372.1, a level 1, a decrease_pct 121.3, b level 4, "
        "b decrease_pct 208.5, c level 18, c increase_pct 159.7",
    ],
)
def test_a_total_is_no_mean_of_parts_whose_bases_may_be_negative(
    build: Build, tmp_path: Path, says: str
) -> None:
    warehouse = build([("sum", "t", "a", "b", "c")], says.split(", "))
    assert verdicts(warehouse, "range") == ["not_checkable"]
    assert verdicts(warehouse, "joint") == ["consistent"]
    assert audited(warehouse, tmp_path) == []


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [
        ("decrease_pct 1500", "not_checkable"),
        # The least that 4.5 over -0.5 can be; one less, which the wide reading leaves; far less.
        ("decrease_pct 1000", "not_checkable"),
        ("decrease_pct 999", "suspect"),
        ("decrease_pct 110", "contradiction"),
        ("decrease_pct 15", "contradiction"),
    ],
)
def test_over_a_base_printed_as_nought_a_rate_below_nought_is_no_contradiction(
    build: Build, tmp_path: Path, rate: str, verdict: str
) -> None:
    """5 over -0.357 is a fall by 1500 %; by 15 % of what rounds to nought, 5 cannot come about."""
    warehouse = build([], ["a level 5", "a prior_level 0", f"a {rate}"])
    assert verdicts(warehouse, "ratio") == [verdict]
    assert bool(audited(warehouse, tmp_path)) is (verdict == "contradiction")


def honest_of_either_sign(rng: random.Random) -> list[str]:
    """Levels, bases and growth of a sum of three, of which bases may be below nought.

    Rates of minus a hundred are not printed: rounding leaves them either sign, which is assumed.
    """
    places, places_of_rates = rng.choice([0, 1, 1, 2]), rng.choice([0, 0, 1])
    levels = {name: rng.choice([1, 1, 1, -1]) * rng.uniform(0.2, 20) for name in "abc"}
    bases = {name: rng.choice([1, 1, -1]) * rng.uniform(0.2, 12) for name in "abc"}
    with_bases = rng.random() < 0.3
    says = []
    for name, level, base in (
        ("t", sum(levels.values()), sum(bases.values())),
        *((name, levels[name], bases[name]) for name in "abc"),
    ):
        says.append(f"{name} level {level:.{places}f}")
        if with_bases and rng.random() < 0.5:
            says.append(f"{name} prior_level {base:.{places}f}")
        percent = 100 * (level / base - 1)
        printed = f"{abs(percent):.{places_of_rates}f}"
        if percent >= 0:
            says.append(f"{name} increase_pct {printed}")
        elif float(printed) != 100:
            says.append(f"{name} decrease_pct {printed}")
    return says


def test_honest_reports_with_bases_of_either_sign_are_not_contradicted(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    rng = random.Random(7)
    collection = SmallCollection()
    collection.identity("identity", "sum", "t", "a", "b", "c")
    says = {f"report-{number}": honest_of_either_sign(rng) for number in range(200)}
    for name, said in says.items():
        collection.report(name, said)
    warehouse = compiled_models.build(read_inputs(write_seeds(tmp_path, collection.tables)))
    condemned = warehouse.execute(
        "select report_id, kind, quantity from marts.reconciliation where verdict = 'contradiction'"
    ).fetchall()
    assert [(*one, says[one[0]]) for one in condemned] == []
    assert audited(warehouse, tmp_path) == []


def test_a_slip_far_beyond_its_rounding_is_the_transcribers_alone(
    build: Build, tmp_path: Path
) -> None:
    """The levels are apart by as many as ten thousand million times what their rounding reaches."""
    says = ["t level 19631475.084", "x level 10141461.655", "y level 29772936.739"]
    says += ["t plan_pct 76.3", "x plan_pct 69.1", "y plan_pct 80.7"]
    warehouse = build([PAIR], says)
    ((severity,),) = warehouse.execute(
        "select severity from intermediate.int_pair_severities"
    ).fetchall()
    needed = Fraction("20282923.31") / Fraction("0.0015")
    # The ends of ten-digit levels are doubles: of a width of a thousandth six digits are left.
    assert abs(severity / needed - 1) < 1e-6
    refused = audited(warehouse, tmp_path)
    assert refused
    assert not any("maintainer" in who for who in refused)


def test_a_severity_that_the_solver_cannot_tell_is_the_transcribers_alone(
    build: Build, tmp_path: Path
) -> None:
    """A level and a rate in each other's place: the base would be below nought, its parts above."""
    says = ["t level 12.27", "x level 34997.198", "y level 115814.335"]
    says += ["t plan_pct 56.26", "x plan_pct 68.52", "y under_plan_pct 46.62"]
    says += ["t decrease_pct 150811.533", "x increase_pct 18.58", "y decrease_pct 18.66"]
    warehouse = build([PAIR], says)
    ((severity,),) = warehouse.execute(
        "select lower from intermediate.int_joint_solutions "
        "where subject = 'single_level' and reading = 'half'"
    ).fetchall()
    assert isnan(severity)
    assert warehouse.execute(
        "select single_level, printed_base, decoupled from intermediate.int_joint_verdicts"
    ).fetchall() == [("not_checkable",) * 3]
    refused = audited(warehouse, tmp_path)
    assert refused
    assert not any("maintainer" in who for who in refused)


def test_shares_of_more_than_all_are_suspect_where_no_level_is_printed(build: Build) -> None:
    warehouse = build([PAIR], ["x share_pct 60.0", "y share_pct 70.0"])
    assert verdicts(warehouse, "joint") == ["suspect"]
    assert statuses(warehouse) == {"share_pct": {"suspect"}}


@pytest.mark.parametrize(
    "says",
    [
        ["t level 1000", "x share_pct 60.0", "y share_pct 70.0"],
        ["x level 600", "x share_pct 60.0", "y level 700"],
        [
            "t level 1000",
            "t increase_pct 25.0",
            "x level 600",
            "x increase_pct 20.0",
            "x contribution_pts 15.2",
        ],
    ],
)
def test_what_printed_levels_say_nothing_of_is_not_confirmed_by_them(
    build: Build, says: list[str]
) -> None:
    """One true level fails; percentages of printed levels hold, but the wrong one is none."""
    told = statuses(build([PAIR], says))
    unheard = told.get("share_pct", set()) | told.get("contribution_pts", set())
    assert unheard == {"unverifiable"}


def test_points_of_the_grand_total_are_not_added_up_to_its_parts(build: Build) -> None:
    """Of GRDP's growth industry gives 3.1 points, 2.4 of them by factories, 0.7 by building."""
    identities = [
        ("sum", "grdp", "farms", "industry"),
        ("sum", "industry", "factories", "building"),
    ]
    says = ["industry increase_pct 8.20", "industry contribution_pts 3.10"]
    says += ["factories contribution_pts 2.40", "building contribution_pts 0.70"]
    warehouse = build(identities, [*says, "grdp increase_pct 6.50", "farms contribution_pts 3.40"])
    assert verdicts(warehouse, "points") == ["consistent"]
    assert "contradiction" not in verdicts(warehouse, "joint")


def test_points_of_a_part_of_two_totals_are_of_neither_for_sure(build: Build) -> None:
    identities = [("sum", "t1", "x", "y"), ("sum", "t2", "x", "z")]
    says = ["t1 increase_pct 5.00", "x contribution_pts 2.00", "y contribution_pts 3.00"]
    warehouse = build(identities, [*says, "t2 increase_pct 4.00", "z contribution_pts 1.00"])
    assert verdicts(warehouse, "points") == []


def test_two_classifications_of_one_total_leave_it_one_total(build: Build) -> None:
    identities = [PAIR, ("sum", "t", "x", "y1", "y2")]
    says = ["t level 1000", "t increase_pct 25.0", "x level 600", "x increase_pct 20.0"]
    warehouse = build(identities, [*says, "x contribution_pts 15.2"])
    (severity,) = warehouse.execute(
        "select severity from marts.reconciliation where kind = 'joint'"
    ).fetchall()
    assert severity[0] > 20
