"""`orchestrate.py check`: the verdict on transcriptions that are not in the seeds yet."""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from doichieu.base.exit_status import PUBLISHED, REFUSED
from doichieu.derive.deriver import Deriver
from doichieu.documents.folder.read import DraftFolder, draft_of
from doichieu.inputs import Inputs, read_inputs
from doichieu.report.console import Progress, make_console, print_findings
from doichieu.report.findings import ALL, MOST_SHOWN, find
from doichieu.report.screen import Section


def check_files(options: argparse.Namespace) -> int:
    """Derive and check some files of figures, or drafts, in a temporary folder.

    A draft is laid over the seeds, with its reference rows. Nothing is published or accepted. The
    tests of dbt and the contracts of the marts, which guard the models, are a run's.

    Returns 0 without a contradiction and 1 with one.
    """
    console = make_console()
    progress = Progress(console)
    with tempfile.TemporaryDirectory(prefix="doichieu-check-") as folder:
        with Deriver(Path(folder)) as deriver:  # it starts while the inputs are read
            with progress.stage("Read the inputs"):
                inputs = read(options.seeds, options.files)
            with progress.stage("Derive and check"):
                deriver.derive(inputs, with_tests=False, progress=progress.step)
        findings = find(deriver.warehouse, ALL if options.full else MOST_SHOWN)
    verdict = (
        "[red]The figures contradict each other.[/]"
        if findings.contradictions
        else "[green]No contradiction.[/] What cannot be checked is listed above."
    )
    print_findings(
        console,
        findings,
        lambda query: str(options.again),
        Section(fixed=[verdict]),
        full=options.full,
        used=progress.lines,
    )
    return REFUSED if findings.contradictions else PUBLISHED


def read(seeds: Path, paths: Sequence[Path]) -> Inputs:
    """Read files of figures, and drafts by their folders, against the seeds."""
    drafts = [DraftFolder.read(draft) for path in paths if (draft := draft_of(path))]
    files = [path for path in paths if not draft_of(path)]
    if not drafts:
        return read_inputs(seeds, files)
    from doichieu.documents.folder.checking import read_with_drafts

    return read_with_drafts(seeds, drafts, files)
