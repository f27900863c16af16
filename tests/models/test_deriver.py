"""Deriving without dbt gives what dbt builds, shows its progress, and reports faults in words."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.running import call
from support.seeds_folder import FIGURES

from doichieu.base.paths import PROJECT
from doichieu.derive.compiled_models import CompiledModels
from doichieu.derive.dbt import TransformFailed
from doichieu.derive.deriver import Deriver
from doichieu.inputs import Inputs, read_inputs
from doichieu.report.findings import find


@pytest.fixture
def deriver(tmp_path: Path, compiled_models: CompiledModels) -> Iterator[Deriver]:
    """A deriver that finds the compiled models kept."""
    with Deriver(tmp_path) as deriver:
        yield deriver


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the inputs with a figure's number in words, as no reader would leave it."""
    write_snapshot = Inputs.write_snapshot

    def write(inputs: Inputs, folder: Path) -> None:
        write_snapshot(inputs, folder)
        path = folder / FIGURES
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        rows[1][rows[0].index("figure_no")] = "one"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    monkeypatch.setattr(Inputs, "write_snapshot", write)


def test_the_findings_are_those_of_the_warehouse_that_dbt_builds(
    deriver: Deriver, shipped_warehouse: Path, compiled_models: CompiledModels
) -> None:
    steps: list[tuple[int, int]] = []
    for with_tests in (False, True):
        faults = deriver.derive(
            read_inputs(PROJECT / "seeds"),
            with_tests=with_tests,
            progress=lambda done, of: steps.append((done, of)),
        )
        assert faults == []
        assert find(deriver.warehouse) == find(shipped_warehouse)
    tables = len(compiled_models.seeds) + len(compiled_models.models)
    assert steps == 2 * [(done, tables) for done in range(tables + 1)]


@pytest.mark.usefixtures("broken")
def test_a_model_that_fails_is_named_and_the_next_request_is_answered(
    deriver: Deriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = read_inputs(PROJECT / "seeds")
    with pytest.raises(TransformFailed, match=r"^staging\.stg_figures: .*'one'") as failed:
        deriver.derive(inputs, with_tests=False)
    assert "Traceback" not in str(failed.value)
    assert "Traceback" in str(failed.value.__cause__)
    monkeypatch.undo()
    assert deriver.derive(inputs, with_tests=False) == []


@pytest.mark.usefixtures("broken", "compiled_models")
def test_check_reports_a_model_that_fails_without_a_traceback() -> None:
    run = call("check", PROJECT / "seeds" / FIGURES)
    assert run.returncode == 3
    assert "TransformFailed: staging.stg_figures: " in run.stderr
    assert "Traceback" not in run.stderr
