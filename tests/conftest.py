"""Shared by all tests: the tiers of the suite, and fixtures built once for all workers."""

import os
import signal
from pathlib import Path

import pytest
from support.running import CUT_OFF, can_be_cut_off, copy_releases, once, orchestrate, tree
from support.seeds_folder import copy_seeds, figure
from support.tiers import LONG

from doichieu.base.paths import WAREHOUSE
from doichieu.derive.compiled_models import CompiledModels, compile_models

# A background job ignores Ctrl-C; processes that tests start and interrupt would inherit this.
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
    """Take the number of omitted tests from a worker; all workers collect the same tests."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Report how many tests were left out, and the command that runs them."""
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
    """A folder of releases in which the shipped seeds are published. Read-only: change a copy.

    The run has no network, where the system can block it.
    """

    def publish(releases: Path) -> None:
        run = orchestrate("--releases", releases, before=CUT_OFF if can_be_cut_off() else [])
        assert run.returncode == 0, run.stderr

    return once(shared / "published", publish)


@pytest.fixture(scope="session")
def contradicted(published: Path, shared: Path) -> Path:
    """A folder with `releases`: of the shipped report, then of that report with exports 960 in
    place of 690, in quarantine; and that again, refused. The outputs of the two runs are in
    `quarantined.txt` and `refused.txt`. Read-only: change a copy.
    """

    def publish(folder: Path) -> None:
        releases = copy_releases(published, folder / "releases")
        seeds = copy_seeds(folder)
        figure(11, printed="960")(seeds)
        where = ("--releases", releases, "--seeds", seeds)
        run = orchestrate(*where, "--quarantine")
        assert run.returncode == 0, run.stderr
        (folder / "quarantined.txt").write_text(run.stdout, encoding="utf-8")
        before = tree(releases / "current")
        run = orchestrate(*where)
        assert run.returncode == 1, run.stderr
        (folder / "refused.txt").write_text(run.stderr, encoding="utf-8")
        assert tree(releases / "current") == before

    return once(shared / "contradicted", publish)


@pytest.fixture(scope="session")
def shipped_warehouse(published: Path) -> Path:
    """The warehouse of the shipped seeds as dbt built it. Read-only: change a copy."""
    return published / "current" / WAREHOUSE


@pytest.fixture(scope="session")
def compiled_models(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> CompiledModels:
    """The project's models; each worker has a folder of inputs."""
    once(shared / "compiled", compile_models)  # the others wait, and then find them kept
    return compile_models(tmp_path_factory.mktemp("inputs"))
