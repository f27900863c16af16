"""Child processes wait for requests; requests and answers are lines of JSON.

A child notices the end of its parent by its standard input: the parent keeps the pipe open as
long as it lives. When the parent dies the system closes the pipe, and the child ends at once.
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
from io import TextIOWrapper
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self, TextIO

_STDIN = 0


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Load libraries or a parsed project that stay in memory until the process ends.

    The garbage collector never looks at them again, which saves a sixth of dbt's time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class ChildDied(Exception):
    """A child ended before it had answered; the message is its log."""


class ChildProcess:
    """A child process, seen from its parent; the context manager ends the process."""

    def __init__(
        self,
        module: str,
        log: Path,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start `python -m module`; its other output goes to the file `log`."""
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
        assert isinstance(self._process.stdout, TextIOWrapper)
        self._process.stdout.reconfigure(errors="replace")  # it may die within a letter

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
            with contextlib.suppress(OSError):  # it may have died with requests unread
                self._process.stdin.close()
        finally:
            self._process.wait()
            self._process.stdout.close()
            self._log.close()

    def ask(self, request: Any) -> None:
        """Send a request; `messages` returns the answer."""
        assert self._process.stdin
        # The death of a child is reported by `messages`: Windows raises no broken pipe here.
        with contextlib.suppress(OSError):
            self._process.stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
            self._process.stdin.flush()

    def messages(self) -> Iterator[dict[str, Any]]:
        """The messages that answer one request, as they arrive; the last has the key `ended`.

        Raises ChildDied when the child ends before its last message.
        """
        assert self._process.stdout
        for line in self._process.stdout:
            if not line.endswith("\n"):
                break  # it died while it wrote the line
            message: dict[str, Any] = json.loads(line)
            yield message
            if "ended" in message:
                return
        # Libraries may write bytes of any encoding there.
        raise ChildDied(self.log.read_text(encoding="utf-8", errors="replace"))

    def was_killed(self) -> bool:
        """Whether a signal ended the process, which has ended: so the system takes back memory."""
        return self._process.wait() < 0

    def ended(self) -> dict[str, Any]:
        """Wait for the last message of one request."""
        return list(self.messages())[-1]


class Parent:
    """The parent process, seen from a child.

    Create it before importing anything heavy: it keeps standard output for the answers and
    redirects what libraries write there to the log.
    """

    def __init__(self) -> None:
        # Ctrl-C reaches every process of a terminal; the parent handles it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._answers: TextIO = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        threading.Thread(target=self._listen, name="parent", daemon=True).start()

    def requests(self) -> Iterator[Any]:
        """Each request as it arrives, until the process ends."""
        while True:
            yield json.loads(self._lines.get())

    def send(self, **message: Any) -> None:
        """Send one message; the last of a request has the key `ended`."""
        self._answers.write(json.dumps(message, ensure_ascii=False) + "\n")
        self._answers.flush()

    def pass_on(self, done: int, of: int) -> None:
        """Send on the progress of another child: the number of its steps, then each step."""
        self.send(**({"finished": None} if done else {"nodes": of}))

    @contextlib.contextmanager
    def reporting_faults(self) -> Iterator[None]:
        """Answer a request that fails with the error and its traceback."""
        try:
            yield
        except Exception as error:
            self.send(ended="failed", error=str(error), details=traceback.format_exc())

    def _listen(self) -> None:
        # Read the descriptor itself: a thread that waits in `sys.stdin` holds a lock that the
        # interpreter needs to shut down.
        rest = b""
        while read := os.read(_STDIN, 65536):
            *lines, rest = (rest + read).split(b"\n")
            for line in lines:
                self._lines.put(line)
        os._exit(0)
