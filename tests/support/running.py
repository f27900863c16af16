"""Run the command as a user does, for tests of complete runs."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock

from doichieu.base.paths import PROJECT
from doichieu.cli import main

# Starts a process without a network.
CUT_OFF = ["unshare", "--map-root-user", "--net"]


def command(*arguments: str | Path) -> list[str]:
    """The command line of the program, with the Python that runs the tests."""
    return [sys.executable, "-m", "doichieu", *map(str, arguments)]


def environment() -> dict[str, str]:
    """Variables with which the program is found from any folder."""
    return os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}


def orchestrate(
    *arguments: str | Path, cwd: Path = PROJECT, before: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the command and capture its output; `before` are words before it."""
    return subprocess.run(
        [*before, *command(*arguments)],
        env=environment(),
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
    )


@cache
def can_be_cut_off() -> bool:
    """Whether this system can start a process without a network."""
    if shutil.which(CUT_OFF[0]) is None:
        return False
    return subprocess.run([*CUT_OFF, "true"], capture_output=True).returncode == 0


def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command in this process: quicker, for commands that start no other program."""
    words, out, err = [*map(str, arguments)], io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status: Any = main(words)
        except SystemExit as ended:
            status = ended.code
    return subprocess.CompletedProcess(words, status, out.getvalue(), err.getvalue())


def once(folder: Path, build: Callable[[Path], object]) -> Path:
    """A folder that the first worker builds and the others reuse; no test changes it."""
    with FileLock(f"{folder}.lock"):
        is_done = folder.with_name(f"{folder.name}.done")
        if not is_done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            build(folder)
            is_done.touch()
    return folder


def copy_releases(releases: Path, folder: Path) -> Path:
    """A folder of releases that may be changed."""
    return Path(shutil.copytree(releases, folder, symlinks=True))


def manifest_of(releases: Path) -> dict[str, Any]:
    """The manifest of the current release."""
    text = (releases / "current" / "manifest.json").read_text(encoding="utf-8")
    manifest: dict[str, Any] = json.loads(text)
    return manifest


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, links followed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
