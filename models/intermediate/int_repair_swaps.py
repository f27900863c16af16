"""Whether two figures of one component hold with all others, each in the other's place."""

import numpy as np

from doichieu.joint.problems import (
    BOTH_READINGS,
    FIGURE_COLUMNS,
    IDENTITY_COLUMNS,
    read_problems,
)
from doichieu.joint.repairs import SWAP_COLUMNS, Swap, tried


def model(dbt, session):
    """One row a pair in each order: report_id, figure_no, other_figure_no, is_restored."""
    dbt.config(materialized="table")
    trials = dbt.ref("int_repair_swap_trials")
    problems = trials.select("problem_id").distinct()

    def rows(relation, columns):
        return relation.join(problems, "problem_id").select(columns).order("all").fetchall()

    figures = dbt.ref("int_joint_figures").query("figures", BOTH_READINGS)
    posed = read_problems(
        rows(figures, FIGURE_COLUMNS), rows(dbt.ref("int_joint_identities"), IDENTITY_COLUMNS)
    )
    swaps = [Swap(*row) for row in trials.select(SWAP_COLUMNS).order("all").fetchall()]
    found = tried(posed, swaps)
    ends = [
        (report_id, *order, is_restored)
        for (report_id, one, other), is_restored in found.items()
        for order in ((one, other), (other, one))
    ]
    columns = zip(*ends, strict=True) if ends else ((), (), (), ())
    names = ("report_id", "figure_no", "other_figure_no", "is_restored")
    session.register(
        "swaps_tried",
        {name: np.array(column, dtype=object) for name, column in zip(names, columns, strict=True)},
    )
    return session.query(
        "select cast(report_id as varchar) as report_id, cast(figure_no as integer) as figure_no, "
        "cast(other_figure_no as integer) as other_figure_no, "
        "cast(is_restored as boolean) as is_restored from swaps_tried"
    )
