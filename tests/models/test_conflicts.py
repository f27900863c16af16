"""Conflicts by hand: which figures are named, what the others imply, and what keeps its status."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import pytest
from support.random_collections import write_seeds
from support.small_collections import SmallCollection

from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs

# A total and six parts, each with its level and its share of the plan; the plans are 200, 100, 100,
# 200, 80 and 400. The first part was printed with 8.3 in place of 60.0.
INVESTMENT = """
    total level 750; total plan_pct 69.4; a level 120; a plan_pct 8.3; b level 86; b plan_pct 86.0;
    c level 70; c plan_pct 70.0; d level 150; d plan_pct 75.0; e level 64; e plan_pct 80.0;
    f level 260; f plan_pct 65.0
"""
# Three levels of a budget do not add up, beside eight figures that agree.
BUDGET = """
    revenue level 1000; revenue increase_pct 10.0; home level 700; home increase_pct 20.0;
    abroad level 200; tax level 400; land level 200; fee level 100; tax plan_pct 50.0;
    abroad increase_pct 5.0; fee plan_pct 25.0
"""


class Case(NamedTuple):
    """The identities of a report, such as `total = a + b`, and its figures in short."""

    identities: tuple[str, ...]
    figures: str


CASES = {
    "investment": Case(("total = a + b + c + d + e + f",), INVESTMENT),
    "budget": Case(("revenue = home + abroad", "home = tax + land + fee"), BUDGET),
    "two-faults": Case(
        ("total = a + b", "a = c + d", "b = e + f"),
        """
        total level 1000; a level 600; b level 400; c level 250; d level 200; e level 150;
        f level 150; g level 5
        """,
    ),
    "shared": Case(
        ("total = a + b", "total = c + d"),
        "total level 1000; a level 500; b level 400; c level 300; d level 600",
    ),
    "repeat": Case((), "a level 748; a level 760; a plan_pct 50; b level 5"),
    "ratio": Case((), "a level 748; a plan_level 1000; a plan_pct 60.0; b level 5"),
    "twice": Case(
        ("total = a + b",),
        "total level 1000; total level 1000.2; a level 500.0; b level 400.0; a level 500",
    ),
    "limit": Case((), "a increase_pct 150; a level 10; b level 5"),
    "mended": Case(
        ("total = a + b", "a = c + d"),
        "total level 990; a level 500; b level 400; c level 300; d level 200",
    ),
    "touching": Case((), "a level 748; a level 749; b level 5"),
    "points": Case(
        ("total = a + b",),
        "total increase_pct 9.5; a contribution_pts 5.7; b contribution_pts 1.2; c level 3",
    ),
    "ratio-and-sum": Case(
        ("total = a + b",),
        """
        total level 100.0; total plan_level 200.0; total plan_pct 70.0; a level 60.0;
        a plan_pct 40.0; b level 40.0; b plan_pct 80.0
        """,
    ),
    "bases": Case(
        (),
        """
        a level 100.0; a level 50.0 period_id=2020-H1; a prior_level 50.00;
        a increase_pct 100.0; a increase_pct 20.0 basis=base_2020
        """,
    ),
}


@pytest.fixture(scope="module")
def warehouse(
    compiled_models: CompiledModels, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """All cases in one warehouse, each with its own indicators."""
    collection = SmallCollection()
    for name, case in CASES.items():
        for number, identity in enumerate(case.identities):
            total, *parts = identity.replace("=", "+").split(" + ")
            members = (f"{name}-{member}" for member in (total, *parts))
            collection.identity(f"{name}-{number}", "sum", *members)
        figures = " ".join(case.figures.split()).split("; ")
        collection.report(name, [f"{name}-{figure}" for figure in figures])
    collection.limit("limit-a", "increase_pct", "-100", "100", "critical")
    inputs = read_inputs(write_seeds(tmp_path_factory.mktemp("cases"), collection.tables))
    with compiled_models.build(inputs) as built:
        yield built


def conflicts(warehouse: duckdb.DuckDBPyConnection, report: str) -> list[list[int]]:
    """The figures of each conflict of a report, in the order of their ranks."""
    found = warehouse.execute(
        "select list(figure_no order by figure_no), min(size), max(size), bool_and(is_smallest) "
        "from marts.conflicts where report_id = ? group by rank order by rank",
        [report],
    ).fetchall()
    for figures, least, most, is_smallest in found:
        assert least == most == len(figures)
        assert is_smallest
    return [figures for figures, *_ in found]


def implied(warehouse: duckdb.DuckDBPyConnection, report: str, figure: int) -> tuple[Any, ...]:
    """What the others imply for a figure."""
    (row,) = warehouse.execute(
        "select distinct implied_lower, implied_upper from marts.conflicts "
        "where report_id = ? and figure_no = ?",
        [report, figure],
    ).fetchall()
    return tuple(row)


def statuses(warehouse: duckdb.DuckDBPyConnection, report: str) -> dict[str, list[int]]:
    """The figures of each status."""
    return dict(
        warehouse.execute(
            "select check_status, list(figure_no order by figure_no) from marts.figures "
            "where report_id = ? group by all",
            [report],
        ).fetchall()
    )


def test_a_share_of_the_plan_among_others(warehouse: duckdb.DuckDBPyConnection) -> None:
    """The plan of the part alone exceeds that of the total: four figures, and 60,0 is implied."""
    assert conflicts(warehouse, "investment") == [[1, 2, 3, 4]]
    lower, upper = implied(warehouse, "investment", 4)
    assert 59 < lower < 60.0 < upper < 60.5
    assert statuses(warehouse, "investment") == {
        "contradicted": [1, 2, 3, 4],
        "confirmed": list(range(5, 15)),
    }
    candidates = "select count(*) from marts.repair_candidates where report_id = 'investment'"
    assert warehouse.execute(candidates).fetchall() == [(0,)]


def test_three_levels_of_a_budget(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert conflicts(warehouse, "budget") == [[1, 3, 5]]
    assert [implied(warehouse, "budget", one) for one in (1, 3, 5)] == [
        (899.0, 901.0),
        (799.0, 801.0),
        (299.0, 301.0),
    ]
    assert statuses(warehouse, "budget") == {
        "contradicted": [1, 3, 5],
        "confirmed": [2, 4, 6, 7, 8, 10],
        "unverifiable": [9, 11],
    }


def test_two_independent_faults_are_two_conflicts(warehouse: duckdb.DuckDBPyConnection) -> None:
    """600 is not 250 + 200, and 400 is not 150 + 150. What they leave is what their own sum does,
    for all others cannot hold."""
    assert conflicts(warehouse, "two-faults") == [[2, 4, 5], [3, 6, 7]]
    assert implied(warehouse, "two-faults", 2) == (449.0, 451.0)
    # The total agrees with both.
    assert statuses(warehouse, "two-faults") == {
        "contradicted": [2, 3, 4, 5, 6, 7],
        "confirmed": [1],
        "unverifiable": [8],
    }


def test_all_sets_of_the_smallest_size_are_named(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Both classifications of a total add up to 900: the total is in both conflicts, and is what
    all others contradict."""
    assert conflicts(warehouse, "shared") == [[1, 2, 3], [1, 4, 5]]
    assert implied(warehouse, "shared", 1) == (899.0, 901.0)
    assert statuses(warehouse, "shared") == {"contradicted": [1, 2, 3, 4, 5]}


