"""The README shows the real answers and paths."""

import re
from pathlib import Path

import pytest
from support.running import PROJECT, orchestrate
from support.shell_answers import answers

README = (PROJECT / "README.md").read_text(encoding="utf-8")
ANSWERS = answers(README)


def test_there_are_three_answers() -> None:
    assert len(ANSWERS) == 3


@pytest.mark.parametrize(("question", "answer"), ANSWERS)
def test_an_answer_is_the_shells(published: Path, question: str, answer: str) -> None:
    run = orchestrate("shell", "--releases", published, "-box", "-c", question)
    assert run.stdout.rstrip() == answer, run.stderr


def test_every_named_path_is_there() -> None:
    for path in re.findall(
        r"`((?:seeds|models|expectations|doichieu|macros|tests|docs)/[^`<]*)`", README
    ):
        assert (PROJECT / path).exists(), path
