"""The main job: read, transform, audit, and publish only what passed."""

import argparse
import json
import shutil
from pathlib import Path

from doichieu.auditing import Auditor, refusals
from doichieu.cli import PUBLISHED, REFUSED
from doichieu.console import (
    Progress,
    count,
    make_console,
    tell_findings,
    tell_refusal,
    tell_refused_build,
    tell_release,
    tell_structure,
)
from doichieu.dbt_docs import finish
from doichieu.exports import write_exports
from doichieu.findings import find
from doichieu.inputs import Inputs, read_inputs
from doichieu.manifest import fingerprint, manifest
from doichieu.release import MANIFEST, Build, Releases
from doichieu.site import write_site
from doichieu.transform import DOCS_COMMAND, Workshop, build_command, transform


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
            return make(build, inputs, print_, choices, releases, options.keep, progress)
        finally:
            build.discard()


def told(inputs: Inputs) -> str:
    """What was read, in a few words."""
    figures = [file for file in inputs.files if file.relation == "figures"]
    rows = sum(file.row_count for file in figures)
    return f"{count(rows, 'figure')} in {count(len(figures), 'report')}"


def make(
    build: Build,
    inputs: Inputs,
    print_: str,
    choices: dict[str, bool],
    releases: Releases,
    keep: int,
    progress: Progress,
) -> int:
    """Fill a build, and publish it if the audit lets it pass."""
    console = progress.console
    workshop = Workshop(build.workshop / "inputs", build.warehouse, build.workshop)
    inputs.write_snapshot(workshop.inputs)
    build.site.mkdir()
    with Auditor(build.warehouse, build.site / "validation", build.workshop) as auditor:
        with progress.stage("Derive the marts"):
            commands = [build_command(with_tests=True, **choices), DOCS_COMMAND]
            structure = transform(workshop, commands, progress.step)
        if structure:
            tell_structure(build.warehouse, structure)
            tell_refused_build(releases.keep_refused(build))
            return REFUSED
        dbt_page = finish(workshop)
        with progress.stage("Audit") as notes:
            outcomes = auditor.audit()
            notes.append(count(len(outcomes), "expectation"))
    findings = find(build.warehouse)
    if refused := refusals(outcomes):
        tell_refusal(findings, refused)
        keep_tables(dbt_page, build.site)
        tell_refused_build(releases.keep_refused(build))
        return REFUSED
    with progress.stage("Publish"):
        described = manifest(build.name, print_, inputs.files, choices, findings, outcomes)
        write_exports(build.warehouse, build.exports)  # the page tells which files there are
        write_site(build.site, build.warehouse, dbt_page, described)
        (build.folder / MANIFEST).write_text(
            json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
        shutil.rmtree(build.workshop)
        release = releases.publish(build)
        releases.prune(keep)
    tell_findings(console, findings)
    tell_release(console, release, outcomes)
    return PUBLISHED


def keep_tables(dbt_page: Path, site: Path) -> None:
    """Lay dbt's page into the site of a refused build, which has no front page to lead to."""
    (site / "docs").mkdir()
    page = dbt_page.read_text(encoding="utf-8").replace(
        "](../index.html)", "](../validation/index.html)"
    )
    (site / "docs" / "index.html").write_text(page, encoding="utf-8")
