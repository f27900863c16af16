"""A second implementation of the joint problem, in exact fractions.

It judges all linked figures together, under each of the three models of how an office calculates
percentages. It follows the design, without doubles, and shares no code with the models: where they
differ, one of them is wrong.
"""
