"""The outcome of one expectation."""

from dataclasses import dataclass
from typing import Any, Literal

State = Literal["passed", "failed", "errored"]

MAX_ROWS = 50
"""How many unexpected rows are kept of one expectation. Great Expectations itself stops at 200."""


@dataclass(frozen=True)
class ExpectationOutcome:
    """One expectation of one suite, and whether the warehouse meets it.

    Attributes:
        suite: the suite's name, its folders joined by dots.
        table: the table that is checked, as `schema.table`.
        expectation_type: Great Expectations' name for the kind of expectation.
        description: what is expected, in words.
        severity: `critical`, `warning` or `info`: how grave a failure is.
        state: `errored` if the check itself failed, so that the data were not checked.
        unexpected_count: how many rows do not meet it; None where it does not count rows (a row
            count, for example) and where it errored.
        rows: the first of the rows that do not meet it, by column name. A native expectation gives
            the offending values, with the keys of their rows where its rule names keys. A failed
            expectation that does not count rows gives one row with the observed value. Values
            without a JSON form (decimals, dates, infinities) are text.
        error: why the check failed to run; empty unless it errored.
        meta: `guards`, the fault that the expectation detects, and `who_acts`.
    """

    suite: str
    table: str
    expectation_type: str
    description: str
    severity: str
    state: State
    unexpected_count: int | None
    rows: list[dict[str, Any]]
    error: str
    meta: dict[str, Any]

    @property
    def stops_release(self) -> bool:
        """Whether a critical expectation failed, or any expectation could not be checked."""
        return self.state == "errored" or (self.state == "failed" and self.severity == "critical")
