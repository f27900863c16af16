"""The fingerprint of a release covers every byte that determines it: a change means a new run."""

import shutil
import subprocess
from pathlib import Path

import pytest
from support.running import PROJECT
from support.seeds_folder import FIGURES

from doichieu.base import cache
from doichieu.inputs import read_inputs
from doichieu.release.fingerprint import fingerprint

# These files are for authors and readers: a change there does not change the release.
NOT_IN_RELEASE = (
    *("docs", "pictures", "benchmarks", "examples", "findings", ".ci", "tests", "deploy"),
)
FILES_NOT_IN_RELEASE = {
    *("orchestrate.py", "pyproject.toml", "requirements-pip.lock", "requirements-test.lock"),
    *("requirements-cluster.lock", "requirements-spark.lock"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md"),
    *(".gitignore", ".sqlfluff", ".sqlfluffignore", ".yamllint", "expectations/.sqlfluff"),
}


def tracked_files() -> list[str]:
    """Every file of the project that git knows, as a path below it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, encoding="utf-8", check=True
    )
    return [name for name in listed.stdout.split("\0") if (PROJECT / name).is_file()]


def decides(name: str) -> bool:
    """Whether a file determines the release; in tests/, only the tests of dbt do."""
    is_apart = name.split("/")[0] in NOT_IN_RELEASE and not name.startswith("tests/dbt/")
    return not is_apart and name not in FILES_NOT_IN_RELEASE


def one_of_each_kind(names: list[str]) -> list[str]:
    """The first file of each folder and ending."""
    kinds = {(str(Path(name).parent), Path(name).suffix): name for name in reversed(names)}
    return sorted(kinds.values())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tracked files; tests restore what they change."""
    copy = tmp_path_factory.mktemp("project")
    for name in tracked_files():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PROJECT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def unchanged(project: Path) -> str:
    """The fingerprint of the unchanged copy."""
    return fingerprint_of(project)


def fingerprint_of(project: Path, **options: bool) -> str:
    """The fingerprint of a run of a copy of the project, with its own seeds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "LOADED", cache.project_hash(project))
        return fingerprint(read_inputs(project / "seeds").files, {"quarantine": False} | options)


def fingerprint_with(project: Path, name: str, content: bytes | None) -> str:
    """The fingerprint with one file changed, or without it."""
    path = project / name
    before = path.read_bytes() if path.exists() else None
    try:
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        return fingerprint_of(project)
    finally:
        path.unlink(missing_ok=True)
        if before is not None:
            path.write_bytes(before)


def changed(project: Path, name: str) -> bytes:
    """A file's bytes with a change; in a CSV, only the line ends change."""
    content = (project / name).read_bytes()
    if name.startswith("seeds/"):
        return content.replace(b"\n", b"\r\n")
    return content + b" "


DECIDING = [name for name in tracked_files() if decides(name)]
OTHERS = [name for name in tracked_files() if not decides(name)]


def test_every_folder_decides_the_release_or_is_listed_as_not_deciding() -> None:
    assert {name.split("/")[0] for name in DECIDING} == {
        *("doichieu", "macros", "models", "analyses", "expectations", "seeds", "tests"),
        *("dbt_project.yml", "profiles.yml", "requirements.lock"),
    }


SEEDS = [name for name in DECIDING if name.startswith("seeds/")]


@pytest.mark.parametrize("name", sorted({*one_of_each_kind(DECIDING), *SEEDS}))
def test_a_changed_byte_is_noticed(project: Path, unchanged: str, name: str) -> None:
    assert fingerprint_with(project, name, changed(project, name)) != unchanged


@pytest.mark.parametrize(
    "name", [name for name in one_of_each_kind(DECIDING) if "/" in name and "seeds/" not in name]
)
def test_a_file_that_came_or_went_is_noticed(project: Path, unchanged: str, name: str) -> None:
    assert fingerprint_with(project, name, None) != unchanged
    beside = str(Path(name).with_name(f"another{Path(name).suffix}"))
    assert fingerprint_with(project, beside, b"") != unchanged


@pytest.mark.parametrize("name", one_of_each_kind(OTHERS))
def test_a_file_that_does_not_decide_changes_no_fingerprint(
    project: Path, unchanged: str, name: str
) -> None:
    assert fingerprint_with(project, name, changed(project, name)) == unchanged


def test_another_report_is_noticed(project: Path) -> None:
    header = (project / "seeds" / FIGURES).read_bytes().splitlines(keepends=True)[0]
    row = b"another-2021-h1,1,exports,,,level,5,million_usd,,,1,\n"
    reports = project / "seeds/reference/reports.csv"
    before = reports.read_bytes()
    reports.write_bytes(before + b"another-2021-h1,Another,,,2021,lang-son,2021-H1,vi,,\n")
    try:
        without = fingerprint_of(project)
        assert (
            fingerprint_with(project, "seeds/figures/another-2021-h1.csv", header + row) != without
        )
    finally:
        reports.write_bytes(before)


def test_options_are_noticed(project: Path, unchanged: str) -> None:
    assert fingerprint_of(project, quarantine=True) != unchanged
