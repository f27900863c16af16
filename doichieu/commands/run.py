"""The main command: read the inputs, derive the marts, audit them, publish the release."""

import argparse
import importlib
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from doichieu.audit.auditor import Auditor, refusals
from doichieu.audit.outcome import ExpectationOutcome
from doichieu.base.cache import refuse_changed_project
from doichieu.base.exit_status import PUBLISHED, REFUSED
from doichieu.base.faults import Unfinished
from doichieu.base.memory import give_back
from doichieu.base.typed import nearby, shell_command
from doichieu.derive.dbt import (
    BuildPaths,
    Dbt,
    StructureFault,
    build_command,
    docs_command,
    questions_command,
)
from doichieu.derive.dbt_page import lead_to_validation, write_dbt_page
from doichieu.derive.parts.audit import FOUND
from doichieu.derive.parts.spread import Keys, spread_of
from doichieu.exports import write_exports
from doichieu.inputs import Inputs, read_inputs
from doichieu.inputs.hashes import InputHashes
from doichieu.release.fingerprint import fingerprint, hash_inputs
from doichieu.release.manifest import Origin, manifest
from doichieu.release.releases import CURRENT, MANIFEST, Build, Releases, read_manifest
from doichieu.release.releases import REFUSED as REFUSED_BUILD
from doichieu.report.console import (
    Progress,
    make_console,
    print_findings,
    print_refusal,
    print_refused_build,
    print_structure,
    release_section,
)
from doichieu.report.findings import ALL, MOST_SHOWN, Findings, find
from doichieu.report.sections import audit_section
from doichieu.report.wording import count
from doichieu.site import lay_out, write_answers, write_page
from doichieu.site.pages import Answers

VALIDATION = Path("site") / "validation" / "index.html"
# Lines that may follow a refusal: where the refused build is, which a terminal may wrap.
AFTER = 4


@dataclass(frozen=True)
class Job:
    """One run: what to build, from what, and where.

    The pages and exports are written to `staged`, and moved to `build` when the audit has passed.
    """

    build: Build
    staged: Build
    origin: Origin
    hashes: InputHashes
    releases: Releases
    progress: Progress
    options: argparse.Namespace

    @property
    def paths(self) -> BuildPaths:
        """Where dbt works."""
        return paths_of(self.build)


def paths_of(build: Build) -> BuildPaths:
    """Where dbt works in a build."""
    return BuildPaths(build.inputs, build.warehouse, build.scratch)


def run(options: argparse.Namespace) -> int:
    """Build and audit a release in a hidden folder and publish it; returns the exit status."""
    progress = Progress(make_console())
    releases = Releases(options.releases)
    waiting = "Another run is under way; waiting for it …"
    with releases.lock(lambda: progress.console.print(waiting)):
        build = releases.new_build()
        try:
            with ExitStack() as children:
                # Its process imports dbt, which takes seconds, while this one reads the inputs.
                dbt = children.enter_context(Dbt(paths_of(build)))
                job = prepare(build, releases, progress, options)
                return derive_audit_publish(job, dbt, children) if job else PUBLISHED
        finally:
            build.discard()


def prepare(
    build: Build, releases: Releases, progress: Progress, options: argparse.Namespace
) -> Job | None:
    """Read the inputs and copy them; None where the current release was built from the same.

    Raises Unfinished where the project has changed meanwhile: dbt's process may have another.
    """
    inputs = read(options.seeds, build.inputs, progress)
    refuse_changed_project()
    choices = {"quarantine": options.quarantine}
    own_fingerprint = fingerprint(inputs.files, choices)
    current = releases.current_manifest()
    if current and current.get("fingerprint") == own_fingerprint and not options.force:
        releases.forget_refused()
        progress.console.print(
            f"Nothing to do: release {current['release']} was built from the same inputs. "
            "(--force builds it again.)"
        )
        return None
    staged = Build(build.scratch / "staged", build.stamp)
    origin = Origin(own_fingerprint, choices, inputs.files)
    hashes = hash_inputs(inputs, choices)
    inputs.write_snapshot(build.inputs)
    del inputs  # leave the memory to the stages that derive and audit millions of rows
    give_back()
    return Job(build, staged, origin, hashes, releases, progress, options)


def derive_audit_publish(job: Job, dbt: Dbt, children: ExitStack) -> int:
    """Build a release from the copy of the inputs; publish it if the audit passes it.

    The audit's process starts, and the static parts of the site are written, while dbt works. All
    processes have ended when the release is published: `children` ends that of dbt.
    """
    job.staged.folder.mkdir(parents=True)
    with children.pop_all() as stack:
        beside = stack.enter_context(ThreadPoolExecutor(1))
        auditor = stack.enter_context(Auditor(job.build.scratch))
        static_site = beside.submit(lay_out, job.staged.site)
        structure, keys = derive_marts(job, dbt)
        static_site.result()
        if structure:
            print_structure(
                structure,
                again=job.options.again,
                full=job.options.full,
                used=job.progress.lines + AFTER,
            )
            print_refused_build(job.releases.keep_refused(job.build))
            return REFUSED
        findings, outcomes, answers = audit(job, auditor, dbt, keys)
    if refused := refusals(outcomes):
        return refuse(job, findings, refused)
    return publish(job, keys, findings, outcomes, answers)


