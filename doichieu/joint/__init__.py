"""The joint problem: what all figures of a report say together, as linear programmes.

The models of the warehouse pose the problems (`int_joint_figures`, `int_joint_identities`,
`int_joint_boxes`) and read the answers; the mathematics is in docs/method.md.
"""
