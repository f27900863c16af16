"""What every engine does with a task, and how a run reports what it could not finish."""

import pytest

from doichieu.derive.parts import engines
from doichieu.derive.parts.rounds import MOST_NAMED, failures
from doichieu.derive.parts.store import StoreFailed
from doichieu.derive.parts.task import REPORTS, Failed, Result, Task

TASK = Task(REPORTS, "key", "store", "models", "archive", reports=["r1"])
DONE = Result()


def ending(monkeypatch: pytest.MonkeyPatch, *ends: Exception | Result) -> list[float]:
    """Let the kernel end so, time after time; returns the waits in between, as they come."""
    left, waits = list(ends), []

    def run(_: Task) -> Result:
        end = left.pop(0)
        if isinstance(end, Exception):
            raise end
        return end

    monkeypatch.setattr(engines.kernel, "run", run)
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
    assert engines.attempt(TASK) == Failed("ZeroDivisionError: by zero")
    assert waits == []


def test_a_message_names_some_of_many_failed_parts() -> None:
    text = failures([(TASK, f"reason {number}") for number in range(MOST_NAMED + 3)], 20)
    assert f"{MOST_NAMED + 3} of 20 parts could not be derived" in text
    assert text.count("reports of r1: reason") == MOST_NAMED
    assert "and 3 more" in text
