"""Whether a swap of two figures of one component makes all its figures consistent."""

from doichieu.joint.problems import (
    BOTH_READINGS,
    FIGURE_COLUMNS,
    IDENTITY_COLUMNS,
    read_problems,
)
from doichieu.joint.swaps import SWAP_COLUMNS, Swap, try_swaps
from doichieu.joint.tables import table_of


def model(dbt, session):
    """One row per pair in each order: report_id, figure_no, other_figure_no, is_restored."""
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
    found = try_swaps(posed, swaps)
    ends = [
        (report_id, *order, is_restored)
        for (report_id, one, other), is_restored in found.items()
        for order in ((one, other), (other, one))
    ]
    types = {
        "report_id": "varchar",
        "figure_no": "integer",
        "other_figure_no": "integer",
        "is_restored": "boolean",
    }
    return table_of(session, types, ends)
