"""Growth of which the words do not say what grows: that of the economy."""

import re

from doichieu.documents.prose.discourse import Discourse
from doichieu.documents.prose.reference_rows import row_of
from doichieu.documents.prose.things import Thing

_ECONOMIC = re.compile(r"(?i)(?<!\w)(?:tăng trưởng kinh tế|economic growth|full-year growth)(?!\w)")
_GROWTH = re.compile(r"(?i)(?<!\w)(?:tăng trưởng|growth)(?!\w)")
# "6.1% growth", but not "6.1% growth in exports".
_GROWTH_AFTER = re.compile(
    r"(?i)\s+(?:economic\s+)?(?:growth|expansion)(?!\w)(?!\s+(?:in|of)\s+(?!the\s+(?:first|second"
    r"|third|fourth|last|same|year)|[0-9]|first|q[1-4]))"
)


def economy(text: Discourse) -> Thing:
    """The reference row of the economy."""
    return row_of(text, text.index.named("GRDP")[0], "")


def says_economic_growth(text: Discourse, i: int) -> bool:
    """Whether the words before a rate say that the economy grows."""
    return _ECONOMIC.search(text.phrases[i].gap) is not None


def says_growth_alone(text: Discourse, i: int) -> bool:
    """Whether words for growth stand before or after a rate, and no name before it."""
    phrase = text.phrases[i]
    if phrase.forms:
        return False
    return bool(_GROWTH.search(phrase.gap) or _GROWTH_AFTER.match(phrase.after))
