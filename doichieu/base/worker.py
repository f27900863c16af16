"""Workers: processes that wait, warm, for what they are asked, a line of JSON each way.

A worker's standard input is its tie to the process that started it. The parent keeps the pipe open
as long as it lives; however it dies, the system closes the pipe, and the worker leaves at once.
"""

import contextlib
import gc
import json
import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self, TextIO

_STDIN = 0


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Load what stays for good, libraries or a parsed project.

    Nothing of it becomes garbage: to look for some, again and again, takes a sixth of dbt's time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class WorkerDied(Exception):
    """A worker left before it had answered; holds what it wrote to its log."""


class Worker:
    """A worker as its parent sees it; use as a context, which ends the process."""

    def __init__(
        self,
        module: str,
        log: Path,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start `python -m module`; what it says beside its answers goes to the file `log`."""
        self.log = log
        self._log = log.open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=cwd,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin and self._process.stdout
        try:
            with contextlib.suppress(OSError):  # it left already, with words unread
                self._process.stdin.close()
        finally:
            self._process.wait()
            self._process.stdout.close()
            self._log.close()

    def ask(self, request: Any) -> None:
        """Send a request; `facts` tells what comes of it."""
        assert self._process.stdin
        # It died while it waited: `facts` says so. (Windows does not call that a broken pipe.)
        with contextlib.suppress(OSError):
            self._process.stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
            self._process.stdin.flush()

    def facts(self) -> Iterator[dict[str, Any]]:
        """What the worker tells of one request, as it comes; the last fact has `ended`.

        Raises WorkerDied where there is no such fact.
        """
        assert self._process.stdout
        for line in self._process.stdout:
            fact: dict[str, Any] = json.loads(line)
            yield fact
            if "ended" in fact:
                return
        raise WorkerDied(self.log.read_text(encoding="utf-8"))

    def ended(self) -> dict[str, Any]:
        """Wait for the last fact of one request."""
        return list(self.facts())[-1]


class Parent:
    """The process that started this one, as a worker sees it.

    Making it takes standard output for the answers alone, so that libraries may write there as
    they please, and the log has it. So it is made before anything heavy is imported.
    """

    def __init__(self) -> None:
        # Ctrl-C reaches every process of a terminal; it is the parent's to answer.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._answers: TextIO = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        threading.Thread(target=self._listen, name="parent", daemon=True).start()

    def requests(self) -> Iterator[Any]:
        """Each request as it comes; there is no end but that of the process."""
        while True:
            yield json.loads(self._lines.get())

    def tell(self, **fact: Any) -> None:
        """Write one fact; the last of a request has `ended`."""
        self._answers.write(json.dumps(fact, ensure_ascii=False) + "\n")
        self._answers.flush()

    @contextlib.contextmanager
    def reporting_faults(self) -> Iterator[None]:
        """Answer a request with what went wrong: in words, and for a maintainer where."""
        try:
            yield
        except Exception as error:
            self.tell(ended="failed", error=str(error), details=traceback.format_exc())

    def _listen(self) -> None:
        # The descriptor itself is read: a thread that waits inside `sys.stdin` would hold the lock
        # that the interpreter wants when it shuts down.
        rest = b""
        while read := os.read(_STDIN, 65536):
            *lines, rest = (rest + read).split(b"\n")
            for line in lines:
                self._lines.put(line)
        os._exit(0)
