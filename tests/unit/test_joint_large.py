"""Large joint problems: memory within a budget, the answers of small ones, and honest refusals."""

import math
import random
from collections.abc import Iterator

import duckdb
import numpy as np
import pytest
import wasmtime
from support.large_problems import Rows as ReportRows
from support.large_problems import one_sum, posed_of, rows_of, solutions_of, tree

from doichieu.joint import conflicts, groups, solutions, sparse_rows
from doichieu.joint import posed as posed_problems
from doichieu.joint.groups import Structure
from doichieu.joint.kernel.instance import Instance
from doichieu.joint.severity_search import SEVERITY_TOLERANCE
from doichieu.joint.single_level import SingleLevel
from doichieu.joint.sparse_rows import Form, Rows, least_norm, stacked

# The answers of both solvers agree to this fraction of a half-width.
AGREEMENT = 1e-9


@pytest.fixture
def without_kernel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every problem counts as too large for dense arrays."""
    with monkeypatch.context() as patch:
        patch.setattr(Structure, "fits", False)
        yield


# -- the budget


@pytest.mark.parametrize(("parts", "fits"), [(2, True), (12, True), (60, False), (300, False)])
def test_dense_arrays_are_not_made_of_a_large_problem(parts: int, fits: bool) -> None:
    """300 parts with level, plan and growth: each of 4,200 dictionaries would take 17 MB."""
    with duckdb.connect() as session:
        ((posed,),) = posed_of(session, rows_of(random.Random(1), one_sum(parts)))
    assert posed.structure.fits is fits


@pytest.mark.usefixtures("without_kernel")
def test_no_large_array_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 60 parts, the only dense matrices are those of the three identities."""
    made = []
    dense = Rows.dense

    def watched(rows: Rows) -> np.ndarray:
        made.append(len(rows) * rows.width)
        return dense(rows)

    monkeypatch.setattr(Rows, "dense", watched)
    (answers,) = solutions_of(rows_of(random.Random(1), one_sum(60)))
    assert len(answers) > 7 * 60
    assert max(made) == 3 * 3 * (60 + 1) <= sparse_rows.DENSE_LIMIT


@pytest.mark.parametrize("name", ["GROUP_BYTES", "PART_FIGURES", "BATCH_FIGURES"])
def test_in_parts_the_same_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some problems at a time, down to one."""
    reports = [rows_of(random.Random(seed), tree(2, 3)) for seed in range(5)]
    together = solutions_of(*reports)
    module = {"GROUP_BYTES": groups, "PART_FIGURES": solutions, "BATCH_FIGURES": posed_problems}
    monkeypatch.setattr(module[name], name, 1)
    assert solutions_of(*reports) == together
    assert len({tuple(one) for one in together}) == len(reports)


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
def test_a_sparse_programme_finds_what_the_kernel_finds(
    name: str, is_wrong: bool, request: pytest.FixtureRequest
) -> None:
    """Verdicts, bounds, contributions and feasibility intervals; one level may be misprinted."""
    identities_of, counts = PROBLEMS[name]
    figures, identities, boxes = rows_of(random.Random(name), identities_of, counts)
    if is_wrong:
        place = next(place for place, row in enumerate(figures) if row[1] == "level")
        wrong = list(figures[place])
        for end in (6, 7, 9, 10):
            wrong[end] += 400.0
        figures[place] = tuple(wrong)
    rows = figures, identities, boxes
    (dense,) = solutions_of(rows)
    request.getfixturevalue("without_kernel")
    (sparse,) = solutions_of(rows)
    widths = {(row[0], row[1]): max((row[7] - row[6]) / 2, 0.05) for row in figures}
    assert [one[:5] for one in sparse] == [one[:5] for one in dense]
    for one, other in zip(sparse, dense, strict=True):
        width = widths.get((one.indicator_id, one.quantity), abs(other.lower) * 1e-4 or 1.0)
        near = SEVERITY_TOLERANCE if one.subject == "single_level" else 1e-12
        assert one[5:] == pytest.approx(other[5:], abs=AGREEMENT * width, rel=near)


# -- problems without a verdict


def test_a_problem_beyond_the_limit_has_a_reason_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    report = rows_of(random.Random(3), one_sum(3))
    monkeypatch.setattr(solutions, "SIZE_LIMIT", 23)  # 12 figures and 12 unknowns
    assert reasons_of(report) == ["too_large"]
    monkeypatch.setattr(solutions, "SIZE_LIMIT", 24)
    assert len(solutions_of(report)[0]) > 20


def reasons_of(report: ReportRows) -> list[str]:
    """The reasons why a problem is not solved, where there is no other solution."""
    (found,) = solutions_of(report)
    assert {one.subject for one in found} == {"unsolved"}
    return [one.quantity or "" for one in found]


def test_the_one_problem_without_memory_has_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others of its group are solved."""
    reports = [rows_of(random.Random(seed), one_sum(3)) for seed in range(4)]
    all_solved = solutions_of(*reports)
    solve_group = solutions.solve_group

    def short_of_memory(structure: Structure, group: groups.Group) -> groups.Solutions:
        if np.isclose(group.lower, too_much).all(axis=1).any():
            raise MemoryError
        return solve_group(structure, group)

    with duckdb.connect() as session:
        ((posed,),) = posed_of(session, *reports)
    too_much = posed.group.lower[2]
    monkeypatch.setattr(solutions, "solve_group", short_of_memory)
    found = solutions_of(*reports)
    assert [one.quantity for one in found[2]] == ["out_of_memory"]
    assert found[:2] + found[3:] == all_solved[:2] + all_solved[3:]


