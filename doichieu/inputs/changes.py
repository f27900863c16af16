"""Change several files of a seeds folder together: all of them, or none, whenever it is killed.

The new files are first written beside the old ones, in a hidden folder. Renaming that folder
decides: before it nothing has changed; after it `finish_change`, with which every reading of the
seeds begins, moves the files that are still to be moved.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from doichieu.base.faults import Fault, InputRefused
from doichieu.inputs.words import as_typed

PREPARED = ".accepting-"
DECIDED = ".accepted"
LOCK = ".accepting.lock"
_LIST = "files.json"
_FILES = "files"

ABSENT = ""


def change_together(seeds: Path, files: Mapping[str, bytes], read: Mapping[str, bytes]) -> None:
    """Give files of a seeds folder new contents, in the order of `files`: all or none.

    Names are relative to the folder. `read` are the contents from which the new ones were
    made, without those that did not exist. Raises InputRefused, with nothing changed, where
    another program has changed one of them since.
    """
    from filelock import FileLock

    with FileLock(seeds / LOCK):
        _finish(seeds)
        for leftover in seeds.glob(f"{PREPARED}*/"):
            shutil.rmtree(leftover, ignore_errors=True)
        for name in files:
            if _content(seeds / name) != read.get(name):
                raise InputRefused([_changed(seeds / name, "Repeat the command.")])
        prepared = Path(tempfile.mkdtemp(prefix=PREPARED, dir=seeds))
        for name, content in files.items():
            _write(prepared / _FILES / name, content)
        before = {name: _hash(read.get(name)) for name in files}
        _write(prepared / _LIST, json.dumps(before).encode())
        prepared.rename(seeds / DECIDED)
        _finish(seeds)


def finish_change(seeds: Path) -> None:
    """Complete a change that was decided and then interrupted; nothing where there is none.

    Raises InputRefused where another program has changed one of its files since.
    """
    if (seeds / DECIDED).is_dir():
        from filelock import FileLock

        with FileLock(seeds / LOCK):
            _finish(seeds)


def _finish(seeds: Path) -> None:
    decided = seeds / DECIDED
    if not decided.is_dir():
        return
    before: dict[str, str] = json.loads((decided / _LIST).read_bytes())
    waiting = {name: decided / _FILES / name for name in before}
    waiting = {name: path for name, path in waiting.items() if path.exists()}
    faults = [
        _changed(
            seeds / name, f"Restore it, or delete {as_typed(decided)}; then repeat the command."
        )
        for name, path in waiting.items()
        if _hash(_content(seeds / name)) not in (before[name], _hash(path.read_bytes()))
    ]
    if faults:
        raise InputRefused(faults)
    for name, path in waiting.items():
        (seeds / name).parent.mkdir(exist_ok=True)
        path.replace(seeds / name)
    done = Path(tempfile.mkdtemp(prefix=PREPARED, dir=seeds))
    decided.rename(done / DECIDED)
    shutil.rmtree(done, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    """Write a file through to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _hash(content: bytes | None) -> str:
    return ABSENT if content is None else hashlib.sha256(content).hexdigest()


def _changed(path: Path, remedy: str) -> Fault:
    problem = "Another program changed it while a draft was being accepted."
    return Fault(as_typed(path), None, None, problem, remedy)
