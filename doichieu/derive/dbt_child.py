"""dbt as a child process: it keeps the database open until a request is answered.

A request is a list of dbt commands, each a list of arguments; `dbt.py` reads the messages.
"""

import os
from pathlib import Path
from typing import Any

from doichieu.base.child import Parent, loading
from doichieu.base.memory import give_back
from doichieu.derive.parsed_project import parsed_project

# Do not write dbt's log of every statement, nor its cache for a later process: nobody reads them.
ALL_COMMANDS = ["--quiet", "--log-level", "none", "--log-level-file", "none"]
ALL_COMMANDS += ["--no-partial-parse"]


class ParseFailed(Exception):
    """dbt could not parse the project; `result` is dbt's."""

    def __init__(self, result: Any) -> None:
        super().__init__(str(result.exception))
        self.result = result


class Dbt:
    """dbt with the project loaded; it is parsed once for each set of variables."""

    def __init__(self, parent: Parent) -> None:
        with loading():
            from dbt.cli.main import dbtRunner

        self._parent = parent
        self._runner = dbtRunner(callbacks=[self._pass_on])
        self._parsed_for: list[str] | None = None

    def run(self, commands: list[list[str]]) -> dict[str, Any]:
        """Run commands in turn, up to the first that fails; returns the last message to send."""
        try:
            for command in commands:
                result = self._invoke(command)
                if not result.success:
                    error = str(result.exception or "")
                    return {"ended": "failed", "error": error, "failures": failures(result)}
        finally:
            close_database()
        return {"ended": "done"}

    def _invoke(self, command: list[str]) -> Any:
        chosen = variables(command)
        if chosen != self._parsed_for:
            self._runner.manifest, self._parsed_for = None, None
            folder = Path(os.environ["DBT_TARGET_PATH"]).parent
            try:
                with loading():
                    manifest = parsed_project(chosen, folder, lambda: self._parse(chosen))
            except ParseFailed as failed:
                return failed.result
            self._runner.manifest, self._parsed_for = manifest, chosen
        if command[0] == "docs":  # its page contains the manifest as a file
            assert self._runner.manifest
            self._runner.manifest.write(os.environ["DBT_TARGET_PATH"] + "/manifest.json")
        return self._runner.invoke([*ALL_COMMANDS, *command])

    def _parse(self, chosen: list[str]) -> Any:
        """Parse the project, and compile the analyses, as no build does, for dbt's page.

        Raises ParseFailed.
        """
        parsed = self._invoke_with(chosen, "parse")
        self._runner.manifest = parsed.result
        self._invoke_with(chosen, "compile", "--select", "resource_type:analysis")
        return self._runner.manifest

    def _invoke_with(self, chosen: list[str], *command: str) -> Any:
        """The result of a command that writes no file; raises ParseFailed."""
        result = self._runner.invoke([*ALL_COMMANDS, *command, "--no-write-json", *chosen])
        if not result.success:
            raise ParseFailed(result)
        return result

    def _pass_on(self, event: Any) -> None:
        """Send the number of nodes of a command, and the end of each."""
        if event.info.name == "ConcurrencyLine":
            self._parent.send(nodes=event.data.node_count)
        elif event.info.name == "NodeFinished":
            self._parent.send(finished=event.data.node_info.node_name)


def close_database() -> None:
    """Close the database, which dbt keeps open from one command to the next; free its memory."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    try:
        opened = DuckDBConnectionManager.env()
    except Exception:  # dbt-duckdb raises no other: no command has opened the database
        return
    opened.close()
    give_back()


def variables(command: list[str]) -> list[str]:
    """The arguments of a command that set variables."""
    if "--vars" not in command:
        return []
    place = command.index("--vars")
    return command[place : place + 2]


def failures(result: Any) -> list[dict[str, Any]]:
    """Every node of a command that did not succeed, with its message."""
    bad = ("error", "fail", "runtime error")
    return [
        {
            "name": node_result.node.name,
            "is_test": node_result.status == "fail",
            "description": node_result.node.description,
            "message": str(node_result.message),
            "query": getattr(node_result.node, "compiled_code", None),
        }
        for node_result in getattr(result.result, "results", None) or []
        if str(node_result.status) in bad
    ]


def main() -> None:
    """Import dbt, then answer requests."""
    parent = Parent()
    dbt = Dbt(parent)
    for commands in parent.requests():
        parent.send(**dbt.run(commands))


if __name__ == "__main__":
    main()
