"""This commit compared with another one of the repository: seconds, CPU, memory, lines and marts.

Each commit is cloned, installs its own environment and runs its own commands. The two take turns,
and change places after each round, so that other work on the machine affects both. A ratio compares
the two runs of one round. What is committed is measured: changes in the working tree are not.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import PROJECT, RATE, results
from benchmarks.machine import machine
from benchmarks.mart_differences import differences
from benchmarks.panel import write_panel
from benchmarks.process import Run, run_measured
from benchmarks.small_run import spread
from doichieu.base.exit_status import PUBLISHED, REFUSED
from doichieu.base.paths import WAREHOUSE

THEN, NOW = "then", "now"
SIDES = (THEN, NOW)
# The lines that a maintainer of the models and of the joint problem reads.
COUNTED = ("models/**/*.sql", "models/**/*.py", "macros/*.sql", "doichieu/joint/**/*.py")
COUNTED += ("doichieu/joint/**/*.c", "doichieu/joint/**/*.h")
# How the names of the tables of the joint problems begin, at either commit.
JOINT = ("int_joint_", "int_pair", "int_repair_swaps")
DERIVING = PROJECT / "benchmarks" / "derived_tables.py"
EXPORTING = PROJECT / "benchmarks" / "written_workbook.py"

Taken = dict[str, float]
"""What one run took: `seconds`, `cpu_seconds`, `peak_mib`."""


@dataclass(frozen=True)
class Limits:
    """When a single run is stopped."""

    minutes: float
    gib: float


@dataclass(frozen=True)
class Commit:
    """A clone of the repository at one commit, with its own environment."""

    name: str
    folder: Path

    @classmethod
    def cloned(cls, name: str, folder: Path) -> "Commit":
        """Clone the repository and check the commit out. Raises ValueError where there is none."""
        clone = ["git", "clone", "--quiet", "--no-checkout", str(PROJECT), str(folder)]
        subprocess.run(clone, check=True)
        found = subprocess.run(
            ["git", "-C", str(folder), "checkout", "--quiet", "--detach", name],
            capture_output=True,
            text=True,
        )
        if found.returncode:
            raise ValueError(f"{name!r} is no commit of this repository: {found.stderr.strip()}")
        return cls(commit_in(folder), folder)

    @property
    def python(self) -> Path:
        """The Python of its environment."""
        windows = sys.platform == "win32"
        return self.folder / ".venv" / ("Scripts/python.exe" if windows else "bin/python")

    def orchestrate(self, *arguments: str) -> list[str]:
        """Its one command."""
        return [sys.executable, str(self.folder / "orchestrate.py"), *arguments]

    def script(self, script: Path, *arguments: str) -> list[str]:
        """A script of this benchmark, run with the code and the environment of the commit."""
        return [str(self.python), "-P", str(script), *arguments]


def commit_in(folder: Path) -> str:
    """The full hash of the commit that a folder has checked out: git shortens it as it likes."""
    asked = ["git", "-C", str(folder), "rev-parse", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


@dataclass
class Duel:
    """The two commits and what their runs took: by way, side and round."""

    commits: Mapping[str, Commit]
    scratch: Path
    limits: Limits
    taken: dict[str, dict[str, list[Taken]]] = field(default_factory=dict)

    def measure(self, way: str, rounds: int, once: Callable[[Commit, Path], Taken]) -> None:
        """Run a way in both commits, in turn, and keep what each run took."""
        found = self.taken[way] = {side: [] for side in SIDES}
        for number in range(rounds):
            for side in SIDES if number % 2 == 0 else SIDES[::-1]:
                place = self.scratch / side
                shutil.rmtree(place, ignore_errors=True)
                place.mkdir()
                found[side].append(once(self.commits[side], place))
            words = ", ".join(f"{side} {found[side][-1]['seconds']:.2f} s" for side in SIDES)
            print(f"{way}, round {number + 1} of {rounds}: {words}", flush=True)

    def run(
        self, commit: Commit, place: Path, command: Sequence[str], statuses: Iterable[int] = (0,)
    ) -> Taken:
        """Run a command of a commit. Raises RuntimeError, with its output, where it fails."""
        ended = run_measured(command, place, environment(commit), *vars(self.limits).values())
        if ended.stopped or ended.status not in statuses:
            said = (place / "said.txt").read_text(encoding="utf-8", errors="replace")
            raise RuntimeError(
                f"{results.shown(commit.name)}: {' '.join(command)} "
                f"{ended.stopped or f'ended with status {ended.status}'}:\n{said[-4000:]}"
            )
        return of(ended)


def of(ended: Run) -> Taken:
    """What a run took."""
    return {
        "seconds": ended.seconds,
        "cpu_seconds": ended.cpu_seconds,
        "peak_mib": ended.peak_mib,
    }


def environment(commit: Commit) -> dict[str, str]:
    """The variables of a run: the commit's code, and no colours between the words."""
    own = {"PYTHONPATH": str(commit.folder), "PYTHONUTF8": "1", "FORCE_COLOR": ""}
    return {**os.environ, **own}


