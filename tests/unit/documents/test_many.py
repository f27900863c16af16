"""Many documents in parallel processes: one that ends its process harms no other."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from support.seeds_folder import small_seeds

from doichieu.base.child import ChildProcess
from doichieu.documents import many
from doichieu.documents.many import Outcome, documents_in, draft_many

TEXT = "Năm 2023, sản lượng lúa đạt 1.204,5 tấn.\n"


def texts(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(TEXT, encoding="utf-8")
    return [folder / name for name in names]


def drafted(documents: list[Path], tmp_path: Path) -> dict[str, Outcome]:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    found: dict[str, Outcome] = {}

    def take(outcome: Outcome) -> None:
        assert outcome.document.name not in found, "each document is drafted once"
        found[outcome.document.name] = outcome

    draft_many(documents, small_seeds(tmp_path), drafts, done=take)
    assert set(found) == {path.name for path in documents}
    return found


def test_each_document_is_drafted_once(tmp_path: Path) -> None:
    documents = texts(tmp_path / "in", *(f"{number}.txt" for number in range(7)))
    found = drafted(documents, tmp_path)
    folders = {outcome.written.folder for outcome in found.values() if outcome.written}
    assert len(folders) == 7
    assert all((folder / "figures.csv").exists() for folder in folders)


@pytest.mark.parametrize("killed", [True, False])
def test_a_process_that_ends_costs_one_document(
    killed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed by the system, as for its memory, or ended by a crash of a library."""
    documents = texts(tmp_path / "in", "a.txt", "bad.txt", "c.txt", "d.txt")
    ask = ChildProcess.ask

    def ask_or_end(self: ChildProcess, request: Any) -> None:
        if "bad.txt" in request["document"]:
            if killed:
                os.kill(self._process.pid, signal.SIGKILL)
            else:
                assert self._process.stdin
                self._process.stdin.write("no request\n")
                self._process.stdin.flush()
            return
        ask(self, request)

    monkeypatch.setattr(ChildProcess, "ask", ask_or_end)
    monkeypatch.setattr(many.os, "cpu_count", lambda: 2)
    found = drafted(documents, tmp_path)
    bad = found.pop("bad.txt")
    assert all(outcome.written for outcome in found.values())
    if killed:
        assert "memory" in bad.faults[0].problem
    else:
        assert "JSONDecodeError" in bad.broken


def test_the_documents_of_folders_are_listed_once(tmp_path: Path) -> None:
    folder = tmp_path / ".data" / "in"
    first, second = texts(folder, "a.txt", "b.HTML")
    texts(folder, "~$b.xlsx", ".c.txt", "notes.md")
    texts(folder / ".hidden", "d.txt")
    (third,) = texts(folder / "more", "e.pdf")
    assert documents_in([folder, first, folder / "more"]) == [first, second, third]
    old = texts(folder / "old", "f.doc", "g.odt")
    assert documents_in([folder / "old"]) == old, "what cannot be read is said, not left out"
    assert documents_in([tmp_path / "none.txt"]) == [tmp_path / "none.txt"]
