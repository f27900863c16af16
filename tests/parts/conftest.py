"""A small collection with revisions, conflicts and repairs, and a cluster that derives it."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from support.clusters import SECONDS_TO_START, Cluster, certificates, dask_cluster
from support.parts import several_reports
from support.random_collections import write_seeds

from doichieu.derive.compiled_models import CompiledModels
from doichieu.derive.parts.engines import dask
from doichieu.derive.parts.engines.dask import CERTIFICATES
from doichieu.inputs import Inputs, read_inputs


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of seeds."""
    return write_seeds(tmp_path_factory.mktemp("seeds"), several_reports())


@pytest.fixture(scope="session")
def inputs(seeds: Path) -> Inputs:
    return read_inputs(seeds)


@pytest.fixture(scope="session")
def whole(compiled_models: CompiledModels, inputs: Inputs) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of a single build, which has rows that only several parts together give."""
    with compiled_models.build(inputs) as warehouse:
        for table in ("marts.revisions", "marts.repair_candidates"):
            assert warehouse.execute(f"from {table}").fetchone(), f"{table} is empty"
        yield warehouse


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The certificates of the cluster that stands."""
    return certificates(tmp_path_factory.mktemp("tls") / "files")


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory, tls: dict[str, Path]) -> Iterator[Cluster]:
    """A cluster of two workers, with TLS, which stands until the last test."""
    with dask_cluster(tmp_path_factory.mktemp("cluster"), tls=tls) as cluster:
        yield cluster


@pytest.fixture
def cluster(
    standing: Cluster, tls: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Cluster]:
    """The same cluster, its certificates in the variables; the orders of a test end with it."""
    for name, variable in CERTIFICATES.items():
        monkeypatch.setenv(variable, str(tls[name]))
    yield standing
    standing.withdraw()


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine takes long to start the workers of a cluster."""
    monkeypatch.setattr(dask, "SECONDS_TO_CONNECT", SECONDS_TO_START)
