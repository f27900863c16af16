"""Spark: the same tasks by Spark Connect, on Sail and, in the long suite, on Spark itself."""

import json
import re
import shutil
import subprocess
import sysconfig
import venv
from pathlib import Path

import duckdb
import pytest
from support.clusters import sail_server
from support.parts import build_in_parts, differences, small_parts
from support.running import environment

from doichieu.derive.parts.engines import EngineLost, spark
from doichieu.derive.parts.spread import LOCAL, Spread
from doichieu.derive.parts.task import REPORTS, Failed, Result, Task, as_text, ended_of, task_of
from doichieu.inputs import Inputs

PYSPARK = ("pyspark==4.1.3", "py4j==0.10.9.9")
# Derives a folder of seeds in parts on a master, in the Python that runs it.
DERIVES = """
import sys
from pathlib import Path
from support.parts import build_in_parts, small_parts
from doichieu.derive.parts.spread import Spread
from doichieu.inputs import read_inputs
seeds, folder, master = sys.argv[1:]
spread = Spread(folder + "/store", "local", master)
with small_parts():
    keys = build_in_parts(read_inputs(Path(seeds)), Path(folder) / "release", spread)
assert len(keys["reports"]) > 2, keys
"""


def test_sail_makes_what_a_single_build_makes(
    whole: duckdb.DuckDBPyConnection, inputs: Inputs, tmp_path: Path
) -> None:
    with sail_server(tmp_path) as (address, _), small_parts():
        spread = Spread(str(tmp_path / "store"), LOCAL, address)
        keys = build_in_parts(inputs, tmp_path / "release", spread)
    assert len(keys[REPORTS]) > 2
    assert differences(tmp_path / "release", whole) == {}


def test_a_failed_task_does_not_end_the_others_and_a_lost_server_has_a_message(
    tmp_path: Path,
) -> None:
    tasks = [Task(REPORTS, f"{number}", str(tmp_path), "none", "none") for number in range(3)]
    others = [Task(**(vars(task) | {"needs": {"duckdb": "0.1"}})) for task in tasks]
    with sail_server(tmp_path) as (address, server), spark.opened(address) as engine:
        ended = list(engine.run(others))
        assert sorted(task.key for task, _ in ended) == ["0", "1", "2"]
        assert all("has other versions: duckdb" in failed.reason for _, failed in ended)
        server.kill()
        with pytest.raises(EngineLost, match=f"Spark at {address} ended the work: .*is kept"):
            list(engine.run(others))


@pytest.mark.parametrize("address", ["sc://127.0.0.1:9", "sc://127.0.0.1:none"])
def test_where_no_server_answers_the_message_names_the_address(address: str) -> None:
    with (
        pytest.raises(EngineLost, match=f"No Spark Connect server answers at {address}: .*--spark"),
        spark.opened(address),
    ):
        pass


def test_a_master_needs_all_of_pyspark() -> None:
    with (
        pytest.raises(EngineLost, match=re.escape("master local-cluster[2,1,1024] needs all of")),
        spark.opened("local-cluster[2,1,1024]"),
    ):
        pass


def test_tasks_and_results_are_the_same_after_their_json() -> None:
    task = Task(
        *(REPORTS, "key", "store", "models", "archive"),
        reads={"marts.figures": ["a", "b"]},
        reports=["Lạng Sơn"],
        slices=(1, 2),
        figures=[("r", 3)],
    )
    result = Result({"marts.figures": "file"}, audit={"rule": 2}, sizes={"file": 9}, seconds=0.25)
    assert task_of(as_text(task)) == task
    assert ended_of(as_text(result)) == result
    assert ended_of(as_text(Failed("a reason"))) == Failed("a reason")
    json.loads(as_text(task))


@pytest.mark.long
def test_spark_makes_what_a_single_build_makes(
    whole: duckdb.DuckDBPyConnection, seeds: Path, inputs: Inputs, tmp_path: Path
) -> None:
    """On two executors of their own; all of PySpark is installed into an environment beside this
    one, whose packages it sees."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("Spark needs Java, and there is no java in the PATH")
    venv.EnvBuilder(with_pip=True, symlinks=True).create(tmp_path / "venv")
    python = tmp_path / "venv" / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", *PYSPARK]
    subprocess.run(install, check=True)
    folder = next((tmp_path / "venv").glob("lib/*/site-packages"))
    (folder / "others.pth").write_text(sysconfig.get_path("purelib"))
    variables = {"PYSPARK_PYTHON": str(python), "PYSPARK_DRIVER_PYTHON": str(python)}
    variables["SPARK_LOCAL_IP"] = "127.0.0.1"
    variables["PYTHONPATH"] = f"{environment()['PYTHONPATH']}:{Path(__file__).parents[1]}"
    run = subprocess.run(
        [python, "-c", DERIVES, seeds, tmp_path, "local-cluster[2,1,1024]"],
        env=environment() | variables,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert differences(tmp_path / "release", whole) == {}
