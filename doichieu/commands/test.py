"""`orchestrate.py test`: the test suite, with `--all` the long tests too."""

import argparse
import os

import pytest

from doichieu.base.exit_status import UNREADABLE
from doichieu.base.paths import PROJECT


def run_tests(options: argparse.Namespace) -> int:
    """Run pytest from the project's folder; returns its exit status, or 2 for refused words."""
    os.chdir(PROJECT)
    if options.all:
        os.environ["DOICHIEU_LONG_TESTS"] = "1"
    status = pytest.main(options.handed_on)
    return UNREADABLE if status == pytest.ExitCode.USAGE_ERROR else int(status)
