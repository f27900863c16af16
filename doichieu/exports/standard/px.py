"""A cube as a PX file, the format of PC-Axis and PxWeb, in both languages.

Its content variable is the indicator, with a unit each. Every cell is written, those without a
figure as "..". The last column of a year is the result of the checks as a number, since PX has no
status of a cell that all readers keep.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from doichieu.exports.standard.cubes import CONTENTS, STATUSES, Cube, Member, texts
from doichieu.exports.standard.words import LANGUAGES, Texts, words

BLANK = '".."'
# PX has a kind of total for indicators: of a date, of a period, or an average.
STOCKFA = {"stock": "S", "flow": "F", "count": "S", "index": "A", "rate": "A"}
MOST_SHOWN = 6  # decimals that PC-Axis shows


def write_px(connection: Any, cube: Cube, path: Path) -> None:
    """Write a cube whose figures are in the temporary tables."""
    decimals = connection.execute(
        "select max(length(split_part(number, '.', 2))), "
        "max(length(split_part(numbers[1], '.', 2))) "
        f"from cube_cells, unnest(numbers) as given(number) where quantity = '{cube.quantity}'"
    ).fetchone()
    with path.open("w", encoding="utf-8", newline="\r\n") as file:
        file.writelines(f"{line}\n" for line in head(cube, *decimals))
        file.write("DATA=\n")
        file.writelines(f"{line} \n" for line in texts(connection, lines(cube)))
        file.write(";\n")


def lines(cube: Cube) -> str:
    """The query for the lines of cells, one a row."""
    blank = " ".join([BLANK] * len(CONTENTS))
    return f"""
with cells as (
    select
        {cube.row} as row,
        year,
        concat_ws(
            ' ',
            array_to_string(list_transform(numbers, lambda one_: coalesce(one_, '{BLANK}')), ' '),
            list_position({list(STATUSES)}, check_status)
        ) as line
    from cube_cells
    where quantity = '{cube.quantity}'
)
select string_agg(coalesce(line, '{blank}'), ' ' order by year)
from range({cube.rows}) as all_rows(row)
cross join range({cube.years}) as all_years(year)
left join cells using (row, year)
group by row
order by row
"""


def head(cube: Cube, decimals: int, shown: int) -> Iterator[str]:
    """The keywords before the data, in the order that the format recommends."""
    dimensions = [*cube.dimensions, "content"]
    members = cube.members | {
        "content": [Member(name, words()["content"][name]) for name in CONTENTS]
    }
    variables = {name: words()["dimension"][name] for name in dimensions}
    indicators = cube.members["indicator"]
    notes = words()["note"]

    def of_variable(keyword: str, name: str, values: Any) -> Iterator[str]:
        for language in LANGUAGES:
            key = f"{marked(keyword, language)}({quoted(variables[name][language])})"
            yield f"{key}={values(language)};"

    yield 'CHARSET="ANSI";'
    yield 'AXIS-VERSION="2013";'
    yield 'CODEPAGE="utf-8";'
    yield f"LANGUAGE={quoted(LANGUAGES[0])};"
    yield f"LANGUAGES={listed(LANGUAGES)};"
    yield f'CREATION-DATE="{datetime.now(UTC):%Y%m%d %H:%M}";'
    yield f"DECIMALS={min(decimals, 15)};"
    yield f"SHOWDECIMALS={min(shown, MOST_SHOWN)};"
    yield f"MATRIX={quoted(cube.quantity)};"
    yield "AGGREGALLOWED=NO;"
    yield 'SUBJECT-CODE="DC";'
    yield from translated("SUBJECT-AREA", words()["subject"])
    yield from translated("TITLE", cube.title)
    yield from translated("CONTENTS", words()["cube"][cube.quantity])
    yield from translated("UNITS", indicators[0].unit)
    for language in LANGUAGES:
        stub = [variables[name][language] for name in dimensions[:-2]]
        yield f"{marked('STUB', language)}={listed(stub)};"
    for language in LANGUAGES:
        heading = [variables[name][language] for name in dimensions[-2:]]
        yield f"{marked('HEADING', language)}={listed(heading)};"
    yield from translated("CONTVARIABLE", variables["indicator"])
    for name in dimensions:
        yield from of_variable(
            "VALUES",
            name,
            lambda language, name=name: listed([one.names[language] for one in members[name]]),
        )
    years = [year.id for year in members["year"]]
    yield from of_variable("TIMEVAL", "year", lambda _: f"TLIST(A1),{listed(years)}")
    for name in dimensions:
        codes = [one.id for one in members[name]]
        yield from of_variable("CODES", name, lambda _, codes=codes: listed(codes))
    for indicator in indicators:
        if stock := STOCKFA.get(indicator.kind or ""):
            for language in LANGUAGES:
                yield f"{marked('STOCKFA', language)}({quoted(indicator.names[language])})={quoted(stock)};"
    for indicator in indicators:
        for language in LANGUAGES:
            key = f"{marked('UNITS', language)}({quoted(indicator.names[language])})"
            yield f"{key}={quoted(indicator.unit[language])};"
    yield from translated("NOTE", notes["latest"])
    for language in LANGUAGES:
        content = words()["content"]["check_status"][language]
        key = (
            f"{marked('VALUENOTE', language)}({listed([variables['content'][language], content])})"
        )
        yield f"{key}={quoted(notes['check_status'][language])};"


def translated(keyword: str, names: Texts) -> Iterator[str]:
    """A keyword in each language."""
    for language in LANGUAGES:
        yield f"{marked(keyword, language)}={quoted(names[language])};"


def marked(keyword: str, language: str) -> str:
    """A keyword with its language, which the first one does not have."""
    return keyword if language == LANGUAGES[0] else f"{keyword}[{language}]"


def quoted(text: str) -> str:
    """A text in quotation marks: it has none inside, and is one line."""
    return '"' + re.sub(r"\s+", " ", text.replace('"', "'")) + '"'


def listed(given: Sequence[str]) -> str:
    """Texts in quotation marks, a line each: a line of a PX file has few characters."""
    return ",\n".join(map(quoted, given))
