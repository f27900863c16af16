"""Queries that a page shows with their answers, and the answers of the DuckDB shell."""

import re
import subprocess
import sys
from pathlib import Path

SHELL = Path(sys.executable).parent / ("duckdb.exe" if sys.platform == "win32" else "duckdb")


def answers(page: str) -> list[tuple[str, str]]:
    """Every query of a Markdown page with the answer below it; each query must have one."""
    found = re.findall(r"```sql\n(.*?)\n```\n\n```text\n(.*?)\n```", page, re.DOTALL)
    assert len(found) == page.count("```sql\n") == page.count("```text\n")
    return found


def ask(warehouse: Path, question: str) -> str:
    """The output of the shell, in boxes as the pages show it."""
    run = subprocess.run(
        [SHELL, "-readonly", "-box", warehouse, "-c", question],
        capture_output=True,
        encoding="utf-8",
    )
    assert run.stderr == ""
    return run.stdout.rstrip()
