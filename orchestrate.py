"""The one command: installs the environment on first use, then runs doichieu.cli in it.

It imports only the standard library, so that `--help` answers at once and a machine with nothing
but Python can start.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PIP_LOCK = ROOT / "requirements-pip.lock"  # a pip that installs in two thirds of the time
RUN_LOCK = ROOT / "requirements.lock"
CLUSTER_LOCK = ROOT / "requirements-cluster.lock"  # deriving in parts
SPARK_LOCK = ROOT / "requirements-spark.lock"  # the same on Spark
TEST_LOCK = ROOT / "requirements-test.lock"  # what tests, linters and benchmarks need besides
OLDEST, NEWEST = (3, 11), (3, 13)
FAULT = 3  # a fault of the program or of the machine, never of the input


def environment_python() -> Path:
    """The Python of the project's environment."""
    windows = sys.platform == "win32"
    return ENVIRONMENT / ("Scripts/python.exe" if windows else "bin/python")


def stamp_of(lock: Path) -> Path:
    """The file that holds the hash of a lock after its complete installation."""
    return ENVIRONMENT / f"installed-from-{lock.name}"


def hash_of(lock: Path) -> str:
    """The SHA-256 of a lock."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def is_installed(lock: Path) -> bool:
    """Whether an earlier, complete installation matches this lock."""
    stamp = stamp_of(lock)
    if not environment_python().exists() or not stamp.exists():
        return False
    return stamp.read_text(encoding="utf-8") == hash_of(lock)


def locks_for(options: argparse.Namespace) -> list[Path]:
    """The locks with the packages that a command needs, in the order of their installation."""
    asked = {name for name, value in vars(options).items() if value}
    is_developing = options.command in ("bench", "test")
    locks = [RUN_LOCK]
    if is_developing or asked & {"store", "cluster", "spark"}:
        locks.append(CLUSTER_LOCK)
    if options.command == "test" or "spark" in asked:
        locks.append(SPARK_LOCK)
    if is_developing:
        locks.append(TEST_LOCK)
    return locks


def make_ready(options: argparse.Namespace) -> bool:
    """Install what a command needs and the environment lacks.

    Returns False after printing the reason when that fails.
    """
    return all(
        is_installed(lock)
        or install(lock, "First use" if lock == RUN_LOCK else f"First use of {options.command}")
        for lock in locks_for(options)
    )


def install(lock: Path, occasion: str) -> bool:
    """Install every package of a lock, each checked by its hash.

    The packages of a run get a new environment, others are added to it. The stamp is
    written last, so an interrupted installation is repeated. Returns False after printing the
    reason when the installation fails.
    """
    if ENVIRONMENT.is_symlink():
        print(
            f"{ENVIRONMENT} is a link to another environment, which does not hold the packages of "
            f"{lock.name}. Remove the link, then run the same command again.",
            file=sys.stderr,
        )
        return False
    print(f"{occasion}: installing the packages of {lock.name} into .venv …", flush=True)
    try:
        if lock == RUN_LOCK:
            import venv

            venv.EnvBuilder(clear=True, with_pip=True).create(ENVIRONMENT)
            run_pip(PIP_LOCK)
            let_import()
        else:
            stamp_of(lock).unlink(missing_ok=True)
            forget_incomplete()
        run_pip(lock)
    except (subprocess.CalledProcessError, OSError) as error:
        print(
            f"The packages of {lock.name} could not be installed: {str(error).rstrip('.')}. "
            "This needs Python's venv and ensurepip, room on the disk, and the package index; "
            "then run the same command again.",
            file=sys.stderr,
        )
        return False
    stamp_of(lock).write_text(hash_of(lock), encoding="utf-8")
    return True


def run_pip(lock: Path) -> None:
    """Let the environment's pip install the packages of a lock."""
    pip = [str(environment_python()), "-m", "pip", "install", "--quiet", "--require-hashes"]
    # A module is compiled when it is first imported: most of them never are.
    pip += ["--no-deps", "--no-compile", "--disable-pip-version-check", "--requirement", str(lock)]
    subprocess.run(pip, cwd=ROOT, check=True)


def let_import() -> None:
    """Let the environment's Python import doichieu, whatever folder it is started in.

    The path is relative, so that no letter of the project's folder is read in another encoding.
    """
    import sysconfig

    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(ENVIRONMENT)}))
    packages.mkdir(parents=True, exist_ok=True)
    path = os.path.relpath(ROOT, packages)
    (packages / "doichieu.pth").write_text(f"{path}\n", encoding="ascii")


def forget_incomplete() -> None:
    """Let pip install again every package whose installation was interrupted.

    pip writes INSTALLER after a package's files and scripts, but believes METADATA.
    """
    for pattern in ("lib/python*/site-packages/*.dist-info", "Lib/site-packages/*.dist-info"):
        for folder in ENVIRONMENT.glob(pattern):
            if not (folder / "INSTALLER").exists():
                shutil.rmtree(folder, ignore_errors=True)


def hand_over(arguments: list[str]) -> int:
    """Run doichieu in the project's environment; returns its exit status."""
    command = [str(environment_python()), "-m", "doichieu", *arguments]
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ["PYTHONUTF8"] = "1"
    # Every run would compile its packages again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.platform == "win32":
        return subprocess.run(command).returncode
    # Replacing this process leaves no parent that could die before the run.
    os.execv(command[0], command)


def main() -> int:
    """Check the Python and the arguments, install the environment if needed, hand over."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        found = f"{sys.version_info[0]}.{sys.version_info[1]}"
        print(f"Đối chiếu needs Python 3.11, 3.12 or 3.13; this is {found}.", file=sys.stderr)
        return FAULT
    from doichieu.cli import parse

    # --help and a mistyped option end here, before any installation.
    options = parse(sys.argv[1:])
    if not make_ready(options):
        return FAULT
    return hand_over(sys.argv[1:])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(130)
