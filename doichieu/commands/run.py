"""The main command: read the inputs, derive the marts, audit them, publish the release."""

import argparse
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from doichieu.audit.auditor import Auditor, refusals
from doichieu.audit.outcome import ExpectationOutcome
from doichieu.base.exit_status import PUBLISHED, REFUSED
from doichieu.base.memory import give_back
from doichieu.derive.dbt import BuildPaths, Dbt, StructureFault, docs_command
from doichieu.derive.dbt_page import lead_to_validation, write_dbt_page
from doichieu.derive.shards import derived, plan
from doichieu.exports import write_exports
from doichieu.inputs import Inputs, read_inputs
from doichieu.release.fingerprint import fingerprint, hash_inputs
from doichieu.release.manifest import Origin, manifest
from doichieu.release.releases import MANIFEST, Build, Releases, hashes_of
from doichieu.report.console import (
    Progress,
    count,
    make_console,
    print_audit,
    print_findings,
    print_refusal,
    print_refused_build,
    print_release,
    print_structure,
)
from doichieu.report.findings import Findings, find
from doichieu.site import lay_out, write_answers, write_page
from doichieu.site.pages import Answers


@dataclass(frozen=True)
class Job:
    """One run: what to build, from what, and where.

    The pages and exports are written to `staged`, and moved to `build` when the audit has passed.
    """

    build: Build
    staged: Build
    origin: Origin
    releases: Releases
    progress: Progress
    options: argparse.Namespace

    @property
    def paths(self) -> BuildPaths:
        """Where dbt works."""
        scratch = self.build.scratch
        return BuildPaths(scratch / "inputs", self.build.warehouse, scratch)


def run(options: argparse.Namespace) -> int:
    """Build and audit a release in a hidden folder and publish it; returns the exit status."""
    progress = Progress(make_console())
    releases = Releases(options.releases)
    waiting = "Another run is under way; waiting for it …"
    with releases.lock(lambda: progress.console.print(waiting)):
        inputs = read(options.seeds, progress)
        choices = {"quarantine": options.quarantine}
        own_fingerprint = fingerprint(inputs.files, choices)
        current = releases.current_manifest()
        if current and current.get("fingerprint") == own_fingerprint and not options.force:
            releases.forget_refused()
            progress.console.print(
                f"Nothing to do: release {current['release']} was built from the same inputs. "
                "(--force builds it again.)"
            )
            return PUBLISHED
        build = releases.new_build(own_fingerprint)
        staged = Build(build.scratch / "staged", build.name)
        try:
            origin = Origin(own_fingerprint, choices, hash_inputs(inputs, choices), inputs.files)
            job = Job(build, staged, origin, releases, progress, options)
            inputs.write_snapshot(job.paths.inputs)
            del inputs  # leave the memory to the stages that derive and audit millions of rows
            give_back()
            return derive_audit_publish(job)
        finally:
            build.discard()


def derive_audit_publish(job: Job) -> int:
    """Build a release from the copy of the inputs; publish it if the audit passes it.

    The audit's process starts, and the static parts of the site are written, while dbt works.
    """
    job.staged.folder.mkdir()
    with ExitStack() as stack:
        beside = stack.enter_context(ThreadPoolExecutor(1))
        auditor = stack.enter_context(Auditor(job.build.scratch))
        static_site = beside.submit(lay_out, job.staged.site)
        structure, dbt = derive_marts(job, stack)
        static_site.result()
        if structure:
            print_structure(job.build.warehouse, structure)
            print_refused_build(job.releases.keep_refused(job.build))
            return REFUSED
        findings, outcomes, answers = audit(job, auditor, dbt)
    if refused := refusals(outcomes):
        return refuse(job, findings, refused)
    return publish(job, findings, outcomes, answers)


def read(seeds: Path, progress: Progress) -> Inputs:
    """Read the inputs, and report how many figures and reports they contain."""
    with progress.stage("Read the inputs") as notes:
        inputs = read_inputs(seeds)
        figures = [file for file in inputs.files if file.relation == "figures"]
        rows = sum(file.row_count for file in figures)
        notes.append(f"{count(rows, 'figure')} in {count(len(figures), 'report')}")
    return inputs


def derive_marts(job: Job, stack: ExitStack) -> tuple[list[StructureFault], Dbt]:
    """Derive the reports that cannot be reused from the current release; returns the dbt tests that
    found rows, and the process of dbt, which `stack` ends."""
    current = None if job.options.force else job.releases.current()
    hashes = hashes_of(current) if current else None
    shards, reused = plan(job.origin.inputs, job.origin.input_hashes, current, hashes)
    with job.progress.stage("Derive the marts"):
        return stack.enter_context(
            derived(job.paths, shards, job.origin.options, job.progress.step, reused)
        )


def audit(
    job: Job, auditor: Auditor, dbt: Dbt
) -> tuple[Findings, list[ExpectationOutcome], Answers]:
    """Audit the warehouse; meanwhile dbt writes its page, and this process the site's data and the
    exports to the staged folder."""
    warehouse, staged = job.build.warehouse, job.staged
    with job.progress.stage("Audit") as notes:
        auditor.begin(warehouse, staged.validation)
        dbt.ask([docs_command(**job.origin.options)])
        findings = find(warehouse)
        write_exports(warehouse, staged.exports)
        answers = write_answers(staged.site, warehouse)
        dbt.finish()
        write_dbt_page(job.paths, staged.dbt_page)
        outcomes = auditor.outcomes()
        notes.append(count(len(outcomes), "expectation"))
    return findings, outcomes, answers


def refuse(job: Job, findings: Findings, refused: list[ExpectationOutcome]) -> int:
    """Report why the audit refused, and keep the tables, the audit's pages and dbt's page."""
    print_refusal(findings, refused)
    lead_to_validation(job.staged.dbt_page)
    job.build.site.mkdir()
    for folder in (job.staged.validation, job.staged.dbt_page.parent):
        folder.rename(job.build.site / folder.name)
    print_refused_build(job.releases.keep_refused(job.build))
    return REFUSED


def publish(
    job: Job, findings: Findings, outcomes: list[ExpectationOutcome], answers: Answers
) -> int:
    """Complete the release, make it the current one, and print its contents."""
    build, staged, console = job.build, job.staged, job.progress.console
    with job.progress.stage("Publish"):
        described = manifest(build.name, job.origin, findings, outcomes)
        write_page(staged.site, answers, described)  # it lists the other files
        staged.site.rename(build.site)
        staged.exports.rename(build.exports)
        text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
        (build.folder / MANIFEST).write_text(text, encoding="utf-8")
        shutil.rmtree(build.scratch)
        release = job.releases.publish(build)
        job.releases.prune(job.options.keep)
    print_findings(console, findings)
    print_audit(console, outcomes)
    print_release(console, release)
    return PUBLISHED