def test_a_search_for_conflicts_without_memory_finds_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(conflicts, "conflicts_of", fail)
    with duckdb.connect() as session:
        ((posed,),) = posed_of(session, rows_of(random.Random(4), one_sum(3)))
    assert conflicts.found_in(conflicts.Contradiction(0, posed.problem(0), [])) == []


def test_memory_that_the_kernel_does_not_get_is_reported_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """More than an instance may have; and none, as where the address space is limited."""

    def refuse(*_: object) -> None:
        raise wasmtime.WasmtimeError("mmap failed to reserve memory")

    kernel = Instance()
    with pytest.raises(MemoryError, match="failed to grow memory"):
        kernel.room(2**32)
    kernel.clear()
    assert kernel.room(2**20) > 0
    monkeypatch.setattr(wasmtime, "Instance", refuse)
    with pytest.raises(MemoryError, match="failed to reserve memory"):
        Instance()


def test_a_kernel_that_does_not_fit_is_no_lack_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise wasmtime.WasmtimeError("expected 1 imports, found 0")

    monkeypatch.setattr(wasmtime, "Instance", refuse)
    with pytest.raises(wasmtime.WasmtimeError, match="expected 1 imports"):
        Instance()


@pytest.mark.usefixtures("without_kernel")
def test_a_problem_that_no_solver_can_decide_has_a_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The boxes of the other models are still compared."""
    monkeypatch.setattr(SingleLevel, "severity", lambda _: math.nan)
    (found,) = solutions_of(rows_of(random.Random(7), one_sum(3)))
    numbers = {one.subject: one.lower for one in found}
    assert [one.quantity for one in found if one.subject == "unsolved"] == ["undecided"]
    assert "single_level" not in numbers
    assert numbers["single_level_wide"] == 1.0
    assert numbers.keys() >= {"printed_base", "decoupled"}


# -- sparse rows


def random_matrix(rng: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    """A matrix of small whole numbers, most of them zero."""
    return rng.integers(-3, 4, (rows, columns)) * (rng.random((rows, columns)) < 0.4) * 1.0


def rows_of_matrix(matrix: np.ndarray) -> Rows:
    """The rows of a dense matrix."""
    forms = [
        Form.of({int(column): row[column] for column in np.flatnonzero(row)}) for row in matrix
    ]
    return Rows.of(forms, matrix.shape[1])


def test_sparse_rows_calculate_as_dense_ones() -> None:
    rng = np.random.default_rng(5)
    for _ in range(50):
        height, width = rng.integers(1, 7, 2).tolist()
        matrix, other = random_matrix(rng, height, width), random_matrix(rng, 2, width)
        point, factors = rng.normal(size=width), rng.normal(size=height)
        rows = rows_of_matrix(matrix)
        order = rng.integers(0, height, 4)
        assert np.array_equal(rows.dense(), matrix)
        assert rows.at(point) == pytest.approx(matrix @ point)
        assert rows.transposed_at(factors) == pytest.approx(matrix.T @ factors)
        assert np.array_equal(rows.largest, np.abs(matrix).max(axis=1))
        assert np.array_equal(rows.by(factors).dense(), matrix * factors[:, None])
        assert np.array_equal(rows.over(factors).dense(), matrix / factors[:, None])
        assert np.array_equal(rows.taken(order).dense(), matrix[order])
        stack = stacked((rows, rows_of_matrix(other))).dense()
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
        rows, right = rows_of_matrix(matrix), matrix @ rng.normal(size=15)
        monkeypatch.setattr(sparse_rows, "DENSE_LIMIT", 10**6)
        direct = least_norm(rows, right)
        monkeypatch.setattr(sparse_rows, "DENSE_LIMIT", 0)
        assert least_norm(rows, right) == pytest.approx(direct, abs=1e-9)
        assert matrix @ least_norm(rows, right) == pytest.approx(right, abs=1e-12)
