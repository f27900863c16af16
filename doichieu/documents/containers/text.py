"""Plain text: a paragraph a line."""

import codecs

from doichieu.documents.containers.content import Content
from doichieu.documents.containers.refusal import CannotOpen
from doichieu.wording.text import paragraphs

MOST_BYTES = 30_000_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(content: bytes) -> Content:
    """The paragraphs of a text in UTF-8, or in UTF-16 with its byte order mark.

    Raises CannotOpen where the bytes are neither, or too many.
    """
    if len(content) > MOST_BYTES:
        problem = f"The text is larger than {MOST_BYTES // 1_000_000} MB."
        raise CannotOpen(problem, "Split it.")
    return Content(lines=tuple(paragraphs(decoded(content))))


def decoded(content: bytes) -> str:
    """The text of bytes in UTF-8 or UTF-16; CannotOpen names the line of the first wrong byte."""
    try:
        if content.startswith(_UTF16):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        remedy = "Save the file as UTF-8 and run again."
        raise CannotOpen("The text is not UTF-8.", remedy, line) from error
