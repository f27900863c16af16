"""Spark by Spark Connect: each task is a row in a partition of its own, as JSON.

Only the tasks go through Spark: a worker's Python derives its part in DuckDB. So Spark's workers
need the project and its lock, and nothing else is asked of Spark.
"""

import socket
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from doichieu.derive.parts.engines import KEPT, EngineLost, attempt, silent
from doichieu.derive.parts.task import Failed, Result, Task, as_text, ended_of, task_of

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import SparkSession

CONNECT, CONNECT_PORT = "sc", 15002
SECONDS_TO_CONNECT = 10
# A server that does not answer is asked again for ten seconds; by default it were ten minutes.
MOST_RETRIES = 4
# The code of gRPC in the error of a server that is gone.
UNREACHABLE = "StatusCode.UNAVAILABLE"
# A cluster that this run starts on a master shows neither pages nor progress of its own.
SILENT = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
}


class SparkEngine:
    """Sends tasks to the workers of a Spark cluster, which tries a task of a dead worker again."""

    def __init__(self, session: "SparkSession", address: str) -> None:
        """`address` is that of the cluster, for messages."""
        self._session = session
        self._address = address

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | Failed]]:
        """Each task with its result or why it failed: as they end, but in the order of the
        partitions, which is that of Spark."""
        rows = [(number, as_text(task)) for number, task in enumerate(tasks)]
        with loss_of(self._address):
            frame = self._session.createDataFrame(rows, "number int, text string")
            # Spark gives the rows of one partition to the new ones in turn: each gets its own.
            frame = frame.coalesce(1).repartition(len(tasks)).mapInArrow(answers, frame.schema)
            for row in frame.toLocalIterator():
                yield tasks[row.number], ended_of(row.text)


def answers(batches: "Iterable[RecordBatch]") -> "Iterator[RecordBatch]":
    """What a worker does with the rows of a partition: for each task what it ended with."""
    from pyarrow import RecordBatch

    for batch in batches:
        for row in batch.to_pylist():
            ended = as_text(attempt(task_of(row["text"])))
            yield RecordBatch.from_pylist([row | {"text": ended}], batch.schema)


@contextmanager
def loss_of(address: str) -> Iterator[None]:
    """Raise what Spark reports, after its own tries, as EngineLost."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as lost:
        reason = (str(lost).splitlines() or [type(lost).__name__])[0]
        if UNREACHABLE in str(lost):
            reason = "it cannot be reached any more."
        raise EngineLost(f"Spark at {address} ended the work: {reason} {KEPT}") from lost


@contextmanager
def opened(address: str) -> Iterator[SparkEngine]:
    """The engine of the Spark Connect server at `sc://host:port`, or of a new cluster on a master
    such as `local-cluster[2,1,1024]`, for which PySpark must be installed completely.

    Raises EngineLost where no server answers, or where PySpark is not complete.
    """
    from pyspark.sql.connect.client.retries import DefaultPolicy
    from pyspark.util import is_remote_only

    if address.startswith(f"{CONNECT}://"):
        refuse_silent_server(address)
    elif is_remote_only():
        raise EngineLost(
            f"Spark's master {address} needs all of PySpark, and only its client is installed. "
            "Start Spark Connect there and name its address, sc://host:port, or install pyspark "
            "in place of pyspark-client."
        )
    with silent(), loss_of(address):
        session = session_at(address)
        session.client.set_retry_policies([DefaultPolicy(max_retries=MOST_RETRIES)])
        try:
            yield SparkEngine(session, address)
        finally:
            session.stop()


def session_at(address: str) -> "SparkSession":
    """A session of a Spark Connect server, or of a new cluster on a master."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder
    if address.startswith(f"{CONNECT}://"):
        return builder.remote(address).create()
    options = {"spark.api.mode": "connect"} | SILENT
    return builder.config(map=options).master(address).getOrCreate()


def refuse_silent_server(address: str) -> None:
    """Raise EngineLost where nothing listens at an address."""
    try:
        parts = urlsplit(address)
        place = (parts.hostname or "", parts.port or CONNECT_PORT)
        socket.create_connection(place, SECONDS_TO_CONNECT).close()
    except (OSError, ValueError) as error:
        raise EngineLost(
            f"No Spark Connect server answers at {address}: {error}. Start one there, or name "
            "another with --spark."
        ) from error
