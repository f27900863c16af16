"""PDFs with a text layer: columns in their order, lines joined to paragraphs."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from doichieu.documents.containers.assembling import content_of
from doichieu.documents.containers.content import Content
from doichieu.documents.containers.pdf_columns import Run, runs_of
from doichieu.documents.containers.pdf_letters import PageLetters, Rule, letters_of, rules_of
from doichieu.documents.containers.pdf_lines import lines_of_letters
from doichieu.documents.containers.pdf_margins import Page, without_margins
from doichieu.documents.containers.pdf_notes import parted_notes
from doichieu.documents.containers.pdf_numbers import with_groups
from doichieu.documents.containers.pdf_paragraphs import paragraphs_of
from doichieu.documents.containers.pdf_tables import may_have_tables, parted_tables
from doichieu.documents.containers.refusal import CannotOpen
from doichieu.documents.containers.text_tables import Rows

MOST_PAGES = 2000
_PASSWORD = 4  # pdfium's number of this error
_FEWEST_LETTERS = 20
_MOST_UNMAPPED = 0.1


def read_pdf(content: bytes) -> Content:
    """The paragraphs of a PDF without its headers and footers.

    Raises CannotOpen where it is damaged, protected, too long, a scan without text, or where its
    fonts do not say which letters they draw.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            problem = "The PDF is protected by a password."
            raise CannotOpen(problem, "Save it without one.") from error
        raise CannotOpen("The PDF is damaged.", "Get it again from its source.") from error
    try:
        if len(document) > MOST_PAGES:
            problem = f"The PDF has {len(document)} pages, more than {MOST_PAGES}."
            raise CannotOpen(problem, "Split it.")
        read = [_read(page) for page in _pages(document)]
    except pypdfium2.PdfiumError as error:
        raise CannotOpen("The PDF is damaged.", "Get it again from its source.") from error
    finally:
        document.close()
    remarks = _remarks([letters for letters, _, _ in read])
    blocks, asked = _blocks(read)
    return content_of(blocks, [*remarks, *asked])


def _read(page: Any) -> tuple[PageLetters, Page, list[Rule]]:
    """The letters, the lines and the drawn rules of a page."""
    letters = letters_of(page)
    lines = Page(tuple(lines_of_letters(letters.letters)), letters.height)
    return letters, lines, rules_of(page) if may_have_tables(lines) else []


def _blocks(
    read: Sequence[tuple[PageLetters, Page, list[Rule]]],
) -> tuple[list[str | Rows], list[str]]:
    """The paragraphs and tables in the order of reading, notes last; and what to ask of them."""
    texts, notes = parted_notes(without_margins([page for _, page, _ in read]))
    widths = [letters.width for letters, _, _ in read]
    parts: list[tuple[Page | Rows, float]] = []
    goes_on = False
    for page, width, (_, _, rules) in zip(texts, widths, read, strict=True):
        found = parted_tables(page, rules, goes_on)
        goes_on = len(found) > 1 and found[-1] == Page((), page.height)
        parts += ((part, width) for part in found)
    parts += zip(notes, widths, strict=True)
    pages = [(part, width) for part, width in parts if isinstance(part, Page)]
    columns = iter(runs_of(pages))
    runs: list[Run] = []
    tables: list[tuple[int, Rows]] = []
    for part, _ in parts:
        if isinstance(part, Page):
            runs += next(columns)
        else:
            tables.append((len(runs), part))
    begun = paragraphs_of(runs)
    paragraphs, asked = with_groups([text for _, text in begun])
    places = [place for place, _ in begun]
    blocks = [*zip(places, (1,) * len(places), paragraphs, strict=True)]
    order = sorted([*blocks, *((place, 0, rows) for place, rows in tables)], key=itemgetter(0, 1))
    return [block for _, _, block in order], asked


def _pages(document: Any) -> Any:
    for page in document:
        yield page
        page.close()


def _remarks(pages: list[PageLetters]) -> list[str]:
    """What to look at; raise CannotOpen where there is nothing to read."""
    letters = sum(len(page.letters) for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    empty = [i for i, page in enumerate(pages, 1) if len(page.letters) < _FEWEST_LETTERS]
    if len(empty) == len(pages):
        problem = "The PDF has no text layer: its pages are pictures, as those of a scan are."
        remedy = "Recognize its text with another program (OCR), or type the figures."
        raise CannotOpen(problem, remedy)
    if unmapped > _MOST_UNMAPPED * letters:
        problem = "The PDF's fonts do not say which letters they draw."
        raise CannotOpen(problem, "Ask for the Word file, or recognize its pages (OCR).")
    remarks = []
    if unmapped:
        remarks.append(f"{unmapped} letters cannot be read: their fonts do not say which they are")
    if empty:
        remarks.append(f"no text on page {', '.join(map(str, empty))}: pictures are not read")
    if sum(page.invisible for page in pages) > letters / 2:
        remarks.append("the text was recognized in pictures (OCR): compare every number with them")
    return remarks
