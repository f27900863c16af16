"""The one command: makes the environment on first use, then hands over to doichieu.cli.

Only the standard library is imported here, so that `--help` answers at once and a
machine with nothing but Python can start.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = ENVIRONMENT / "installed-from"
OLDEST, NEWEST = (3, 11), (3, 13)
FAULT = 3  # a fault of the program or of its surroundings, never of the input


def environment_python() -> Path:
    """Path of the interpreter inside the project's environment."""
    windows = sys.platform == "win32"
    return ENVIRONMENT / ("Scripts/python.exe" if windows else "bin/python")


def wanted_stamp() -> str:
    """What the stamp says when the environment holds exactly what the lock asks for."""
    lock_hash = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"python {sys.version_info[0]}.{sys.version_info[1]}, lock {lock_hash}\n"


def environment_is_ready() -> bool:
    """True when an earlier, finished installation matches this lock."""
    if not environment_python().exists() or not STAMP.exists():
        return False
    # The Python that calls may be newer than the one that installed: the lock decides.
    return STAMP.read_text(encoding="utf-8").split(", ")[-1] == wanted_stamp().split(", ")[-1]


def make_environment() -> bool:
    """Create .venv and install every package of the lock, each checked by its hash.

    The stamp is written last, so an installation that was cut short is done again. False where
    it could not be done; what to do about it has then been said.
    """
    import venv

    print("First use: installing the packages of requirements.lock into .venv …", flush=True)
    install = [str(environment_python()), "-m", "pip", "install", "--quiet", "--require-hashes"]
    install += ["--no-deps", "--disable-pip-version-check", "--requirement", str(LOCK)]
    try:
        venv.EnvBuilder(clear=True, with_pip=True).create(ENVIRONMENT)
        subprocess.run(install, cwd=ROOT, check=True)
    except (subprocess.CalledProcessError, OSError) as error:
        print(
            f"The environment could not be made: {error}. "
            "It needs Python's venv and ensurepip, room on the disk, and the package index; "
            "then run the same command again.",
            file=sys.stderr,
        )
        return False
    STAMP.write_text(wanted_stamp(), encoding="utf-8")
    return True


def hand_over(arguments: list[str]) -> int:
    """Run doichieu in the project's environment; its exit status is ours."""
    command = [str(environment_python()), "-m", "doichieu", *arguments]
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ["PYTHONUTF8"] = "1"
    if sys.platform == "win32":
        return subprocess.run(command).returncode
    # Becoming the program leaves no parent whose death could orphan a run.
    os.execv(command[0], command)


def main() -> int:
    """Check the Python, read the arguments, make the environment if need be, hand over."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        found = f"{sys.version_info[0]}.{sys.version_info[1]}"
        print(f"Đối chiếu needs Python 3.11, 3.12 or 3.13; this is {found}.", file=sys.stderr)
        return FAULT
    from doichieu.cli import parse

    parse(sys.argv[1:])  # --help and a mistyped option end here, before anything is installed
    if not environment_is_ready() and not make_environment():
        return FAULT
    return hand_over(sys.argv[1:])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(130)
