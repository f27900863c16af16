"""What each table of a warehouse takes to derive, with the code of whichever commit is imported.

Run as `python -P derived_tables.py SEEDS FOLDER ANSWER`: writes seconds and CPU seconds by table,
and those of all tables, as JSON. It imports nothing but the package, so that it measures any commit
that has these names.
"""

import json
import resource
import sys
import time
from pathlib import Path

from doichieu.derive.compiled_models import CompiledModels, compile_models
from doichieu.inputs import read_inputs

KINDS = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def now() -> tuple[float, float]:
    """The clock, and the CPU seconds of this process and of its children that have ended."""
    used = [resource.getrusage(kind) for kind in KINDS]
    return time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used)


def since(start: tuple[float, float]) -> dict[str, float]:
    """What has been taken since `start`."""
    seconds, cpu = (round(end - begin, 3) for begin, end in zip(start, now(), strict=True))
    return {"seconds": seconds, "cpu_seconds": cpu}


def main(seeds: Path, folder: Path, answer: Path) -> None:
    """Derive the warehouse in memory and write the answer."""
    models = compile_models(folder)
    inputs = read_inputs(seeds)
    tables = {}
    build_model = CompiledModels.build_model

    def timed(self: CompiledModels, model: object, connection: object) -> None:
        start = now()
        build_model(self, model, connection)
        tables[model.table] = since(start)

    CompiledModels.build_model = timed
    start = now()
    models.build(inputs).close()
    answer.write_text(json.dumps({"whole": since(start), "tables": tables}), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
