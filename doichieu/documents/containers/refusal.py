"""Why a document cannot be opened."""

import struct
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

# What the readers of zip, XML and workbooks raise where a file is damaged.
DAMAGE = (
    *(ArithmeticError, EOFError, LookupError, NotImplementedError, OSError, ParseError),
    *(RuntimeError, ValueError, struct.error, zipfile.BadZipFile, zlib.error),
)


class CannotOpen(Exception):
    """A document that gives no text and no tables: what is wrong, and what its owner can do.

    `line` is the line of a text that is wrong, None where the whole document is.
    """

    def __init__(self, problem: str, remedy: str, line: int | None = None) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy, self.line = problem, remedy, line
