"""The audit as a child process: it imports Great Expectations, then answers requests.

A request names a `warehouse`, the folder of `suites`, the folder for the Data Docs (`docs`, or null
for none), and the folder of what rules found in its parts (`found`, or null without parts). The
answer lists the outcomes, failed ones included; a program fault ends the child.
"""

from dataclasses import asdict
from pathlib import Path

from doichieu.base.child import Parent, loading


def main() -> None:
    """Import Great Expectations, then answer requests."""
    parent = Parent()
    with loading():
        from doichieu.audit.in_parts import Found
        from doichieu.audit.suites import run_suites

    for asked in parent.requests():
        docs = Path(asked["docs"]) if asked["docs"] else None
        warehouse = Path(asked["warehouse"])
        found = Found(Path(asked["found"]), warehouse.parent) if asked["found"] else None
        outcomes = run_suites(warehouse, Path(asked["suites"]), docs, found)
        parent.send(ended="done", outcomes=[asdict(outcome) for outcome in outcomes])


if __name__ == "__main__":
    main()
