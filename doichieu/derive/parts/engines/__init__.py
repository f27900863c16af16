"""Engines: each lets workers run tasks, on this machine or on a cluster.

All but the sending of tasks is the kernel's, so an engine is short. Its library is imported when it
is used.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from doichieu.derive.parts import kernel
from doichieu.derive.parts.task import PartFailed, Result, Task


@dataclass(frozen=True)
class Failed:
    """A task that has no result, and why."""

    reason: str


class EngineLost(Exception):
    """No worker can be reached any more; the message has the reason and what to do."""


class Engine(Protocol):
    """Whoever lets workers run tasks."""

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | Failed]]:
        """Each task with its result or why it failed, in the order in which they end.

        A task whose worker dies is sent again. Raises EngineLost.
        """
        ...


def attempt(task: Task) -> Result | Failed:
    """What a worker does with a task; it raises only errors after which to try again."""
    try:
        return kernel.run(task)
    except PartFailed as failed:
        return Failed(str(failed))
