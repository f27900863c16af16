"""Conflicts of the joint problems that contradict themselves, by linear programmes."""

from doichieu.joint.conflicts import write_conflicts
from doichieu.joint.posed import read_posed


def model(dbt, session):
    """One row a figure of a conflict."""
    dbt.config(materialized="table")
    contradicted = (
        dbt.ref("int_verdicts")
        .filter("kind = 'joint' and verdict = 'contradiction'")
        .select("report_id, check_no as problem_no")
    )
    boxes = dbt.ref("int_joint_boxes")
    posed = read_posed(
        session,
        dbt.ref("int_joint_problems").join(contradicted, "report_id, problem_no"),
        dbt.ref("int_joint_figures"),
        dbt.ref("int_joint_identities"),
        boxes,
    )
    return write_conflicts(session, posed, boxes)
