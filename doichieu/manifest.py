"""What a release says of itself: what went in, what made it, what came out."""

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from doichieu import __version__
from doichieu.audit.outcome import ExpectationOutcome
from doichieu.findings import Findings
from doichieu.inputs import Inputs
from doichieu.inputs.snapshot import InputFile
from doichieu.transform import PROJECT

# What a reference table says of single reports; the other tables speak of all.
REPORT_TABLES = ("reports", "corrections")

# Whatever of the project has a say in what a release holds, or in whether it goes out.
MAKERS = ("doichieu", "macros", "models", "analyses", "expectations", "tests/dbt")
MAKER_FILES = ("dbt_project.yml", "profiles.yml", "requirements.lock")
PACKAGES = ("dbt-core", "dbt-duckdb", "duckdb", "great-expectations")


def maker_files(project: Path = PROJECT) -> list[Path]:
    """Every file of the project that has a say in a release, in one order everywhere."""
    found = [project / name for name in MAKER_FILES]
    for folder in MAKERS:
        found += [path for path in (project / folder).rglob("*") if path.is_file()]
    return sorted(path for path in found if "__pycache__" not in path.parts)


@dataclass(frozen=True)
class Prints:
    """SHA-256 of what decides the rows of each report, and of what decides those of all."""

    common: str
    reports: dict[str, str]


def prints(inputs: Inputs, options: dict[str, Any]) -> Prints:
    """What each report says, and all else that decides: reference tables, project, options."""
    own: dict[str, list[Any]] = {
        file.report_id: [file.sha256] for file in inputs.files if file.relation == "figures"
    }
    for name in REPORT_TABLES:
        for row in inputs.tables[name]:
            own.setdefault(row["report_id"], []).append(row)
    common = [
        file
        for file in inputs.files
        if file.relation != "figures" and file.relation not in REPORT_TABLES
    ]
    return Prints(
        fingerprint(common, options),
        {
            report_id: hashlib.sha256(json.dumps(said).encode()).hexdigest()
            for report_id, said in own.items()
        },
    )


def fingerprint(
    files: Sequence[InputFile], options: dict[str, Any], project: Path = PROJECT
) -> str:
    """A SHA-256 of all that decides what a release holds: inputs, project, options, Python."""
    digest = hashlib.sha256()
    digest.update(json.dumps([asdict(file) for file in files]).encode())
    digest.update(json.dumps(options, sort_keys=True).encode())
    digest.update(platform.python_version().encode())
    for path in maker_files(project):
        digest.update(path.relative_to(project).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@dataclass(frozen=True)
class Origin:
    """What a release is made of, without the rows themselves."""

    fingerprint: str
    options: dict[str, Any]
    prints: Prints
    inputs: list[InputFile]


def manifest(
    name: str, origin: Origin, findings: Findings, outcomes: Sequence[ExpectationOutcome]
) -> dict[str, Any]:
    """The manifest of a release, as plain JSON data."""
    return {
        "release": name,
        **asdict(origin),
        "versions": {
            "doichieu": __version__,
            "python": platform.python_version(),
            **{package: version(package) for package in PACKAGES},
        },
        "rows": findings.table_rows,
        "figures": findings.statuses,
        "checks": findings.verdicts,
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
