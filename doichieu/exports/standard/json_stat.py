"""A cube as JSON-stat 2.0, a file for each language.

The ends of the intervals are members of the dimension `content`; the result of the checks is the
status of the value. Cells without a figure are left out of `value`.
"""

import json
from pathlib import Path
from typing import Any

from doichieu.base.statuses import STATUSES
from doichieu.exports.standard.cubes import CONTENTS, Cube, Member, texts
from doichieu.exports.standard.words import LANGUAGES, words

NUMBERS = CONTENTS[:-1]
ROLES = {"time": ["year"], "geo": ["territory"], "metric": ["indicator"]}


def write_json_stat(connection: Any, cube: Cube, folder: Path) -> None:
    """Write a cube whose figures are in the temporary tables, as `<cube>.<language>.json`."""
    values, statuses = cells(connection, cube)
    for language in LANGUAGES:
        described = json.dumps(head(cube, language), ensure_ascii=False)
        text = f'{described[:-1]},\n"value": {{{values}}},\n"status": {{{statuses}}}}}\n'
        (folder / f"{cube.name}.{language}.json").write_text(text, encoding="utf-8")


def cells(connection: Any, cube: Cube) -> tuple[str, str]:
    """The values and the statuses of the cells, as the members of two JSON objects."""
    place = f"(({cube.row}) * {cube.years} + first_year) * {len(NUMBERS)}"
    placed = f"""
from (select {place} as place, * from cube_cells where cube_name = '{cube.name}')
order by place
"""
    given = ", ".join(
        f"""'"' || (place + {number}) || '":' || numbers[{number + 1}]"""
        for number in range(len(NUMBERS))
    )
    status = """'"' || place || '":"' || check_status || '"'"""
    values, statuses = (
        ",".join(texts(connection, f"select {members} {placed}"))
        for members in (f"concat_ws(',', {given})", status)
    )
    return values, statuses


def head(cube: Cube, language: str) -> dict[str, Any]:
    """All of a data set but its values and statuses."""
    dimensions = [*cube.dimensions, "content"]
    members = cube.members | {
        "content": [Member(name, words()["content"][name]) for name in NUMBERS]
    }
    checks = words()["CL_CHECK_STATUS"]
    return {
        "version": "2.0",
        "class": "dataset",
        "label": cube.title[language],
        "source": words()["subject"][language],
        "note": [words()["note"]["latest"][language]],
        "extension": {"status": {"label": {one: checks[one][language] for one in STATUSES}}},
        "id": dimensions,
        "size": [len(members[name]) for name in dimensions],
        "role": ROLES,
        "dimension": {name: dimension(name, members[name], language) for name in dimensions},
    }


def dimension(name: str, members: list[Member], language: str) -> dict[str, Any]:
    """A dimension with its members; an indicator has a unit."""
    category: dict[str, Any] = {
        "index": [one.id for one in members],
        "label": {one.id: one.names[language] for one in members},
    }
    if name == "indicator":
        category["unit"] = {one.id: {"label": one.unit[language]} for one in members if one.unit}
    return {"label": words()["dimension"][name][language], "category": category}
