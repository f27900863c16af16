"""`orchestrate.py test`: the test suite, with `--all` the long tests too."""

import argparse
import os
from textwrap import fill

import pytest

from doichieu.base.exit_status import UNREADABLE
from doichieu.base.help_texts import HELP_TEXTS
from doichieu.base.paths import PROJECT


def run_tests(options: argparse.Namespace) -> int:
    """Run pytest from the project's folder; returns its exit status, or 2 for refused words."""
    if {"-h", "--help"} & set(options.handed_on):
        texts = HELP_TEXTS["test"]
        print(f"{fill(texts.about, 98)}\n\n{texts.below}\n\n  --all    run the long tests too\n")
    os.chdir(PROJECT)
    if options.all:
        os.environ["DOICHIEU_LONG_TESTS"] = "1"
    status = pytest.main(options.handed_on)
    return UNREADABLE if status == pytest.ExitCode.USAGE_ERROR else int(status)
