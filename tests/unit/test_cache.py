"""Files kept by a key: made once, never mixed up, and made anew where nothing can be kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from doichieu.base import cache
from doichieu.base.paths import PROJECT


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "CACHE", tmp_path / "cache")
    return tmp_path


def restored(folder: Path, name: str, key: str, text: str) -> str:
    """The text of the restored file; `text` is what making it writes."""
    target = folder / "target"
    target.unlink(missing_ok=True)
    cache.restore(name, key, target, lambda path: path.write_text(text) and None)
    return target.read_text()


def test_a_file_is_made_once_for_each_key(folder: Path) -> None:
    assert restored(folder, "models", "a", "first") == "first"
    assert restored(folder, "models", "a", "second") == "first"
    assert restored(folder, "models", "b", "third") == "third"
    assert restored(folder, "charts", "a", "fourth") == "fourth"


def test_what_fails_halfway_is_not_kept(folder: Path) -> None:
    def fail(path: Path) -> None:
        path.write_text("half")
        raise ValueError

    with pytest.raises(ValueError):
        cache.restore("models", "a", folder / "target", fail)
    assert restored(folder, "models", "a", "whole") == "whole"


def test_the_files_used_last_are_kept(folder: Path) -> None:
    for number in range(cache.MOST_KEPT):
        restored(folder, "models", str(number), str(number))
        os.utime(cache.CACHE / f"models-{number}", (number, number))
    assert restored(folder, "models", "0", "again") == "0"  # used now
    restored(folder, "models", "new", "new")
    assert restored(folder, "models", "0", "again") == "0"
    assert restored(folder, "models", "1", "again") == "again"


def test_what_a_killed_process_began_is_removed_later(folder: Path) -> None:
    cache.CACHE.mkdir()
    old, young = (cache.CACHE / f"{cache.BEGUN}{name}" for name in ("old", "young"))
    for begun in (old, young):
        begun.write_text("half")
    os.utime(old, (0, 0))
    restored(folder, "models", "a", "whole")
    assert not old.exists() and young.exists()


def test_a_cache_that_cannot_be_written_keeps_nothing(folder: Path) -> None:
    cache.CACHE.write_text("a file where the folder should be")
    assert restored(folder, "models", "a", "first") == "first"
    assert restored(folder, "models", "a", "second") == "second"


def test_a_damaged_file_is_made_anew(folder: Path) -> None:
    restored(folder, "models", "a", "first")
    (kept,) = cache.CACHE.iterdir()
    for damaged in (b"", kept.read_bytes()[:-1], kept.read_bytes().replace(b"f", b"g")):
        kept.write_bytes(damaged)
        assert restored(folder, "models", "a", "again") == "again"
        assert restored(folder, "models", "a", "not made") == "again"


def test_nothing_is_kept_once_the_project_has_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "LOADED", "another hash")
    assert restored(folder, "models", "a", "first") == "first"
    assert restored(folder, "models", "a", "second") == "second"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_other_users_may_read_a_kept_file(folder: Path) -> None:
    restored(folder, "models", "a", "first")
    (kept,) = cache.CACHE.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o644


def test_the_folder_is_the_same_from_every_folder(folder: Path) -> None:
    code = "from doichieu.base.cache import CACHE; print(CACHE)"
    environment = {**os.environ, "DOICHIEU_CACHE": "kept", "PYTHONPATH": str(PROJECT)}
    asked = [sys.executable, "-c", code]
    found = subprocess.run(asked, cwd=folder, env=environment, capture_output=True, text=True)
    assert found.stdout.strip() == str(folder / "kept")


def test_the_key_of_texts_is_not_that_of_their_sum() -> None:
    assert cache.key_of("ab", "c") != cache.key_of("a", "bc")


def test_every_deciding_file_changes_the_hash_of_the_project(folder: Path) -> None:
    for name in cache.DECIDING_FILES:
        (folder / name).write_text("before")
    for name in cache.DECIDING_FOLDERS:
        (folder / name).mkdir(parents=True)
        (folder / name / "file").write_text("before")
    hashes = {cache.project_hash(folder)}
    places = [*cache.DECIDING_FILES, *(f"{name}/file" for name in cache.DECIDING_FOLDERS)]
    for place in places:
        (folder / place).write_text("after")
        hashes.add(cache.project_hash(folder))
    assert len(hashes) == len(places) + 1


@pytest.mark.parametrize("name", [".a.sql.swp", "#a.sql#", "a.sql~", "__pycache__/a.pyc"])
def test_what_an_editor_or_python_keeps_beside_a_file_does_not_change_the_hash(
    folder: Path, name: str
) -> None:
    before = cache.project_hash(folder)
    path = folder / "models" / name
    path.parent.mkdir(parents=True)
    path.write_text("beside")
    assert cache.project_hash(folder) == before
    (folder / "models" / "a.sql").write_text("read")
    assert cache.project_hash(folder) != before