def run(
    other: str,
    sizes: Sequence[int],
    rounds: int,
    ways: Sequence[str],
    seed: int,
    limits: Limits,
    folder: Path,
) -> int:
    """Measure this commit against another, and write the result; 1 where their marts differ."""
    with TemporaryDirectory(prefix="doichieu-against-") as scratch:
        try:
            commits = {
                side: Commit.cloned(name, Path(scratch) / f"clone-{side}")
                for side, name in ((THEN, other), (NOW, commit_in(PROJECT)))
            }
        except ValueError as unknown:
            print(unknown, file=sys.stderr)
            return 2
        place = Path(scratch) / "runs"
        place.mkdir()
        duel = Duel(commits, place, limits)
        found = measure(duel, sizes, rounds, ways, seed, Path(scratch))
    results.write(folder, "against", with_earlier(found, results.read(folder, "against") or {}))
    return int(any(found["differences"].values()))


def with_earlier(found: dict[str, Any], earlier: dict[str, Any]) -> dict[str, Any]:
    """A result with the ways that an earlier call measured for the same commits and machine."""
    now = {"machine": machine(), **{name: found[name] for name in ("commits", "seed")}}
    if {name: earlier.get(name) for name in now} != now:
        return found
    both = {name: {**earlier[name], **found[name]} for name in ("ways", "differences")}
    return {**found, **both}


def measure(
    duel: Duel, sizes: Sequence[int], rounds: int, ways: Sequence[str], seed: int, scratch: Path
) -> dict[str, Any]:
    """All ways, and the comparison of the marts that both commits derive."""
    install(duel, rounds if "first_use" in ways else 0)
    if "run" in ways:
        duel.measure("run", rounds, lambda commit, place: small_run(duel, commit, place))
    if "check" in ways:
        duel.measure("check", rounds, lambda commit, place: second_check(duel, commit, place))
    differing: dict[str, list[str]] = {}
    for figures in sorted(set(sizes)):
        panel = scratch / "panel"
        written, _ = write_panel(figures, seed, RATE, "csv", panel)
        if "derive" in ways:
            derive(duel, rounds, written, panel)
        if "whole" in ways:
            differing[f"{written}"] = whole(duel, rounds, written, panel)
        shutil.rmtree(panel)
    return {
        "seed": seed,
        "limits": vars(duel.limits),
        "commits": {side: duel.commits[side].name for side in SIDES},
        "ways": {way: summary(taken) for way, taken in duel.taken.items()},
        "lines": {side: lines_of(duel.commits[side].folder) for side in SIDES},
        "differences": differing,
    }


def install(duel: Duel, rounds: int) -> None:
    """Install both environments by the first use of the command, measured if there are rounds."""

    def first_use(commit: Commit, place: Path) -> Taken:
        shutil.rmtree(commit.folder / ".venv", ignore_errors=True)
        return small_run(duel, commit, place)

    if rounds:
        duel.measure("first_use", rounds, first_use)
        return
    for side, commit in duel.commits.items():
        words = f"installing the environment of {results.shown(commit.name)}"
        print(f"{side}: {words}", flush=True)
        (duel.scratch / side).mkdir()
        first_use(commit, duel.scratch / side)


