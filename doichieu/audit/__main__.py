"""The audit as a worker: `python -m doichieu.audit WAREHOUSE SUITES DOCS OUTCOMES_JSON`.

It imports what is heavy, which takes seconds, and only then waits for the line `go`, so that the
import runs beside the stage that still writes the warehouse. It exits 0 when the outcomes are
written, whatever they say; what is not 0 is a fault of the program, told on standard error.
"""

import sys
from pathlib import Path

from doichieu.audit.outcome import write_outcomes
from doichieu.audit.suites import run_suites
from doichieu.parent_watch import exit_when_parent_dies, wait_for_go


def main(arguments: list[str]) -> None:
    """Wait for the word, then check the warehouse and write the outcomes."""
    warehouse, suites_dir, docs_dir, outcomes = map(Path, arguments)
    if not wait_for_go():
        return
    exit_when_parent_dies()
    write_outcomes(outcomes, run_suites(warehouse, suites_dir, docs_dir))


if __name__ == "__main__":
    main(sys.argv[1:])
