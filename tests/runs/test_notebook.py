"""The notebook of docs/ shows what its cells give; it can be opened by any Jupyter."""

import tempfile
from pathlib import Path

import pytest

from doichieu.base.paths import PROJECT
from pictures.__main__ import NOTEBOOK
from pictures.notebook import Cell, outputs_of, read, run, write


@pytest.fixture
def docs(published: Path, tmp_path: Path) -> Path:
    """A folder of documents beside the releases of the shipped seeds."""
    (tmp_path / "releases").symlink_to(published, target_is_directory=True)
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs"


def by_id(cells: list[Cell]) -> dict[str, Cell]:
    """The cells by their ids."""
    return {cell["id"]: cell for cell in cells}


def test_it_shows_what_its_cells_give(docs: Path, tmp_path: Path) -> None:
    kept = read(NOTEBOOK)
    again = run(kept, docs)
    assert by_id(again["cells"]) == by_id(kept["cells"])
    write(tmp_path / "again.ipynb", again)
    assert (tmp_path / "again.ipynb").read_bytes() == NOTEBOOK.read_bytes()


def test_it_shows_nothing_of_a_machine_or_a_moment() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    places = (PROJECT, Path.home(), Path(tempfile.gettempdir()))
    assert [str(place) for place in places if str(place) in text] == []
    assert " at 0x" not in text
    cells = read(NOTEBOOK)["cells"]
    assert {cell["execution_count"] for cell in cells if cell["cell_type"] == "code"} == {None}
    assert any(cell.get("outputs") for cell in cells)


def test_it_names_documents_that_are_there() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert "(python.md)" in text and (NOTEBOOK.parent / "python.md").exists()


SHOWS = "class Shown:\n    def _repr_html_(self):\n        return '<b>shown</b>'\n"


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("x = 1", []),
        ("", []),
        ("print('a')\nprint('b')", ["a\n", "b\n"]),
        ("1 + 1", [{"text/plain": ["2"]}]),
        ("print('a')\n'b'", ["a\n", {"text/plain": ["'b'"]}]),
        ("None", []),
    ],
)
def test_a_cell_shows_what_it_prints_and_its_last_value(source: str, kinds: list[object]) -> None:
    shown = [one.get("data") or one["text"] for one in outputs_of(source, {})]
    assert [one for text in shown for one in (text if isinstance(text, list) else [text])] == kinds


def test_a_value_shows_its_html_and_no_address() -> None:
    (shown,) = outputs_of(f"{SHOWS}Shown()", {"__name__": "cells"})
    assert shown["data"] == {
        "text/plain": ["<cells.Shown>"],
        "text/html": ["<b>shown</b>"],
    }


def test_a_cell_that_fails_fails() -> None:
    with pytest.raises(ZeroDivisionError):
        list(outputs_of("1 / 0", {}))
