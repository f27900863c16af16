"""What is built once for all workers of a run."""

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock


def once(folder: Path, build: Callable[[Path], object]) -> Path:
    """A folder that the first worker to ask builds and the others find; nobody changes it."""
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            unfinished = folder.with_name(f"{folder.name}.unfinished")
            build(unfinished)
            unfinished.rename(folder)
    return folder
