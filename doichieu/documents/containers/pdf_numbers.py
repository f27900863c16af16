"""Numbers of a PDF that are grouped by blanks: it does not keep no-break spaces apart."""

import re
from collections.abc import Sequence

from doichieu.documents.containers.pdf_letters import NO_BREAK

_GROUPED = re.compile(r"(?<![\d.,])(\d{1,3})((?: \d{3})+)(,\d+|\.\d+)?(?![\d.,]*\d)")
_MARKED = re.compile(r"(?<!\d)\d{1,3}(?:[.,]\d{3})+(?!\d)")


def with_groups(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """The paragraphs with no-break spaces inside of their numbers, and a remark for each.

    `1 690,5` and `1 234 567` can only be one number. `1 690` is one in a document that groups no
    number in another way; elsewhere it stays two, and a remark asks.
    """
    marked = any(_MARKED.search(text) for text in paragraphs)
    remarks: list[str] = []
    read = []
    for n, text in enumerate(paragraphs, start=1):

        def joined(match: re.Match[str], n: int = n) -> str:
            sure = match[3] is not None or match[2].count(" ") > 1
            if sure or not marked:
                remarks.append(f"paragraph {n}: '{match[0]}' is read as one number")
                return match[0].replace(" ", NO_BREAK)
            remarks.append(f"paragraph {n}: is '{match[0]}' one number? It is read as two")
            return match[0]

        read.append(_GROUPED.sub(joined, text))
    return read, remarks
