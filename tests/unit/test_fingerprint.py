"""What a release was made of is known to the byte: whatever changes, a run has something to do."""

import shutil
import subprocess
from pathlib import Path

import pytest
from support.running import PROJECT
from support.seeds_folder import FIGURES

from doichieu.inputs import read_inputs
from doichieu.release.fingerprint import fingerprint

# What only its authors and readers see: a change there makes no other release.
NO_SAY = ("docs", "pictures", "benchmarks", ".ci", "tests")
NO_SAY_FILES = {
    *("orchestrate.py", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"),
    *(".gitignore", ".sqlfluff", ".sqlfluffignore", ".yamllint"),
}


def tracked_files() -> list[str]:
    """Every file of the project that git knows, as a path below it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, encoding="utf-8", check=True
    )
    return [name for name in listed.stdout.split("\0") if (PROJECT / name).is_file()]


def has_no_say(name: str) -> bool:
    """Whether a file has no part in a release; dbt's own tests are in tests/ and have one."""
    is_apart = name.split("/")[0] in NO_SAY and not name.startswith("tests/dbt/")
    return is_apart or name in NO_SAY_FILES


def one_of_each_kind(names: list[str]) -> list[str]:
    """The first file of each folder and ending."""
    kinds = {(str(Path(name).parent), Path(name).suffix): name for name in reversed(names)}
    return sorted(kinds.values())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git knows of the project; tests put back what they change."""
    copy = tmp_path_factory.mktemp("project")
    for name in tracked_files():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PROJECT / name, copy / name)
    return copy


def print_of(project: Path, **options: bool) -> str:
    """The fingerprint of a copy of the project with its own seeds."""
    return fingerprint(
        read_inputs(project / "seeds").files, {"quarantine": False} | options, project
    )


def print_with(project: Path, name: str, content: bytes | None) -> str:
    """The fingerprint with one file changed, or without it."""
    path = project / name
    before = path.read_bytes() if path.exists() else None
    try:
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        return print_of(project)
    finally:
        path.unlink(missing_ok=True)
        if before is not None:
            path.write_bytes(before)


def changed(project: Path, name: str) -> bytes:
    """A file's bytes with a change; a CSV says the same with the line ends of another system."""
    content = (project / name).read_bytes()
    if name.startswith("seeds/"):
        return content.replace(b"\n", b"\r\n")
    return content + b" "


MAKERS = [name for name in tracked_files() if not has_no_say(name)]
OTHERS = [name for name in tracked_files() if has_no_say(name)]


def test_every_place_of_the_project_has_a_say_or_is_known_to_have_none() -> None:
    assert {name.split("/")[0] for name in MAKERS} == {
        *("doichieu", "macros", "models", "analyses", "expectations", "seeds", "tests"),
        *("dbt_project.yml", "profiles.yml", "requirements.lock"),
    }


SEEDS = [name for name in MAKERS if name.startswith("seeds/")]


@pytest.mark.parametrize("name", sorted({*one_of_each_kind(MAKERS), *SEEDS}))
def test_a_changed_byte_is_noticed(project: Path, name: str) -> None:
    assert print_with(project, name, changed(project, name)) != print_of(project)


@pytest.mark.parametrize(
    "name", [name for name in one_of_each_kind(MAKERS) if "/" in name and "seeds/" not in name]
)
def test_a_file_that_came_or_went_is_noticed(project: Path, name: str) -> None:
    whole = print_of(project)
    assert print_with(project, name, None) != whole
    beside = str(Path(name).with_name(f"another{Path(name).suffix}"))
    assert print_with(project, beside, b"") != whole


@pytest.mark.parametrize("name", one_of_each_kind(OTHERS))
def test_what_has_no_say_changes_nothing(project: Path, name: str) -> None:
    assert print_with(project, name, changed(project, name)) == print_of(project)


def test_another_report_is_noticed(project: Path) -> None:
    header = (project / "seeds" / FIGURES).read_bytes().splitlines(keepends=True)[0]
    row = b"another-2021-h1,1,exports,,,level,5,million_usd,,,1,\n"
    reports = project / "seeds/reference/reports.csv"
    before = reports.read_bytes()
    reports.write_bytes(before + b"another-2021-h1,Another,,,2021,lang-son,2021-H1,vi,,\n")
    try:
        alone = print_of(project)
        assert print_with(project, "seeds/figures/another-2021-h1.csv", header + row) != alone
    finally:
        reports.write_bytes(before)


def test_options_are_noticed(project: Path) -> None:
    assert print_of(project, quarantine=True) != print_of(project)
