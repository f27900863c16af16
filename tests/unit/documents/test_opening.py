"""Files are opened by their content, or refused with a reason and a remedy."""

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.document_files import Placed, paragraph, pdf_file, word_file

from doichieu.base.faults import Fault, InputRefused
from doichieu.documents.containers import open_document, opening, zipped

TEXT = "Lúa tăng 5,1%.\n\nNgô giảm 2%.\n"
PAGE = "<html><body><p>Lúa tăng 5,1%.</p><p>Ngô giảm 2%.</p></body></html>"
LINES = ("Lúa tăng 5,1%.", "Ngô giảm 2%.")
WORD = word_file(paragraph("Thu ngân sách đạt 690 tỷ đồng.") * 20)
PDF = pdf_file([[Placed("Thu ngân sách đạt 690 tỷ đồng.", 72, 700)]])


def opened(folder: Path, content: bytes, name: str = "report") -> tuple[str, tuple[str, ...]]:
    """The kind and the lines of a file with this content."""
    path = folder / name
    path.write_bytes(content)
    document = open_document(path)
    assert document.path == path
    return document.kind, document.lines


def refused(folder: Path, content: bytes) -> Fault:
    """The fault of a file with this content."""
    path = folder / "report.docx"
    path.write_bytes(content)
    with pytest.raises(InputRefused) as refusal:
        open_document(path)
    (fault,) = refusal.value.faults
    assert fault.file == str(path)
    return fault


def zip_of(**files: str) -> bytes:
    """A zip file; `__` in a name is a slash, and a trailing `_` a dot before its suffix xml."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (TEXT.encode(), "txt"),
        (TEXT.encode("utf-8-sig"), "txt"),
        (TEXT.encode("utf-16"), "txt"),
        (PAGE.encode(), "html"),
        (PAGE.encode("utf-8-sig"), "html"),
        (PAGE.encode("utf-16"), "html"),
        (word_file(paragraph(LINES[0]) + paragraph(LINES[1])), "docx"),
    ],
)
@pytest.mark.parametrize("name", ["report", "report.xls", "report.txt"])
def test_the_content_counts_and_not_the_name(
    tmp_path: Path, content: bytes, kind: str, name: str
) -> None:
    assert opened(tmp_path, content, name) == (kind, LINES)


def test_a_word_file_whose_main_part_is_numbered(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        body = archive.read("word/document.xml").decode()
    assert opened(tmp_path, zip_of(word__document2_xml=body))[0] == "docx"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("content", "problem", "remedy"),
    [
        (b"", "empty", "again"),
        (b" \n\t\n", "empty", "again"),
        (b"{\\rtf1 5,1}", "RTF", ".docx"),
        (b"\x89PNG\r\n\x1a\n5", "picture", "type the figures"),
        (b"\xff\xd8\xff\xe0 5", "picture", "type the figures"),
        (b"Rar!\x1a 5", "archive", "Unpack"),
        (b"MIME-Version: 1.0\r\n5", ".mht", "HTML only"),
        (b"a 5 \x00\x01\x02", "known kind", ".pdf"),
        ("Lúa đạt 5 tấn".encode("utf-16-le"), "UTF-16", "UTF-8"),
        ("Lúa đạt 5 tấn".encode("utf-16-be"), "UTF-16", "UTF-8"),
        (b"PK\x03\x04 cut off", "damaged", "save it again"),
        (zip_of(notes_txt="5"), "zip file", "Unpack"),
        (zip_of(content_xml="5"), "OpenDocument", ".docx"),
        (zip_of(xl__workbook_bin="5"), ".xlsb", ".xlsx"),
        (zip_of(word__document_xml="<a"), "damaged", "save it again"),
        (zip_of(word__document_xml="<!DOCTYPE a><a>5</a>"), "document type", "save it again"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password", "without one"),
        (OLE + "WordDocument".encode("utf-16-le"), ".doc", ".docx"),
        (b"%PDF-1.7 and nothing more", "damaged", "source"),
        ("Không có con số nào.".encode(), "No number", "right document"),
        (b"<html><body></body></html>", "no text", "right document"),
        (word_file(paragraph("Lời nói đầu.")), "No number", "right document"),
    ],
)
def test_what_is_refused(tmp_path: Path, content: bytes, problem: str, remedy: str) -> None:
    fault = refused(tmp_path, content)
    assert problem in fault.problem
    assert remedy in fault.remedy


def test_a_text_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    fault = refused(tmp_path, b"Mot 1\nHai 2\nBa \xe0 3")
    assert (fault.line, fault.problem) == (3, "The text is not UTF-8.")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="cannot be read"):
        open_document(tmp_path / "report.txt")


def test_a_large_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 3_000_000)
    assert "larger than 3 MB" in refused(tmp_path, b"5" * 3_000_001).problem


@pytest.mark.parametrize("content", [TEXT.encode(), PAGE.encode()])
def test_a_large_text_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "larger than 30 MB" in refused(tmp_path, content + b" " * 30_000_000).problem


def test_a_file_that_expands_too_far_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = word_file(paragraph("5 " * 1_000_000))
    assert len(document) < 10_000
    monkeypatch.setattr(zipped, "MOST_EXPANDED", 1_000_000)
    assert "expands to more than 1 MB" in refused(tmp_path, document).problem


def test_a_file_of_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipped, "MOST_FILES", 1)
    assert "more than 1 files" in refused(tmp_path, WORD).problem


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_damaged_file_is_opened_or_refused(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from((WORD, PDF)))
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start, len(whole)))
    damaged = whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report"
        path.write_bytes(damaged)
        try:
            assert open_document(path).path == path
        except InputRefused as refusal:
            assert refusal.faults[0].remedy
