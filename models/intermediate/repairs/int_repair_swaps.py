"""Whether a swap of two figures of one component makes all its figures consistent."""

from doichieu.joint.posed import read_posed
from doichieu.joint.swaps import swaps_of, try_swaps


def model(dbt, session):
    """One row per pair in each order: report_id, figure_no, other_figure_no, is_restored."""
    dbt.config(materialized="table")
    figures = dbt.ref("int_joint_figures")
    swaps = swaps_of(session, dbt.ref("int_repair_trials"), figures)
    problems = swaps.select("report_id, problem_no").distinct()
    posed = read_posed(
        session,
        dbt.ref("int_joint_problems").join(problems, "report_id, problem_no"),
        figures,
        dbt.ref("int_joint_identities"),
        dbt.ref("int_joint_boxes"),
    )
    return try_swaps(session, posed)