def read(seeds: Path, copy: Path, progress: Progress) -> Inputs:
    """Read the inputs, and report how many figures and reports they contain.

    Many figures are copied at once to the folder `copy`, and not kept in memory.
    """
    with progress.stage("Read the inputs") as notes:
        inputs = read_inputs(seeds, copy=copy)
        figures = [file for file in inputs.files if file.relation == "figures"]
        rows = sum(file.row_count for file in figures)
        notes.append(f"{count(rows, 'figure')} in {count(len(figures), 'report')}")
    return inputs


def derive_marts(job: Job, dbt: Dbt) -> tuple[list[StructureFault], Keys]:
    """Derive the warehouse; returns the dbt tests that found rows, and the keys of the parts in
    which a large collection is derived."""
    options, shown = job.origin.options, job.progress.step
    with job.progress.stage("Derive the marts"):
        spread = spread_of(job.options, job.origin.inputs, job.releases.folder)
        if not spread:
            return dbt.run([build_command(with_tests=True, **options)], shown), {}
        install_engine()
        from doichieu.audit.in_parts import shipped_queries
        from doichieu.derive.parts.building import build, prepare
        from doichieu.derive.parts.store import Store

        prepare(Store(spread.store), job.releases.folder, anew=job.options.force)
        faults, keys = build(
            job.paths, job.origin.inputs, job.hashes, options, spread, shown, shipped_queries
        )
        if not faults:
            dbt.run([questions_command(**options)])
        return faults, keys


def install_engine() -> None:
    """Install what a collection in parts needs, where this run is the first to need it."""
    from orchestrate import CLUSTER_LOCK, install, is_installed

    if not is_installed(CLUSTER_LOCK) and not install(CLUSTER_LOCK, "First collection in parts"):
        raise Unfinished("The packages of requirements-cluster.lock could not be installed.")
    importlib.invalidate_caches()


def collect_garbage(job: Job) -> None:
    """Delete the parts that no release needs any more; what cannot be deleted now, the next run
    deletes."""
    from doichieu.derive.parts import building
    from doichieu.derive.parts.store import Store, StoreFailed

    spread = spread_of(job.options, job.origin.inputs, job.releases.folder)
    assert spread
    manifests = filter(None, map(read_manifest, job.releases.published()))
    kept = [described.get("parts", {}) for described in manifests]
    try:
        building.collect_garbage(Store(spread.store), kept)
    except StoreFailed as failed:
        text = f"Parts that no release needs are still in the store. {failed}"
        job.progress.console.print(text, markup=False)


def audit(
    job: Job, auditor: Auditor, dbt: Dbt, keys: Keys
) -> tuple[Findings, list[ExpectationOutcome], Answers]:
    """Audit the warehouse, with what was found in its parts; meanwhile dbt writes its page, and
    this process writes the exports and the site's data to the staged folder."""
    warehouse, staged = job.build.warehouse, job.staged
    with job.progress.stage("Audit") as notes:
        auditor.begin(warehouse, staged.validation, job.paths.folder / FOUND if keys else None)
        dbt.ask([docs_command(**job.origin.options)])
        findings = find(warehouse, ALL if job.options.full else MOST_SHOWN)
        write_exports(warehouse, staged.exports)
        answers = write_answers(staged.site, warehouse)
        dbt.finish()
        write_dbt_page(job.paths, staged.dbt_page)
        outcomes = auditor.outcomes()
        notes.append(count(len(outcomes), "expectation"))
    return findings, outcomes, answers


def refuse(job: Job, findings: Findings, refused: list[ExpectationOutcome]) -> int:
    """Report why the audit refused, and keep the tables, the audit's pages and dbt's page."""
    folder = job.releases.folder
    print_refusal(
        findings,
        refused,
        lambda query: shell_command(folder, query, is_refused=True),
        pages=str(nearby(folder / REFUSED_BUILD / VALIDATION)),
        full=job.options.full,
        used=job.progress.lines + AFTER,
    )
    lead_to_validation(job.staged.dbt_page)
    job.build.site.mkdir()
    for pages in (job.staged.validation, job.staged.dbt_page.parent):
        pages.rename(job.build.site / pages.name)
    print_refused_build(job.releases.keep_refused(job.build))
    return REFUSED


def publish(
    job: Job,
    keys: Keys,
    findings: Findings,
    outcomes: list[ExpectationOutcome],
    answers: Answers,
) -> int:
    """Complete the release, make it the current one, and print its contents.

    Raises Unfinished where the project has changed since the run began, which may have read some of
    it before and some after.
    """
    refuse_changed_project()
    build, staged, console = job.build, job.staged, job.progress.console
    name = build.name(job.origin.fingerprint)
    with job.progress.stage("Publish"):
        described = manifest(name, job.origin, keys, build.warehouse, outcomes)
        write_page(staged.site, answers, described)  # it lists the other files
        staged.site.rename(build.site)
        staged.exports.rename(build.exports)
        text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
        (build.folder / MANIFEST).write_text(text, encoding="utf-8")
        build.leave_scratch()
        release = job.releases.publish(build, name)
        job.releases.prune(job.options.keep)
        if keys:
            collect_garbage(job)
    pages = nearby(release.parent / CURRENT / VALIDATION)
    print_findings(
        console,
        findings,
        lambda query: shell_command(release.parent, query),
        audit_section(outcomes, str(pages)),
        release_section(release),
        full=job.options.full,
        used=job.progress.lines,
    )
    return PUBLISHED
