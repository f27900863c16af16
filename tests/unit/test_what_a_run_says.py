"""Sentences of a run that depend on what is there, and the order of what it starts."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import orchestrate
from doichieu.base.faults import Unfinished
from doichieu.base.paths import WAREHOUSE
from doichieu.commands import run as running
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


def test_dbt_starts_before_the_inputs_are_read_and_ends_where_they_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = []

    @contextmanager
    def dbt(_: object) -> Iterator[None]:
        done.append("dbt starts")
        try:
            yield
        finally:
            done.append("dbt ends")

    def refuse(*_: object, **__: object) -> None:
        done.append("the inputs are read")
        raise Unfinished("refused")

    monkeypatch.setattr(running, "Dbt", dbt)
    monkeypatch.setattr(running, "read_inputs", refuse)
    options = argparse.Namespace(seeds=tmp_path, releases=tmp_path / "releases", quarantine=False)
    with pytest.raises(Unfinished, match="refused"):
        running.run(options)
    assert done == ["dbt starts", "the inputs are read", "dbt ends"]
    assert not list((tmp_path / "releases").glob("*/"))  # the build is deleted
