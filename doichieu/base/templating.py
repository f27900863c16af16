"""Pages from templates: data is escaped, and an unknown name is an error."""

from pathlib import Path
from typing import Any


def template(folder: Path, name: str, **names: Any) -> Any:
    """A template of a folder; it may use `names` and the values that are passed when it is
    rendered."""
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
