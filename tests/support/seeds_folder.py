"""Folders of inputs for tests: copies of the shipped seeds, small ones, and ways to break them."""

import csv
import io
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from doichieu.base.paths import SEEDS

SHIPPED = SEEDS
REPORT = "lang-son-2021-h1"
FIGURES = f"figures/{REPORT}.csv"


@dataclass(frozen=True)
class Break:
    """A way to break one file of a seeds folder; it returns the line of the fault, if any."""

    file: str
    action: Callable[[Path], int | None]

    def __call__(self, seeds: Path) -> int | None:
        """Break the folder."""
        return self.action(seeds)


SMALL = {
    "figures/north-2022.csv": (
        "report_id,figure_no,indicator_id,territory_id,period_id,measure,printed,unit_id,"
        "qualifier,basis,place,note\n"
        'north-2022,1,rice,,,level,"1.091,9",tonne,,,1,\n'
        "north-2022,2,rice,,,plan_pct,48,percent,,council,1,\n"
    ),
    "reference/reports.csv": (
        "report_id,title,publisher,author,published,territory_id,period_id,number_format,url,"
        "text_sha256\nnorth-2022,The year,,,2023-01-15,north,2022,vi,,\n"
    ),
    "reference/indicators.csv": (
        "indicator_id,name_vi,name_en,unit_id,kind,topic,better,aliases_vi\n"
        "rice,Lúa,Rice,tonne,flow,,higher,\n"
    ),
    "reference/identities.csv": (
        "identity_id,relation,total_indicator_id,part_indicator_id,coefficient,report_id\n"
    ),
    "reference/units.csv": (
        "unit_id,name_vi,name_en,dimension,factor\n"
        "tonne,tấn,tonnes,mass,1\npercent,%,percent,ratio,0.01\n"
    ),
    "reference/territories.csv": (
        "territory_id,name_vi,name_en,level,parent_id,valid_from,valid_to,successor_id\n"
        "north,Bắc,North,province,,,,\n"
    ),
    "reference/limits.csv": "indicator_id,measure,lower,upper,severity,reason\n",
    "reference/corrections.csv": (
        "report_id,figure_no,action,expected_printed,corrected_printed,reason,evidence\n"
    ),
}


def copy_seeds(folder: Path) -> Path:
    """Copy the shipped seeds to `folder/seeds`."""
    return Path(shutil.copytree(SHIPPED, folder / "seeds"))


def small_seeds(folder: Path) -> Path:
    """Write the smallest accepted inputs, with two figures, to `folder/seeds`."""
    for name, text in SMALL.items():
        path = folder / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder / "seeds"


def line_of(values: Iterable[str]) -> str:
    """Write values as one line of CSV, without its end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(values)
    return text.getvalue()


def read_lines(path: Path) -> list[str]:
    """The lines of a file, without the end of the last."""
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines, each with its end."""
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")


def change(file: str, where: Mapping[str, str], **values: str) -> Break:
    """Change values in the only row whose columns have the values of `where`."""

    def break_(seeds: Path) -> int:
        lines = read_lines(seeds / file)
        rows = [dict(row) for row in csv.DictReader(lines)]
        (found,) = [index for index, row in enumerate(rows) if where.items() <= row.items()]
        lines[found + 1] = line_of((rows[found] | values).values())
        write_lines(seeds / file, lines)
        return found + 2

    return Break(file, break_)


def figure(figure_no: int, /, **values: str) -> Break:
    """Change values of one figure of the shipped report."""
    return change(FIGURES, {"figure_no": str(figure_no)}, **values)


def append(file: str, *rows: Mapping[str, str] | str) -> Break:
    """Append rows (blank where no value is given) or lines; the last has the fault."""

    def break_(seeds: Path) -> int:
        lines = read_lines(seeds / file)
        columns = next(csv.reader(lines))
        for row in rows:
            if not isinstance(row, str):
                row = line_of(row.get(column, "") for column in columns)
            lines.append(row)
        write_lines(seeds / file, lines)
        return len(lines)

    return Break(file, break_)


def swap(file: str, old: str, new: str) -> Break:
    """Replace a text that occurs once in a file; the fault is where it begins."""

    def break_(seeds: Path) -> int:
        text = (seeds / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {file}"
        (seeds / file).write_text(text.replace(old, new), encoding="utf-8", newline="")
        return text.count("\n", 0, text.index(old)) + 1

    return Break(file, break_)


def swap_bytes(file: str, old: bytes, new: bytes) -> Break:
    """Replace bytes that occur once in a file; the fault is where they begin."""

    def break_(seeds: Path) -> int:
        content = (seeds / file).read_bytes()
        assert content.count(old) == 1
        (seeds / file).write_bytes(content.replace(old, new))
        return content.count(b"\n", 0, content.index(old)) + 1

    return Break(file, break_)


def contain(file: str, content: bytes) -> Break:
    """Replace the content of a file by these bytes."""
    return on_path(file, lambda path: path.write_bytes(content))


def recode(file: str, encoding: str) -> Break:
    """Save a file in another encoding."""
    return on_path(
        file, lambda path: path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    )


def on_path(file: str, action: Callable[[Path], object]) -> Break:
    """Do something to a file; the fault has no line."""

    def break_(seeds: Path) -> None:
        action(seeds / file)

    return Break(file, break_)


def at(line: int | None, break_: Break, file: str = "") -> Break:
    """Break, and expect the fault on this line, and in `file` where that is another file."""

    def broken(seeds: Path) -> int | None:
        break_(seeds)
        return line

    return Break(file or break_.file, broken)


def after(*breaks: Break) -> Break:
    """Apply several in turn; the last states the line of the fault."""

    def break_(seeds: Path) -> int | None:
        return [one(seeds) for one in breaks][-1]

    return Break(breaks[-1].file, break_)


def without_column(path: Path, column: str) -> None:
    """Leave a column out of a file."""
    rows = list(csv.reader(read_lines(path)))
    position = rows[0].index(column)
    write_lines(path, [line_of(row[:position] + row[position + 1 :]) for row in rows])


def rewrite_columns(path: Path, order: Callable[[list[str]], list[str]]) -> None:
    """Put the columns of a file into another order."""
    rows = list(csv.reader(read_lines(path)))
    places = [rows[0].index(column) for column in order(rows[0])]
    write_lines(path, [line_of(row[place] for place in places) for row in rows])


def with_column(path: Path, column: str) -> None:
    """Add a column of blanks at the end of a file."""
    header, *lines = read_lines(path)
    write_lines(path, [f"{header},{column}", *(f"{line}," for line in lines)])


def write_workbook(
    path: Path, rows: Iterable[Sequence[str | float | None]], *, inline: bool = False
) -> None:
    """Write a workbook with these cells on its first sheet; a text is written as a text."""
    import xlsxwriter

    # Only workbooks in constant memory keep their texts inside the sheet.
    with xlsxwriter.Workbook(path, {"constant_memory": inline}) as workbook:
        sheet = workbook.add_worksheet()
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(line, column, value)
                elif value is not None:
                    sheet.write(line, column, value)
        workbook.add_worksheet("notes").write(0, 0, "not read")


def write_parquet(path: Path, selection: str) -> None:
    """Write a Parquet file from a selection `... from figures` of the shipped figures."""
    import duckdb

    with duckdb.connect() as connection:
        connection.read_csv(str(SHIPPED / FIGURES), all_varchar=True).create_view("figures")
        connection.sql(f"select {selection}").write_parquet(str(path))
