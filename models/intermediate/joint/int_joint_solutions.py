"""Solutions of the joint problems that SQL does not solve in closed form, by linear programmes."""

from doichieu.joint.pool import solve_all, tasks, workers_for
from doichieu.joint.problems import BOTH_READINGS, FIGURE_COLUMNS, IDENTITY_COLUMNS
from doichieu.joint.solutions import BOX_COLUMNS, Solution
from doichieu.joint.tables import rows_of, table_of


def model(dbt, session):
    """One row a solution, with the columns of `Solution`."""
    dbt.config(materialized="table")
    # The closed form of a pair ignores rounded bases: where it fails, the wide interval is solved.
    failed_pairs = dbt.ref("int_pair_severities").filter("not is_wide_held").select("problem_id")
    others = dbt.ref("int_joint_problems").filter("not is_pair").select("problem_id")
    to_solve = others.union(failed_pairs)

    def rows(relation, columns):
        return rows_of(relation.join(to_solve, "problem_id").select(columns).order("all"))

    figures = dbt.ref("int_joint_figures").query("figures", BOTH_READINGS)
    waiting = tasks(
        rows(figures, FIGURE_COLUMNS),
        rows(dbt.ref("int_joint_identities"), IDENTITY_COLUMNS),
        rows(dbt.ref("int_joint_boxes"), BOX_COLUMNS),
        only_wide={problem_id for (problem_id,) in failed_pairs.fetchall()},
    )
    solutions = solve_all(waiting, workers_for(len(to_solve)))
    types = ["varchar"] * 7 + ["double"] * 2
    return table_of(session, dict(zip(Solution._fields, types, strict=True)), solutions)
