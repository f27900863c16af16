"""`orchestrate.py check`: the verdict on transcriptions before they are in seeds."""

import argparse
import tempfile
from pathlib import Path

from rich.console import Console

from doichieu.cli import PUBLISHED, REFUSED
from doichieu.console import Progress, make_console, tell_checks, tell_findings, tell_repairs
from doichieu.findings import Findings, find
from doichieu.inputs import read_inputs
from doichieu.transform import Workshop, build_command, transform


def check_files(options: argparse.Namespace) -> int:
    """Derive and check some files of figures by themselves; nothing is kept, nothing published.

    Returns 0 where no contradiction stands, 1 where one does.
    """
    console = make_console()
    progress = Progress(console)
    with progress.stage("Read the inputs"):
        inputs = read_inputs(options.seeds, options.files)
    with tempfile.TemporaryDirectory(prefix="doichieu-check-") as name:
        # dbt names the database after the file, and the models are written for that name.
        folder = Path(name)
        workshop = Workshop(folder / "inputs", folder / "warehouse.duckdb", folder)
        inputs.write_snapshot(workshop.inputs)
        with progress.stage("Derive and check"):
            transform(workshop, [build_command(quarantine=False, with_tests=False)], progress.step)
        findings = find(workshop.warehouse)
    tell_findings(console, findings)
    tell_verdict(console, findings)
    return REFUSED if findings.contradictions else PUBLISHED


def tell_verdict(console: Console, findings: Findings) -> None:
    """Contradictions in full, or that there is none."""
    tell_checks(console, "Contradictions", findings.contradictions)
    tell_repairs(console, findings)
    if findings.contradictions:
        console.print("[red]The figures contradict each other.[/]")
    else:
        console.print("[green]No contradiction.[/] What nothing checks is listed above.")
