"""Engines: each lets workers run tasks, on this machine or on a cluster.

All but the sending of tasks is done by `derivation`, so an engine is short. Its library is imported
when it is used.
"""

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import sleep
from traceback import format_exc
from typing import Protocol

from doichieu.base.faults import Unfinished
from doichieu.derive.parts import derivation
from doichieu.derive.parts.store import StoreFailed
from doichieu.derive.parts.task import Failed, PartFailed, Result, Task

# What a message says after a loss.
KEPT = "What is derived is kept: the same command goes on from there."
# How often a worker tries a task whose store it cannot reach, and how long it waits in between.
TRIES = 3
SECONDS_BETWEEN_TRIES = 5


class EngineLost(Unfinished):
    """No worker can be reached any more; the message has the reason and what to do."""


class Engine(Protocol):
    """Whoever lets workers run tasks."""

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | Failed]]:
        """Each task with its result or why it failed, in the order in which they end.

        A task whose worker dies is sent again. Raises EngineLost.
        """
        ...


def attempt(task: Task) -> Result | Failed:
    """What a worker does with a task. It raises nothing: on Spark this would end other tasks too.

    A store that cannot be reached is tried again.
    """
    for left in reversed(range(TRIES)):
        try:
            return derivation.run(task)
        except StoreFailed as failed:
            ended = Failed(str(failed))
            if left:
                sleep(SECONDS_BETWEEN_TRIES)
        except PartFailed as failed:
            return Failed(str(failed), format_exc() if failed.__cause__ else "")
        except Exception as error:
            return Failed(f"{type(error).__name__}: {error}", format_exc())
    return ended


@contextmanager
def silent() -> Iterator[None]:
    """Keep a library's log and warnings from the console: what they say is in our messages."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
