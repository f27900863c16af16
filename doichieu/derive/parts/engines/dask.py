"""Dask distributed: a cluster that stands, or workers on this machine, one a core."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from doichieu.derive.parts.engines import EngineLost, Failed, attempt
from doichieu.derive.parts.spread import LOCAL
from doichieu.derive.parts.task import Result, Task
from doichieu.joint.threads import cores

if TYPE_CHECKING:
    from distributed import Client

# How often a task is sent again after an error that may pass, such as a store out of reach.
RETRIES = 2
SECONDS_TO_CONNECT = 30
# The files of a cluster's TLS certificates, for an address that begins with tls://.
CERTIFICATES = {
    "tls_ca_file": "DOICHIEU_TLS_CA",
    "tls_client_cert": "DOICHIEU_TLS_CERT",
    "tls_client_key": "DOICHIEU_TLS_KEY",
}


class DaskEngine:
    """Sends tasks to the workers of a Dask cluster."""

    def __init__(self, client: "Client") -> None:
        self._client = client

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | Failed]]:
        """Each task with its result or why it failed, as they end."""
        from distributed import as_completed
        from distributed.client import FutureCancelledError
        from distributed.scheduler import KilledWorker

        sent = {
            self._client.submit(attempt, task, key=task.key, pure=False, retries=RETRIES): task
            for task in tasks
        }
        for future in as_completed(sent):
            task = sent.pop(future)
            try:
                ended = future.result()
            except KilledWorker as killed:
                ended = Failed(f"every worker that derived it died: {killed}")
            except FutureCancelledError as lost:
                raise EngineLost(
                    "Dask's scheduler cannot be reached any more. What is derived is kept: "
                    "run the same command again."
                ) from lost
            except Exception as error:
                ended = Failed(str(error))
            yield task, ended


@contextmanager
def opened(address: str, scratch: Path) -> Iterator[DaskEngine]:
    """The engine of the cluster at an address, or of a new one on this machine (LOCAL).

    Raises EngineLost where no scheduler answers.
    """
    import dask
    from distributed import Client, LocalCluster
    from distributed.security import Security

    with dask.config.set(SETTINGS):
        if address == LOCAL:
            # With TLS nobody else on this machine can send the workers code.
            with (
                LocalCluster(
                    n_workers=cores(),
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address=None,
                    security=True,
                    local_directory=str(scratch),
                ) as cluster,
                Client(cluster) as client,
            ):
                yield DaskEngine(client)
                return
        files = {
            name: os.environ[text] for name, text in CERTIFICATES.items() if text in os.environ
        }
        security = Security(require_encryption=True, **files) if files else None
        try:
            client = Client(address, timeout=SECONDS_TO_CONNECT, security=security)
        except (OSError, ValueError) as error:
            raise EngineLost(f"no Dask scheduler answers at {address}: {error}") from error
        with client:
            yield DaskEngine(client)


# Nothing of Dask's own is written to the console, and a worker that is lost is missed soon.
SETTINGS = {"distributed.scheduler.worker-ttl": "60s", "distributed.scheduler.allowed-failures": 3}
