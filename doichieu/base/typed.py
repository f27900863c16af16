"""Commands and paths as a user would type them."""

import shlex
import subprocess
import sys
from pathlib import Path

from doichieu.base.paths import PROJECT, RELEASES

# What a shell reads within double quotes.
READ_IN_QUOTES = set('"$`\\!')


def nearby(path: Path) -> Path:
    """A path from the current folder where it lies below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def quoted(word: object) -> str:
    """A word of a command, in the quotes that it needs: double ones where they suffice."""
    text = str(word)
    if sys.platform == "win32":
        return subprocess.list2cmdline([text])
    needed = shlex.quote(text)
    return needed if needed == text or READ_IN_QUOTES & set(text) else f'"{text}"'


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
