"""Pages from templates: whatever comes from the data is escaped, and a slip of a name is told."""

from pathlib import Path
from typing import Any


def template(folder: Path, name: str, **names: Any) -> Any:
    """A template of a folder; `names` are there for it beside what it is rendered with."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(names)
    return environment.get_template(name)
