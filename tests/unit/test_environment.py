"""The lists of packages, and the environment that the command makes from them."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

import pytest
from support.imports import imported

from doichieu.base.paths import PROJECT
from doichieu.cli import parse

PIP_LOCK = PROJECT / "requirements-pip.lock"
RUN_LOCK = PROJECT / "requirements.lock"
CLUSTER_LOCK = PROJECT / "requirements-cluster.lock"
SPARK_LOCK = PROJECT / "requirements-spark.lock"
TEST_LOCK = PROJECT / "requirements-test.lock"
LOCKS = (RUN_LOCK, CLUSTER_LOCK, SPARK_LOCK, TEST_LOCK)
ENTRY = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+).*\\\n(?P<hashes>( +--hash=.*\n)+)", re.M
)


def plain(name: str) -> str:
    """A name of a package as the locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(lock: Path) -> dict[str, set[str]]:
    """The versions of each package of a lock: one, or one for each range of Pythons."""
    text = lock.read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for entry in ENTRY.finditer(text):
        found.setdefault(entry["name"], set()).add(entry["version"])
    assert sum(map(len, found.values())) == len(re.findall(r"^[^ #\n]", text, re.M)), "a hash each"
    return found


def direct(*names: str) -> dict[str, str]:
    """The direct dependencies of a run, and those of extras, with their versions."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [*project["dependencies"]] if not names else []
    for name in names:
        listed += project["optional-dependencies"][name]
    return {
        plain(name.partition("[")[0]): version
        for name, version in (one.split("==") for one in listed)
    }


def test_no_package_is_in_two_lists() -> None:
    listed = [name for lock in LOCKS for name in pinned(lock)]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    ("extra", "locks"),
    [
        ((), LOCKS[:1]),
        (("documents",), LOCKS[:1]),
        (("cluster",), LOCKS[:2]),
        (("spark",), LOCKS[:3]),
        (("dev",), LOCKS),
    ],
)
def test_every_direct_dependency_is_pinned_alike(
    extra: tuple[str, ...], locks: tuple[Path, ...]
) -> None:
    known = {name: versions for lock in locks for name, versions in pinned(lock).items()}
    for name, version in direct(*extra).items():
        assert known[name] == {version}


def test_pip_is_pinned_apart() -> None:
    assert pinned(PIP_LOCK).keys() == {"pip"}


def test_the_tests_need_what_a_run_does_not() -> None:
    assert {"pytest", "ruff", "selenium", "sqlfluff"} <= pinned(TEST_LOCK).keys()


def importers(locks: Iterable[Path]) -> set[tuple[str, str]]:
    """The modules of the project that import a package of some lists, with what they import."""
    providers = packages_distributions()
    listed = {name for lock in locks for name in pinned(lock)}
    sources = [*(PROJECT / "doichieu").rglob("*.py"), *(PROJECT / "models").rglob("*.py")]
    return {
        (path.relative_to(PROJECT).as_posix(), module.partition(".")[0])
        for path in sources
        for module in imported(path.read_text(encoding="utf-8"))
        for package in providers.get(module.partition(".")[0], [])
        if plain(package) in listed
    }


def test_a_run_imports_no_package_of_the_tests() -> None:
    assert importers([TEST_LOCK]) == {("doichieu/commands/test.py", "pytest")}


def test_only_engines_and_the_store_import_a_package_of_a_cluster() -> None:
    found = {path for path, _ in importers([CLUSTER_LOCK, SPARK_LOCK])}
    engines, store = "doichieu/derive/parts/engines/", "doichieu/derive/parts/store.py"
    assert {f"{engines}dask.py", store} <= found
    assert all(path == store or path.startswith(engines) for path in found)


class Machine:
    """A project of its own with orchestrate.py, where installations are only recorded."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        spec = importlib.util.spec_from_file_location("orchestrate", PROJECT / "orchestrate.py")
        assert spec and spec.loader
        self.module: ModuleType = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.module)
        self.environment = folder / ".venv"
        self.installed: list[str] = []
        self.fails: BaseException | None = None
        for name in ("RUN_LOCK", "CLUSTER_LOCK", "SPARK_LOCK", "TEST_LOCK"):
            lock = folder / getattr(self.module, name).name
            lock.write_text("first")
            monkeypatch.setattr(self.module, name, lock)
        monkeypatch.setattr(self.module, "ENVIRONMENT", self.environment)
        monkeypatch.setattr(self.module.subprocess, "run", self.run)
        monkeypatch.setattr("venv.EnvBuilder.create", self.create)

    def create(self, _: object) -> None:
        """Make an environment, clean of what an earlier one had."""
        for path in self.environment.rglob("*"):
            if path.is_file():
                path.unlink()
        self.module.environment_python().parent.mkdir(parents=True, exist_ok=True)
        self.module.environment_python().touch()
        self.installed.append("environment")

    def run(self, command: list[str], **_: object) -> None:
        """Record which list pip would install, or fail."""
        if self.fails:
            raise self.fails
        self.installed.append(Path(command[-1]).stem)

    def use(self, *command: str) -> list[str]:
        """What a command installs before it begins."""
        self.installed.clear()
        ready = self.module.make_ready(parse(command))
        assert ready != bool(self.fails)
        return [*self.installed]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A fresh clone."""
    return Machine(tmp_path, monkeypatch)


RUN = ["environment", "requirements-pip", "requirements"]
CLUSTER, SPARK = ["requirements-cluster"], ["requirements-spark"]
TEST = ["requirements-test"]
NEEDED = {"test": CLUSTER + SPARK + TEST, "bench": CLUSTER + TEST}


def test_a_run_installs_its_own_list_only(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert machine.use("run") == RUN
    assert machine.use("check", "a.csv") == machine.use("run") == []
    capsys.readouterr()
    assert machine.use("test") == NEEDED["test"]
    assert "First use of test" in capsys.readouterr().out
    assert machine.use("bench") == machine.use("run") == []


@pytest.mark.parametrize("command", ["test", "bench"])
def test_tests_and_benchmarks_of_a_fresh_clone_install_theirs(
    machine: Machine, command: str
) -> None:
    assert machine.use(command) == RUN + NEEDED[command]


@pytest.mark.parametrize(
    ("options", "lists"),
    [
        (("--cluster", "local"), CLUSTER),
        (("--store", "s3://bucket/parts"), CLUSTER),
        (("--spark", "sc://host:15002"), CLUSTER + SPARK),
    ],
)
def test_a_run_in_parts_installs_what_it_needs(
    machine: Machine, options: tuple[str, ...], lists: list[str]
) -> None:
    assert machine.use(*options) == RUN + lists
    assert machine.use("run") == machine.use(*options) == []


def test_a_changed_list_is_installed_again(machine: Machine) -> None:
    machine.use("test")
    machine.module.TEST_LOCK.write_text("second")
    assert machine.use("run") == []
    assert machine.use("test") == TEST
    machine.module.RUN_LOCK.write_text("second")
    assert machine.use("run") == RUN
    assert machine.use("test") == NEEDED["test"]


FAILURES: list[Callable[[], BaseException]] = [
    lambda: subprocess.CalledProcessError(1, ["pip"]),
    lambda: OSError("no room"),
]


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failed_installation_is_explained_and_repeated(
    machine: Machine, capsys: pytest.CaptureFixture[str], failure: Callable[[], BaseException]
) -> None:
    machine.fails = failure()
    machine.use("run")
    assert "requirements.lock could not be installed" in capsys.readouterr().err
    machine.fails = None
    assert machine.use("run") == RUN
    machine.fails = failure()
    machine.use("test")
    assert "requirements-cluster.lock could not be installed" in capsys.readouterr().err
    machine.fails = None
    assert machine.use("run") == []  # a run does not wait for the tests
    assert machine.use("test") == NEEDED["test"]


def test_an_interrupted_installation_is_repeated(machine: Machine) -> None:
    for command, again in (("run", RUN), ("test", NEEDED["test"])):
        machine.fails = KeyboardInterrupt()
        with pytest.raises(KeyboardInterrupt):
            machine.use(command)
        machine.fails = None
        assert machine.use(command) == again


def test_a_package_that_was_half_installed_is_installed_again(machine: Machine) -> None:
    machine.use("run")
    packages = machine.environment / "lib" / "python3.11" / "site-packages"
    for name in ("whole", "half"):
        (packages / f"{name}-1.dist-info").mkdir(parents=True)
        (packages / f"{name}-1.dist-info" / "METADATA").touch()
    (packages / "whole-1.dist-info" / "INSTALLER").touch()
    machine.use("test")
    assert [path.name for path in packages.glob("*.dist-info")] == ["whole-1.dist-info"]


def test_the_environment_imports_the_project_from_any_folder(machine: Machine) -> None:
    machine.use("run")
    (path,) = machine.environment.rglob("doichieu.pth")
    assert path.parent.name == "site-packages"
    assert (path.parent / path.read_text(encoding="ascii").strip()).resolve() == PROJECT


@pytest.mark.skipif(sys.platform == "win32", reason="the link needs Developer Mode on Windows")
@pytest.mark.parametrize("command", ["run", "test"])
def test_a_linked_environment_is_left_alone(
    machine: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    if command == "test":
        machine.use("run")
        machine.environment.rename(tmp_path / "other")
    else:
        (tmp_path / "other").mkdir()
    machine.environment.symlink_to(tmp_path / "other")
    before = sorted(tmp_path.rglob("*"))
    machine.installed.clear()
    assert not machine.module.make_ready(parse([command]))
    assert machine.installed == [] and sorted(tmp_path.rglob("*")) == before
    assert "Remove the link" in capsys.readouterr().err
