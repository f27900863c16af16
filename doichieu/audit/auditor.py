"""The stage that audits: Great Expectations, in a process of its own.

The process is started before there is anything to audit: its import takes seconds, which pass
while dbt works on the other core.
"""

from pathlib import Path

from doichieu.audit.outcome import ExpectationOutcome
from doichieu.base.paths import EXPECTATIONS
from doichieu.base.worker import Worker, WorkerDied


class AuditFailed(Exception):
    """The audit did not come to its end: a fault of the program."""


class Auditor(Worker):
    """A waiting auditor; use as a context, which ends its process."""

    def __init__(self, folder: Path) -> None:
        """Start the process; its log goes into a folder."""
        super().__init__("doichieu.audit", folder / "audit.log")

    def begin(self, warehouse: Path, docs: Path | None) -> None:
        """Begin to audit a finished warehouse, and to write the Data Docs into a folder `docs`."""
        self.ask(
            {
                "warehouse": str(warehouse),
                "suites": str(EXPECTATIONS),
                "docs": str(docs) if docs else None,
            }
        )

    def outcomes(self) -> list[ExpectationOutcome]:
        """What the audit came to; raises AuditFailed where it did not come to its end."""
        try:
            ending = self.ended()
        except WorkerDied as died:
            raise AuditFailed(f"The audit ended early. {died}") from died
        return [ExpectationOutcome(**outcome) for outcome in ending["outcomes"]]


def refusals(outcomes: list[ExpectationOutcome]) -> list[ExpectationOutcome]:
    """The outcomes that stop a release."""
    return [outcome for outcome in outcomes if outcome.stops_release]
