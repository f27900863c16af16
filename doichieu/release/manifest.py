"""The manifest of a release: its inputs, the versions that built it, its contents."""

import platform
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from doichieu import __version__
from doichieu.audit.outcome import ExpectationOutcome
from doichieu.inputs.snapshot import InputFile
from doichieu.report.findings import Findings

PACKAGES = ("dbt-core", "dbt-duckdb", "duckdb", "great-expectations")


@dataclass(frozen=True)
class Origin:
    """The inputs, project and options of a release, without the rows."""

    fingerprint: str
    options: dict[str, Any]
    inputs: list[InputFile]


def manifest(
    name: str,
    origin: Origin,
    parts: dict[str, list[str]],
    findings: Findings,
    outcomes: Sequence[ExpectationOutcome],
) -> dict[str, Any]:
    """The manifest of a release, ready for JSON; `parts` are the keys of its parts, by kind."""
    return {
        "release": name,
        **asdict(origin),
        "parts": parts,
        "versions": {
            "doichieu": __version__,
            "python": platform.python_version(),
            **{package: version(package) for package in PACKAGES},
        },
        "rows": findings.table_rows,
        "figures": findings.statuses,
        "checks": findings.verdicts,
        "contradictions": findings.contradiction_counts,
        "quarantined": findings.quarantined,
        "corrections": findings.corrections,
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
