"""Large joint problems: memory within a budget, the answers of small ones, and honest refusals."""

import math
import random
from collections.abc import Iterator

import numpy as np
import pytest
from support.large_problems import Rows as ReportRows
from support.large_problems import one_sum, rows_of, tree

from doichieu.joint import simplex, solutions, sparse_rows
from doichieu.joint.pool import Task, solve_task
from doichieu.joint.problems import Problem, read_problems
from doichieu.joint.solutions import Solution, read_boxes, solve
from doichieu.joint.sparse_rows import Form, Rows, least_norm, stacked

# The answers of both solvers agree to this fraction of a half-width.
AGREEMENT = 1e-9


def solved(rows: ReportRows) -> list[Solution]:
    (problem,) = read_problems(*rows[:2])
    return list(solve(problem, read_boxes(rows[2])))


@pytest.fixture
def without_walk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every problem counts as too large for dense arrays."""
    with monkeypatch.context() as patch:
        patch.setattr(simplex, "DICTIONARY_LIMIT", 0)
        yield


# -- the budget


@pytest.mark.parametrize(("rows", "unknowns"), [(2_400, 901), (8_000, 3_001), (100_000, 40_000)])
def test_dictionaries_of_a_large_problem_are_not_made(rows: int, unknowns: int) -> None:
    """300 parts with level, plan and growth: each of 4,200 dictionaries would take 17 MB."""
    assert not simplex.fits(rows, unknowns)


def test_groups_of_dictionaries_stay_within_the_budget() -> None:
    for unknowns in range(1, 400):
        for rows in (unknowns, 2 * unknowns, 3 * unknowns, 10 * unknowns):
            if simplex.fits(rows, unknowns):
                size = simplex.dictionary_size(rows, unknowns)
                group = simplex.group_size(rows, unknowns)
                assert group >= 1
                assert group * simplex.ARRAYS_AT_ONCE * size <= simplex.MEMORY_BUDGET


@pytest.mark.parametrize("parts", [20, 60])
def test_no_larger_array_is_made(parts: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dense matrices of a problem: none of a large one, but small systems of its identities."""
    made = []
    dense = Rows.dense

    def watched(rows: Rows) -> np.ndarray:
        made.append(len(rows) * rows.width)
        return dense(rows)

    monkeypatch.setattr(Rows, "dense", watched)
    answers = solved(rows_of(random.Random(1), one_sum(parts)))
    assert len(answers) > 7 * parts
    limit = sparse_rows.DENSE_LIMIT if parts == 60 else simplex.DICTIONARY_LIMIT / simplex.DOUBLE
    assert max(made) <= limit
    # Of 60 parts only the three identities.
    assert parts == 20 or max(made) == 3 * 3 * (parts + 1)


