"""Conflicts of the joint problems that contradict themselves, by linear programmes."""

from doichieu.joint.conflicts import ConflictFigure
from doichieu.joint.pool import solve_all, tasks, workers_for
from doichieu.joint.problems import BOTH_READINGS, FIGURE_COLUMNS, IDENTITY_COLUMNS
from doichieu.joint.solutions import BOX_COLUMNS
from doichieu.joint.tables import rows_of, table_of


def model(dbt, session):
    """One row a figure of a conflict, with the columns of `ConflictFigure`."""
    dbt.config(materialized="table")
    contradicted = (
        dbt.ref("int_verdicts")
        .filter("kind = 'joint' and verdict = 'contradiction'")
        .select("check_id as problem_id")
    )

    def rows(relation, columns):
        return rows_of(relation.join(contradicted, "problem_id").select(columns).order("all"))

    figures = dbt.ref("int_joint_figures").query("figures", BOTH_READINGS)
    waiting = tasks(
        rows(figures, FIGURE_COLUMNS),
        rows(dbt.ref("int_joint_identities"), IDENTITY_COLUMNS),
        rows(dbt.ref("int_joint_boxes"), BOX_COLUMNS),
        seeks_conflicts=True,
    )
    found = solve_all(waiting, workers_for(len(contradicted)))
    types = {
        "problem_id": "varchar",
        "conflict_no": "integer",
        "indicator_id": "varchar",
        "quantity": "varchar",
        "figure_basis": "varchar",
        "is_smallest": "boolean",
        "lower": "double",
        "upper": "double",
    }
    assert tuple(types) == ConflictFigure._fields
    return table_of(session, types, found)
