"""A second implementation, in exact fractions, of everything that is derived from printed figures.

It follows the design and shares nothing with the models: no SQL, no doubles, not the vocabulary
file. It is slow and simple on purpose. Where the models and the oracle differ by more than the last
digits of a double, one of them is wrong.

From the bottom up: `intervals`; `wordings`, `printed_numbers` and `periods` (how reports write);
`seeds` (what they wrote); `observations` (the figures of one indicator) and `terms` (what these
bring into a check); `checks`, `identity_checks` and `figure_checks`; `feasibility` (what the checks
mean for a figure); `marts` and `revisions`; `oracle` (all of them together).

It judges each check alone, with each quantity from any admissible level (decoupled). The models
that need all identities at once are in `joint`.
"""

from oracle.checks import NEARNESS, Check, Sides
from oracle.intervals import (
    ENTIRE,
    INFINITY,
    Interval,
    Number,
    smallest_interval,
    total_of,
)
from oracle.marts import Completion, Growth, roundest
from oracle.oracle import Oracle
from oracle.periods import Period, period_of
from oracle.printed_numbers import HALF, READINGS, WIDE, PrintedNumber, interval_of, parse
from oracle.revisions import Revision
from oracle.seeds import Figure, FigureName, Identity, Key
from oracle.wordings import IN_UNITS, LEVELS, RATES, WORDINGS

__all__ = [
    "ENTIRE",
    "HALF",
    "INFINITY",
    "IN_UNITS",
    "LEVELS",
    "NEARNESS",
    "RATES",
    "READINGS",
    "WIDE",
    "WORDINGS",
    "Check",
    "Completion",
    "Figure",
    "FigureName",
    "Growth",
    "Identity",
    "Interval",
    "Key",
    "Number",
    "Oracle",
    "Period",
    "PrintedNumber",
    "Revision",
    "Sides",
    "interval_of",
    "parse",
    "period_of",
    "roundest",
    "smallest_interval",
    "total_of",
]
