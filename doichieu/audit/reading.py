"""Convert results of Great Expectations to the project's own types.

Importing this module takes seconds, for it imports Great Expectations.
"""

import math
from typing import Any

from great_expectations.core import ExpectationValidationResult

from doichieu.audit.outcome import ExpectationOutcome, State


def outcome_of(result: ExpectationValidationResult, *, suite: str) -> ExpectationOutcome:
    """The outcome of one expectation of a suite."""
    config = result.expectation_config
    error = _error(result)
    state: State = "errored" if error else "passed" if result.success else "failed"
    return ExpectationOutcome(
        suite=suite,
        table=config.meta["table"],
        expectation_type=config.type,
        description=config.description or "",
        severity=config.severity.value,
        state=state,
        unexpected_count=_unexpected_count(result),
        rows=_rows(result) if state == "failed" else [],
        error=error,
        meta={key: config.meta[key] for key in ("guards", "who_acts")},
    )


def plain(value: Any) -> Any:
    """A value in its JSON form, or as text where it has none."""
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def _error(result: ExpectationValidationResult) -> str:
    """Why an expectation could not be checked; empty if it could."""
    info = result.exception_info
    # Either one exception or, when metrics failed, one for each metric, by its id.
    exceptions = [info] if "raised_exception" in info else list(info.values())
    messages = [e["exception_message"] for e in exceptions if e["raised_exception"]]
    # Their order is not fixed. The shortest contains the query as its author wrote it.
    return min(messages, key=lambda message: (len(message), message), default="")


def _unexpected_count(result: ExpectationValidationResult) -> int | None:
    """How many rows do not meet the expectation; None where it does not count rows."""
    if "unexpected_rows" in result.result.get("details", {}):
        return result.result["observed_value"]
    return result.result.get("unexpected_count")


def _rows(result: ExpectationValidationResult) -> list[dict[str, Any]]:
    """The content of `ExpectationOutcome.rows` for a failed expectation."""
    found = result.result
    if "unexpected_rows" in found.get("details", {}):
        return found["details"]["unexpected_rows"]
    if found.get("unexpected_index_list"):
        return found["unexpected_index_list"]
    if "partial_unexpected_list" in found:
        column = result.expectation_config.kwargs.get("column", "value")
        return [{column: plain(value)} for value in found["partial_unexpected_list"]]
    return [{"observed_value": plain(found.get("observed_value"))}]
