"""Spark by Spark Connect: each task is a row in a partition of its own, as JSON.

Only the tasks go through Spark: a worker's Python derives its part with the kernel, in DuckDB. So
Spark's workers need the project and its lock, and nothing else is asked of Spark.
"""

import socket
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from doichieu.derive.parts.engines import KEPT, EngineLost, Failed, attempt
from doichieu.derive.parts.task import Result, Task, as_text, ended_of, task_of

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import SparkSession

CONNECT, CONNECT_PORT = "sc", 15002
SECONDS_TO_CONNECT = 10
# A server that does not answer is asked again for ten seconds; by default it were ten minutes.
MOST_RETRIES = 4
# What a cluster that this run starts on a master prints.
SILENT = {"spark.ui.enabled": "false", "spark.log.level": "OFF"}


class SparkEngine:
    """Sends tasks to the workers of a Spark cluster, which tries a task of a dead worker again."""

    def __init__(self, session: "SparkSession", address: str) -> None:
        """`address` is that of the cluster, for messages."""
        self._session = session
        self._address = address

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | Failed]]:
        """Each task with its result or why it failed: as they end, but in the order of the tasks'
        partitions."""
        from pyspark.errors import PySparkException

        rows = [(number, as_text(task)) for number, task in enumerate(tasks)]
        frame = self._session.createDataFrame(rows, "number int, text string")
        # The rows of a single partition are dealt out one by one.
        frame = frame.coalesce(1).repartition(len(tasks)).mapInArrow(answers, frame.schema)
        try:
            for row in frame.toLocalIterator():
                yield tasks[row.number], ended_of(row.text)
        except PySparkException as lost:
            reason = (str(lost).splitlines() or [type(lost).__name__])[0]
            raise EngineLost(f"Spark at {self._address} ended the work: {reason} {KEPT}") from lost


def answers(batches: "Iterable[RecordBatch]") -> "Iterator[RecordBatch]":
    """What a worker does with the rows of a partition: for each task what it ended with."""
    from pyarrow import RecordBatch

    for batch in batches:
        for row in batch.to_pylist():
            ended = as_text(attempt(task_of(row["text"])))
            yield RecordBatch.from_pylist([row | {"text": ended}], batch.schema)


@contextmanager
def opened(address: str) -> Iterator[SparkEngine]:
    """The engine of the Spark Connect server at `sc://host:port`, or of a new cluster on a master
    such as `local-cluster[2,1,1024]`, for which PySpark must be installed completely.

    Raises EngineLost where no server answers, or where PySpark is not complete.
    """
    from pyspark.sql import SparkSession
    from pyspark.sql.connect.client.retries import DefaultPolicy
    from pyspark.util import is_remote_only

    if address.startswith(f"{CONNECT}://"):
        refuse_silent_server(address)
        session = SparkSession.builder.remote(address).create()
        session.client.set_retry_policies([DefaultPolicy(max_retries=MOST_RETRIES)])
    elif is_remote_only():
        raise EngineLost(
            f"Spark's master {address} needs all of PySpark, and only its client is installed. "
            "Start Spark Connect there and name its address, sc://host:port, or install pyspark "
            "in place of pyspark-client."
        )
    else:
        builder = SparkSession.builder.config("spark.api.mode", "connect").config(map=SILENT)
        session = builder.master(address).getOrCreate()
    try:
        yield SparkEngine(session, address)
    finally:
        session.stop()


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
