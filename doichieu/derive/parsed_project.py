"""The project as dbt parses it: a manifest, kept by everything that dbt reads to make it.

dbt's own partial parsing compares the files with those of an earlier run in the same folder. Here
each run has a folder of its own, and the key of the kept manifest is a hash of all of them.
"""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from doichieu.base import cache
from doichieu.base.paths import PROJECT

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

# The folder of the reference tables: another in each run, so the manifest is given it when loaded.
REFERENCE = "DOICHIEU_REFERENCE"
# Variables that change nothing in a manifest.
ELSEWHERE = {REFERENCE, "DOICHIEU_CACHE"}


def parsed_key(variables: list[str]) -> str:
    """The key of a manifest: project, its place, dbt variables, and the environment of a run."""
    ours = {name for name in os.environ if name.startswith("DOICHIEU_")} - ELSEWHERE
    values = {name: os.environ[name] for name in sorted(ours)}
    return cache.key_of(cache.LOADED, str(PROJECT), json.dumps([variables, values]))


def parsed_project(
    variables: list[str], folder: Path, parse: Callable[[], "Manifest"]
) -> "Manifest":
    """The manifest for these dbt variables, with the reference tables of this run.

    `parse` lets dbt parse the project; it is called where no manifest is kept. `folder` takes a
    copy of the kept one.
    """
    from dbt.contracts.graph.manifest import Manifest
    from dbt.parser.manifest import extended_mashumaro_encoder, extended_mashumuro_decoder
    from dbt_common.invocation import get_invocation_id

    def write(path: Path) -> None:
        path.write_bytes(parse().to_msgpack(extended_mashumaro_encoder))

    copy = folder / "parsed.msgpack"
    cache.restore("parsed", parsed_key(variables), copy, write)
    manifest = Manifest.from_msgpack(copy.read_bytes(), decoder=extended_mashumuro_decoder)
    manifest.metadata.generated_at = datetime.now(UTC).replace(tzinfo=None)
    manifest.metadata.invocation_id = get_invocation_id()
    for node in manifest.nodes.values():
        if node.resource_type == "seed":
            node.original_file_path = str(Path(os.environ[REFERENCE]) / node.path)
        elif node.resource_type == "analysis":
            node.compiled_path = None  # a file of the run that kept the manifest
    manifest.build_flat_graph()  # macros read it as `graph`
    return manifest