def test_a_repeat_is_its_two_figures(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert conflicts(warehouse, "repeat") == [[1, 2]]
    assert implied(warehouse, "repeat", 1) == (759.5, 760.5)
    assert statuses(warehouse, "repeat") == {"contradicted": [1, 2], "unverifiable": [3, 4]}


def test_a_ratio_outside_identities_is_its_three_figures(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert conflicts(warehouse, "ratio") == [[1, 2, 3]]
    lower, upper = implied(warehouse, "ratio", 3)
    assert lower == pytest.approx(100 * 747.5 / 1000.5)
    assert upper == pytest.approx(100 * 748.5 / 999.5)
    assert statuses(warehouse, "ratio")["unverifiable"] == [4]


def test_of_a_quantity_printed_twice_one_figure_is_named(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """1000.2 and 500.0 are more precise than 1000 and 500, which agree with them."""
    assert conflicts(warehouse, "twice") == [[2, 3, 4]]
    assert statuses(warehouse, "twice")["confirmed"] == [1, 5]


def test_beyond_a_limit_the_figure_is_alone(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert conflicts(warehouse, "limit") == [[1]]
    assert implied(warehouse, "limit", 1) == (None, None)
    assert statuses(warehouse, "limit") == {"contradicted": [1], "unverifiable": [2, 3]}


def test_points_that_do_not_add_up(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Without a level neither model S nor B decides: the single check names its figures."""
    assert conflicts(warehouse, "points") == [[1, 2, 3]]


def test_a_sum_that_shares_a_figure_with_a_smaller_conflict_has_none(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """100 of 200 are not 70 %. That the plan of the total is not the sum of 150 and 50 follows."""
    assert conflicts(warehouse, "ratio-and-sum") == [[1, 2, 3]]
    sums = """select verdict from marts.reconciliation
        where report_id = 'ratio-and-sum' and quantity = 'implied_plan'"""
    assert warehouse.execute(sums).fetchall() == [("contradiction",)]


def test_a_level_that_restates_one_base_is_still_another(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """50.00 says what 50.0 does of last year; of 2020, the same year, only 50.0 says it."""
    assert conflicts(warehouse, "bases") == [[1, 2, 5]]
    assert statuses(warehouse, "bases")["contradicted"] == [1, 2, 5]


def test_every_contradiction_has_a_conflict(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        "select check_id from marts.reconciliation where verdict = 'contradiction' "
        "and check_id not in (select check_id from intermediate.int_conflict_checks)"
    ).fetchall()
    assert found == []
    # And the check named first is a contradiction of its report.
    (count,) = warehouse.execute(
        "select count(*) from marts.conflicts inner join marts.reconciliation as checks "
        "using (check_id, report_id) where checks.verdict != 'contradiction'"
    ).fetchone() or (None,)
    assert count == 0


def test_two_figures_of_one_quantity_do_not_exchange_their_places(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    swaps = warehouse.execute(
        "select * from intermediate.int_repair_trials where report_id in ('repeat', 'twice') "
        "and other_figure_no in (1, 2) and figure_no in (1, 2)"
    ).fetchall()
    assert swaps == []


def candidates(warehouse: duckdb.DuckDBPyConnection, report: str) -> set[tuple[int, str]]:
    """The figures with a candidate, and the candidates."""
    return set(
        warehouse.execute(
            "select figure_no, candidate from marts.repair_candidates where report_id = ?", [report]
        ).fetchall()
    )


def test_a_candidate_leaves_no_contradiction(warehouse: duckdb.DuckDBPyConnection) -> None:
    """A total of 900 mends all; 590 for a part would contradict its own parts."""
    assert conflicts(warehouse, "mended") == [[1, 2, 3]]
    found = candidates(warehouse, "mended")
    assert (1, "900") in found
    assert {figure for figure, _ in found} == {1, 3}
    # No single edit mends two faults: a conflict without a candidate.
    assert candidates(warehouse, "two-faults") == set()


def test_a_repeat_is_mended_by_the_same_number(warehouse: duckdb.DuckDBPyConnection) -> None:
    """747 for 749 would only touch 748 as 749 does."""
    assert conflicts(warehouse, "touching") == [[1, 2]]
    assert {
        one for one in candidates(warehouse, "touching") if one[0] == 2 and len(one[1]) == 3
    } == {(2, "748")}
