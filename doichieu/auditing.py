"""The stage that audits: Great Expectations, in a process of its own.

The process is started before there is anything to audit: its import takes seconds, which pass
while dbt works on the other core.
"""

import contextlib
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from doichieu.audit.outcome import ExpectationOutcome, read_outcomes
from doichieu.transform import PROJECT

SUITES = PROJECT / "expectations"


class AuditFailed(Exception):
    """The audit did not come to its end: a fault of the program."""


class Auditor:
    """A waiting audit of one warehouse; use as a context, which ends the process."""

    def __init__(self, warehouse: Path, docs: Path, workshop: Path) -> None:
        self.outcomes_file = workshop / "outcomes.json"
        self.log = workshop / "audit.log"
        self._log = self.log.open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "doichieu.audit"),
                *map(str, (warehouse, SUITES, docs, self.outcomes_file)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._log,
            encoding="utf-8",
        )

    def __enter__(self) -> "Auditor":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # The end of its standard input is what tells the process to leave.
        assert self._process.stdin
        try:
            with contextlib.suppress(BrokenPipeError):  # it left already, with words unread
                self._process.stdin.close()
        finally:
            self._process.wait()
            self._log.close()

    def audit(self) -> list[ExpectationOutcome]:
        """Audit the finished warehouse; raises AuditFailed where the process did not finish."""
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):  # it died while it waited: its status says so
            self._process.stdin.write("go\n")
            self._process.stdin.flush()
        if self._process.wait() != 0:
            raise AuditFailed(f"The audit ended early. {self.log.read_text(encoding='utf-8')}")
        return read_outcomes(self.outcomes_file)


def refusals(outcomes: list[ExpectationOutcome]) -> list[ExpectationOutcome]:
    """The outcomes that stop a release."""
    return [outcome for outcome in outcomes if outcome.stops_release]
