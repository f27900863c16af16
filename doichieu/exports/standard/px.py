"""A cube as a PX file, the format of PC-Axis and PxWeb, in both languages.

Its content variable is the indicator, with a unit each. Every cell is written, those without a
figure as "..". The last content is the result of the checks as a number, since PX has no status of
a cell that all readers keep.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from doichieu.base.statuses import STATUSES
from doichieu.exports.standard.cubes import CONTENTS, Cube, Member, texts
from doichieu.exports.standard.words import LANGUAGES, Texts, words

BLANK = '".."'
MOST_DECIMALS, MOST_SHOWN = 15, 6  # that PX has, and that it shows
MOST_LETTERS = 20  # of the name of a matrix
# The indicators of which PX says whether they are of a date or of a period, in cubes of levels.
STOCKFA = {"stock": "S", "flow": "F"}
LEVELS = ("level", "plan_level", "prior_level")

DECIMALS = """
select
    max(length(split_part(number, '.', 2))),
    max(length(split_part(numbers[1], '.', 2)))
from cube_cells, unnest(numbers) as given(number)
"""


def write_px(connection: Any, cube: Cube, path: Path) -> None:
    """Write a cube whose figures are in the temporary tables."""
    query = f"{DECIMALS} where cube_name = '{cube.name}'"
    decimals, shown = connection.execute(query).fetchone()
    with path.open("w", encoding="utf-8", newline="\r\n") as file:
        file.writelines(f"{line};\n" for line in head(cube, decimals, shown or 0))
        file.write("DATA=\n")
        file.writelines(f"{line} \n" for line in texts(connection, lines(cube)))
        file.write(";\n")


def lines(cube: Cube) -> str:
    """The query for the lines of cells, one for each row of the cube."""
    blank = " ".join([BLANK] * len(CONTENTS))
    return f"""
with cells as (
    select
        {cube.row} as row,
        first_year,
        concat_ws(
            ' ',
            array_to_string(list_transform(numbers, lambda one_: coalesce(one_, '{BLANK}')), ' '),
            list_position({list(STATUSES)}, check_status)
        ) as line
    from cube_cells
    where cube_name = '{cube.name}'
)
select string_agg(coalesce(line, '{blank}'), ' ' order by first_year)
from range({cube.rows}) as all_rows(row)
cross join range({cube.years}) as all_years(first_year)
left join cells using (row, first_year)
group by row
order by row
"""


def head(cube: Cube, decimals: int, shown: int) -> Iterator[str]:
    """The keywords before the data, in the order that the format recommends."""
    content = words()["content"]
    members = cube.members | {"content": [Member(name, content[name]) for name in CONTENTS]}
    variables = {name: words()["dimension"][name] for name in (*cube.dimensions, "content")}
    *stub, year, contents = variables.values()
    indicators = cube.members["indicator"]
    yield 'CHARSET="ANSI"'
    yield 'AXIS-VERSION="2013"'
    yield 'CODEPAGE="utf-8"'
    yield f"LANGUAGE={quoted(LANGUAGES[0])}"
    yield f"LANGUAGES={listed(LANGUAGES)}"
    yield f'CREATION-DATE="{datetime.now(UTC):%Y%m%d %H:%M}"'
    yield f"DECIMALS={min(decimals, MOST_DECIMALS)}"
    yield f"SHOWDECIMALS={min(shown, MOST_SHOWN)}"
    yield f"MATRIX={quoted(cube.name[:MOST_LETTERS])}"
    yield "AGGREGALLOWED=NO"
    yield 'SUBJECT-CODE="DC"'
    yield from said("SUBJECT-AREA", [words()["subject"]])
    yield from said("TITLE", [cube.title])
    yield from said("CONTENTS", [words()["cube"][cube.quantity]])
    yield from said("UNITS", [indicators[0].unit])
    yield from said("STUB", stub)
    yield from said("HEADING", [year, contents])
    yield from said("CONTVARIABLE", [variables["indicator"]])
    for name, variable in variables.items():
        yield from said("VALUES", [one.names for one in members[name]], variable)
    years = listed(one.id for one in members["year"])
    yield from said("TIMEVAL", f"TLIST(A1),{years}", year)
    for name, variable in variables.items():
        yield from said("CODES", listed(one.id for one in members[name]), variable)
    for indicator in indicators if cube.quantity in LEVELS else ():
        if indicator.kind in STOCKFA:
            yield from said("STOCKFA", quoted(STOCKFA[indicator.kind]), indicator.names)
    for indicator in indicators:
        yield from said("UNITS", [indicator.unit], indicator.names)
    yield from said("NOTE", [words()["note"]["latest"]])
    yield from said(
        "VALUENOTE", [words()["note"]["check_status"]], contents, content["check_status"]
    )


def said(keyword: str, values: list[Texts] | str, *subkey: Texts) -> Iterator[str]:
    """A keyword in each language: its values are texts, or the same in all languages."""
    for language in LANGUAGES:
        key = keyword if language == LANGUAGES[0] else f"{keyword}[{language}]"
        if subkey:
            key += f"({','.join(quoted(one[language]) for one in subkey)})"
        given = values if isinstance(values, str) else listed(one[language] for one in values)
        yield f"{key}={given}"


def quoted(text: str) -> str:
    """A text in quotation marks: it has none inside, and is one line."""
    return '"' + re.sub(r"\s+", " ", text.replace('"', "'")) + '"'


def listed(given: Iterable[str]) -> str:
    """Texts in quotation marks, a line each: a line of a PX file is short."""
    return ",\n".join(map(quoted, given))
