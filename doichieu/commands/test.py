"""`orchestrate.py test`: the test suite."""

import argparse
import os

import pytest

from doichieu.base.paths import PROJECT


def run_tests(options: argparse.Namespace) -> int:
    """Run pytest from the project's folder; returns its exit status."""
    os.chdir(PROJECT)
    return int(pytest.main(options.pytest_arguments))
