"""The script's queries as SQLMesh models on DuckDB, in a separate environment for SQLMesh.

Run as `python -m benchmarks.rivals.by_sqlmesh SEEDS DATABASE`, in a folder for SQLMesh's files.
"""

import hashlib
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.rivals import DUCKDB_MEMORY
from benchmarks.rivals.script import make_macros, tables

HOME = Path(__file__).parent
REQUIREMENTS = HOME / "sqlmesh-requirements.txt"
ENVIRONMENT = HOME / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
STAMP = ENVIRONMENT / "installed-from"


def install() -> str:
    """Create the environment unless it exists; returns an error message, or an empty text."""
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return ""
    print("Installing SQLMesh by its hashes, from the package index …")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
    command += ["--disable-pip-version-check", "--requirement", str(REQUIREMENTS)]
    try:
        venv.EnvBuilder(clear=True, with_pip=True).create(ENVIRONMENT)
        subprocess.run(command, check=True)
    except (subprocess.CalledProcessError, OSError) as error:
        return f"its environment could not be made: {error}"
    STAMP.write_text(wanted, encoding="utf-8")
    return ""


def write_project(seeds: Path, database: Path, folder: Path) -> None:
    """Write a model for each table of the script, including the inputs."""
    (folder / "models").mkdir()
    place = "'" + str(seeds).replace("'", "''") + "'"
    for name, query in tables(lambda name: f"panel.{name}"):
        text = query.replace("getvariable('seeds')", place)
        model = f"MODEL (name panel.{name}, kind FULL);\n\n{text};\n"
        (folder / "models" / f"{name}.sql").write_text(model, encoding="utf-8")
    connection = {
        "type": "duckdb",
        "database": str(database),
        "concurrent_tasks": 1,
        "connector_config": {"memory_limit": DUCKDB_MEMORY},
    }
    config = {
        "gateways": {"panel": {"connection": connection}},
        "default_gateway": "panel",
        "model_defaults": {"dialect": "duckdb", "start": "2012-01-01"},
        "disable_anonymized_analytics": True,
    }
    # JSON is YAML.
    (folder / "config.yaml").write_text(json.dumps(config), encoding="utf-8")


def main(seeds: Path, database: Path) -> None:
    """Write the project in the current folder, and apply its plan."""
    write_project(seeds, database, Path.cwd())
    make_macros(database)
    subprocess.run(
        [
            *(str(PYTHON), "-c", "from sqlmesh.cli.main import cli; cli()"),
            *("plan", "--auto-apply", "--no-prompts", "--skip-tests"),
        ],
        env={**os.environ, "SQLMESH__DISABLE_ANONYMIZED_ANALYTICS": "true"},
        check=True,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
