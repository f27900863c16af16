"""`orchestrate.py bench`: the benchmarks, which are no part of the package."""

import argparse
import subprocess
import sys


def run_benchmarks(options: argparse.Namespace) -> int:
    """Run the benchmarks in a separate process; returns its exit status."""
    command = [sys.executable, "-m", "benchmarks", *options.handed_on]
    return subprocess.run(command).returncode
