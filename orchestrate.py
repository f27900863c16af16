"""The one command: installs the environment on first use, then runs doichieu.cli in it.

It imports only the standard library, so that `--help` answers at once and a machine with nothing
but Python can start.
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
FAULT = 3  # a fault of the program or of the machine, never of the input


def environment_python() -> Path:
    """The Python of the project's environment."""
    windows = sys.platform == "win32"
    return ENVIRONMENT / ("Scripts/python.exe" if windows else "bin/python")


def expected_stamp() -> str:
    """The content of the stamp after a complete installation of the lock."""
    lock_hash = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"python {sys.version_info[0]}.{sys.version_info[1]}, lock {lock_hash}\n"


def environment_is_ready() -> bool:
    """Whether an earlier, complete installation matches this lock."""
    if not environment_python().exists() or not STAMP.exists():
        return False
    # Compare the lock only: this Python may be newer than the one that installed.
    return STAMP.read_text(encoding="utf-8").split(", ")[-1] == expected_stamp().split(", ")[-1]


def install_environment() -> bool:
    """Create .venv and install every package of the lock, each checked by its hash.

    The stamp is written last, so an interrupted installation is repeated. Returns False after
    printing the reason when the installation fails.
    """
    import venv

    if ENVIRONMENT.is_symlink():
        print(
            f"{ENVIRONMENT} is a link to another environment, which does not hold the packages of "
            "requirements.lock. Remove the link, then run the same command again.",
            file=sys.stderr,
        )
        return False
    print("First use: installing the packages of requirements.lock into .venv …", flush=True)
    install = [str(environment_python()), "-m", "pip", "install", "--quiet", "--require-hashes"]
    install += ["--no-deps", "--disable-pip-version-check", "--requirement", str(LOCK)]
    try:
        venv.EnvBuilder(clear=True, with_pip=True).create(ENVIRONMENT)
        subprocess.run(install, cwd=ROOT, check=True)
    except (subprocess.CalledProcessError, OSError) as error:
        print(
            f"The environment could not be installed: {error}. "
            "It needs Python's venv and ensurepip, room on the disk, and the package index; "
            "then run the same command again.",
            file=sys.stderr,
        )
        return False
    STAMP.write_text(expected_stamp(), encoding="utf-8")
    return True


def hand_over(arguments: list[str]) -> int:
    """Run doichieu in the project's environment; returns its exit status."""
    command = [str(environment_python()), "-m", "doichieu", *arguments]
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ["PYTHONUTF8"] = "1"
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

    parse(sys.argv[1:])  # --help and a mistyped option end here, before any installation
    if not environment_is_ready() and not install_environment():
        return FAULT
    return hand_over(sys.argv[1:])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(130)
