"""Imports point one way: commands → stages → base, and each stage to lower ranks only."""

import importlib
from pathlib import Path

import pytest
from support.imports import imported

from doichieu.base.paths import PROJECT
from doichieu.cli import COMMANDS

# From low to high: a package imports only itself and packages before it.
RANKS = (
    *("base", "inputs", "joint", "derive", "audit", "report", "release", "wording", "site"),
    *("exports", "documents", "verify", "diff", "python", "commands", "cli", "__main__"),
)
# The rooms that no other room of the package may import, and the one that may.
CLOSED = {"python": "__init__", "commands": "cli", "cli": "__main__"}


def wrong_imports(room: str, source: str) -> list[str]:
    """The imports of a room of the package that its rank does not allow."""
    wrong = []
    for module in imported(source):
        top, _, rest = module.partition(".")
        other = rest.partition(".")[0]
        if top != "doichieu" or other in (room, "__version__"):
            continue
        if RANKS.index(other) > RANKS.index(room) or CLOSED.get(other, room) != room:
            wrong.append(module)
    return wrong


def modules() -> list[tuple[str, Path]]:
    """Every module of the package, with its room."""
    package = PROJECT / "doichieu"
    paths = sorted(path.relative_to(package) for path in package.rglob("*.py"))
    return [(path.parts[0].removesuffix(".py"), package / path) for path in paths]


def test_imports_point_one_way() -> None:
    found = [(room, path) for room, path in modules() if room != "__init__"]
    assert {room for room, _ in found} == set(RANKS)
    wrong = {
        str(path): names
        for room, path in found
        if (names := wrong_imports(room, path.read_text(encoding="utf-8")))
    }
    assert wrong == {}


def test_python_models_import_the_joint_problem_only() -> None:
    paths = [*(PROJECT / "models").rglob("*.py")]
    names = {
        ".".join(module.split(".")[:2])
        for path in paths
        for module in imported(path.read_text(encoding="utf-8"))
        if module.startswith("doichieu")
    }
    assert names == {"doichieu.joint"}


@pytest.mark.parametrize(
    ("room", "source", "wrong"),
    [
        ("base", "import doichieu.inputs.read_folder", ["doichieu.inputs.read_folder"]),
        ("inputs", "from doichieu.report import console", ["doichieu.report.console"]),
        ("inputs", "from doichieu import site", ["doichieu.site"]),
        ("site", "def f():\n    from doichieu.commands import run", ["doichieu.commands.run"]),
        ("joint", "if TYPE_CHECKING:\n    import doichieu.derive.dbt", ["doichieu.derive.dbt"]),
        ("cli", "from doichieu.commands import run", []),
        ("__main__", "from doichieu.commands import run", ["doichieu.commands.run"]),
        ("commands", "from doichieu.python import why", ["doichieu.python.why"]),
        ("python", "from doichieu.commands import run", ["doichieu.commands.run"]),
        ("report", "import rich\nfrom doichieu.base import faults", []),
    ],
)
def test_an_upward_import_is_found(room: str, source: str, wrong: list[str]) -> None:
    assert wrong_imports(room, source) == wrong


def test_every_command_has_its_module() -> None:
    folder = PROJECT / "doichieu" / "commands"
    assert {path.stem for path in folder.glob("*.py")} == {*COMMANDS, "__init__"}
    for command, function in COMMANDS.items():
        assert callable(getattr(importlib.import_module(f"doichieu.commands.{command}"), function))
