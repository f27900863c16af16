"""The fingerprint of a release: equal fingerprints give equal releases."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from doichieu.base import cache
from doichieu.inputs import Inputs
from doichieu.inputs.hashes import REPORT_TABLES, InputHashes
from doichieu.inputs.snapshot import InputFile


def hash_inputs(inputs: Inputs, options: dict[str, Any]) -> InputHashes:
    """A hash of each report, and one of the rest: reference tables, project, options."""
    own: dict[str, list[Any]] = {
        file.report_id: [file.file, file.sha256]
        for file in inputs.files
        if file.relation == "figures"
    }
    shared = []
    for name in REPORT_TABLES:
        for row in inputs.tables[name]:
            of = own.setdefault(row["report_id"], []) if row["report_id"] else shared
            of.append(row)
    common = [
        file
        for file in inputs.files
        if file.relation != "figures" and file.relation not in REPORT_TABLES
    ]
    return InputHashes(
        cache.key_of(fingerprint(common, options), json.dumps(shared)),
        {
            report_id: hashlib.sha256(json.dumps(content).encode()).hexdigest()
            for report_id, content in own.items()
        },
    )


def fingerprint(files: Sequence[InputFile], options: dict[str, Any]) -> str:
    """The SHA-256 of everything that decides a release: inputs, options, project, Python.

    The project is the one that this process has imported, as for all that is kept of it.
    """
    digest = hashlib.sha256()
    digest.update(json.dumps([asdict(file) for file in files]).encode())
    digest.update(json.dumps(options, sort_keys=True).encode())
    digest.update(cache.LOADED.encode())
    return digest.hexdigest()
