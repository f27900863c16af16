"""The console as a picture: the real output of a command, in its colours, as SVG."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

# Characters a line; a README is about as wide.
WIDTH = 124
# A terminal with colours and without animation: the run prints each stage once.
TERMINAL = {
    "TTY_COMPATIBLE": "1",
    "TTY_INTERACTIVE": "0",
    "TERM": "xterm-256color",
    "COLUMNS": str(WIDTH),
    "PYTHONUTF8": "1",
}
# Rich's own template loads its fonts from a server; this one uses those of the reader.
PICTURE = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
}}
.{unique_id}-title {{ font: bold 18px system-ui, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def session(folder: Path, status: int, arguments: Sequence[str] = ()) -> str:
    """The command of a checkout in `folder` and its output, with its colours.

    Another exit status than `status` ends the program.
    """
    typed = " ".join(["python", "orchestrate.py", *arguments])
    run = subprocess.run(
        [sys.executable, "orchestrate.py", *arguments],
        cwd=folder,
        env=os.environ | TERMINAL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if run.returncode != status:
        raise SystemExit(f"{typed} ended with {run.returncode}, not {status}:\n{run.stdout}")
    return f"$ {typed}\n{run.stdout}"


def draw(said: str, title: str, name: str) -> str:
    """The output of a terminal, with its ANSI colours, as an SVG that needs no network.

    `name` begins the names of its styles, so that two pictures on one page do not mix.
    """
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(said.rstrip("\n")))
    drawn = console.export_svg(title=title, code_format=PICTURE, unique_id=name)
    return re.sub(r"[ \t]+$", "", drawn, flags=re.MULTILINE)
