"""Every fault of the inputs is reported once, with its place and a remedy."""

from pathlib import Path

import pytest
from support.bad_input import CASES, Case
from support.seeds_folder import (
    copy_seeds,
)

from doichieu.base.faults import InputRefused
from doichieu.inputs import read_inputs


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.name)
def test_a_fault_is_reported_once_in_its_place(
    bad: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One fault is reported, with its place, its cause and its remedy."""
    monkeypatch.chdir(tmp_path)
    line = bad.break_(copy_seeds(tmp_path))

    with pytest.raises(InputRefused) as refused:
        read_inputs(Path("seeds"))

    (fault,) = refused.value.faults
    assert (fault.file, fault.line, fault.column) == (f"seeds/{bad.file}", line, bad.column)
    for word in bad.words:
        assert word in str(fault)
    assert fault.problem.endswith(".")
    assert fault.remedy
    assert str(fault).isprintable()
    assert len(str(fault)) < 600


def test_the_cases_have_names_of_their_own() -> None:
    """A case is found by its name."""
    assert len({bad.name for bad in CASES}) == len(CASES)
