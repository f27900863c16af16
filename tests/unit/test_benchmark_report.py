"""The command line of the benchmarks and their page, where results are missing or older than it."""

import argparse
import json
from pathlib import Path

import pytest

import benchmarks
from benchmarks import DOCS, RESULTS, report
from benchmarks.__main__ import build_parser, main
from doichieu.base.paths import PROJECT


def test_every_benchmark_is_described_and_named_for_contributors() -> None:
    (words,) = (
        one for one in build_parser()._actions if isinstance(one, argparse._SubParsersAction)
    )
    contributing = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for text in (benchmarks.__doc__, contributing):
        assert [word for word in words.choices if f"`{word}`" not in (text or "")] == []


def test_what_is_not_shipped_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["tables"])
    assert "--material" in capsys.readouterr().err


def test_the_page_is_that_of_the_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report.run(RESULTS, tmp_path) == 0
    assert "has no" not in capsys.readouterr().out
    page, committed = (
        (folder / "README.md").read_text(encoding="utf-8") for folder in (tmp_path, DOCS)
    )
    assert page == committed, "python orchestrate.py bench report writes it again"


def test_a_value_that_a_result_lacks_is_named(tmp_path: Path, capsys) -> None:
    (tmp_path / "misprints.json").write_text(json.dumps({"benchmark": "misprints"}))
    assert report.run(tmp_path, tmp_path / "docs") == 1
    assert "the result of misprints has no '" in capsys.readouterr().out


def test_a_result_that_is_missing_is_named(tmp_path: Path, capsys) -> None:
    assert report.run(tmp_path, tmp_path / "docs") == 1
    assert (
        "no result of misprints: python orchestrate.py bench misprints" in capsys.readouterr().out
    )
