"""Swaps: whether all figures hold under model S once two exchange their printed numbers."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from doichieu.joint.kernel.instance import instance
from doichieu.joint.linear_programme import Undetermined
from doichieu.joint.posed import Posed
from doichieu.joint.questions import Answer, Questions
from doichieu.joint.single_level import SingleLevel
from doichieu.joint.threads import in_threads

# Larger problems are not tried: each pair of figures is a linear programme.
FIGURE_LIMIT = 40
# Swaps that a thread tries in one go.
PART_SIZE = 500

# Two figures of one problem swapped: only solving it again shows whether all its figures hold.
TRIALS = """
create or replace temp table joint_trials as
with placed as (
    select trials.*, problem_no, indicator_id
    from trials
    inner join figures
        on
            (trials.report_id, trials.observation_no, trials.quantity, trials.basis)
            = (figures.report_id, figures.observation_no, figures.quantity, figure_basis)
)
select
    report_id, problem_no, one.figure_no, one.other_figure_no,
    one.indicator_id, one.quantity, one.basis, one.lower, one.upper,
    other.indicator_id as other_indicator_id, other.quantity as other_quantity,
    other.basis as other_basis, other.lower as other_lower, other.upper as other_upper,
    row_number() over () - 1 as trial_no
from placed as one
inner join placed as other using (report_id, problem_no)
where
    (one.figure_no, one.other_figure_no) = (other.other_figure_no, other.figure_no)
    and one.figure_no < one.other_figure_no
"""
# The trials of a batch: both figures by their place in the problem, and their new intervals.
OF_BATCH = """
with figures as (select * from joint_items where subject = 'feasibility')
select
    place, trial_no, one.column_no as figure, other.column_no as other,
    lower, upper, other_lower, other_upper
from joint_trials
inner join joint_batch using (report_id, problem_no)
inner join figures as one
    on
        (joint_batch.structure_no, joint_trials.indicator_id, joint_trials.quantity, basis)
        = (one.structure_no, one.indicator_id, one.quantity, one.figure_basis)
inner join figures as other
    on
        (joint_batch.structure_no, other_indicator_id, other_quantity, other_basis)
        = (other.structure_no, other.indicator_id, other.quantity, other.figure_basis)
order by place, trial_no
"""
RESTORED = """
with restored as (
    select report_id, figure_no, other_figure_no, bool_and(holds) as is_restored
    from columns inner join joint_trials using (trial_no)
    group by all
)
from restored
union all
select report_id, other_figure_no, figure_no, is_restored from restored
"""


def swaps_of(session: Any, trials: Any, figures: Any) -> Any:
    """Two figures of a problem, and the interval that each has with the other's number.

    One row a problem and pair. `trials` is a relation like int_repair_trials, `figures` one like
    int_joint_figures: DuckDB finds both by the names of the parameters.
    """
    session.sql(TRIALS)
    return session.table("joint_trials")


def try_swaps(session: Any, batches: Iterable[list[Posed]]) -> Any:
    """A relation like int_repair_swaps: whether a swap restores every problem of both figures.

    The swaps are those of `swaps_of`.
    """
    numbers, answers = [np.zeros(0, np.int64)], [np.zeros(0, np.bool_)]
    for batch in batches:
        trials = session.sql(OF_BATCH).fetchnumpy()
        numbers.append(trials["trial_no"])
        answers += in_threads(restores, parts_of(batch, trials))
    columns = {"trial_no": np.concatenate(numbers), "holds": np.concatenate(answers)}  # noqa: F841
    session.sql(f"create or replace temp table joint_swaps as {RESTORED}")
    return session.table("joint_swaps")


def parts_of(batch: list[Posed], trials: dict[str, NDArray[Any]]) -> Iterator[Posed]:
    """The problems after each swap, PART_SIZE at a time, in the order of the trials."""
    for posed in batch:
        start, stop = np.searchsorted(trials["place"], posed.places[[0, -1]] + [0, 1])
        for first in range(start, stop, PART_SIZE):
            own = slice(first, min(first + PART_SIZE, stop))
            yield swapped(posed, {name: column[own] for name, column in trials.items()})


def swapped(posed: Posed, trials: dict[str, NDArray[Any]]) -> Posed:
    """The problems of some trials, with the half intervals that both figures have after the swap.

    `part` copies them.
    """
    after = posed.part(trials["place"] - posed.places[0])
    every = np.arange(len(after))
    for figure, name in (("figure", ""), ("other", "other_")):
        after.group.lower[every, trials[figure]] = trials[f"{name}lower"]
        after.group.upper[every, trials[figure]] = trials[f"{name}upper"]
    return after


def restores(after: Posed) -> NDArray[np.bool_]:
    """Whether all figures hold in each problem; False where no solver can decide."""
    shape = after.group.lower.shape
    if shape[1] > FIGURE_LIMIT:
        return np.zeros(len(after), np.bool_)
    instance().clear()
    answers = Questions(after.structure, after.group).holds(np.ones(shape, np.bool_))
    for row in np.flatnonzero(answers == Answer.UNANSWERED):
        with contextlib.suppress(Undetermined):
            answers[row] = SingleLevel(after.problem(row)).holds()
    return answers == Answer.YES
