"""Solutions of the joint problems, by linear programmes."""

from doichieu.joint.posed import read_posed
from doichieu.joint.solutions import write_solutions


def model(dbt, session):
    """One row a result of a problem."""
    dbt.config(materialized="table")
    posed = read_posed(
        session,
        dbt.ref("int_joint_problems"),
        dbt.ref("int_joint_figures"),
        dbt.ref("int_joint_identities"),
        dbt.ref("int_joint_boxes"),
    )
    return write_solutions(session, posed)
