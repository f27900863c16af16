"""The fingerprint of a release: equal fingerprints make equal releases."""

import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from doichieu.base.paths import PROJECT
from doichieu.inputs import Inputs
from doichieu.inputs.hashes import REPORT_TABLES, InputHashes
from doichieu.inputs.snapshot import InputFile

# Whatever of the project has a say in what a release holds, or in whether it goes out.
MAKERS = ("doichieu", "macros", "models", "analyses", "expectations", "tests/dbt")
MAKER_FILES = ("dbt_project.yml", "profiles.yml", "requirements.lock")


def maker_files(project: Path = PROJECT) -> list[Path]:
    """Every file of the project that has a say in a release, in one order everywhere."""
    found = [project / name for name in MAKER_FILES]
    for folder in MAKERS:
        found += [path for path in (project / folder).rglob("*") if path.is_file()]
    return sorted(path for path in found if "__pycache__" not in path.parts)


def hash_inputs(inputs: Inputs, options: dict[str, Any]) -> InputHashes:
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
    return InputHashes(
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
