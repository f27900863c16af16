"""A second implementation, in exact fractions, of everything that is derived from the print.

It is written from the design and shares nothing with the models: no SQL, no doubles, no word of
the vocabulary's file. Slow and plain on purpose. Where the models and the oracle differ by more
than the last digits of a double, one of the two is wrong.

From below: `intervals`; `wordings`, `prints` and `periods` are how reports write; `seeds` is what
they wrote; `observations` are what that tells of each indicator, and `terms` what it brings into
a check; `identity_checks` and `figure_checks` are the `checks`, and `feasibility` what they mean
for a figure; `marts` and `revisions` are the other marts; `everything` holds them together.

The models of how an office came to its figures that need all identities at once are not here:
every check is judged by itself, each quantity from any admissible level (decoupled).
"""

from oracle.checks import NEARNESS, Check, Member, Sides
from oracle.everything import Oracle
from oracle.intervals import (
    EVERYTHING,
    INFINITY,
    ONE,
    Interval,
    Number,
    smallest_interval,
    total_of,
)
from oracle.marts import Completion, Growth, roundest
from oracle.periods import Period, period_of
from oracle.prints import HALF, READINGS, WIDE, Print, parse, read
from oracle.revisions import Claim, Revision
from oracle.seeds import Figure, FigureName, Identity, Key
from oracle.wordings import LEVELS, RATES, WORDINGS, Wording

__all__ = [
    "EVERYTHING",
    "HALF",
    "INFINITY",
    "LEVELS",
    "NEARNESS",
    "ONE",
    "RATES",
    "READINGS",
    "WIDE",
    "WORDINGS",
    "Check",
    "Claim",
    "Completion",
    "Figure",
    "FigureName",
    "Growth",
    "Identity",
    "Interval",
    "Key",
    "Member",
    "Number",
    "Oracle",
    "Period",
    "Print",
    "Revision",
    "Sides",
    "Wording",
    "parse",
    "period_of",
    "read",
    "roundest",
    "smallest_interval",
    "total_of",
]
