"""The child process that drafts documents: a request is one document.

A document that exhausts the memory or crashes a library ends this process only.
"""

from dataclasses import asdict
from pathlib import Path

from doichieu.base.child import Parent, loading


def main() -> None:
    """Draft each document that is asked for, until the parent ends."""
    parent = Parent()
    with loading():
        from doichieu.base.faults import InputRefused
        from doichieu.documents.known import Known
        from doichieu.documents.one import draft_one

    known: dict[str, Known] = {}
    for request in parent.requests():
        seeds = request["seeds"]
        with parent.reporting_faults():
            try:
                if seeds not in known:
                    known = {seeds: Known.read(Path(seeds))}
                written = draft_one(
                    Path(request["document"]),
                    known[seeds],
                    Path(request["drafts"]),
                    request["report_id"],
                )
            except InputRefused as refused:
                parent.send(ended="refused", faults=[asdict(fault) for fault in refused.faults])
            else:
                parent.send(ended="drafted", **asdict(written) | {"folder": str(written.folder)})


if __name__ == "__main__":
    main()
