"""A worker's tie to the process that started it: the worker's standard input.

The parent writes the line `go` when the worker may begin and keeps the pipe open as long as it
lives. However the parent dies, the system closes the pipe, and the worker reads the end of it.

Both functions read the descriptor itself: a thread that waits inside `sys.stdin` would hold the
lock that the interpreter wants when it shuts down.
"""

import os
import threading

_STDIN = 0


def wait_for_go() -> bool:
    """Wait for the line `go`; False if the parent closed the pipe, or said anything else."""
    line = b""
    while not line.endswith(b"\n"):
        # One byte at a time, so that nothing behind the line is taken.
        byte = os.read(_STDIN, 1)
        if not byte:
            return False
        line += byte
    return line.strip() == b"go"


def exit_when_parent_dies() -> None:
    """From now on, end this process at once when the parent's end of the pipe is closed."""
    threading.Thread(target=_exit_at_end, name="parent watch", daemon=True).start()


def _exit_at_end() -> None:
    while os.read(_STDIN, 1024):
        pass
    os._exit(1)
