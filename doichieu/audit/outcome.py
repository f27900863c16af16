"""What checking one expectation came to."""

from dataclasses import dataclass
from typing import Any, Literal

State = Literal["passed", "failed", "errored"]


@dataclass(frozen=True)
class ExpectationOutcome:
    """One expectation of one suite, and whether the warehouse meets it.

    Attributes:
        suite: the suite's name, its folders joined by dots.
        table: the table that the expectation is about, as `schema.table`.
        expectation_type: Great Expectations' name for the kind of expectation.
        description: what is expected, in words.
        severity: `critical`, `warning` or `info`: how bad it is if it is not met.
        state: `errored` if it could not be checked at all, so nothing is known of the data.
        unexpected_count: how many rows do not meet it; None where rows are not what it counts
            (a row count, say) and where it errored.
        rows: the first of the rows that do not meet it, by column name. Of a native expectation
            the offending values with the keys of their rows, where its rule names keys. Where
            rows are not what a failed expectation counts, one row with what was observed. What
            JSON has no form for (decimals, dates, infinities) is text.
        error: why it could not be checked; empty unless it errored.
        meta: `guards`, the fault that it would show, and `who_acts`.
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
        """A critical expectation that is not met, or any that could not be asked."""
        return self.state == "errored" or (self.state == "failed" and self.severity == "critical")
