"""`orchestrate.py serve`: the pages of the current release, served to this machine only."""

import argparse
import errno
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from doichieu.base.exit_status import PUBLISHED
from doichieu.base.faults import Fault, InputRefused
from doichieu.base.paths import WAREHOUSE
from doichieu.base.warehouse import opened
from doichieu.release.releases import Releases

LOOPBACK = "127.0.0.1"
SERVED = ("site", "exports")


class Pages(SimpleHTTPRequestHandler):
    """Serves only the site and the exports of one release."""

    def send_head(self) -> Any:
        """Send the headers of a file; refuse files that are not served."""
        if not self.has_local_host():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "Ask for 127.0.0.1")
            return None
        path = self.path.partition("?")[0]
        if path == "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", "/site/index.html")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        # Encoded letters and dots of the path are resolved first.
        inside = Path(self.translate_path(self.path)).relative_to(self.directory)
        if inside.parts[:1] not in [(folder,) for folder in SERVED]:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        try:
            return super().send_head()
        except ValueError:
            # No file has such a name: it contains a null or half a character.
            self.send_error(HTTPStatus.NOT_FOUND)
            return None

    def has_local_host(self) -> bool:
        """Whether the browser asked for this machine by name: a foreign page may use another.

        A browser leaves out port 80. The server has no address of IPv6, which would have colons.
        """
        host = self.headers.get("Host", "").partition(":")[0]
        return host in (LOOPBACK, "localhost")

    def end_headers(self) -> None:
        """Forbid caching: the next release has the same addresses."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing for single requests."""


class Server(ThreadingHTTPServer):
    """Prints nothing where a browser has broken off, as it does when its reader goes on."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print the traceback of any other error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def make_server(release: Path, port: int) -> ThreadingHTTPServer:
    """A server of one release on the loopback interface; port 0 takes a free port.

    Raises InputRefused when the port cannot be used.
    """
    try:
        return Server((LOOPBACK, port), partial(Pages, directory=str(release)))
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        problem = "another program uses it." if taken else f"it cannot be used: {error.strerror}."
        remedy = "Name another, or leave --port out for a free one."
        raise InputRefused([Fault(f"--port {port}", None, None, problem, remedy)]) from error


def serve(options: argparse.Namespace) -> int:
    """Serve the current release until Ctrl-C; restart to serve a later release.

    No run deletes a release whose database is open.
    """
    release = Releases(options.releases).in_force()
    with opened(release / WAREHOUSE), make_server(release, options.port) as server:
        address = f"http://{LOOPBACK}:{server.server_port}/"
        print(f"Release {release.name} at {address} (Ctrl-C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return PUBLISHED
