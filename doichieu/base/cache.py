"""Files that take seconds to make and depend on the project alone: made once, kept by a key.

They lie in the environment, so that whoever removes `.venv` removes them too, or in the folder that
DOICHIEU_CACHE names. A key is a hash of everything that a file is made from: another project or
library has another key, and finds nothing.
"""

import contextlib
import hashlib
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from doichieu.base.faults import Unfinished
from doichieu.base.paths import PROJECT

# Absolute: every process of a run has a folder of its own.
CACHE = Path(os.environ.get("DOICHIEU_CACHE") or Path(sys.prefix) / "doichieu-cache").absolute()
# Older files of a name are removed; a maintainer changes between a few states of the project.
MOST_KEPT = 8
# The beginning of the name of a file that is being written, and seconds after which none is.
BEGUN = ".begun-"
LONGEST_TO_WRITE = 3600

# The parts of the project that decide what a release contains or whether it is published.
DECIDING_FOLDERS = ("doichieu", "macros", "models", "analyses", "expectations", "tests/dbt")
DECIDING_FILES = ("dbt_project.yml", "profiles.yml", "requirements.lock")


def deciding_files(project: Path = PROJECT) -> list[Path]:
    """Every file of the project that decides about a release, sorted by path.

    Nothing reads the files that an editor keeps beside one that is open (`.a.sql.swp`, `#a.sql#`,
    `a.sql~`).
    """
    found = [project / name for name in DECIDING_FILES]
    for folder in DECIDING_FOLDERS:
        found += [path for path in (project / folder).rglob("*") if path.is_file()]
    return sorted(path for path in found if not is_unread(path))


def is_unread(path: Path) -> bool:
    """Whether a file in a deciding folder is Python's own or an editor's."""
    is_of_editor = path.name.startswith((".", "#")) or path.name.endswith("~")
    return is_of_editor or "__pycache__" in path.parts


def project_hash(project: Path = PROJECT) -> str:
    """The SHA-256 of the deciding files and the version of Python."""
    digest = hashlib.sha256(platform.python_version().encode())
    for path in deciding_files(project):
        with contextlib.suppress(FileNotFoundError):  # an editor's own file, gone since the listing
            content = path.read_bytes()
            digest.update(path.relative_to(project).as_posix().encode())
            digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


# The project that this process has imported: what is edited later has another hash on the disk.
LOADED = project_hash()


def refuse_changed_project() -> None:
    """Raise Unfinished where the project has changed since this process imported it.

    Other processes of the run may then have read another project, under whose name nothing is kept
    or published.
    """
    if project_hash() != LOADED:
        raise Unfinished("The project was changed during the run. Run the same command again.")


def key_of(*parts: str) -> str:
    """A key of texts, each of which may be anything."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part.encode()).digest())
    return digest.hexdigest()


def restore(name: str, key: str, target: Path, make: Callable[[Path], None]) -> None:
    """Copy the kept file of this name and key to `target`; where none is kept, make and keep it.

    `make` writes the file to the path that it is given. A cache that cannot be written keeps
    nothing, and the file is made all the same; so is one that was damaged on the disk. Nothing is
    kept once the project has changed since this process imported it.
    """
    kept = CACHE / f"{name}-{key}"
    content = read_kept(kept)
    if content is not None:
        target.write_bytes(content)
        with contextlib.suppress(OSError):
            os.utime(kept)  # the files used last are kept
        return
    make(target)
    with contextlib.suppress(OSError):
        if project_hash() == LOADED:
            keep(target.read_bytes(), kept)
            forget_old(name)


def read_kept(kept: Path) -> bytes | None:
    """The content of a kept file, which begins with its own hash; None where it has another."""
    try:
        stored = kept.read_bytes()
    except OSError:
        return None
    size = hashlib.sha256().digest_size
    return stored[size:] if hashlib.sha256(stored[size:]).digest() == stored[:size] else None


def keep(content: bytes, kept: Path) -> None:
    """Write a file of the cache at once: another process sees all of it, or none."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=kept.parent, prefix=BEGUN)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(content).digest() + content)
        Path(beside).chmod(0o644)  # the environment of one user may serve others
        Path(beside).replace(kept)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise


def forget_old(name: str) -> None:
    """Remove the files of a name that were used longest ago, and what killed processes began."""
    for begun in CACHE.glob(f"{BEGUN}*"):
        if time.time() - begun.stat().st_mtime > LONGEST_TO_WRITE:
            begun.unlink(missing_ok=True)
    files = sorted(CACHE.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[MOST_KEPT:]:
        path.unlink(missing_ok=True)
