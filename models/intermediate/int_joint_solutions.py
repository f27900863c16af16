"""Answers to the joint problems that SQL does not solve in closed form, by HiGHS."""

import numpy as np

from doichieu.joint.problems import FIGURE_COLUMNS, IDENTITY_COLUMNS, read_problems
from doichieu.joint.solutions import BOX_COLUMNS, Solution, read_boxes, solve

BOTH_READINGS = """
select
    problem_id, indicator_id, quantity, over_indicator_id, over_quantity, coefficient,
    max(case reading when 'half' then lower end) as half_lower,
    max(case reading when 'half' then upper end) as half_upper,
    max(case reading when 'half' then sign end) as half_sign,
    max(case reading when 'wide' then lower end) as wide_lower,
    max(case reading when 'wide' then upper end) as wide_upper,
    max(case reading when 'wide' then sign end) as wide_sign
from figures
group by all
"""
TYPES = ("varchar", "varchar", "varchar", "varchar", "varchar", "varchar", "double", "double")


def model(dbt, session):
    """One row an answer, with the columns of `Solution`."""
    dbt.config(materialized="table")
    open_problems = dbt.ref("int_joint_problems").filter("not is_pair").select("problem_id")

    def rows(relation, columns):
        return relation.join(open_problems, "problem_id").select(columns).order("all").fetchall()

    figures = dbt.ref("int_joint_figures").query("figures", BOTH_READINGS)
    boxes = read_boxes(rows(dbt.ref("int_joint_boxes"), BOX_COLUMNS))
    problems = read_problems(
        rows(figures, FIGURE_COLUMNS), rows(dbt.ref("int_joint_identities"), IDENTITY_COLUMNS)
    )
    answers = [answer for problem in problems for answer in solve(problem, boxes)]
    found = {
        name: np.array([answer[place] for answer in answers], dtype=object)
        for place, name in enumerate(Solution._fields)
    }
    names = zip(Solution._fields, TYPES, strict=True)
    typed = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in names)
    session.register("joint_answers", found)
    return session.query(f"select {typed} from joint_answers")
