"""The machine of a benchmark: times are comparable only on similar machines."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

import psutil

PACKAGES = ("duckdb", "dbt-core", "dbt-duckdb", "highspy", "numpy")


def machine() -> dict[str, object]:
    """Cores, memory (GiB), CPU model and versions."""
    return {
        "cpu": cpu_model(),
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
    }


def cpu_model() -> str:
    """The name of the processor, as it reports it."""
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        for line in facts.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
