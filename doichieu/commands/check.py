"""`orchestrate.py check`: the verdict on transcriptions before they are in seeds."""

import argparse
import tempfile
from pathlib import Path

from rich.console import Console

from doichieu.base.exit_status import PUBLISHED, REFUSED
from doichieu.derive.dbt import BuildPaths, build_command, transform
from doichieu.inputs import read_inputs
from doichieu.report.console import (
    Progress,
    make_console,
    print_checks,
    print_findings,
    print_repairs,
)
from doichieu.report.findings import Findings, find


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
        paths = BuildPaths(folder / "inputs", folder / "warehouse.duckdb", folder)
        inputs.write_snapshot(paths.inputs)
        with progress.stage("Derive and check"):
            transform(paths, [build_command(quarantine=False, with_tests=False)], progress.step)
        findings = find(paths.warehouse)
    print_findings(console, findings)
    print_verdict(console, findings)
    return REFUSED if findings.contradictions else PUBLISHED


def print_verdict(console: Console, findings: Findings) -> None:
    """Contradictions in full, or that there is none."""
    print_checks(console, "Contradictions", findings.contradictions)
    print_repairs(console, findings)
    if findings.contradictions:
        console.print("[red]The figures contradict each other.[/]")
    else:
        console.print("[green]No contradiction.[/] What nothing checks is listed above.")
