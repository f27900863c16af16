"""The page of the benchmarks, where results are missing or older than the page."""

import json
from pathlib import Path

from benchmarks import report


def test_a_value_that_a_result_lacks_is_named(tmp_path: Path, capsys) -> None:
    (tmp_path / "misprints.json").write_text(json.dumps({"benchmark": "misprints"}))
    assert report.run(tmp_path, tmp_path / "docs") == 1
    assert "the result of misprints has no '" in capsys.readouterr().out


def test_a_result_that_is_missing_is_named(tmp_path: Path, capsys) -> None:
    assert report.run(tmp_path, tmp_path / "docs") == 1
    assert (
        "no result of misprints: python orchestrate.py bench misprints" in capsys.readouterr().out
    )
