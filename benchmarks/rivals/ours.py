"""Only the project's models that the question needs, on inputs as a run passes them to dbt.

Run as `python -m benchmarks.rivals.ours MODELS INPUTS FOLDER`: the pickled compiled models, the
inputs as a run writes them, and the folder of the warehouse.
"""

import pickle
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.warehouse import CompiledModels, build

ASKED = ("int_observations", "int_checks")


def needed(models: CompiledModels, asked: tuple[str, ...] = ASKED) -> CompiledModels:
    """These models and all models and seeds that they read."""
    by_name = {model.name: model for model in models.models}
    wanted: set[str] = set()
    waiting = list(asked)
    while waiting:
        name = waiting.pop()
        if name not in wanted and name in by_name:
            wanted.add(name)
            waiting += by_name[name].reads
    return replace(models, models=[one for one in models.models if one.name in wanted])


def main(pickled: Path, inputs: Path, folder: Path) -> None:
    """Build the warehouse."""
    models: CompiledModels = pickle.loads(pickled.read_bytes())
    build(needed(models), inputs, folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
