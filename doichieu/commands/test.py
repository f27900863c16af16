"""`orchestrate.py test`: the test suite, with `--all` the long tests too."""

import argparse
import os

import pytest

from doichieu.base.paths import PROJECT


def run_tests(options: argparse.Namespace) -> int:
    """Run pytest from the project's folder; returns its exit status."""
    os.chdir(PROJECT)
    if options.is_long:
        os.environ["DOICHIEU_LONG_TESTS"] = "1"
    return int(pytest.main(options.pytest_arguments))