def small_run(duel: Duel, commit: Commit, place: Path) -> Taken:
    """The complete command on the shipped report."""
    releases = str(place / "releases")
    return duel.run(commit, place, commit.orchestrate("--releases", releases, "--force"))


def second_check(duel: Duel, commit: Commit, place: Path) -> Taken:
    """`check` of the shipped report, called a second time."""
    (report,) = (commit.folder / "seeds" / "figures").iterdir()
    command = commit.orchestrate("check", str(report))
    duel.run(commit, place, command)
    return duel.run(commit, place, command)


def derive(duel: Duel, rounds: int, figures: int, panel: Path) -> None:
    """The models on a panel: all of them, and the joint problems among them."""
    tables: dict[str, list[Taken]] = {side: [] for side in SIDES}
    by_folder = {commit.folder: side for side, commit in duel.commits.items()}

    def once(commit: Commit, place: Path) -> Taken:
        answer = place / "tables.json"
        command = commit.script(DERIVING, str(panel), str(place), str(answer))
        duel.run(commit, place, command)
        found = json.loads(answer.read_text(encoding="utf-8"))
        tables[by_folder[commit.folder]].append(of_joint(found["tables"]))
        return {**found["whole"]}

    duel.measure(f"derive {figures}", rounds, once)
    duel.taken[f"joint problems of {figures}"] = tables


def of_joint(tables: Mapping[str, Taken]) -> Taken:
    """What the tables of the joint problems took together."""
    joint = [taken for name, taken in tables.items() if name.split(".")[-1].startswith(JOINT)]
    return {kind: round(sum(one[kind] for one in joint), 3) for kind in ("seconds", "cpu_seconds")}


def whole(duel: Duel, rounds: int, figures: int, panel: Path) -> list[str]:
    """The complete command on a panel, and the workbook alone; returns how the marts differ."""

    def once(commit: Commit, place: Path) -> Taken:
        options = ("--quarantine", "--force", "--seeds", str(panel))
        command = commit.orchestrate(*options, "--releases", str(place / "releases"))
        # A rule of the audit may refuse what another commit publishes: all work is done by then.
        return duel.run(commit, place, command, (PUBLISHED, REFUSED))

    duel.measure(f"whole {figures}", rounds, once)
    warehouses = {}
    for side in SIDES:
        releases = duel.scratch / side / "releases"
        (built,) = (*releases.glob(f"current/{WAREHOUSE}"), *releases.glob(f"refused/{WAREHOUSE}"))
        # The whole folder: the tables of a large collection are in files beside the database.
        kept = duel.scratch / f"built-{side}"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.move(built.parent.resolve(), kept)
        warehouses[side] = kept / WAREHOUSE
    by_folder = {duel.commits[side].folder: warehouse for side, warehouse in warehouses.items()}

    def workbook(commit: Commit, place: Path) -> Taken:
        book = str(place / "doichieu.xlsx")
        return duel.run(
            commit, place, commit.script(EXPORTING, str(by_folder[commit.folder]), book)
        )

    duel.measure(f"workbook {figures}", rounds, workbook)
    found = differences(*warehouses.values())
    for line in found:
        print(f"marts of {figures} figures differ: {line}", flush=True)
    return found


def summary(taken: Mapping[str, Sequence[Taken]]) -> dict[str, Any]:
    """The spread of every kind by side, and that of the ratios of the rounds."""
    kinds = taken[NOW][0].keys()
    pairs = list(zip(taken[THEN], taken[NOW], strict=True))
    return {
        "rounds": len(pairs),
        **{
            side: {kind: spread([one[kind] for one in taken[side]]) for kind in kinds}
            for side in SIDES
        },
        "ratio": {
            kind: spread([now[kind] / then[kind] for then, now in pairs])
            for kind in kinds
            if all(then[kind] for then, _ in pairs)
        },
    }


def lines_of(folder: Path) -> int:
    """The lines of the models, the macros and the joint problem."""
    files = {path for pattern in COUNTED for path in folder.glob(pattern)}
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files)
