"""The command as a user gives it, for tests of complete runs."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from doichieu.base.paths import PROJECT


def command(*arguments: str | Path) -> list[str]:
    """The command line of the program, with the Python that runs the tests."""
    return [sys.executable, "-m", "doichieu", *map(str, arguments)]


def environment() -> dict[str, str]:
    """Variables with which the program is found from any folder."""
    return os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}


def orchestrate(*arguments: str | Path, cwd: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    """Run the command to its end and keep its output."""
    return subprocess.run(
        command(*arguments), env=environment(), cwd=cwd, capture_output=True, encoding="utf-8"
    )


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