def test_groups_find_what_all_together_find(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of(random.Random(2), tree(4, 3))
    together = solved(rows)
    monkeypatch.setattr(simplex, "MEMORY_BUDGET", 1)
    assert simplex.group_size(100, 50) == 1
    assert solved(rows) == together


# -- the same answers without dense arrays

PROBLEMS = {
    "sum of 3": (one_sum(3), ()),
    "sum of 9": (one_sum(9), ()),
    "tree": (tree(4, 3), ()),
    "exact parts": (one_sum(6), ("p0", "p1", "p2")),
    "exact total": (one_sum(4), ("p0", "p1", "p2", "p3", "t")),
}


@pytest.mark.parametrize("name", PROBLEMS)
@pytest.mark.parametrize("is_wrong", [False, True])
def test_a_sparse_programme_finds_what_the_walk_finds(
    name: str, is_wrong: bool, request: pytest.FixtureRequest
) -> None:
    """Verdicts, bounds, contributions and feasibility intervals; one level may be misprinted."""
    groups, counts = PROBLEMS[name]
    figures, identities, boxes = rows_of(random.Random(name), groups, counts)
    if is_wrong:
        place = next(place for place, row in enumerate(figures) if row[2] == "level")
        wrong = list(figures[place])
        for end in (7, 8, 10, 11):
            wrong[end] += 400.0
        figures[place] = tuple(wrong)
    rows = figures, identities, boxes
    walked = solved(rows)
    request.getfixturevalue("without_walk")
    sparse = solved(rows)
    assert [one[:7] for one in sparse] == [one[:7] for one in walked]
    widths = {(row[1], row[2]): max((row[8] - row[7]) / 2, 0.05) for row in figures}
    for one, other in zip(sparse, walked, strict=True):
        width = widths.get((one.indicator_id, one.quantity), abs(other.lower) * 1e-4 or 1.0)
        for end in (7, 8):
            assert one[end] == pytest.approx(other[end], abs=AGREEMENT * width, rel=1e-12)


# -- problems without a verdict


def test_a_problem_beyond_the_limit_has_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model fails, no quantity is bounded."""
    monkeypatch.setattr(solutions, "SIZE_LIMIT", 23)  # 12 figures and 12 unknowns
    found = solved(rows_of(random.Random(3), one_sum(3)))
    assert [(one.subject, one.reading, one.quantity) for one in found] == [
        ("single_level", "half", None),
        ("single_level", "wide", None),
        ("printed_base", "half", None),
        ("decoupled", "half", None),
        ("unsolved", "half", "too_large"),
    ]
    assert [one.lower for one in found[1:]] == [1.0, 0.0, 0.0, 0.0]
    assert math.isnan(found[0].lower)
    monkeypatch.setattr(solutions, "SIZE_LIMIT", 24)
    assert len(solved(rows_of(random.Random(3), one_sum(3)))) > 20


@pytest.mark.parametrize("seeks_conflicts", [False, True])
def test_a_problem_without_memory_has_a_reason(
    seeks_conflicts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(problem: Problem, *_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("doichieu.joint.pool.solve", fail)
    monkeypatch.setattr("doichieu.joint.pool.conflicts_of", fail)
    task = Task(*rows_of(random.Random(4), one_sum(3)), False, seeks_conflicts)
    found = [one.quantity for one in solve_task(task) if one.subject == "unsolved"]
    assert found == ([] if seeks_conflicts else ["out_of_memory"])


def test_a_problem_that_the_solver_cannot_decide_has_a_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The boxes of the other models are still compared."""
    monkeypatch.setattr(solutions.SingleLevel, "severity", lambda _: math.nan)
    found = solved(rows_of(random.Random(7), one_sum(3)))
    assert [one.quantity for one in found if one.subject == "unsolved"] == ["undecided"]
    severity, wide = (one.lower for one in found if one.subject == "single_level")
    assert math.isnan(severity)
    assert wide == 1.0
    assert {one.subject for one in found} >= {"printed_base", "decoupled"}


# -- sparse rows


def random_matrix(rng: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    """A matrix of small whole numbers, most of them zero."""
    return rng.integers(-3, 4, (rows, columns)) * (rng.random((rows, columns)) < 0.4) * 1.0


def test_sparse_rows_calculate_as_dense_ones() -> None:
    rng = np.random.default_rng(5)
    for _ in range(50):
        height, width = rng.integers(1, 7, 2).tolist()
        matrix, other = random_matrix(rng, height, width), random_matrix(rng, 2, width)
        point, factors = rng.normal(size=width), rng.normal(size=height)
        rows = Rows.of_dense(matrix)
        order = rng.integers(0, height, 4)
        assert np.array_equal(rows.dense(), matrix)
        assert rows.at(point) == pytest.approx(matrix @ point)
        assert rows.transposed_at(factors) == pytest.approx(matrix.T @ factors)
        assert np.array_equal(rows.largest, np.abs(matrix).max(axis=1))
        assert np.array_equal(rows.by(factors).dense(), matrix * factors[:, None])
        assert np.array_equal(rows.over(factors).dense(), matrix / factors[:, None])
        assert np.array_equal(rows.taken(order).dense(), matrix[order])
        stack = stacked((rows, Rows.of_dense(other))).dense()
        assert np.array_equal(stack, np.vstack((matrix, other)))
        column = rows.with_column(factors).dense()
        assert np.array_equal(column, np.column_stack((matrix, factors)))
        more = rows.with_entries({height - 1: (1, 7.0)}, width + 2).dense()
        assert np.array_equal(more[:, :width], matrix)
        assert more[:, width:].tolist() == [[0.0, 0.0]] * (height - 1) + [[0.0, 7.0]]


def test_forms_add_up_column_by_column() -> None:
    one, other = Form.of({0: 1.0, 2: -4.0}, 3.0), Form.of({2: 2.0, 5: 1.0}, -1.0)
    form = one.plus(2.0, other)
    assert dict(zip(form.columns.tolist(), form.values.tolist(), strict=True)) == {
        0: 1.0,
        2: 0.0,
        5: 2.0,
    }
    assert (form.constant, one.largest, Form.of({}).largest) == (1.0, 4.0, 0.0)
    assert one.times(-2.0).at(np.arange(6.0)) == -2 * (0 - 8 + 3)


def test_iteration_finds_the_shortest_solution(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where rows depend on each other, as identities may."""
    rng = np.random.default_rng(6)
    for _ in range(20):
        matrix = random_matrix(rng, 6, 15)
        matrix = np.vstack((matrix, matrix[0] + matrix[1]))
        matrix = matrix[np.abs(matrix).max(axis=1) > 0]
        rows, right = Rows.of_dense(matrix), matrix @ rng.normal(size=15)
        monkeypatch.setattr(sparse_rows, "DENSE_LIMIT", 10**6)
        direct = least_norm(rows, right)
        monkeypatch.setattr(sparse_rows, "DENSE_LIMIT", 0)
        assert least_norm(rows, right) == pytest.approx(direct, abs=1e-9)
        assert matrix @ least_norm(rows, right) == pytest.approx(right, abs=1e-12)
