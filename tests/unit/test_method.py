"""docs/method.md agrees with the warehouse."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from support.random_collections import write_seeds
from support.running import PROJECT
from support.seeds_folder import after, copy_seeds, figure
from support.shell_answers import answers, ask
from support.small_collections import one_report

from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import Inputs, read_inputs

METHOD = (PROJECT / "docs" / "method.md").read_text(encoding="utf-8")
ANSWERS = answers(METHOD)
OF_THE_MISPRINT = "-- of the report with 51,94"


@pytest.fixture(scope="module")
def misprint(compiled_models: CompiledModels, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the shipped report with two digits exchanged."""
    folder = tmp_path_factory.mktemp("method")
    seeds = copy_seeds(folder)
    figure(12, printed="51,94")(seeds)
    path = folder / "misprint.duckdb"
    with compiled_models.build(read_inputs(seeds)) as warehouse:
        warehouse.execute(f"attach '{path}' as file")
        warehouse.execute("copy from database warehouse to file")
    return path


def test_every_answer_is_found() -> None:
    assert len(ANSWERS) == 14


@pytest.mark.parametrize(("question", "answer"), ANSWERS)
def test_an_answer_is_the_shells(
    shipped_warehouse: Path, misprint: Path, question: str, answer: str
) -> None:
    warehouse = misprint if question.startswith(OF_THE_MISPRINT) else shipped_warehouse
    assert ask(warehouse, question) == answer


def test_there_are_more_than_six_hundred_edits(misprint: Path) -> None:
    with duckdb.connect(str(misprint), read_only=True) as warehouse:
        found = warehouse.execute("select count(*) from intermediate.int_repair_trials").fetchone()
    assert found and found[0] > 600


# ----- statements about other reports ------------------------------------------------------


@contextmanager
def joint_check(models: CompiledModels, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    """Verdict, models D, S and B, and severity to four places, of the one joint check."""
    with models.build(inputs) as warehouse:
        (row,) = warehouse.execute(
            "select verdict, decoupled, single_level, printed_base, round(severity, 4) "
            "from marts.reconciliation where kind = 'joint'"
        ).fetchall()
        yield row


def test_errors_may_cancel_each_other(compiled_models: CompiledModels, tmp_path: Path) -> None:
    seeds = copy_seeds(tmp_path)
    after(figure(12, printed="51,94"), figure(15, printed="75,36"))(seeds)
    with joint_check(compiled_models, read_inputs(seeds)) as judged:
        assert judged == (*["consistent"] * 4, 0.1596)


def test_a_single_triple_is_never_odd(compiled_models: CompiledModels, tmp_path: Path) -> None:
    seeds = copy_seeds(tmp_path)
    figure(22, printed="84,7")(seeds)
    with compiled_models.build(read_inputs(seeds)) as warehouse:
        odd = warehouse.execute(
            "select check_id from marts.reconciliation where verdict != 'consistent'"
        ).fetchall()
    assert odd == []


@pytest.mark.parametrize(
    ("says", "judged"),
    [
        (
            {"total": ("5", "6.25"), "one": ("2", "4.00"), "other": ("2", "6.67")},
            ("consistent", "consistent", "contradiction", "consistent"),
        ),
        (
            {"total": ("26", "50.59"), "one": ("12", "62.00"), "other": ("13", "44.67")},
            ("suspect", "consistent", "suspect", "contradiction"),
        ),
    ],
    ids=["divides printed levels", "divides by truncated plans"],
)
def test_honest_offices(
    compiled_models: CompiledModels,
    tmp_path: Path,
    says: dict[str, tuple[str, str]],
    judged: tuple[str, ...],
) -> None:
    figures = [
        f"{indicator} {measure} {printed}"
        for indicator, numbers in says.items()
        for measure, printed in zip(("level", "plan_pct"), numbers, strict=True)
    ]
    seeds = write_seeds(tmp_path, one_report(("sum", "total", "one", "other"), figures))
    with joint_check(compiled_models, read_inputs(seeds)) as (*verdicts, _):
        assert tuple(verdicts) == judged


def test_every_path_in_it_exists() -> None:
    paths = re.findall(r"`((?:seeds|models|doichieu|macros|tests|docs)/[^`<]*)`", METHOD)
    assert paths
    assert [path for path in paths if not (PROJECT / path).exists()] == []


def test_every_work_is_cited() -> None:
    text, _, literature = METHOD.partition("## Literature")
    works = re.findall(r"^(\d+)\. ", literature, re.MULTILINE)
    assert sorted(set(re.findall(r"\[(\d+)\]", text)), key=int) == works != []
