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
from doichieu.base.sql import quoted
from doichieu.base.warehouse import opened
from doichieu.release.releases import Releases, read_manifest
from doichieu.report.findings import rows

SEARCH_PATH = "set search_path = 'marts,reference,intermediate,staging'"
# An answer without a prompt has all its rows; at a prompt the shell shows 40.
EVERY_ROW = ".maxrows -1"
ENDING = (
    "`describe figures;` describes a table, `show tables from reference;` lists those of another "
    "schema (reference, staging, intermediate), `.quit` ends the shell."
)
# With one of these options the shell runs its statements and ends, without a prompt.
WITHOUT_PROMPT = {"-c", "-s", "-f", "-no-stdin"}

# The marts, and the questions stored beside them, with what they are.
MARTS = """
select table_name as name, comment from duckdb_tables() where schema_name = 'marts'
union all
select view_name as name, comment from duckdb_views() where schema_name = 'marts'
order by name
"""
QUESTIONS = """
select distinct comment
from duckdb_functions()
where schema_name = 'marts' and function_type = 'table_macro' and comment is not null
order by comment
"""
# The period with the most plans, for an example that has an answer.
PLANS = "plan_completion"
PERIOD = f"""
select period_id from marts.{PLANS}
group by period_id
order by count(*) desc, period_id desc
limit 1
"""


def open_shell(options: argparse.Namespace) -> int:
    """Become the DuckDB shell, with the arguments that are not ours; returns its exit status."""
    release = Releases(options.releases).opened_by(options.release)
    settings = f"{file_search_path(release)}; {SEARCH_PATH}"
    if is_interactive(options.handed_on):
        print(welcome(release), flush=True)
    # -no-init: the user's start-up file might change how this release is read.
    command = [str(program()), "-readonly", "-no-init", "-cmd", settings]
    if not is_interactive(options.handed_on):
        command += ["-cmd", EVERY_ROW]
    command += [str(release / WAREHOUSE), *options.handed_on]
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
    """The text above the first prompt: what each mart is, and each question.

    A refused build lacks the marts that dbt would have built after the test that found rows.
    """
    counted = (read_manifest(release) or {}).get("rows", {})
    width = shutil.get_terminal_size().columns
    with opened(release / WAREHOUSE) as connection:
        marts = rows(connection, MARTS)
        questions = [row["comment"] for row in rows(connection, QUESTIONS)]
        has_plans = any(row["name"] == PLANS for row in marts)
        periods = rows(connection, PERIOD) if has_plans else []
        period = "".join(quoted(row["period_id"]) for row in periods)
    lines = [f"Đối chiếu, release {release.name}, read-only."]
    lines.append("Marts:" if marts else "Marts: none was built.")
    for row in marts:
        number = counted.get(f"marts.{row['name']}")
        rows_of_it = "" if number is None else f" ({number:,})"
        lines += entry(f"{row['name']}{rows_of_it}: {meaning(row['comment'])}", width)
    if questions:
        lines.append(f"Questions, for example `from behind_plan({period});` (no value: all):")
        for question in questions:
            lines += entry(question, width)
    return "\n".join([*lines, *wrap(ENDING, width), ""])


def entry(text: str, width: int) -> list[str]:
    """The lines of an entry of a list."""
    return wrap(text, width, initial_indent="  ", subsequent_indent="    ")


def meaning(comment: str | None) -> str:
    """What one row of a mart is: the second sentence of its comment, behind its names."""
    sentences = (comment or "").split(". ")
    found = sentences[1] if len(sentences) > 1 else sentences[0]
    return f"{found[:1].lower()}{found[1:].rstrip('.')}."
