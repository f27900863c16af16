"""Which reports make a part, its key, and its inputs."""

import csv
import io
import random
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.random_collections import Collection, write_seeds

from doichieu.derive.parts.archive import Snapshot
from doichieu.derive.parts.planning import Part, plan
from doichieu.inputs import Inputs, read_inputs
from doichieu.inputs.hashes import InputHashes
from doichieu.inputs.snapshot import InputFile
from doichieu.release.fingerprint import hash_inputs

NEEDS = {"duckdb": "1"}
MOST = 1000


def files(sizes: Mapping[str, int]) -> list[InputFile]:
    """Files of figures with these numbers of rows, by report."""
    return [InputFile("figures", f"figures/{one}.csv", "", rows) for one, rows in sizes.items()]


def planned(sizes: Mapping[str, int], **changed: str) -> list[Part]:
    """The parts of reports of these sizes; `changed` are the hashes of some reports."""
    hashes = InputHashes("common", {report: report for report in sizes} | changed)
    return plan(files(sizes), hashes, NEEDS, MOST)


@pytest.fixture(scope="module")
def sizes() -> dict[str, int]:
    rng = random.Random(1)
    return {f"report-{number}": rng.randint(1, 200) for number in range(500)}


def test_each_report_is_in_one_part_of_at_most_so_many_figures(sizes: dict[str, int]) -> None:
    parts = planned(sizes)
    assert sorted(report for part in parts for report in part.reports) == sorted(sizes)
    assert all(sum(sizes[report] for report in part.reports) <= MOST for part in parts)
    assert sum(sizes.values()) / MOST < len(parts) < 4 * sum(sizes.values()) / MOST


def test_a_larger_report_is_a_part_of_its_own(sizes: dict[str, int]) -> None:
    parts = planned(sizes | {"large": 10 * MOST})
    assert ("large",) in [part.reports for part in parts]


def test_reports_without_figures_are_in_parts_too(sizes: dict[str, int]) -> None:
    hashes = InputHashes("common", {report: report for report in [*sizes, "empty"]})
    parts = plan(files(sizes), hashes, NEEDS, MOST)
    assert "empty" in [report for part in parts for report in part.reports]


def test_one_part_holds_a_small_collection() -> None:
    assert [part.reports for part in planned({"b": 1, "a": 2})] == [("a", "b")]


def test_a_new_report_changes_its_own_part_only(sizes: dict[str, int]) -> None:
    before = {part.key for part in planned(sizes)}
    after = {part.key for part in planned(sizes | {"new": 1})}
    assert len(after - before) in (1, 2)  # two where its part became too large


def test_a_changed_report_changes_the_key_of_its_part_only(sizes: dict[str, int]) -> None:
    before, after = planned(sizes), planned(sizes, **{"report-7": "changed"})
    changed = [one for one, other in zip(before, after, strict=True) if one.key != other.key]
    assert [("report-7" in part.reports) for part in changed] == [True]


@pytest.mark.parametrize("what", ["common", "needs"])
def test_what_all_reports_share_changes_every_key(sizes: dict[str, int], what: str) -> None:
    hashes = InputHashes("other" if what == "common" else "common", {one: one for one in sizes})
    needs = {"duckdb": "2"} if what == "needs" else NEEDS
    other = plan(files(sizes), hashes, needs, MOST)
    assert not {part.key for part in other} & {part.key for part in planned(sizes)}


# ----- what a report's rows depend on ------------------------------------------------------


@pytest.fixture
def tables() -> dict[str, list[dict[str, str]]]:
    return Collection(random.Random(7)).make(reports=4)


def read(tables: dict[str, list[dict[str, str]]], folder: Path) -> Inputs:
    """Inputs with these rows."""
    return read_inputs(write_seeds(folder, tables))


def changed_hashes(before: Inputs, after: Inputs) -> tuple[bool, set[str]]:
    """Whether the common hash differs, and the reports whose hashes differ."""
    one, other = (hash_inputs(inputs, {}) for inputs in (before, after))
    differing = {key for key, text in other.reports.items() if one.reports.get(key) != text}
    return one.common != other.common, differing


def test_an_identity_of_one_report_concerns_this_report_only(
    tables: dict[str, list[dict[str, str]]], tmp_path: Path
) -> None:
    before = read(tables, tmp_path / "before")
    report = tables["reports"][1]["report_id"]
    own = next(row for row in tables["identities"] if row["relation"] == "sum")
    tables["identities"].append(own | {"report_id": report, "identity_id": "of_one_report"})
    assert changed_hashes(before, read(tables, tmp_path / "one")) == (False, {report})
    tables["identities"][-1]["report_id"] = ""
    assert changed_hashes(before, read(tables, tmp_path / "all")) == (True, set())


def test_a_figure_names_its_file_so_that_a_renamed_file_changes_its_report(
    tables: dict[str, list[dict[str, str]]], tmp_path: Path
) -> None:
    before = read(tables, tmp_path / "before")
    report = tables["figures"][0]["report_id"]
    seeds = write_seeds(tmp_path / "after", tables)
    file = seeds / f"figures/{report}.csv"
    file.rename(file.with_name(f"{report}.parquet.csv"))
    assert changed_hashes(before, read_inputs(seeds)) == (False, {report})


def test_an_archive_has_the_rows_of_its_reports_and_those_of_all(
    tables: dict[str, list[dict[str, str]]], tmp_path: Path
) -> None:
    first, second = (row["report_id"] for row in tables["reports"][:2])
    own = next(row for row in tables["identities"] if row["relation"] == "sum")
    for report in (first, second):
        tables["identities"].append(own | {"report_id": report, "identity_id": f"of_{report}"})
    read(tables, tmp_path / "seeds").write_snapshot(tmp_path / "inputs")
    Snapshot(tmp_path / "inputs").write(tmp_path / "first.zip", [first])
    with zipfile.ZipFile(tmp_path / "first.zip") as archive:
        found = {
            name: list(csv.DictReader(io.TextIOWrapper(archive.open(name), encoding="utf-8")))
            for name in archive.namelist()
        }
    figures = [name for name in found if name.startswith("figures/")]
    assert figures == [f"figures/{first}.csv"]
    assert [row["report_id"] for row in found["reference/reports.csv"]] == [first]
    named = {row["report_id"] for row in found["reference/identities.csv"]}
    assert first in named and second not in named
    shared = {row["identity_id"] for row in tables["identities"] if not row["report_id"]}
    assert shared <= {row["identity_id"] for row in found["reference/identities.csv"]}
    listed = {row["file"]: int(row["row_count"]) for row in found["reference/input_files.csv"]}
    assert listed == {name: len(rows) for name, rows in found.items() if name in listed}
    assert set(listed) == set(found) - {"reference/input_files.csv"}
