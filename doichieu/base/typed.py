"""Commands and paths as a user would type them."""

import shlex
import subprocess
import sys
from pathlib import Path

from doichieu.base.paths import PROJECT, RELEASES


def nearby(path: Path) -> Path:
    """A path from the current folder where it lies below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def quoted(word: object) -> str:
    """A word of a command, in the quotes that it needs."""
    text = str(word)
    return subprocess.list2cmdline([text]) if sys.platform == "win32" else shlex.quote(text)


def command(*words: object) -> str:
    """The command line of this program with some words."""
    program = nearby(PROJECT / "orchestrate.py")
    return " ".join(["python", *map(quoted, (program, *words))])


def shell_command(releases: Path, query: str = "", *, is_refused: bool = False) -> str:
    """The command that opens the DuckDB shell, or asks it one question.

    A question has no double quote and nothing else that a shell reads within double quotes.
    """
    words: list[object] = ["shell"]
    if releases != RELEASES:
        words += ["--releases", nearby(releases)]
    if is_refused:
        words += ["--release", "refused"]
    return command(*words) + (f' -c "{query}"' if query else "")
