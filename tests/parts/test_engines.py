"""What every engine does with a task, and how a run reports what it could not finish."""

import re
from pathlib import Path

import pytest

from doichieu.derive.parts import engines
from doichieu.derive.parts.rounds import MOST_NAMED, PartsFailed, details, failures
from doichieu.derive.parts.store import StoreFailed
from doichieu.derive.parts.task import REPORTS, Failed, PartFailed, Result, Task
from doichieu.report.console import print_unfinished

TASK = Task(REPORTS, "key", "store", "models", "archive", reports=["r1"])
DONE = Result()


def ending(monkeypatch: pytest.MonkeyPatch, *ends: Exception | Result) -> list[float]:
    """Let a derivation end so, time after time; returns the waits in between, as they come."""
    left, waits = list(ends), []

    def run(_: Task) -> Result:
        end = left.pop(0)
        if isinstance(end, Exception):
            raise end
        return end

    monkeypatch.setattr(engines.derivation, "run", run)
    monkeypatch.setattr(engines, "sleep", waits.append)
    return waits


def test_a_store_that_is_out_of_reach_for_a_moment_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits = ending(monkeypatch, StoreFailed("gone"), StoreFailed("gone"), DONE)
    assert engines.attempt(TASK) == DONE
    assert len(waits) == 2


def test_a_store_that_stays_out_of_reach_is_the_reason_of_the_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits = ending(monkeypatch, *[StoreFailed("the store is gone")] * engines.TRIES)
    assert engines.attempt(TASK) == Failed("the store is gone")
    assert len(waits) == engines.TRIES - 1


def test_any_other_error_is_the_reason_of_the_failure_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits = ending(monkeypatch, ZeroDivisionError("by zero"))
    ended = engines.attempt(TASK)
    assert isinstance(ended, Failed) and ended.reason == "ZeroDivisionError: by zero"
    assert waits == []


def test_a_fault_of_the_program_has_its_traceback_and_a_refusal_has_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of_a_model = PartFailed("the model failed")
    of_a_model.__cause__ = KeyError("in the model")
    ending(monkeypatch, ZeroDivisionError("by zero"), of_a_model, PartFailed("other versions"))
    fault, model, refusal = (engines.attempt(TASK) for _ in range(3))
    assert isinstance(fault, Failed) and isinstance(model, Failed)
    assert "in run\n" in fault.details and fault.details.endswith("ZeroDivisionError: by zero\n")
    assert "KeyError: 'in the model'" in model.details and "PartFailed" in model.details
    assert refusal == Failed("other versions")


def test_the_log_has_the_traceback_of_each_part(capsys: pytest.CaptureFixture[str]) -> None:
    failed = [(TASK, Failed("one")), (TASK, Failed("two", "Traceback of two"))]
    print_unfinished(PartsFailed(failures(failed, 2), details(failed)))
    said = "".join(capsys.readouterr().err.split("\n"))
    (path,) = re.findall(r"The details, for the maintainer, are in (\S+?\.log)", said)
    assert "Traceback" not in said and "Nothing was published" in said
    text = Path(path).read_text(encoding="utf-8")
    assert text == "reports/key, of r1:\nTraceback of two"
    Path(path).unlink()


def test_without_a_traceback_there_is_no_log(capsys: pytest.CaptureFixture[str]) -> None:
    print_unfinished(PartsFailed(failures([(TASK, Failed("one"))], 2)))
    assert "maintainer" not in capsys.readouterr().err


def test_a_message_names_some_of_many_failed_parts() -> None:
    text = failures([(TASK, Failed(f"reason {number}")) for number in range(MOST_NAMED + 3)], 20)
    assert f"{MOST_NAMED + 3} of 20 parts could not be derived" in text
    assert text.count("reports of r1: reason") == MOST_NAMED
    assert "and 3 more" in text
