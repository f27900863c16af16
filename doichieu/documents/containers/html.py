"""Web pages: the article without what is around it; its tables as sheets."""

import re

from doichieu.documents.containers.assembling import content_of
from doichieu.documents.containers.content import Content
from doichieu.documents.containers.html_blocks import blocks_of
from doichieu.documents.containers.html_main import main_blocks
from doichieu.documents.containers.refusal import CannotOpen
from doichieu.documents.containers.text import MOST_BYTES, decoded

_CHARSET = re.compile(
    rb"""(?i)<meta[^>]+?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding=["']([\w-]+)"""
)
_MARKED = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_html(content: bytes) -> Content:
    """The paragraphs of the article of a page, and its tables of figures.

    Navigation, related links, scripts, comments and advertisements are left out; captions of
    pictures stay. Raises CannotOpen where the page is too large or nested too deeply.
    """
    from selectolax.lexbor import LexborHTMLParser

    if len(content) > MOST_BYTES:
        problem = f"The page is larger than {MOST_BYTES // 1_000_000} MB."
        raise CannotOpen(problem, "Save the article alone.")
    text, remarks = _decoded(content)
    try:
        tree = LexborHTMLParser(text)
        title = tree.css_first("title")
        blocks = main_blocks(*blocks_of(tree), "" if title is None else title.text())
    except RecursionError as error:
        remedy = "Copy its text into a .txt or .docx."
        raise CannotOpen("The page is nested too deeply.", remedy) from error
    return content_of(
        (block.text if block.table is None else block.table for block in blocks), remarks
    )


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a page by its mark, its declaration, else UTF-8; and what could not be read."""
    if content.startswith(_MARKED):
        return decoded(content), ()
    declared = _CHARSET.search(content[:4096])
    name = (declared[1] or declared[2]).decode() if declared else "utf-8"
    for charset in dict.fromkeys((name, "utf-8")):
        try:
            return content.decode(charset), ()
        except (LookupError, UnicodeDecodeError):
            continue
    text = content.decode("cp1258", errors="replace")
    remark = f"the page says that it is {name}, and it is not: read as windows-1258"
    return text, (remark,)
