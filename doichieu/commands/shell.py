"""`orchestrate.py shell`: the DuckDB shell on the current release, read-only."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

from doichieu.base.parts import file_search_path
from doichieu.base.paths import WAREHOUSE
from doichieu.base.warehouse import opened
from doichieu.release.releases import Releases, read_manifest
from doichieu.report.findings import rows

SEARCH_PATH = "set search_path = 'marts,reference,intermediate,staging'"
# With one of these options the shell runs its statements and ends, without a prompt.
WITHOUT_PROMPT = {"-c", "-s", "-f", "-no-stdin"}

QUESTIONS = """
select distinct comment
from duckdb_functions()
where schema_name = 'marts' and function_type = 'table_macro' and comment is not null
order by comment
"""


def open_shell(options: argparse.Namespace) -> int:
    """Become the DuckDB shell, with the arguments that are not ours; returns its exit status."""
    release = Releases(options.releases).in_force()
    settings = f"{file_search_path(release)}; {SEARCH_PATH}"
    if is_interactive(options.handed_on):
        print(welcome(release), flush=True)
    # -no-init: the user's start-up file might change how this release is read.
    command = [str(program()), "-readonly", "-no-init", "-cmd", settings, str(release / WAREHOUSE)]
    command += options.handed_on
    if sys.platform == "win32":
        return subprocess.run(command).returncode
    # Replacing this process leaves keys such as Ctrl-C to the shell.
    os.execv(command[0], command)


def program() -> Path:
    """The DuckDB shell of the project's environment."""
    return Path(sys.executable).parent / ("duckdb.exe" if sys.platform == "win32" else "duckdb")


def is_interactive(arguments: Sequence[str]) -> bool:
    """Whether the shell will show a prompt to a user."""
    return sys.stdin.isatty() and not WITHOUT_PROMPT & set(arguments)


def welcome(release: Path) -> str:
    """The text above the first prompt: the marts, and the questions stored in the warehouse."""
    counted = (read_manifest(release) or {}).get("rows", {})
    marts = [
        f"{table.removeprefix('marts.')} ({count:,})"
        for table, count in counted.items()
        if table.startswith("marts.")
    ]
    with opened(release / WAREHOUSE) as connection:
        questions = [row["comment"] for row in rows(connection, QUESTIONS)]
    lines = [f"Đối chiếu, release {release.name}, read-only.", f"Marts: {', '.join(marts)}."]
    if questions:
        lines += ["Questions, for example `from behind_plan('2021-H1');` (no value: all):"]
        width = shutil.get_terminal_size().columns
        for question in questions:
            lines += wrap(question, width, initial_indent="  ", subsequent_indent="    ")
    return "\n".join([*lines, "`describe figures;` describes a table, `.quit` ends the shell.", ""])
