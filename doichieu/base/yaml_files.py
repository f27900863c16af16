"""YAML files of the project."""

from pathlib import Path
from typing import Any


def read_yaml(path: Path) -> Any:
    """The content of a YAML file in UTF-8."""
    import yaml

    # The C loader, where PyYAML has it, reads the same YAML five times faster.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), loader)
