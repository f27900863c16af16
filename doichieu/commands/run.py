"""The main job: read, transform, audit, and publish only what passed."""

import argparse
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from doichieu.audit.auditor import Auditor, refusals
from doichieu.base.exit_status import PUBLISHED, REFUSED
from doichieu.base.memory import give_back
from doichieu.derive.dbt import BuildPaths
from doichieu.derive.dbt_page import lead_to_validation, write_dbt_page
from doichieu.derive.shards import derive, plan
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
from doichieu.report.findings import find
from doichieu.site import lay_out, write_answers, write_page

# The folder of the paths that holds what was read.
INPUTS = "inputs"


def run(options: argparse.Namespace) -> int:
    """Build and audit a release out of sight and publish it; returns the exit status."""
    console = make_console()
    progress = Progress(console)
    releases = Releases(options.releases)
    with releases.lock(lambda: console.print("Another run is under way; waiting for it …")):
        with progress.stage("Read the inputs") as notes:
            inputs = read_inputs(options.seeds)
            notes.append(told(inputs))
        choices = {"quarantine": options.quarantine}
        own_fingerprint = fingerprint(inputs.files, choices)
        current = releases.current_manifest()
        if current and current.get("fingerprint") == own_fingerprint and not options.force:
            releases.forget_refused()
            console.print(
                f"Nothing to do: release {current['release']} was made of just these inputs. "
                "(--force builds it again.)"
            )
            return PUBLISHED
        build = releases.new_build(own_fingerprint)
        try:
            origin = Origin(own_fingerprint, choices, hash_inputs(inputs, choices), inputs.files)
            inputs.write_snapshot(build.scratch / INPUTS)
            # What derives and audits millions of rows has need of the memory.
            del inputs
            give_back()
            return make(build, origin, releases, options, progress)
        finally:
            build.discard()


def told(inputs: Inputs) -> str:
    """What was read, in a few words."""
    figures = [file for file in inputs.files if file.relation == "figures"]
    rows = sum(file.row_count for file in figures)
    return f"{count(rows, 'figure')} in {count(len(figures), 'report')}"


def make(
    build: Build,
    origin: Origin,
    releases: Releases,
    options: argparse.Namespace,
    progress: Progress,
) -> int:
    """Fill a build, in whose paths the inputs lie, and publish it if the audit lets it pass.

    Whatever need not wait does not: the audit's process starts and the still parts of the site are
    laid out while dbt works; the site's data and the exports are written, out of the way, while
    the audit asks. None of it is laid where a release has it before the audit has let it pass.
    """
    console = progress.console
    paths = BuildPaths(build.scratch / INPUTS, build.warehouse, build.scratch)
    current = None if options.force else releases.current()
    hashes = hashes_of(current) if current else None
    shards, reused = plan(origin.inputs, origin.input_hashes, current, hashes)
    staged = Build(build.scratch / "staged", build.name)
    staged.folder.mkdir()
    with ThreadPoolExecutor(1) as beside, Auditor(build.scratch) as auditor:
        laid_out = beside.submit(lay_out, staged.site)
        with progress.stage("Derive the marts"):
            structure = derive(paths, shards, origin.options, progress.step, reused)
            laid_out.result()
        if structure:
            print_structure(build.warehouse, structure)
            print_refused_build(releases.keep_refused(build))
            return REFUSED
        with progress.stage("Audit") as notes:
            auditor.begin(build.warehouse, staged.validation)
            write_dbt_page(paths, staged.dbt_page)
            findings = find(build.warehouse)
            write_exports(build.warehouse, staged.exports)
            shown = write_answers(staged.site, build.warehouse)
            outcomes = auditor.outcomes()
            notes.append(count(len(outcomes), "expectation"))
    if refused := refusals(outcomes):
        print_refusal(findings, refused)
        keep_pages(staged, build.site)
        print_refused_build(releases.keep_refused(build))
        return REFUSED
    with progress.stage("Publish"):
        described = manifest(build.name, origin, findings, outcomes)
        write_page(staged.site, shown, described)  # it tells which files there are beside it
        staged.site.rename(build.site)
        staged.exports.rename(build.exports)
        (build.folder / MANIFEST).write_text(
            json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
        shutil.rmtree(build.scratch)
        release = releases.publish(build)
        releases.prune(options.keep)
    print_findings(console, findings)
    print_audit(console, outcomes)
    print_release(console, release)
    return PUBLISHED


def keep_pages(staged: Build, site: Path) -> None:
    """Lay into the site of a refused build what tells of it: the audit's pages and dbt's."""
    lead_to_validation(staged.dbt_page)
    site.mkdir()
    for folder in (staged.validation, staged.dbt_page.parent):
        folder.rename(site / folder.name)
