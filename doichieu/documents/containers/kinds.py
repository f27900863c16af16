"""What a file is, by its content: a suffix may be wrong or missing."""

import re

from doichieu.documents.containers.refusal import CannotOpen
from doichieu.documents.containers.zipped import names_in_zip

_HTML = re.compile(
    rb"(?i)<(?:!doctype html|html|head|body|meta|title|main|article|div|p|h[1-6]|table|font|span)"
    rb"(?:[\s>/])"
)
_BEGINNING = 4096
# Names of the directory of an OLE file stand in it as UTF-16.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_KINDS = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"))
_SAVE_DOCX = "Open it in its program and save it as .docx."
_REFUSED_BEGINNINGS = (
    (b"{\\rtf", "This is an RTF file.", _SAVE_DOCX),
    (b"\x89PNG", "This is a picture.", "Its text cannot be read: type the figures."),
    (b"\xff\xd8\xff", "This is a picture.", "Its text cannot be read: type the figures."),
    (b"GIF8", "This is a picture.", "Its text cannot be read: type the figures."),
    (b"II*\x00", "This is a picture.", "Its text cannot be read: type the figures."),
    (b"MM\x00*", "This is a picture.", "Its text cannot be read: type the figures."),
    (b"Rar!", "This is an archive.", "Unpack it, and name the documents in it."),
    (b"7z\xbc\xaf", "This is an archive.", "Unpack it, and name the documents in it."),
    (b"\x1f\x8b", "This is an archive.", "Unpack it, and name the documents in it."),
    (b"PAR1", "This is a Parquet file.", "Figures in Parquet belong into the seeds' figures/."),
)
# SharePoint numbers the main part: document2.xml.
WORD_PART = re.compile(r"word/document\d*\.xml")
_ZIP_KINDS = ((WORD_PART, "docx"), (re.compile(r"xl/workbook\d*\.xml"), "xlsx"))
_REFUSED_ZIPS = (
    ("xl/workbook.bin", "This is a binary workbook (.xlsb).", "Save it in Excel as .xlsx."),
    ("ppt/presentation.xml", "These are slides.", "Copy their text into a .docx."),
    ("content.xml", "This is an OpenDocument file.", "Save it as .docx, or as .xlsx."),
    ("mimetype", "This is a book or an OpenDocument file.", "Save it as .docx, or as .xlsx."),
)


def kind_of(content: bytes) -> str:
    """The kind of a document: txt, html, docx, pdf, xls or xlsx.

    Raises CannotOpen for every other kind, by its name where it is known.
    """
    start = content[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise CannotOpen("The file is empty.", "Save the document again.")
    for beginning, problem, remedy in _REFUSED_BEGINNINGS:
        if start.startswith(beginning):
            raise CannotOpen(problem, remedy)
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(b"PK"):
        return _zip_kind(content)
    if start.startswith(_OLE):
        return _ole_kind(content)
    if content[:2] == b"\x09\x08" or content[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04"):
        return "xls"
    return _text_kind(start)


def _text_kind(start: bytes) -> str:
    if start.startswith((b"MIME-Version", b"From: <Saved")):
        remedy = "Save the page in the browser as 'Webpage, HTML only'."
        raise CannotOpen("This is a web archive (.mht).", remedy)
    if start.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        raise CannotOpen("This is an XML spreadsheet of 2003.", "Save it in Excel as .xlsx.")
    bare = start.replace(b"\x00", b"")
    if bare.startswith((b"<", b"\xff\xfe<", b"\xfe\xff<")) and _HTML.search(bare):
        return "html"
    if _is_utf16(start):
        remedy = "Save it as UTF-8."
        raise CannotOpen("This is a text in UTF-16 without its byte order mark.", remedy)
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        remedy = "Use .txt, .html, .docx, .pdf, .xlsx or .xls."
        raise CannotOpen("This is no document of a known kind.", remedy)
    return "txt"


def _is_utf16(start: bytes) -> bool:
    """Whether it is text of two bytes a letter, without a mark: many zeros, never a pair."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"\x00\x00" not in start and 4 * start.count(b"\x00") > len(start)


def _zip_kind(content: bytes) -> str:
    names = names_in_zip(content)
    for part, kind in _ZIP_KINDS:
        if any(part.fullmatch(name) for name in names):
            return kind
    for name, problem, remedy in _REFUSED_ZIPS:
        if name in names:
            raise CannotOpen(problem, remedy)
    raise CannotOpen("This is a zip file.", "Unpack it, and name the documents in it.")


def _ole_kind(content: bytes) -> str:
    found = [kind for name, kind in _OLE_KINDS if name.encode("utf-16-le") in content]
    kind = found[0] if found else "xls"
    if kind == "encrypted":
        raise CannotOpen("The document is protected by a password.", "Save it without one.")
    if kind == "doc":
        raise CannotOpen("This is a Word file of before 2007 (.doc).", _SAVE_DOCX)
    return kind
