"""The notebook of docs/, run as Jupyter runs it; its outputs are kept in it.

Nothing in it changes from one run to the next: no numbers of executions, no times, no paths.
"""

import ast
import io
import json
import os
import re
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any

Cell = dict[str, Any]

# How a value shows itself to Jupyter, by the kind of the text.
SHOWN = {"text/html": "_repr_html_", "image/svg+xml": "_repr_svg_"}
# Frames print themselves as wide as a terminal; Jupyter's has so many columns.
COLUMNS = "80"


def read(notebook: Path) -> dict[str, Any]:
    """A notebook as its JSON describes it."""
    read: dict[str, Any] = json.loads(notebook.read_text(encoding="utf-8"))
    return read


def write(notebook: Path, content: dict[str, Any]) -> None:
    """Write a notebook as Jupyter does."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    notebook.write_text(f"{text}\n", encoding="utf-8")


def run(content: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The notebook with the outputs of its cells, run one after the other in a folder."""
    names: dict[str, Any] = {"__name__": "__main__"}
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = COLUMNS
    try:
        with chdir(folder):
            cells = [run_cell(cell, names) for cell in content["cells"]]
    finally:
        os.environ.pop("COLUMNS")
        if before is not None:
            os.environ["COLUMNS"] = before
    return content | {"cells": cells}


def run_cell(cell: Cell, names: dict[str, Any]) -> Cell:
    """A cell with what it prints and the value of its last expression."""
    if cell["cell_type"] != "code":
        return cell
    return cell | {
        "execution_count": None,
        "metadata": {},
        "outputs": list(outputs_of("".join(cell["source"]), names)),
    }


def outputs_of(source: str, names: dict[str, Any]) -> Iterator[Cell]:
    """The outputs of a cell: printed text, then the value of the last expression."""
    statements = ast.parse(source).body
    last = statements.pop() if statements and isinstance(statements[-1], ast.Expr) else None
    printed, value = io.StringIO(), None
    with redirect_stdout(printed):
        exec(compile(ast.Module(statements, []), "<cell>", "exec"), names)
        if last:
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
    if text := printed.getvalue():
        yield {"output_type": "stream", "name": "stdout", "text": text.splitlines(True)}
    if value is not None:
        plain = re.sub("( object)? at 0x[0-9a-f]+", "", repr(value))
        data = {"text/plain": plain.splitlines(True)}
        for kind, method in SHOWN.items():
            if hasattr(value, method):
                data[kind] = getattr(value, method)().splitlines(True)
        yield {
            "output_type": "execute_result",
            "data": data,
            "execution_count": None,
            "metadata": {},
        }
