"""The cubes of PX and JSON-stat, read by readers that are not ours."""

from fractions import Fraction
from pathlib import Path
from typing import Any

Cell = tuple[str, ...]
Cube = dict[Cell, dict[str, Any]]


def codes_of(metadata: dict[str, list[str]], language: str) -> dict[str, dict[str, str]]:
    """The codes of a PX file by variable and value, as its keywords list them."""
    return {
        variable: dict(
            zip(metadata[f"VALUES({variable})"], metadata[f"CODES({variable})"], strict=True)
        )
        for variable in (*metadata["STUB"], *metadata["HEADING"])
    }


def read_px(path: Path, language: str) -> Cube:
    """The cells of a PX file that have a figure, by their codes."""
    from pyaxis import pyaxis

    px = pyaxis.parse(str(path), encoding="utf-8", lang=language)
    frame, codes = px["DATA"], codes_of(px["METADATA"], language)
    assert list(frame.columns[:-1]) == list(codes)
    found: Cube = {}
    for *labels, text in frame.itertuples(index=False):
        if text == text:  # not a blank
            *place, content = (
                codes[name][label] for name, label in zip(codes, labels, strict=True)
            )
            found.setdefault(tuple(place), {})[content] = text
    checks = ("confirmed", "suspect", "contradicted", "unverifiable")
    return {
        place: {
            name: checks[int(text) - 1] if name == "check_status" else Fraction(text)
            for name, text in contents.items()
        }
        for place, contents in found.items()
    }


def read_json_stat(path: Path) -> Cube:
    """The cells of a JSON-stat file that have a figure, by their codes."""
    from pyjstat import pyjstat

    with path.open(encoding="utf-8") as file:
        dataset = pyjstat.Dataset.read(file)
    frame = dataset.write("dataframe", naming="id")
    found: Cube = {}
    for number, (*place, content, value) in enumerate(frame.itertuples(index=False)):
        if value == value:
            found.setdefault(tuple(place), {})[content] = Fraction(repr(float(value)))
        if check := dataset["status"].get(str(number)):
            found.setdefault(tuple(place), {})["check_status"] = check
            assert content == "value" and check in dataset["extension"]["status"]["label"]
    return found
