"""The joint problem: all figures of a component at once, solved as linear programmes.

The SQL models pose the problems (`int_joint_figures`, `int_joint_identities`, `int_joint_boxes`)
and read the solutions (`int_joint_solutions`). docs/method.md explains the mathematics.
"""
