"""Answers to the joint problems that SQL does not solve in closed form, by HiGHS."""

from doichieu.joint.problems import BOTH_READINGS, FIGURE_COLUMNS, IDENTITY_COLUMNS
from doichieu.joint.questions import answer_all, helpers_for, questions
from doichieu.joint.solutions import BOX_COLUMNS, Solution
from doichieu.joint.tables import rows_of, table_of


def model(dbt, session):
    """One row an answer, with the columns of `Solution`."""
    dbt.config(materialized="table")
    # A pair is left open where its closed form fails: it does not know of rounded bases.
    failed_pairs = dbt.ref("int_pair_severities").filter("not is_wide_held").select("problem_id")
    others = dbt.ref("int_joint_problems").filter("not is_pair").select("problem_id")
    open_problems = others.union(failed_pairs)

    def rows(relation, columns):
        return rows_of(relation.join(open_problems, "problem_id").select(columns).order("all"))

    figures = dbt.ref("int_joint_figures").query("figures", BOTH_READINGS)
    asked = questions(
        rows(figures, FIGURE_COLUMNS),
        rows(dbt.ref("int_joint_identities"), IDENTITY_COLUMNS),
        rows(dbt.ref("int_joint_boxes"), BOX_COLUMNS),
        only_wide={problem_id for (problem_id,) in failed_pairs.fetchall()},
    )
    answers = answer_all(asked, helpers_for(len(open_problems)))
    types = ["varchar"] * 7 + ["double"] * 2
    return table_of(session, dict(zip(Solution._fields, types, strict=True)), answers)
