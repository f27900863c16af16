"""Results as JSON, one file a benchmark: what was measured, on what machine, when."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.machine import machine


def write(folder: Path, name: str, result: dict[str, Any]) -> Path:
    """Write a result, and say where."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    content = {
        "benchmark": name,
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        **result,
    }
    text = json.dumps(content, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    print(f"written: {path}")
    return path


def read(folder: Path, name: str) -> dict[str, Any] | None:
    """A result; None where the benchmark has not been run."""
    path = folder / f"{name}.json"
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
