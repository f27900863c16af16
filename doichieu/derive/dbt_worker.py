"""dbt as a worker: it keeps the database locked for as long as its process lives.

A request is a list of dbt commands, each a list of words. `transform.py` reads what is told.
"""

from typing import Any

from doichieu.base.worker import Parent, loading

# What nobody reads is not written: dbt's log of every statement, its cache for a next time.
ALL_COMMANDS = ["--quiet", "--log-level", "none", "--log-level-file", "none"]
ALL_COMMANDS += ["--no-partial-parse"]


class Dbt:
    """dbt with the project in mind: it is parsed once for each choice of variables."""

    def __init__(self, parent: Parent) -> None:
        with loading():
            from dbt.cli.main import dbtRunner

        self._parent = parent
        self._runner = dbtRunner(callbacks=[self._pass_on])
        self._parsed_for: list[str] | None = None

    def run(self, commands: list[list[str]]) -> dict[str, Any]:
        """Run commands in turn, up to the first that fails; returns the last fact to tell."""
        for command in commands:
            result = self._invoke(command)
            if not result.success:
                error = str(result.exception or "")
                return {"ended": "failed", "error": error, "failures": failures(result)}
        return {"ended": "done"}

    def _invoke(self, command: list[str]) -> Any:
        chosen = variables(command)
        if chosen != self._parsed_for:
            self._runner.manifest, self._parsed_for = None, None
            with loading():
                parsed = self._runner.invoke([*ALL_COMMANDS, "parse", "--no-write-json", *chosen])
            if not parsed.success:
                return parsed
            self._runner.manifest, self._parsed_for = parsed.result, chosen
        return self._runner.invoke([*ALL_COMMANDS, *command])

    def _pass_on(self, event: Any) -> None:
        """Tell how many nodes a command has and the end of each."""
        if event.info.name == "ConcurrencyLine":
            self._parent.tell(nodes=event.data.node_count)
        elif event.info.name == "NodeFinished":
            self._parent.tell(finished=event.data.node_info.node_name)


def variables(command: list[str]) -> list[str]:
    """The part of a command that gives variables; nothing where it gives none."""
    if "--vars" not in command:
        return []
    place = command.index("--vars")
    return command[place : place + 2]


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
        for node_result in getattr(result.result, "results", None) or []
        if str(node_result.status) in bad
    ]


def main() -> None:
    """Import dbt, then answer."""
    parent = Parent()
    dbt = Dbt(parent)
    for commands in parent.requests():
        parent.tell(**dbt.run(commands))


if __name__ == "__main__":
    main()
