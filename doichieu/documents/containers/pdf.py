"""PDFs with a text layer: columns in their order, lines joined to paragraphs."""

from typing import Any

from doichieu.documents.containers.assembling import content_of
from doichieu.documents.containers.content import Content
from doichieu.documents.containers.pdf_columns import runs_of
from doichieu.documents.containers.pdf_letters import PageLetters, letters_of
from doichieu.documents.containers.pdf_lines import lines_of_letters
from doichieu.documents.containers.pdf_margins import Page, without_margins
from doichieu.documents.containers.pdf_notes import parted_notes
from doichieu.documents.containers.pdf_numbers import with_groups
from doichieu.documents.containers.pdf_paragraphs import paragraphs_of
from doichieu.documents.containers.refusal import CannotOpen

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
        pages = [letters_of(page) for page in _pages(document)]
    finally:
        document.close()
    remarks = _remarks(pages)
    bare = [Page(tuple(lines_of_letters(page.letters)), page.height) for page in pages]
    widths = [page.width for page in pages]
    texts, notes = parted_notes(without_margins(bare))
    runs = [run for part in (texts, notes) for run in runs_of(list(zip(part, widths, strict=True)))]
    paragraphs, asked = with_groups(paragraphs_of(runs))
    return content_of(paragraphs, [*remarks, *asked])


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
