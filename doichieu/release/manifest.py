"""The manifest of a release: its inputs, the versions that built it, its contents."""

import platform
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from doichieu import __version__
from doichieu.audit.outcome import ExpectationOutcome
from doichieu.base.contradictions import COUNTS as CONTRADICTIONS
from doichieu.base.parts import files_by_table
from doichieu.base.warehouse import opened
from doichieu.inputs.snapshot import InputFile
from doichieu.report.findings import ALL, CORRECTIONS, quarantined_of, rows, statuses_of

PACKAGES = ("dbt-core", "dbt-duckdb", "duckdb", "great-expectations")


@dataclass(frozen=True)
class Origin:
    """The inputs, project and options of a release, without the rows."""

    fingerprint: str
    options: dict[str, Any]
    inputs: list[InputFile]


VERDICTS = """
select kind, verdict, count(*) as checks
from marts.reconciliation
group by kind, verdict
order by kind, verdict
"""

TABLES = """
select schema_name || '.' || table_name as name
from duckdb_tables()
where schema_name in ('reference', 'staging', 'intermediate', 'marts')
"""


def manifest(
    name: str,
    origin: Origin,
    parts: dict[str, list[str]],
    warehouse: Path,
    outcomes: Sequence[ExpectationOutcome],
) -> dict[str, Any]:
    """The manifest of a release, ready for JSON; `parts` are the keys of its parts, by kind."""
    with opened(warehouse) as connection:
        contents = contents_of(connection)
    return {
        "release": name,
        **asdict(origin),
        "parts": parts,
        "versions": {
            "doichieu": __version__,
            "python": platform.python_version(),
            **{package: version(package) for package in PACKAGES},
        },
        **contents,
        "audit": {
            "summary": dict(Counter(outcome.state for outcome in outcomes)),
            "not_met": [
                {
                    "suite": outcome.suite,
                    "expectation": outcome.description,
                    "severity": outcome.severity,
                    "rows": outcome.unexpected_count,
                }
                for outcome in outcomes
                if outcome.state != "passed"
            ],
        },
    }


def contents_of(connection: Any) -> dict[str, Any]:
    """What a warehouse contains: rows, figures and checks counted; quarantine and corrections."""
    tables = {row["name"] for row in rows(connection, TABLES)} | set(files_by_table(connection))
    return {
        "rows": {
            table: rows(connection, f"select count(*) as counted from {table}")[0]["counted"]
            for table in sorted(tables)
        },
        "figures": statuses_of(connection),
        "checks": rows(connection, VERDICTS),
        "contradictions": rows(connection, CONTRADICTIONS)[0],
        "quarantined": quarantined_of(connection),
        "corrections": rows(connection, CORRECTIONS, most=ALL),
    }
