"""Which measure a number of a text is, by a fixed precedence.

The word that leads to the number comes first, then the noun after it, then the list it stands in,
then what the clause is about. Where none of them says it, the likeliest measure has a doubt.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from doichieu.documents.prose.amounts import amount, point, times
from doichieu.documents.prose.context import Context, Earlier, Measured
from doichieu.documents.prose.percents import percent
from doichieu.documents.prose.qualifying import or_more
from doichieu.documents.prose.targets import PARTS_IN_BRACKETS
from doichieu.wording.measures import Leading
from doichieu.wording.surroundings import Surroundings


def measure(
    around: Surroundings, form: str, before: Sequence[Earlier], heads: str = ""
) -> Measured:
    """The measure of a number whose unit has this form.

    `before` are the numbers of its sentence that come before it; `heads` the words that head the
    row of a table in which it stands, blank in prose.
    """
    own = around.own
    if around.number.range_with is not None or or_more(around.follows):
        own = _OPENS_RANGE.sub("", own)
    context = Context(around, own, Leading.read(around, own), tuple(before), heads)
    read = {"percent": percent, "point": point, "times": times, "amount": amount}[form]
    found = read(context)
    aims = found.target and "(" not in PARTS_IN_BRACKETS.sub(" ", own)
    return replace(
        found, form=form, cue=context.lead.cue, words=context.lead.words.lower(), aims=aims
    )


_OPENS_RANGE = re.compile(r"(?i)(?<!\w)(?:từ|from|between)\s+$")
