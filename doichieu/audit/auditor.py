"""The audit stage: it runs Great Expectations in a separate process.

The process starts before the warehouse exists: it spends seconds importing Great Expectations while
dbt works on the other core.
"""

from pathlib import Path

from doichieu.audit.outcome import ExpectationOutcome
from doichieu.base.child import ChildDied, ChildProcess
from doichieu.base.paths import EXPECTATIONS


class AuditFailed(Exception):
    """The audit did not finish: a fault of the program."""


class Auditor(ChildProcess):
    """A waiting auditor; use it as a context manager, which ends its process."""

    def __init__(self, folder: Path) -> None:
        """Start the process; its log goes into a folder."""
        super().__init__("doichieu.audit", folder / "audit.log")

    def begin(self, warehouse: Path, docs: Path | None, found: Path | None = None) -> None:
        """Start auditing a finished warehouse and writing the Data Docs into the folder `docs`.

        `found` is the folder of what rules found in the parts of the warehouse, if it has parts.
        """
        self.ask(
            {
                "warehouse": str(warehouse),
                "suites": str(EXPECTATIONS),
                "docs": str(docs) if docs else None,
                "found": str(found) if found else None,
            }
        )

    def outcomes(self) -> list[ExpectationOutcome]:
        """Wait for the audit and return its outcomes; raises AuditFailed when it did not finish."""
        try:
            ending = self.ended()
        except ChildDied as died:
            raise AuditFailed(f"The audit ended early. {died}") from died
        return [ExpectationOutcome(**outcome) for outcome in ending["outcomes"]]


def refusals(outcomes: list[ExpectationOutcome]) -> list[ExpectationOutcome]:
    """The outcomes that stop a release."""
    return [outcome for outcome in outcomes if outcome.stops_release]
