"""Files of the seeds change together, whenever the program that changes them is killed."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.drafts import REPORT, write_a_draft
from support.running import tree
from support.seeds_folder import small_seeds

from doichieu.base.faults import InputRefused
from doichieu.documents.folder.accept import accept
from doichieu.documents.known import Known
from doichieu.inputs import changes, read_inputs


class Killed(BaseException):
    """Stands for a signal that no program can catch."""


def content(seeds: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(seeds).items() if not name.startswith(".")}


def kill_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """End the program before its nth change of the disk."""
    left = [step]

    def counted(action: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return action(*arguments, **named)

        return act

    monkeypatch.setattr(changes, "_write", counted(changes._write))
    monkeypatch.setattr(Path, "rename", counted(Path.rename))
    monkeypatch.setattr(Path, "replace", counted(Path.replace))
    monkeypatch.setattr(changes.shutil, "rmtree", counted(shutil.rmtree))


def test_a_killed_acceptance_is_completed_or_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it is killed, the next reading finds the seeds as they were, or with the draft."""
    seeds = small_seeds(tmp_path)
    draft = write_a_draft(seeds, tmp_path / "drafts")
    original = tmp_path / "original"
    shutil.copytree(seeds, original)
    before = content(seeds)
    accept(draft, seeds)
    after = content(seeds)
    endings = []
    for step in range(100):
        shutil.rmtree(seeds)
        shutil.copytree(original, seeds)
        with monkeypatch.context() as patched:
            kill_at(step, patched)
            try:
                accept(draft, seeds)
            except Killed:
                pass
            else:
                break
        reports = {row["report_id"] for row in read_inputs(seeds).tables["reports"]}
        found = content(seeds)
        assert found in (before, after)
        assert (REPORT in reports) == (found == after)
        endings.append(found == after)
        accept(draft, seeds)
        assert content(seeds) == after, "the same command again ends as if it had not been killed"
    assert endings == sorted(endings), "before some step nothing has changed, after it all"
    assert {True, False} <= set(endings)
    accept(draft, seeds)
    assert [path.name for path in seeds.iterdir() if path.name.startswith(".")] == [changes.LOCK]


def test_a_draft_is_drafted_from_the_completed_seeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = small_seeds(tmp_path)
    draft = write_a_draft(seeds, tmp_path / "drafts")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            accept(draft, seeds)
    assert "ho_tieu" in Known.read(seeds).own_indicators


def test_a_file_that_changes_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    seeds = small_seeds(tmp_path)
    name = "reference/units.csv"
    read = (seeds / name).read_bytes()
    (seeds / name).write_bytes(read + b"kg,kg,kg,mass,0.001\n")
    before = content(seeds)
    with pytest.raises(InputRefused, match=r"Another program changed it.*Repeat the command"):
        changes.change_together(seeds, {"figures/new.csv": b"x", name: b"y"}, {name: read})
    assert content(seeds) == before


def test_an_interrupted_change_leaves_what_was_edited_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = small_seeds(tmp_path)
    draft = write_a_draft(seeds, tmp_path / "drafts")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            accept(draft, seeds)
    edited = seeds / "reference" / "reports.csv"
    edited.write_bytes(edited.read_bytes() + b"south-2022,South,,,,north,2022,vi,,\n")
    before = content(seeds)
    with pytest.raises(InputRefused) as refused:
        read_inputs(seeds)
    [fault] = refused.value.faults
    assert Path(fault.file).name == "reports.csv" and ".accepted" in fault.remedy
    assert content(seeds) == before
