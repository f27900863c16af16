"""The committed binary of the kernel belongs to its sources."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from doichieu.joint.kernel import build
from doichieu.joint.kernel.instance import BINARY, instance


def test_the_binary_was_compiled_from_the_sources() -> None:
    """It states the fingerprint of the sources and flags from which it was compiled."""
    kernel = instance()
    kernel.clear()
    address = kernel.call("source_hash")
    stated = kernel.view(address, (64,), "S1").tobytes().decode()
    assert stated == build.source_hash(), "compile it again: python doichieu/joint/kernel/build.py"


def test_a_changed_source_has_another_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (*build.FOLDER.glob("*.c"), *build.FOLDER.glob("*.h")):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    before = build.source_hash()
    monkeypatch.setattr(build, "FOLDER", tmp_path)
    assert build.source_hash() == before
    with (tmp_path / "kernel.h").open("a", encoding="utf-8") as header:
        header.write("\n")
    assert build.source_hash() != before


@pytest.mark.long
@pytest.mark.skipif(find_spec("ziglang") is None, reason="the compiler ziglang is not installed")
def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    build.build(tmp_path / "kernel.wasm")
    assert (tmp_path / "kernel.wasm").read_bytes() == BINARY.read_bytes()
