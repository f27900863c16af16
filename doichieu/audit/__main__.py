"""The audit as a worker: it imports Great Expectations, which takes seconds, and then answers.

A request names a `warehouse`, the folder of `suites`, and where the Data Docs go (`docs`, or null
for none). The answer has the outcomes, whatever they say; a fault of the program ends the worker.
"""

from dataclasses import asdict
from pathlib import Path

from doichieu.base.worker import Parent, loading


def main() -> None:
    """Import what is heavy, then answer."""
    parent = Parent()
    with loading():
        from doichieu.audit.suites import run_suites

    for asked in parent.requests():
        docs = Path(asked["docs"]) if asked["docs"] else None
        outcomes = run_suites(Path(asked["warehouse"]), Path(asked["suites"]), docs)
        parent.send(ended="done", outcomes=[asdict(outcome) for outcome in outcomes])


if __name__ == "__main__":
    main()
