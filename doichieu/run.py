"""The main job: read, transform, audit, and publish only what passed."""

import argparse
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from doichieu.auditing import Auditor, refusals
from doichieu.cli import PUBLISHED, REFUSED
from doichieu.console import (
    Progress,
    count,
    make_console,
    tell_audit,
    tell_findings,
    tell_refusal,
    tell_refused_build,
    tell_release,
    tell_structure,
)
from doichieu.dbt_docs import lead_to_validation, write_dbt_page
from doichieu.exports import write_exports
from doichieu.findings import find
from doichieu.inputs import Inputs, read_inputs
from doichieu.manifest import Origin, fingerprint, manifest, prints
from doichieu.memory import give_back
from doichieu.release import MANIFEST, Build, Releases
from doichieu.shards import derive, plan
from doichieu.site import lay_out, write_answers, write_page
from doichieu.transform import Workshop

# The folder of the workshop that holds what was read.
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
        print_ = fingerprint(inputs.files, choices)
        standing = releases.current_manifest()
        if standing and standing.get("fingerprint") == print_ and not options.force:
            releases.forget_refused()
            console.print(
                f"Nothing to do: release {standing['release']} was made of just these inputs. "
                "(--force builds it again.)"
            )
            return PUBLISHED
        build = releases.new_build(print_)
        try:
            origin = Origin(print_, choices, prints(inputs, choices), inputs.files)
            inputs.write_snapshot(build.workshop / INPUTS)
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
    """Fill a build, in whose workshop the inputs lie, and publish it if the audit lets it pass.

    Whatever need not wait does not: the audit's process starts and the still parts of the site are
    laid out while dbt works; the site's data and the exports are written, out of the way, while
    the audit asks. None of it is laid where a release has it before the audit has let it pass.
    """
    console = progress.console
    workshop = Workshop(build.workshop / INPUTS, build.warehouse, build.workshop)
    standing = None if options.force else releases.current()
    shards, derived = plan(origin.inputs, origin.prints, standing)
    made = Build(build.workshop / "made", build.name)
    made.folder.mkdir()
    with ThreadPoolExecutor(1) as beside, Auditor(build.workshop) as auditor:
        laid_out = beside.submit(lay_out, made.site)
        with progress.stage("Derive the marts"):
            structure = derive(workshop, shards, origin.options, progress.step, derived)
            laid_out.result()
        if structure:
            tell_structure(build.warehouse, structure)
            tell_refused_build(releases.keep_refused(build))
            return REFUSED
        with progress.stage("Audit") as notes:
            auditor.begin(build.warehouse, made.validation)
            write_dbt_page(workshop, made.dbt_page)
            findings = find(build.warehouse)
            write_exports(build.warehouse, made.exports)
            shown = write_answers(made.site, build.warehouse)
            outcomes = auditor.outcomes()
            notes.append(count(len(outcomes), "expectation"))
    if refused := refusals(outcomes):
        tell_refusal(findings, refused)
        keep_pages(made, build.site)
        tell_refused_build(releases.keep_refused(build))
        return REFUSED
    with progress.stage("Publish"):
        described = manifest(build.name, origin, findings, outcomes)
        write_page(made.site, shown, described)  # it tells which files there are beside it
        made.site.rename(build.site)
        made.exports.rename(build.exports)
        (build.folder / MANIFEST).write_text(
            json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
        shutil.rmtree(build.workshop)
        release = releases.publish(build)
        releases.prune(options.keep)
    tell_findings(console, findings)
    tell_audit(console, outcomes)
    tell_release(console, release)
    return PUBLISHED


def keep_pages(made: Build, site: Path) -> None:
    """Lay into the site of a refused build what tells of it: the audit's pages and dbt's."""
    lead_to_validation(made.dbt_page)
    site.mkdir()
    for folder in (made.validation, made.dbt_page.parent):
        folder.rename(site / folder.name)
