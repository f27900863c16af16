"""Results as JSON, one file a benchmark: the measurements, the machine, the date."""

import json
import math
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import PROJECT
from benchmarks.machine import machine

Size = dict[str, Any]


def today() -> str:
    """Today's date, for a result."""
    return datetime.now(UTC).date().isoformat()


def measured_now() -> Size:
    """The date of a measurement, and the measured commit; empty outside a clone."""
    asked = ["git", "-C", str(PROJECT), "describe", "--always", "--dirty", "--exclude", "*"]
    asked += ["--abbrev=40"]
    try:
        commit = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        commit = ""
    return {"date": today(), "commit": commit}


def shown(commit: str) -> str:
    """A commit as people read it: its first seven digits, and whether files were changed."""
    digits, *changed = commit.split("-")
    return "-".join([digits[:7], *changed])


def write(folder: Path, name: str, result: dict[str, Any]) -> Path:
    """Write a result, and print its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    content = {
        "benchmark": name,
        "date": today(),
        "machine": machine(),
        **result,
    }
    path.write_text(compact(content) + "\n", encoding="utf-8")
    print(f"written: {path}")
    return path


def compact(value: Any, indent: str = "") -> str:
    """JSON with one measurement a line."""
    if depth(value) <= (2 if isinstance(value, dict) else 1):
        return json.dumps(value, ensure_ascii=False)
    inner = f"{indent} "
    if isinstance(value, dict):
        lines = [f"{json.dumps(key)}: {compact(one, inner)}" for key, one in value.items()]
    else:
        lines = [compact(one, inner) for one in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{inner}" + f",\n{inner}".join(lines) + f"\n{indent}{closing}"


def depth(value: Any) -> int:
    """How deeply lists and objects are nested; 0 for a number or a text."""
    if not isinstance(value, dict | list):
        return 0
    inside = value.values() if isinstance(value, dict) else value
    return 1 + max(map(depth, inside), default=0)


def read(folder: Path, name: str) -> dict[str, Any] | None:
    """A stored result; None if the benchmark has not been run."""
    path = folder / f"{name}.json"
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def sizes_like(folder: Path, name: str, conditions: dict[str, Any]) -> list[Size]:
    """The sizes that were measured under the same conditions, machine and versions."""
    conditions = {"machine": machine(), **conditions}
    before = read(folder, name) or {}
    is_like = conditions == {key: before.get(key) for key in conditions}
    return list(before["sizes"]) if is_like else []


def together(known: Sequence[Size], measured: Sequence[Size]) -> list[Size]:
    """The latest result of each size, the smallest first."""
    by_figures = {size["figures"]: size for size in (*known, *measured)}
    return [by_figures[figures] for figures in sorted(by_figures)]


def exponent(sizes: tuple[int, int], seconds: tuple[float, float]) -> float:
    """The exponent with which seconds grow between two sizes: 1 is proportional."""
    small, large = sizes
    before, after = seconds
    return round(math.log(after / before) / math.log(large / small), 2)
