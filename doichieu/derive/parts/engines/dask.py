"""Dask distributed: a cluster that stands, or workers on this machine, one a core."""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from traceback import format_exc
from typing import TYPE_CHECKING

from doichieu.derive.parts.engines import KEPT, EngineLost, attempt, silent
from doichieu.derive.parts.spread import LOCAL
from doichieu.derive.parts.task import Failed, Result, Task
from doichieu.joint.threads import cores

if TYPE_CHECKING:
    from distributed import Client, Future

SECONDS_TO_CONNECT = 10
# How long the run waits for a worker where there is none: one that died may be started again.
SECONDS_WITHOUT_WORKERS = 60
SECONDS_BETWEEN_LOOKS = 5
SECONDS_BETWEEN_RESULTS = 0.1
# What a worker needs at most: a part, the memory of its DuckDB, and Python with its libraries.
WORKER_BYTES = 3_000_000_000
SAME = "Scheduler and workers must be started with the project and lock of this run."
# The files of a cluster's TLS certificates, for an address that begins with tls://.
CERTIFICATES = {
    "tls_ca_file": "DOICHIEU_TLS_CA",
    "tls_client_cert": "DOICHIEU_TLS_CERT",
    "tls_client_key": "DOICHIEU_TLS_KEY",
}
SETTINGS = {
    # A worker has one task at a time, so that only the task it works on is blamed for its death.
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.worker.preload": ["doichieu.derive.parts.engines.dask_worker"],
}


class DaskEngine:
    """Sends tasks to the workers of a Dask cluster."""

    def __init__(self, client: "Client", address: str) -> None:
        """`address` is that of the scheduler, for messages."""
        self._client = client
        self._address = address

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | Failed]]:
        """Each task with its result or why it failed, as they end."""
        from distributed import CancelledError

        # One call sends them as one group: Dask queues such tasks, and gives a worker the next one
        # when it has ended one.
        sent = dict(zip(self._client.map(attempt, tasks, pure=False), tasks, strict=True))
        try:
            for future in self._ended(list(sent)):
                yield sent.pop(future), ended_of(future)
        except (CancelledError, OSError) as lost:
            raise EngineLost(
                f"The Dask scheduler at {self._address} cannot be reached any more. {KEPT}"
            ) from lost

    def workers(self) -> int:
        """The number of workers that are there now."""
        return int(self._client.scheduler_info(n_workers=0)["n_workers"])

    def _ended(self, futures: "list[Future]") -> "Iterator[Future]":
        """The futures as they end. Raises EngineLost where no worker is there for a while."""
        from distributed import as_completed

        ended = as_completed(futures)
        looked = seen = monotonic()
        while not ended.is_empty():
            if batch := ended.next_batch(block=False):
                yield from batch
            else:
                sleep(SECONDS_BETWEEN_RESULTS)
            if monotonic() - looked > SECONDS_BETWEEN_LOOKS:
                looked = monotonic()
                if self.workers():
                    seen = looked
                elif looked - seen > SECONDS_WITHOUT_WORKERS:
                    raise EngineLost(
                        f"The Dask scheduler at {self._address} has no worker any more. {SAME} "
                        f"{KEPT}"
                    )


def ended_of(future: "Future") -> Result | Failed:
    """What a task ended with. Raises CancelledError where the scheduler cannot be reached."""
    from distributed import CancelledError, KilledWorker

    try:
        ended: Result | Failed = future.result()
    except CancelledError:
        raise
    except KilledWorker as killed:
        return Failed(
            f"{killed.allowed_failures + 1} workers died that were to derive it, the last at "
            f"{killed.last_worker.address}. Perhaps a machine had too little memory. {SAME}"
        )
    except Exception as error:  # Dask's own: `attempt` raises nothing
        reason = f"Dask could not run it: {' '.join(str(error).split())} {SAME}"
        return Failed(reason, format_exc())
    return ended


@contextmanager
def opened(address: str, scratch: Path) -> Iterator[DaskEngine]:
    """The engine of the cluster at an address, or of a new one on this machine: LOCAL, or with a
    number of workers, `local:4`.

    Raises EngineLost where no scheduler answers, or where it has no worker.
    """
    import dask
    import distributed  # noqa: F401  (it adds its own settings, which must be there before ours)

    place, _, workers = address.partition(":")
    is_local = place == LOCAL and (not workers or workers.isdecimal())
    cluster = on_this_machine(scratch, int(workers or 0)) if is_local else standing(address)
    with dask.config.set(SETTINGS), silent(), cluster as client:
        yield DaskEngine(client, address)


@contextmanager
def on_this_machine(scratch: Path, workers: int) -> "Iterator[Client]":
    """The client of a new cluster: so many workers, or one a core as far as the memory goes."""
    from distributed import Client, LocalCluster
    from distributed.system import MEMORY_LIMIT

    with (
        LocalCluster(
            n_workers=workers or max(1, min(cores(), MEMORY_LIMIT // WORKER_BYTES)),
            threads_per_worker=1,
            # DuckDB limits its own memory. Dask's limit would end a worker again and again whose
            # part needs a little more.
            memory_limit=None,
            host="127.0.0.1",
            dashboard_address=None,
            security=True,  # with TLS nobody else on this machine can send the workers code
            local_directory=str(scratch),
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


@contextmanager
def standing(address: str) -> "Iterator[Client]":
    """The client of a cluster that stands. Raises EngineLost."""
    from distributed import Client, Security
    from distributed import TimeoutError as TooLate

    security = None
    if address.startswith("tls://"):
        given = {name: os.environ.get(variable) for name, variable in CERTIFICATES.items()}
        security = Security(require_encryption=True, **given)
    try:
        client = Client(address, timeout=SECONDS_TO_CONNECT, security=security)
    except (OSError, TypeError, ValueError) as error:
        raise EngineLost(
            f"No Dask scheduler answers at {address}: {error}. Start one there, or name another "
            f"with --cluster. An address with tls:// needs {', '.join(CERTIFICATES.values())}."
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
        except TooLate as late:
            raise EngineLost(
                f"The Dask scheduler at {address} has no worker. Start some: dask worker {address} "
                f"--nthreads 1. {SAME}"
            ) from late
        yield client
