"""The pages of the release in force, served to this machine alone."""

import argparse
import errno
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from doichieu.base.exit_status import PUBLISHED
from doichieu.base.faults import Fault, InputRefused
from doichieu.release.releases import Releases

LOOPBACK = "127.0.0.1"
SERVED = ("site", "exports")


class Pages(SimpleHTTPRequestHandler):
    """Answers with the files of one release: its site and its exports, nothing else."""

    def send_head(self) -> Any:
        """Send what comes before a file; refuse what is not to be served."""
        if not self.is_asked_here():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "Ask for 127.0.0.1")
            return None
        path = self.path.partition("?")[0]
        if path == "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", "/site/index.html")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        # What the path leads to, not what it spells: encoded letters and dots are resolved.
        inside = Path(self.translate_path(self.path)).relative_to(self.directory)
        if inside.parts[:1] not in [(folder,) for folder in SERVED]:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        try:
            return super().send_head()
        except ValueError:
            # No file can have such a name: it holds a null, or half a letter.
            self.send_error(HTTPStatus.NOT_FOUND)
            return None

    def is_asked_here(self) -> bool:
        """True where the browser means this machine: a page elsewhere may name it otherwise."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        return host in (LOOPBACK, "localhost")

    def end_headers(self) -> None:
        """Have the browser ask again each time: the next release has the same addresses."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of single requests."""


def make_server(release: Path, port: int) -> ThreadingHTTPServer:
    """A server of one release on the loopback interface; port 0 takes a free one.

    Raises InputRefused where the port cannot be had.
    """
    try:
        return ThreadingHTTPServer((LOOPBACK, port), partial(Pages, directory=str(release)))
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        problem = "another program uses it." if taken else f"it cannot be used: {error.strerror}."
        remedy = "Name another, or leave --port out for a free one."
        raise InputRefused([Fault(f"--port {port}", None, None, problem, remedy)]) from error


def serve(options: argparse.Namespace) -> int:
    """Serve the release in force until Ctrl-C; a later release is served by the next start."""
    release = Releases(options.releases).in_force()
    with make_server(release, options.port) as server:
        address = f"http://{LOOPBACK}:{server.server_port}/"
        print(f"Release {release.name} at {address} (Ctrl-C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return PUBLISHED
