"""A second implementation of the joint problem, in exact fractions.

All figures of a report that identities bind together are judged at once, under each of the three
models of how an office came to its percentages. Written from the design, without doubles and
without a word of the models: where both differ, one of them is wrong.
"""
