"""Clusters of real processes on loopback, whose workers can be let fail at a given point."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from distributed import Security

from support.running import environment

HOST = "127.0.0.1"
SECONDS_TO_START = 60
SECONDS_TO_END = 20
# What each worker imports first, perhaps twice. A file in the folder `orders` is an order to the
# worker that next begins a task of the kind, or with the report, that the name of the file has.
OBEYING = """
import os, signal
from pathlib import Path
from doichieu.derive.parts import derivation, task as tasks

orders = Path({orders!r})

def obeying(build):
    def obey(task, *rest):
        order = orders / f"kill-{{task.kind}}"
        if order.exists():
            order.unlink(missing_ok=True)
            os.kill(os.getpid(), signal.SIGKILL)
        for report in task.reports:
            if (orders / f"kill-{{report}}").exists():
                os.kill(os.getpid(), signal.SIGKILL)
            if (orders / f"raise-{{report}}").exists():
                raise ValueError("the derivation is poisoned")
        return build(task, *rest)
    return obey

def older(versions):
    return lambda: versions() | ({{"duckdb": "0.1"}} if (orders / "older").exists() else {{}})

derivation.build = obeying(derivation.build)
tasks.versions = older(tasks.versions)
"""


@dataclass(frozen=True)
class Cluster:
    """A Dask cluster: its address, the folder of orders to its workers, and its programs."""

    address: str
    orders: Path
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]

    def order(self, *names: str) -> None:
        """Give orders to the workers: `kill-KIND` once, `kill-REPORT`, `raise-REPORT`, `older`."""
        for name in names:
            (self.orders / name).touch()

    def left(self) -> set[str]:
        """The orders that no worker has carried out, or that stay."""
        return {path.name for path in self.orders.iterdir()}

    def withdraw(self) -> None:
        """Withdraw all orders."""
        for path in self.orders.iterdir():
            path.unlink()


@contextmanager
def process(
    words: Sequence[str | Path], scratch: Path, variables: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A Python program with a folder of its own; it is ended at the end. Its output is in `log`."""
    scratch.mkdir(parents=True)
    own = environment() | {"TMPDIR": str(scratch)} | dict(variables or {})
    with (scratch / "log").open("wb") as log:
        program = subprocess.Popen(
            [sys.executable, *map(str, words)], cwd=scratch, env=own, stdout=log, stderr=log
        )
    try:
        yield program
    finally:
        program.terminate()
        try:
            program.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


def appeared(file: Path, program: subprocess.Popen[bytes], log: Path) -> str:
    """The content of a file that a program writes when it is ready."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not (file.exists() and file.read_text().strip()):
        assert program.poll() is None and time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)
    return file.read_text()


def certificates(folder: Path) -> dict[str, Path]:
    """The files of new certificates, by the names that Dask gives them."""
    own = Security.temporary()
    folder.mkdir()
    files = {}
    for name in ("tls_ca_file", "tls_client_cert", "tls_client_key"):
        files[name] = folder / f"{name}.pem"
        files[name].write_text(getattr(own, name), encoding="utf-8")
    return files


@contextmanager
def dask_cluster(
    folder: Path, workers: int = 2, tls: Mapping[str, Path] | None = None
) -> Iterator[Cluster]:
    """A Dask scheduler and its workers, which share nothing but what their tasks name."""
    orders = folder / "orders"
    orders.mkdir(parents=True)
    preload = folder / "obeying.py"
    preload.write_text(OBEYING.format(orders=str(orders)), encoding="utf-8")
    place = folder / "scheduler.json"
    scheduler = ["-m", "dask", "scheduler", "--host", HOST, "--port", "0", "--no-dashboard"]
    worker = ["-m", "dask", "worker", "--host", HOST, "--nthreads", "1", "--no-dashboard"]
    worker += ["--memory-limit", "0", "--preload", str(preload)]
    if tls:
        ca, certificate, key = tls.values()
        files = ["--tls-ca-file", ca, "--tls-cert", certificate, "--tls-key", key]
        scheduler += ["--protocol", "tls", *map(str, files)]
        worker += map(str, files)
    with ExitStack() as stack:
        first = stack.enter_context(
            process([*scheduler, "--scheduler-file", place], folder / "scheduler")
        )
        found = json.loads(appeared(place, first, folder / "scheduler" / "log"))
        others = []
        for number in range(workers):
            scratch = folder / f"worker-{number}"
            words = [*worker, "--local-directory", scratch / "dask", found["address"]]
            others.append(stack.enter_context(process(words, scratch)))
        yield Cluster(found["address"], orders, first, others)


SAIL = """
import sys
from pathlib import Path
from pysail.spark import SparkConnectServer
server = SparkConnectServer("127.0.0.1", 0)
server.start(background=True)
Path("address").write_text(f"sc://127.0.0.1:{server.listening_address[1]}")
import signal
signal.pause()
"""


@contextmanager
def sail_server(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address and the process of Sail, which speaks Spark Connect."""
    with process(["-c", SAIL], folder / "sail") as program:
        yield appeared(folder / "sail" / "address", program, folder / "sail" / "log"), program
