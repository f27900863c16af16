"""The DuckDB shell on the release in force: read-only, the marts in its search path."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

from doichieu.base.paths import WAREHOUSE
from doichieu.release.releases import Releases
from doichieu.report.findings import opened, rows

SEARCH_PATH = "set search_path = 'marts,reference,intermediate,staging'"
# By these the shell asks and leaves: there is nobody to welcome.
ASKING = {"-c", "-s", "-f", "-no-stdin"}

MARTS = """
select table_name, estimated_size as row_count
from duckdb_tables()
where schema_name = 'marts'
order by table_name
"""

QUESTIONS = """
select distinct comment
from duckdb_functions()
where schema_name = 'marts' and function_type = 'table_macro' and comment is not null
order by comment
"""


def open_shell(options: argparse.Namespace) -> int:
    """Become the DuckDB shell, given the words that were left to it; its exit status is ours."""
    release = Releases(options.releases).in_force()
    warehouse = release / WAREHOUSE
    if is_interactive(options.shell_arguments):
        print(welcome(release.name, warehouse), flush=True)
    # The user's own start-up file might change what this release is read as.
    command = [str(program()), "-readonly", "-no-init", "-cmd", SEARCH_PATH, str(warehouse)]
    command += options.shell_arguments
    if sys.platform == "win32":
        return subprocess.run(command).returncode
    # Keys such as Ctrl-C are the shell's alone.
    os.execv(command[0], command)


def program() -> Path:
    """The shell of the project's environment."""
    return Path(sys.executable).parent / ("duckdb.exe" if sys.platform == "win32" else "duckdb")


def is_interactive(arguments: Sequence[str]) -> bool:
    """Whether somebody will be at the prompt."""
    return sys.stdin.isatty() and not ASKING & set(arguments)


def welcome(name: str, warehouse: Path) -> str:
    """What there is to ask: the marts, and the questions that the warehouse keeps."""
    with opened(warehouse) as connection:
        marts = [f"{row['table_name']} ({row['row_count']:,})" for row in rows(connection, MARTS)]
        questions = [row["comment"] for row in rows(connection, QUESTIONS)]
    lines = [f"Đối chiếu, release {name}, read-only.", f"Marts: {', '.join(marts)}."]
    if questions:
        lines += ["Questions, asked as in `from behind_plan('2021-H1');`, without a value for all:"]
        width = shutil.get_terminal_size().columns
        for question in questions:
            lines += wrap(question, width, initial_indent="  ", subsequent_indent="    ")
    return "\n".join([*lines, "describe figures; tells of a table, .quit leaves.", ""])
