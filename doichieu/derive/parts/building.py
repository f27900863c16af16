"""Deriving a collection in parts: from the copy of the inputs to the database of a release."""

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from doichieu.base import cache
from doichieu.base.faults import Fault, InputRefused
from doichieu.base.vocabulary import project_vars
from doichieu.derive.compiled_models import CompiledModels, as_json, compile_models
from doichieu.derive.dbt import BuildPaths, Progress, StructureFault
from doichieu.derive.parts import rounds
from doichieu.derive.parts.archive import Snapshot
from doichieu.derive.parts.audit import FOUND, Query, gather
from doichieu.derive.parts.planning import plan
from doichieu.derive.parts.spread import Keys, Spread
from doichieu.derive.parts.store import Store, create_file
from doichieu.derive.parts.task import KINDS, versions
from doichieu.derive.parts.warehouse import write_warehouse
from doichieu.inputs.hashes import InputHashes
from doichieu.inputs.snapshot import InputFile

# The file of a store that names its folder of releases, and the file there that identifies it.
OWNER = "releases.json"
IDENTITY = ".identity"
# Some servers of buckets let the second of two runs overwrite what should be new: before the first
# looks who has the store, the second has ended its own look.
SECONDS_TO_SETTLE = 5
# The folders of a store whose files no run needs after its own.
OF_ONE_RUN = ("inputs", "models")


def prepare(store: Store, releases: Path, *, anew: bool) -> None:
    """Take a store for a folder of releases; with `anew`, delete all parts in it.

    Two such folders would delete each other's parts. So would a run delete the files of others in
    folders that are named like those of a store. Raises InputRefused where the store is another's
    or has such files, and StoreFailed.
    """
    own = identity(releases)
    mine = {"identity": own, "releases": str(releases)}
    if not store.exists(OWNER):
        refuse_files_of_others(store)
        store.create(OWNER, mine)
        if not store.folder:
            sleep(SECONDS_TO_SETTLE)
    owner = store.read(OWNER)  # of two first runs at once, one has it
    if not owner:
        problem = f"its file {OWNER}, which names its folder of releases, is incomplete."
        remedy = (
            f"If it is the store of {releases}, and no other run has just started, write into that "
            f"file: {json.dumps(mine, ensure_ascii=False)}. Else name an empty folder with --store."
        )
        raise InputRefused([Fault(store.address, None, None, problem, remedy)])
    if owner["identity"] != own:
        problem = f"the store has the parts of the releases in {owner['releases']}."
        remedy = (
            "Name another folder or bucket with --store: each folder of releases needs a store of "
            "its own. If those releases are no more, delete the store."
        )
        raise InputRefused([Fault(store.address, None, None, problem, remedy)])
    if anew:
        collect_garbage(store, [])


def refuse_files_of_others(store: Store) -> None:
    """Raise InputRefused where there are files that the store would delete and no run wrote."""
    for folder in (*KINDS, *OF_ONE_RUN):
        if store.sizes(folder):
            problem = (
                f"it is no store, and has files in a folder {folder}, where a run would delete "
                "all but its own."
            )
            remedy = "Name an empty folder with --store."
            raise InputRefused([Fault(store.address, None, None, problem, remedy)])


def identity(releases: Path) -> str:
    """What distinguishes a folder of releases from all others, also when it is moved."""
    file = releases / IDENTITY
    if not file.exists():
        with TemporaryDirectory(dir=releases, prefix=f"{IDENTITY}-") as scratch:
            create_file(file, uuid.uuid4().hex.encode(), Path(scratch))
    return file.read_text(encoding="utf-8")


def build(
    paths: BuildPaths,
    inputs: Sequence[InputFile],
    hashes: InputHashes,
    choices: dict[str, bool],
    spread: Spread,
    progress: Progress,
    queries_for: Callable[[CompiledModels], Sequence[Query]] = lambda _: (),
) -> tuple[list[StructureFault], Keys]:
    """Derive the parts that the store lacks, and write the database of the release over all.

    Returns the dbt tests that found rows, in which case there is no database, and the keys of the
    parts. What the queries of the audit find in the parts goes to `paths.folder` / FOUND.

    Raises PartsFailed, StoreFailed, EngineLost, and Unfinished where the project has changed since
    this process imported it: the keys of the parts would not be those of its models.
    """
    store = Store(spread.store)
    models = compile_models(paths.folder / "compiled", **choices)
    queries = queries_for(models)
    cache.refuse_changed_project()
    collection = rounds.Collection(
        store,
        models=f"models/{hashes.common}.json",
        reference=f"inputs/reference-{hashes.common}.zip",
        snapshot=Snapshot(paths.inputs),
        parts=plan(inputs, hashes, versions()),
        most_repaired=project_vars()["most_repaired_figures"],
        audit=f"models/audit-{hashes.common}.json",
    )
    store.write(collection.audit, [asdict(query) for query in queries])
    with store.scratch() as folder:
        file = folder / "models.json"
        with store.naming("written", collection.models):
            file.write_text(as_json(models), encoding="utf-8")
        store.put(file, collection.models)
    with spread.engine(paths.folder) as engine:
        done = rounds.derive(collection, engine, progress)
    keys = {kind: [task.key for task, _ in done if task.kind == kind] for kind in KINDS}
    found = [StructureFault(**fault) for _, result in done for fault in result.faults]
    # A test that found rows in several parts is reported once, with the rows of one part.
    faults = list({fault.name: fault for fault in found}.values())
    if not faults:
        write_warehouse(paths, models, done, store)
        gather(queries, done, store, paths.folder / FOUND)
    return faults, keys


def collect_garbage(store: Store, kept: Sequence[Keys]) -> None:
    """Delete what no release needs: parts that none names, and the inputs of all."""
    for kind in KINDS:
        store.keep_only(kind, {key for keys in kept for key in keys.get(kind, [])})
    for folder in OF_ONE_RUN:
        store.keep_only(folder, ())
