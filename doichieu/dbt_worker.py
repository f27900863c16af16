"""dbt in a process of its own: it keeps the database locked for as long as it lives.

Standard input's first line is a JSON list of dbt commands, each a list of words. Standard
output tells what happens, one JSON object a line, as `transform.py` reads it.
"""

import json
import os
import sys
from typing import Any, TextIO

from doichieu.parent_watch import exit_when_parent_dies

# dbt and the solver write to standard output as they please, the latter past Python: the parent
# reads only what is told here.
TELL = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")


def tell(**fact: Any) -> None:
    """Write one fact as a line of JSON."""
    stream: TextIO = TELL
    stream.write(json.dumps(fact, ensure_ascii=False) + "\n")
    stream.flush()


def on_event(event: Any) -> None:
    """Pass on how many nodes a command has and the end of each."""
    if event.info.name == "ConcurrencyLine":
        tell(nodes=event.data.node_count)
    elif event.info.name == "NodeFinished":
        tell(finished=event.data.node_info.node_name)


def failures(result: Any) -> list[dict[str, Any]]:
    """Every node of a command that did not succeed, with the words a person needs."""
    bad = ("error", "fail", "runtime error")
    return [
        {
            "name": node_result.node.name,
            "is_test": node_result.status == "fail",
            "description": node_result.node.description,
            "message": str(node_result.message),
            "query": getattr(node_result.node, "compiled_code", None),
        }
        for node_result in getattr(result.result, "results", [])
        if str(node_result.status) in bad
    ]


def run_all(commands: list[list[str]]) -> None:
    """Run dbt commands in turn, up to the first that fails, and tell how it ended."""
    from dbt.cli.main import dbtRunner

    runner = dbtRunner(callbacks=[on_event])
    for command in commands:
        result = runner.invoke(command)
        if not result.success:
            tell(ended="failed", error=str(result.exception or ""), failures=failures(result))
            return
    tell(ended="done")


if __name__ == "__main__":
    request = json.loads(sys.stdin.readline())
    exit_when_parent_dies()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    run_all(request)
