"""Child processes answer requests, report faults, and do not outlive their parent."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.running import PROJECT

from doichieu.base.child import ChildDied, ChildProcess

ECHO = r"""
import os, sys
from doichieu.base.child import Parent

parent = Parent()
print("printed on the side")
os.write(1, b"printed past Python\n")
for request in parent.requests():
    if request == "stumble":
        with parent.reporting_faults():
            raise KeyError("p7")
        continue
    if request == "fall":
        sys.exit("fell over")
    if request == "break off":
        os.write(2, "fell over: \xe0\n".encode("latin-1"))
        parent._answers.write('{"heard": "Đ')
        parent._answers.flush()
        os.write(parent._answers.fileno(), "ố".encode()[:2])
        os._exit(1)
    if request == "hang":
        parent.send(hanging=True)
        import time
        time.sleep(600)
    parent.send(heard=request)
    parent.send(ended="done")
"""


@pytest.fixture
def echo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ChildProcess:
    """A child that repeats requests."""
    (tmp_path / "echo_child.py").write_text(ECHO, encoding="utf-8")
    path = os.pathsep.join((str(tmp_path), str(PROJECT)))
    return ChildProcess("echo_child", tmp_path / "log", tmp_path, os.environ | {"PYTHONPATH": path})


def test_requests_are_answered_in_turn(echo: ChildProcess) -> None:
    with echo:
        for request in ("Đối chiếu", ["a", 1], {"long": "x" * 200_000}):
            echo.ask(request)
            assert list(echo.messages()) == [{"heard": request}, {"ended": "done"}]
    assert sorted(echo.log.read_text(encoding="utf-8").splitlines()) == [
        "printed on the side",
        "printed past Python",
    ]


def test_two_requests_may_be_under_way(echo: ChildProcess) -> None:
    with echo:
        echo.ask(1)
        echo.ask(2)
        assert [*echo.messages()] == [{"heard": 1}, {"ended": "done"}]
        assert [*echo.messages()] == [{"heard": 2}, {"ended": "done"}]


def test_the_death_of_a_child_is_reported_with_its_message(echo: ChildProcess) -> None:
    with echo:
        echo.ask("fall")
        with pytest.raises(ChildDied, match="fell over"):
            echo.ended()
        echo.ask("anyone there?")  # no answer, and no other error
        with pytest.raises(ChildDied):
            echo.ended()


def test_a_child_that_dies_within_a_line_and_a_letter_is_reported(echo: ChildProcess) -> None:
    """Its log may have bytes of another encoding."""
    with echo:
        echo.ask("break off")
        with pytest.raises(ChildDied, match="fell over: \N{REPLACEMENT CHARACTER}"):
            echo.ended()


def test_a_fault_at_a_request_is_reported_and_the_next_is_answered(echo: ChildProcess) -> None:
    with echo:
        echo.ask("stumble")
        (fault,) = echo.messages()
        assert (fault["ended"], fault["error"]) == ("failed", "'p7'")
        assert fault["details"].splitlines()[-1] == "KeyError: 'p7'"
        echo.ask("well?")
        assert list(echo.messages()) == [{"heard": "well?"}, {"ended": "done"}]


def test_a_busy_child_ends_with_the_context(echo: ChildProcess) -> None:
    with echo:
        echo.ask("hang")
        assert next(echo.messages()) == {"hanging": True}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_busy_child_does_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "echo_child.py").write_text(ECHO, encoding="utf-8")
    program = (
        "import os, pathlib; from doichieu.base.child import ChildProcess; "
        "child = ChildProcess('echo_child', pathlib.Path('log')); child.ask('hang'); "
        "next(child.messages()); print(child._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    path = os.pathsep.join((str(tmp_path), str(PROJECT)))
    killed = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert killed.returncode == -9
    child = int(killed.stdout)
    for _ in range(600):
        if not is_running(child):
            return
        time.sleep(0.1)
    raise AssertionError(f"process {child} still runs")


def is_running(process: int) -> bool:
    """Whether a process exists and is no zombie."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not (state.exists() and ") Z " in state.read_text(encoding="utf-8"))
