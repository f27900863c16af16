"""Answers to the joint problems that SQL does not solve in closed form, by HiGHS."""

from doichieu.joint.problems import (
    BOTH_READINGS,
    FIGURE_COLUMNS,
    IDENTITY_COLUMNS,
    read_problems,
)
from doichieu.joint.solutions import BOX_COLUMNS, Solution, read_boxes, solve, solve_wide
from doichieu.joint.tables import table_of


def model(dbt, session):
    """One row an answer, with the columns of `Solution`."""
    dbt.config(materialized="table")
    # A pair is left open where its closed form fails: it does not know of rounded bases.
    failed_pairs = dbt.ref("int_pair_severities").filter("not is_wide_held").select("problem_id")
    others = dbt.ref("int_joint_problems").filter("not is_pair").select("problem_id")
    open_problems = others.union(failed_pairs)

    def rows(relation, columns):
        return relation.join(open_problems, "problem_id").select(columns).order("all").fetchall()

    figures = dbt.ref("int_joint_figures").query("figures", BOTH_READINGS)
    boxes = read_boxes(rows(dbt.ref("int_joint_boxes"), BOX_COLUMNS))
    problems = read_problems(
        rows(figures, FIGURE_COLUMNS), rows(dbt.ref("int_joint_identities"), IDENTITY_COLUMNS)
    )
    pairs = {problem_id for (problem_id,) in failed_pairs.fetchall()}
    answers = [
        answer
        for problem in problems
        for answer in (
            [solve_wide(problem)] if problem.problem_id in pairs else solve(problem, boxes)
        )
    ]
    types = ["varchar"] * 7 + ["double"] * 2
    return table_of(session, dict(zip(Solution._fields, types, strict=True)), answers)
