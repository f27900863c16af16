"""The solutions of joint problems, as rows for the warehouse."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from doichieu.joint.groups import solve_group
from doichieu.joint.kernel.instance import instance
from doichieu.joint.linear_programme import Undetermined
from doichieu.joint.posed import REASONS, RESULTS, Posed
from doichieu.joint.problems import Problem
from doichieu.joint.questions import Answer, Questions
from doichieu.joint.single_level import INFINITY, SingleLevel
from doichieu.joint.sparse_rows import Array
from doichieu.joint.threads import in_threads

# Figures and unknowns of a problem that is solved: some 1,300 indicators with a level, a plan and
# a growth each. The time grows with the square, and some minutes are the most that a run waits.
SIZE_LIMIT = 8_000
# Figures of the problems that a thread solves in one go: a tenth of a second's work.
PART_FIGURES = 5_000

TABLE = """
create or replace temp table joint_solutions (
    report_id varchar, problem_no bigint, subject varchar, indicator_id varchar,
    identity_id varchar, quantity varchar, figure_basis varchar, lower double, upper double
)
"""
ADD = """
insert into joint_solutions
select
    report_id, problem_no, subject, nullif(indicator_id, ''), nullif(identity_id, ''),
    nullif(quantity, ''), case subject when 'feasibility' then figure_basis end, lower, upper
from columns inner join joint_items using (item) inner join joint_batch using (place)
"""


class Ends(NamedTuple):
    """Results of problems: their places, their items, and both ends, which may be equal."""

    place: NDArray[np.int64]
    item: NDArray[np.int64]
    lower: Array
    upper: Array


def write_solutions(session: Any, batches: Iterable[list[Posed]]) -> Any:
    """A relation like int_joint_solutions, with the solutions of all problems."""
    session.sql(TABLE)
    for batch in batches:
        found = list(in_threads(solved, parts_of(batch)))
        columns = joined(found)._asdict()  # noqa: F841 (DuckDB finds it by name)
        session.sql(ADD)
    return session.table("joint_solutions")


def parts_of(batch: list[Posed]) -> Iterator[Posed]:
    """Groups of at most PART_FIGURES figures, or of one problem."""
    for posed in batch:
        size = max(PART_FIGURES // max(len(posed.structure.problem.ratios), 1), 1)
        for start in range(0, len(posed), size):
            yield posed.part(slice(start, start + size))


def solved(posed: Posed) -> Ends:
    """All results of problems of one structure; a problem that is not solved has its reason."""
    problem = posed.structure.problem
    if len(problem.ratios) + len(problem.unknowns) > SIZE_LIMIT:
        return unsolved(posed, "too_large")
    try:
        return ends_of(posed)
    except MemoryError:
        if len(posed) == 1:
            return unsolved(posed, "out_of_memory")
    return joined([solved(posed.part(np.array([row]))) for row in range(len(posed))])


def joined(parts: list[Ends]) -> Ends:
    """All results one after the other."""
    return Ends(*map(np.concatenate, zip(*parts, strict=True)))


def unsolved(posed: Posed, reason: str) -> Ends:
    """The only result of problems that are not solved."""
    item = np.full(len(posed), len(RESULTS) + REASONS.index(reason))
    return Ends(posed.places, item, np.zeros(len(posed)), np.zeros(len(posed)))


def ends_of(posed: Posed) -> Ends:
    """Severity, growths of boxes, bounds and feasibility intervals of each problem.

    The wide interval is solved only where the half interval fails: it contains the half interval.
    """
    solutions = solve_group(posed.structure, posed.group)
    size = len(posed)
    numbers = np.full((size, len(RESULTS) + len(REASONS)), np.nan)
    numbers[:, 0] = solutions.severities
    for row in np.flatnonzero(~solutions.holds):
        numbers[row, 1] = 1.0 if holds_wide(posed.problem(row)) else INFINITY
    numbers[:, 2 : len(RESULTS)] = solutions.growths.reshape(size, -1)
    numbers[np.isnan(solutions.severities), len(RESULTS) + REASONS.index("undecided")] = 0.0
    ends = np.concatenate(
        (
            np.stack((numbers, numbers), axis=-1),
            solutions.bounds,
            solutions.contributions,
            solutions.feasibilities,
        ),
        axis=1,
    )
    items = np.arange(ends.shape[1])
    items[numbers.shape[1] :] += posed.first_item - numbers.shape[1]
    rows, columns = np.nonzero(~np.isnan(ends[..., 0]))
    return Ends(posed.places[rows], items[columns], *ends[rows, columns].T)


def holds_wide(problem: Problem) -> bool:
    """Whether the wide interval holds; true also where no solver can decide, so that no
    contradiction follows."""
    instance().clear()
    questions = Questions.of(problem.widened())
    (answer,) = questions.holds(np.ones((1, len(questions.structure.signs)), np.bool_))
    if answer != Answer.UNANSWERED:
        return bool(answer == Answer.YES)
    with contextlib.suppress(Undetermined):
        return SingleLevel(problem, is_wide=True).holds()
    return True
