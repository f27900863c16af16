"""Work spread over threads, one a processor core."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")
# Parts that are taken ahead of the results, for each thread: their results wait in memory.
AHEAD = 4

_most: ContextVar[int | None] = ContextVar("most threads", default=None)


@contextmanager
def at_most(threads: int) -> Iterator[None]:
    """Use fewer threads than cores: other processes use the others."""
    before = _most.set(threads)
    try:
        yield
    finally:
        _most.reset(before)


def cores() -> int:
    """The number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        found = len(os.sched_getaffinity(0))
    else:
        found = os.cpu_count() or 1
    return min(found, _most.get() or found)


def in_threads(work: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
    """The results of the parts, in their order. Raises what the work raises, in its place.

    Where that happens, or the iterator is closed, no further part is begun.
    """
    waiting: deque[Future[Result]] = deque()
    pool = ThreadPoolExecutor(cores())
    try:
        for part in parts:
            waiting.append(pool.submit(work, part))
            if len(waiting) > AHEAD * cores():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
