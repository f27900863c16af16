"""The script's queries as dbt models over seeds, and its findings by Great Expectations on pandas.

Run as `python -m benchmarks.rivals.by_dbt SEEDS DATABASE`, in a folder for dbt's files.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.rivals import DUCKDB_MEMORY, READINGS
from benchmarks.rivals.script import INPUTS, make_macros, tables

os.environ["GX_ANALYTICS_ENABLED"] = "false"

KEYS = ["report_id", "territory_id", "period_id"]


def write_project(seeds: Path, database: Path, folder: Path) -> None:
    """Write a plain project: three seeds, three models. One seed contains all figures."""
    for part in ("seeds", "models"):
        (folder / part).mkdir()
    files = sorted((seeds / "figures").glob("*.csv"))
    with (folder / "seeds" / "figures.csv").open("wb") as joined:
        for number, path in enumerate(files):
            header, _, rows = path.read_bytes().partition(b"\n")
            joined.write((header + b"\n" if number == 0 else b"") + rows)
    for name in ("reports", "identities"):
        content = (seeds / "reference" / f"{name}.csv").read_bytes()
        (folder / "seeds" / f"{name}.csv").write_bytes(content)
    for name, query in tables(lambda name: f"{{{{ ref('{name}') }}}}"):
        if name not in INPUTS:
            (folder / "models" / f"{name}.sql").write_text(query, encoding="utf-8")
    columns = {name: header_of(folder / "seeds" / f"{name}.csv") for name in INPUTS}
    project = {
        "name": "panel",
        "profile": "panel",
        "flags": {"send_anonymous_usage_stats": False},
        "models": {"+materialized": "table"},
        "seeds": {
            "panel": {
                name: {"+column_types": dict.fromkeys(columns[name], "varchar")} for name in INPUTS
            }
        },
    }
    settings = {"memory_limit": DUCKDB_MEMORY}
    target = {"type": "duckdb", "path": str(database), "threads": 2, "settings": settings}
    profiles = {"panel": {"target": "panel", "outputs": {"panel": target}}}
    # JSON is YAML.
    for name, content in (("dbt_project.yml", project), ("profiles.yml", profiles)):
        (folder / name).write_text(json.dumps(content), encoding="utf-8")


def header_of(path: Path) -> list[str]:
    """The columns of a CSV."""
    with path.open(encoding="utf-8") as file:
        return file.readline().strip().split(",")


def run_dbt(folder: Path) -> None:
    """Load the seeds and build the models."""
    for command in ("seed", "run"):
        subprocess.run(
            [sys.executable, "-c", "from dbt.cli.main import cli; cli()", command, "--quiet"],
            cwd=folder,
            env={
                **os.environ,
                "DBT_PROJECT_DIR": ".",
                "DBT_PROFILES_DIR": ".",
                "DO_NOT_TRACK": "1",
            },
            check=True,
        )


def audit(database: Path) -> None:
    """Check the tables as data frames, as a careful user would; every failing row is listed."""
    import duckdb
    import great_expectations as gx
    from great_expectations import expectations as gxe

    with duckdb.connect(str(database), read_only=True) as connection:
        frames = {name: connection.table(name).df() for name in ("implied", "reconciled")}
    context = gx.get_context(mode="ephemeral")
    asked = {
        "implied": [
            gxe.ExpectCompoundColumnsToBeUnique(column_list=[*KEYS, "indicator_id"]),
            *(
                gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                    column_A=f"{reading}_{name}_upper",
                    column_B=f"{reading}_{name}_lower",
                    or_equal=True,
                )
                for reading in READINGS
                for name in ("plan", "prior")
            ),
        ],
        "reconciled": [
            gxe.ExpectCompoundColumnsToBeUnique(column_list=[*KEYS, "identity_id", "quantity"]),
            *(
                gxe.ExpectColumnValuesToNotBeNull(column=f"{reading}_verdict")
                for reading in READINGS
            ),
            *(
                gxe.ExpectColumnValuesToBeInSet(
                    column=f"{reading}_verdict", value_set=["holds", "not_checkable"]
                )
                for reading in READINGS
            ),
        ],
    }
    source = context.data_sources.add_pandas("frames")
    for name, expectations in asked.items():
        asset = source.add_dataframe_asset(name)
        batch = asset.add_batch_definition_whole_dataframe("all").get_batch(
            {"dataframe": frames[name]}
        )
        suite = gx.ExpectationSuite(name, expectations=expectations)
        batch.validate(suite, result_format={"result_format": "COMPLETE"})


def main(seeds: Path, database: Path) -> None:
    """Write the project in the current folder, run it, audit it."""
    write_project(seeds, database, Path.cwd())
    make_macros(database)
    run_dbt(Path.cwd())
    audit(database)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
