"""What all tests share: the tiers of the suite, and what is built once for all workers."""

import os
import signal
from pathlib import Path

import pytest
from support.running import orchestrate
from support.sharing import once
from support.tiers import LONG

from doichieu.base.paths import WAREHOUSE
from doichieu.derive.compiled_models import CompiledModels, compile_models, read_compiled
from doichieu.derive.dbt import BuildPaths

# A background job ignores Ctrl-C, and so would the processes that tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

LEFT_OUT = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests out of the short suite."""
    if LONG:
        return
    long = [item for item in items if item.get_closest_marker("long")]
    items[:] = [item for item in items if not item.get_closest_marker("long")]
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = len(long)
    config.stash[LEFT_OUT] = len(long)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Learn from a worker how many tests it left out; all workers collect the same."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how many tests were left out, and which command runs them."""
    if count := config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(
            f"{count} long tests left out (many seeds, large panels, real kills, rivals): "
            "`python orchestrate.py test --all` runs them."
        )


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def published(shared: Path) -> Path:
    """A folder of releases in which the shipped seeds are published. Read-only: change a copy."""

    def publish(releases: Path) -> None:
        run = orchestrate("--releases", releases)
        assert run.returncode == 0, run.stderr

    return once(shared / "published", publish)


@pytest.fixture(scope="session")
def shipped_warehouse(published: Path) -> Path:
    """The warehouse of the shipped seeds as dbt built it. Read-only: change a copy."""
    return published / "current" / WAREHOUSE


@pytest.fixture(scope="session")
def compiled_models(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> CompiledModels:
    """The project's models, compiled once for all workers; each has a folder of inputs."""
    compiled = once(shared / "compiled", compile_models)
    own = tmp_path_factory.mktemp("inputs")
    return read_compiled(BuildPaths(own / "inputs", own / WAREHOUSE, compiled))
