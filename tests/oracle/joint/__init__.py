"""A second implementation of the joint problem, in exact fractions.

It judges all figures that identities bind together at once, under each of the three models of how
an office calculates percentages. It is written from the design, without doubles, and shares no code
with the models: where both differ, one of them is wrong.
"""
