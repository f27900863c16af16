"""Sentences of a run that depend on what is there."""

from pathlib import Path

import pytest

import orchestrate
from doichieu.base.faults import Unfinished
from doichieu.base.paths import WAREHOUSE
from doichieu.commands.run import install_engine
from doichieu.report.console import print_refused_build


def test_a_refused_build_is_shown_by_the_files_that_it_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    print_refused_build(tmp_path)
    assert capsys.readouterr().err == ""  # parts of which the structure is broken have no database
    (tmp_path / WAREHOUSE).touch()
    print_refused_build(tmp_path)
    shown = capsys.readouterr().err
    assert WAREHOUSE in shown and "page" not in shown


def test_packages_that_cannot_be_installed_are_no_fault_of_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("is_installed", "install"):
        monkeypatch.setattr(orchestrate, name, lambda *_: False)
    with pytest.raises(Unfinished, match="requirements-cluster"):
        install_engine()
