"""One case for each fault of an input, with the words that the message must contain."""

import csv
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from support.seeds_folder import (
    FIGURES,
    REPORT,
    SHIPPED,
    Break,
    after,
    append,
    at,
    change,
    contain,
    figure,
    line_of,
    on_path,
    read_lines,
    recode,
    swap,
    swap_bytes,
    with_column,
    without_column,
    write_lines,
    write_parquet,
    write_workbook,
)

CORRECTIONS = "reference/corrections.csv"
IDENTITIES = "reference/identities.csv"
INDICATORS = "reference/indicators.csv"
LIMITS = "reference/limits.csv"
REPORTS = "reference/reports.csv"
TERRITORIES = "reference/territories.csv"
UNITS = "reference/units.csv"
PARQUET = "figures/second.parquet"
WORKBOOK = "figures/second.xlsx"

IMPORTS_OF_TRADE = {"total_indicator_id": "trade", "part_indicator_id": "imports"}


@dataclass(frozen=True)
class Case:
    """One fault: how to put it into a copy of the shipped seeds, and the words of its message."""

    name: str
    break_: Break
    column: str | None
    words: tuple[str, ...]

    @property
    def file(self) -> str:
        """The file that the fault is in."""
        return self.break_.file


def case(name: str, break_: Break, column: str | None, *words: str) -> Case:
    """Write a case on few lines."""
    return Case(name, break_, column, words)


# A valid further row for each file.
USUAL = {
    FIGURES: {
        "report_id": REPORT,
        "figure_no": "900",
        "indicator_id": "trade",
        "measure": "prior_level",
        "printed": "1.390",
        "unit_id": "million_usd",
        "place": "90",
    },
    REPORTS: {
        "report_id": "another",
        "title": "Another",
        "territory_id": "lang-son",
        "period_id": "2022",
        "number_format": "vi",
    },
    INDICATORS: {
        "indicator_id": "fish",
        "name_vi": "Cá",
        "name_en": "Fish",
        "unit_id": "tonne",
        "kind": "flow",
        "better": "higher",
    },
    IDENTITIES: {
        "identity_id": "another",
        "relation": "sum",
        "total_indicator_id": "grdp",
        "part_indicator_id": "retail_sales",
        "coefficient": "1",
    },
    UNITS: {"unit_id": "x", "dimension": "mass", "factor": "1"},
    TERRITORIES: {"territory_id": "x"},
    LIMITS: {
        "indicator_id": "grdp",
        "measure": "level",
        "lower": "0",
        "severity": "warning",
        "reason": "It is never less",
    },
    CORRECTIONS: {
        "report_id": REPORT,
        "figure_no": "12",
        "action": "exclude",
        "expected_printed": "51,49",
        "reason": "A misprint",
        "evidence": "The next bulletin",
    },
}


def row(file: str, **values: str) -> dict[str, str]:
    """A valid row for a file, with the given values changed."""
    return USUAL[file] | values


def added(name: str, file: str, column: str, *words: str, **values: str) -> Case:
    """A case that appends a row with these wrong values."""
    return case(name, append(file, row(file, **values)), column, *words)


def into_folder(path: Path) -> None:
    """Put a folder where the file was."""
    path.unlink()
    path.mkdir()


def into_link(path: Path) -> None:
    """Put a symbolic link where the file was."""
    path.rename(path.with_suffix(".real"))
    path.symlink_to(path.with_suffix(".real"))


def semicolons(before: str) -> Callable[[Path], None]:
    """Save a file with semicolons between its columns, and a text before its first line."""

    def save(path: Path) -> None:
        rows = csv.reader(read_lines(path))
        lines = [";".join(row) for row in rows]
        path.write_text(before + "\r\n".join(lines), encoding="utf-8", newline="")

    return save


def quoted_whole(path: Path) -> None:
    """Save a file as a spreadsheet does that expects semicolons: a line is one value."""
    lines = read_lines(path)
    quoted = [f'"{line.replace(chr(34), chr(34) * 2)}"' if '"' in line else line for line in lines]
    write_lines(path, quoted)


def without_commas_at_the_end(path: Path) -> None:
    """Leave the last value of every line out, but not its name in the header."""
    header, *lines = read_lines(path)
    rows = [next(csv.reader([line])) for line in lines]
    write_lines(path, [header, *(line_of(row[:-1]) for row in rows)])


def in_english(path: Path) -> None:
    """Write the printed numbers with the marks of the format en."""
    header, *rows = csv.reader(read_lines(path))
    at_printed = header.index("printed")
    swapped = str.maketrans(".,", ",.")
    for row in rows:
        row[at_printed] = row[at_printed].translate(swapped)
    write_lines(path, [line_of(row) for row in (header, *rows)])


def formats_unknown(path: Path) -> None:
    """Add the column number_format, with an unknown format in the first row."""
    with_column(path, "number_format")
    header, first, *lines = read_lines(path)
    write_lines(path, [header, f"{first}vn", *lines])


def sheet(*rows: list[str | float], heading: Sequence[list[None]] = ()) -> Callable[[Path], None]:
    """Write a workbook with the header of figures, below a heading, and these rows."""
    return lambda path: write_workbook(path, [*heading, HEADER.split(","), *rows])


def fig(name: str, column: str, figure_no: int, value: str, *words: str) -> Case:
    """A case with one wrong value of a figure; the message must show the value."""
    return case(name, figure(figure_no, **{column: value}), column, f"'{value}'", *words)


def first_quoted_line() -> int:
    """The first line of the shipped figures that has a quote."""
    lines = read_lines(SHIPPED / FIGURES)
    return next(number for number, line in enumerate(lines, start=1) if '"' in line)


HEADER = (
    "report_id,figure_no,indicator_id,territory_id,period_id,measure,printed,unit_id,qualifier,"
    "basis,place,note"
)

CASES = [
    # Folders and files.
    case("no reference folder", on_path("reference", shutil.rmtree), None, "no such"),
    case("no figures folder", on_path("figures", shutil.rmtree), None, "no such folder"),
    case("no figures", at(None, on_path(FIGURES, Path.unlink), "figures"), None, "no figures"),
    case(
        "figures folder is a file",
        after(on_path("figures", shutil.rmtree), on_path("figures", Path.touch)),
        None,
        "a file, not a folder",
    ),
    case("no units", on_path(UNITS, Path.unlink), None, "no such file"),
    case("no corrections", on_path(CORRECTIONS, Path.unlink), None, "no such file"),
    case("folder named as a file", on_path(FIGURES, into_folder), None, "a folder"),
    case("symbolic link", on_path(FIGURES, into_link), None, "symbolic link"),
    case(
        "ending in capitals",
        at(
            None,
            on_path(FIGURES, lambda path: path.rename(path.with_suffix(".CSV"))),
            f"figures/{REPORT}.CSV",
        ),
        None,
        "does not end in .csv, .parquet or .xlsx",
    ),
    case(
        "one report in two files",
        on_path(f"figures/{REPORT}.parquet", lambda path: write_parquet(path, "* from figures")),
        None,
        f"seeds/{FIGURES}",
        "one file",
    ),
    # Files of another type than their name states.
    case("empty", contain(FIGURES, b""), None, "empty"),
    case("only a byte-order mark", contain(FIGURES, b"\xef\xbb\xbf\r\n"), None, "empty"),
    case("header only", contain(FIGURES, HEADER.encode() + b"\n"), None, "no rows"),
    case("UTF-16", recode(FIGURES, "utf-16"), None, "UTF-16"),
    case("UTF-32", recode(FIGURES, "utf-32"), None, "UTF-32"),
    case("UTF-16 unmarked", at(1, recode(FIGURES, "utf-16-le")), None, "NUL"),
    case("NUL", swap_bytes(FIGURES, b"in the heading", b"in\x00"), None, "NUL byte"),
    case(
        "not UTF-8",
        swap_bytes(FIGURES, b"in the heading", b"ti\xeau \xf0\xd2"),
        None,
        "not UTF-8",
        "0xEA",
        "byte 61",
    ),
    case("workbook", contain(FIGURES, b"PK\x03\x04\x14\x00"), None, "Excel workbook"),
    case("old workbook", contain(UNITS, b"\xd0\xcf\x11\xe0\xa1"), None, "old Excel"),
    case("Parquet as .csv", contain(FIGURES, b"PAR1\x15\x04"), None, "Parquet"),
    case("PDF", contain(FIGURES, b"%PDF-1.7\n"), None, "PDF"),
    case("HTML", contain(REPORTS, b"\n <!DOCTYPE html>\n<html>"), None, "HTML"),
    case("gzip", contain(FIGURES, b"\x1f\x8b\x08\x00"), None, "gzip"),
    case(
        "mark in the middle",
        swap(FIGURES, f"{REPORT},5,", f"\ufeff{REPORT},5,"),
        None,
        "byte-order mark",
        "joined",
    ),
    case(
        "carriage return alone",
        swap_bytes(FIGURES, b"in the heading", b"in the\rheading"),
        None,
        "carriage return",
    ),
    # Parquet.
    case("broken Parquet", contain(PARQUET, b"PAR1 and then PAR1"), None, "broken"),
    case("CSV as .parquet", contain(PARQUET, HEADER.encode()), None, "not one"),
    case("PDF as .parquet", contain(PARQUET, b"%PDF-1.7"), None, "a PDF"),
    case(
        "Parquet without a column",
        at(1, on_path(PARQUET, lambda path: write_parquet(path, "* exclude (basis) from figures"))),
        "basis",
        "lacks basis",
        HEADER,
    ),
    case(
        "Parquet with numbers for print",
        on_path(
            PARQUET, lambda path: write_parquet(path, "* replace (65.26 as printed) from figures")
        ),
        "printed",
        "DECIMAL",
        "does not keep",
    ),
    # Workbooks.
    case("broken workbook", contain(WORKBOOK, b"PK\x03\x04 and no more"), None, "broken"),
    case("CSV as .xlsx", contain(WORKBOOK, HEADER.encode()), None, "not one"),
    case("PDF as .xlsx", contain(WORKBOOK, b"%PDF-1.7"), None, "a PDF"),
    case(
        "workbook with numbers for print",
        at(2, on_path(WORKBOOK, sheet(["second", 1, "trade", "", "", "level", 2010]))),
        None,
        "Cell G2, column printed, holds the number 2010",
        "Format the column as text",
    ),
    case(
        "workbook with a heading above",
        at(1, on_path(WORKBOOK, sheet(heading=[[None]]))),
        None,
        "header is on row 2",
        "Delete the rows above",
    ),
    case(
        "workbook with a value beyond its columns",
        at(2, on_path(WORKBOOK, sheet([*[""] * 13, "more"]))),
        None,
        "Cell N2 is right of the last column",
    ),
    case(
        "workbook with a logical value",
        at(2, on_path(WORKBOOK, sheet(["second", True]))),
        None,
        "Cell B2 holds the logical value 'TRUE'",
    ),
    case(
        "workbook without cells",
        on_path(WORKBOOK, lambda path: write_workbook(path, [])),
        None,
        "empty",
    ),
    case(
        "Parquet with a line break",
        at(
            2,
            on_path(
                PARQUET,
                lambda path: write_parquet(
                    path, "* replace ('a' || chr(10) || 'b' as note) from figures limit 1"
                ),
            ),
        ),
        "note",
        "line break",
    ),
    # The header.
    case(
        "semicolons",
        at(1, on_path(FIGURES, lambda path: path.write_text(HEADER.replace(",", ";") + "\n1;2\n"))),
        None,
        "semicolons",
    ),
    case(
        "semicolons with the line that names them",
        at(2, on_path(FIGURES, semicolons(before="sep=;\n"))),
        None,
        "semicolons",
        "list separator of Windows",
    ),
    case(
        "semicolons as Excel saves them",
        at(1, on_path(FIGURES, semicolons(before="\ufeff"))),
        None,
        "semicolons",
    ),
    case(
        "tabs",
        at(1, on_path(UNITS, lambda path: path.write_text(path.read_text().replace(",", "\t")))),
        None,
        "tabs",
    ),
    case("no header", swap(FIGURES, f"{HEADER}\n", ""), None, "not a known header", HEADER),
    case(
        "blank first line",
        swap(FIGURES, HEADER, f"\n{HEADER}"),
        None,
        "header is on line 2",
        "line 1 is above",
    ),
    case(
        "title above the header",
        at(1, swap(FIGURES, HEADER, f"BẢNG SỐ LIỆU,,,,,,,,,,,\n,,,,,,,,,,,\n{HEADER}")),
        None,
        "header is on line 3",
        "lines 1 to 2 are above",
        "Delete",
    ),
    case(
        "semicolons under a title",
        at(1, on_path(FIGURES, semicolons(before="Báo cáo;;;\n"))),
        None,
        "header is on line 2",
    ),
    case(
        "column missing",
        at(1, on_path(FIGURES, lambda path: without_column(path, "qualifier"))),
        "qualifier",
        "lacks qualifier",
        HEADER,
    ),
    case(
        "column twice",
        at(1, on_path(FIGURES, lambda path: with_column(path, "measure"))),
        "measure",
        "twice",
    ),
    case("column misspelt", swap(FIGURES, "unit_id", "Unit_ID"), "Unit_ID", "'unit_id'?"),
    case(
        "optional column misspelt",
        swap(TERRITORIES, "official_code", "oficial_code"),
        "oficial_code",
        "'official_code'?",
    ),
    case(
        "column unknown",
        at(1, on_path(UNITS, lambda path: with_column(path, "remark"))),
        "remark",
        "'remark' is not known",
    ),
    case(
        "column without a name",
        at(1, on_path(UNITS, lambda path: with_column(path, ""))),
        None,
        "Column 7 has no name",
    ),
    # Lines.
    case("too few fields", append(FIGURES, f"{REPORT},900,trade"), None, "3 fields, the header 12"),
    case(
        "too few fields in every line",
        at(2, on_path(FIGURES, without_commas_at_the_end)),
        None,
        "This line has 11 fields, the header 12; so have 25 others, to line 27.",
        "missing commas",
    ),
    case(
        "comma that is not quoted",
        swap(FIGURES, '"65,26"', "65,26"),
        None,
        "13 fields, the header 12",
        '"65,26"',
    ),
    case(
        "comma that is not quoted in a number of two groups",
        swap(FIGURES, '"1.091,9"', "1.091,9"),
        None,
        "13 fields, the header 12",
        '"1.091,9"',
    ),
    case(
        "typographic quotes",
        swap(FIGURES, '"65,26"', "“65,26”"),
        None,
        "13 fields",
        "typographic",
    ),
    case(
        "commas at the end of a line",
        swap(FIGURES, "in the heading", "in the heading,,"),
        None,
        "14 fields",
        "Delete the commas at its end",
    ),
    case(
        "lines that are one quoted value",
        at(first_quoted_line(), on_path(FIGURES, quoted_whole)),
        None,
        "whole line is one quoted value",
        "From Text/CSV",
    ),
    case("quote not closed", swap(FIGURES, '"65,26"', '"65,26'), None, "never closed"),
    case("text after a quote", swap(FIGURES, '"65,26"', '"65,26" %'), None, "follows"),
    case(
        "line break in a value",
        swap(FIGURES, "in the heading", '"in the\nheading"'),
        None,
        "line break",
        "closes on line 6",
    ),
    case("quote in the header", swap(FIGURES, "report_id,f", '"report_id,f'), None, "quotes"),
    case(
        "blank line in the middle", swap(FIGURES, f"{REPORT},5,", f"\n{REPORT},5,"), None, "blank"
    ),
    case(
        "row of commas in the middle",
        swap(FIGURES, f"{REPORT},5,", f",,,,,,,,,,,\n{REPORT},5,"),
        None,
        "blank",
    ),
    added(
        "value of ten million characters",
        FIGURES,
        "note",
        "too long",
        "'xxxx",
        "10000000 characters",
        note="x" * 10000000,
    ),
    added("quoted value of ten million characters", FIGURES, None, "too long", note="x," * 5000000),
    added("value a little too long", FIGURES, "note", "10001 characters", note="x" * 10001),
    added("control character", FIGURES, "note", "'a\\x07b'", "control character", note="a\x07b"),
    # Figures.
    fig("figure number zero", "figure_no", 9, "0", "whole number"),
    fig("figure number with a point", "figure_no", 9, "9.0", "whole number"),
    fig("figure number with a leading zero", "figure_no", 9, "09", "whole number"),
    case("figure number twice", figure(9, figure_no="8"), "figure_no", "'8'", "line 9"),
    case("figure number blank", figure(9, figure_no=""), "figure_no", "blank"),
    fig("report of another file", "report_id", 9, "lang-son-2021", f"'{REPORT}'"),
    case(
        "every report of another file",
        at(
            2,
            on_path(FIGURES, lambda path: path.rename(path.with_stem("lang-son"))),
            "figures/lang-son.csv",
        ),
        "report_id",
        f"'{REPORT}'",
        "'lang-son'",
    ),
    case(
        "report not declared",
        at(
            2,
            on_path(
                FIGURES,
                lambda path: path.with_stem("new").write_text(
                    path.read_text().replace(REPORT, "new")
                ),
            ),
            "figures/new.csv",
        ),
        "report_id",
        "'new'",
        f"seeds/{REPORTS}",
    ),
    fig("indicator unknown", "indicator_id", 13, "export", "Did you mean 'exports'?"),
    fig("indicator quite unknown", "indicator_id", 13, "zzz", f"add it to seeds/{INDICATORS}"),
    fig("indicator that is the opposite", "indicator_id", 13, "xports", "Correct it, or add it"),
    fig("indicator by its name", "indicator_id", 13, "xuất khẩu", "Did you mean 'exports'?"),
    case("indicator blank", figure(13, indicator_id=""), "indicator_id", "blank"),
    case(
        "indicator with a zero-width space",
        figure(13, indicator_id="exp\u200borts"),
        "indicator_id",
        "'exp\\u200borts'",
        "ZERO WIDTH SPACE",
    ),
    fig("territory unknown", "territory_id", 13, "langson", "'lang-son'?"),
    fig("territory by its name", "territory_id", 13, "Lạng Sơn", "'lang-son'"),
    fig("territory not begun", "territory_id", 13, "lang-son-2025", "2025-07-01", "lang-son."),
    case(
        "territory ended",
        figure(13, territory_id="lang-son", period_id="2025-Q3"),
        "territory_id",
        "ended on 2025-06-30",
        "lang-son-2025",
    ),
    case(
        "territory merged long ago",
        figure(13, territory_id="ha-tay", period_id="2026"),
        "territory_id",
        "ended on 2008-07-31",
        "Write ha-noi-2025.",
    ),
    case(
        "territory before a merger",
        figure(13, territory_id="ha-noi-2025", period_id="2005"),
        "territory_id",
        "begins on 2025-07-01",
        "ha-noi-before-2008 or ha-tay.",
    ),
    case(
        "territory before a division",
        figure(13, territory_id="dak-nong", period_id="2003"),
        "territory_id",
        "begins on 2004-01-01",
        "Write dak-lak-before-2004.",
    ),
    case(
        "territory after a division",
        figure(13, territory_id="dak-lak-before-2004", period_id="2010"),
        "territory_id",
        "ended on 2003-12-31",
        "dak-lak or dak-nong.",
    ),
    case(
        "city within a province that was abolished",
        figure(13, territory_id="bac-ninh-city", period_id="2026"),
        "territory_id",
        "ended on 2025-06-30",
        f"Add a row for the territory of that time to seeds/{TERRITORIES}",
    ),
    case(
        "territory of the report ended",
        figure(13, period_id="2025-Q3"),
        "period_id",
        "ended on 2025-06-30",
        "lang-son-2025",
    ),
    *(
        fig(f"period in another form, {typed}", "period_id", 13, typed, f"Did you mean {meant}?")
        for typed, meant in (
            ("H1-2021", "'2021-H1'"),
            ("2021-9", "'2021-09' or '2021-9M'"),
            ("2021.09", "'2021-09'"),
            ("9T2021", "'2021-9M'"),
            ("T9/2021", "'2021-09'"),
            ("10 tháng năm 2021", "'2021-10M'"),
            ("2021-Q03", "'2021-Q3'"),
            ("Quý III/2021", "'2021-Q3'"),
            ("2021-2025", "'2021..2025'"),
        )
    ),
    fig("years that do not follow", "period_id", 13, "2021-2020", "Write it as 2021, 2021-H1"),
    fig(
        "month that became a date", "period_id", 13, "Jul-21", "rewritten", "2021-07 or 2021-07-01"
    ),
    fig("month that became a Vietnamese date", "period_id", 13, "Thg7-21", "2021-07"),
    fig("month that became a number", "period_id", 13, "44378", "rewritten", "2021-07"),
    fig("date that became a number with a group", "period_id", 13, "44.197", "2021-01"),
    fig("date of the machine", "period_id", 13, "30/09/2022", "Write 2022-09-30."),
    fig("date of either order", "period_id", 13, "5/6/2021", "2021-06-05 or 2021-05-06"),
    fig("period of a thirteenth month", "period_id", 13, "2021-13", "period. Write it as"),
    fig("period of a fifth quarter", "period_id", 13, "Q5/2021", "period. Write it as"),
    fig("period to a day that is not", "period_id", 13, "2021-YTD-02-30", "no such day"),
    fig("period in the year zero", "period_id", 13, "0000", "period. Write it as"),
    fig("date of a year to come", "period_id", 13, "31/12/3021", "period. Write it as"),
    case(
        "last month that a computer knows, and the one before it",
        figure(13, period_id="9999-12", basis="previous_month"),
        "period_id",
        "'9999-12' is not a period. Write it as",
    ),
    fig("measure in part", "measure", 13, "increase", "'increase_by' or 'increase_times'?"),
    fig(
        "measure that is the opposite", "measure", 13, "fall_pct", "Use one of: level", "share_pct"
    ),
    fig("measure unknown", "measure", 13, "increase_pc", "'increase_pct'?"),
    case(
        "number blank",
        figure(13, printed=""),
        "printed",
        "blank",
        "Type the number that the report prints, or leave the row out.",
    ),
    fig("percent sign", "printed", 13, "13,1%", "percent sign", "unit_id"),
    fig("unit in the number", "printed", 11, "690 triệu USD", "letters", "unit_id"),
    fig("currency sign", "printed", 11, "$690", "currency"),
    fig("letter for a digit", "printed", 12, "51,4x", "letters"),
    fig("full-width digits", "printed", 12, "５１,49", "another script"),
    fig("Arabic digits", "printed", 11, "٦٩٠", "another script"),
    fig("spaces for groups", "printed", 8, "2 010", "space", "Write it without spaces: 2.010."),
    fig("space in a decimal number", "printed", 24, "1 091,9", "space", "spaces: 1.091,9."),
    fig("space that splits no group", "printed", 8, "20 10,", "space", "marked by '.'"),
    case(
        "no-break spaces for groups",
        figure(8, printed="2\xa0010"),
        "printed",
        "NO-BREAK SPACE",
        "'2\\xa0010'",
        "Write it without spaces: 2.010.",
    ),
    fig("group of four", "printed", 24, "1.0919,5", "three digits", "1.234.567,8"),
    fig("group of two", "printed", 24, "1.09.919", "three digits"),
    fig("marks of the other format", "printed", 9, "65.26", "in the format en", "65,26"),
    fig(
        "zeros of a group lost",
        "printed",
        8,
        "2.01",
        "a spreadsheet has changed 2.010 into it",
        "type 2.010, or 2,01 if it prints decimals",
        "From Text/CSV",
    ),
    fig("decimals of a percentage", "printed", 9, "83.7", "which writes 83,7.", "Write it so"),
    fig("two zeros of a group lost", "printed", 8, "-2.1", "changed -2.100 into it", "or -2,1 if"),
    fig("zeros lost after two groups", "printed", 24, "1.234.5", "three digits"),
    case(
        "zeros of a group lost in English",
        after(
            change(REPORTS, {"report_id": REPORT}, number_format="en"),
            on_path(FIGURES, in_english),
            figure(8, printed="2,01"),
        ),
        "printed",
        "'2,01'",
        "a spreadsheet has changed 2,010 into it",
        "or 2.01 if",
    ),
    fig("scientific notation", "printed", 11, "1E+05", "scientific", "left out digits"),
    fig("scientific notation with a comma", "printed", 11, "6,9e5", "scientific"),
    fig("date of a range", "printed", 10, "8-Jul", "a date", "such as 7-8"),
    fig("Vietnamese date of a range", "printed", 10, "07-Thg8", "a date"),
    fig("date with its year", "printed", 10, "07/08/2021", "a date"),
    fig("month of a year", "printed", 10, "Jan-21", "a date"),
    fig("error of a spreadsheet", "printed", 10, "#N/A", "shows in place of a number"),
    fig(
        "column that was too narrow",
        "printed",
        10,
        "#######",
        "shows in place of",
        "or leave the row out if",
    ),
    fig("formula", "printed", 10, "=SUM(B2:B5)", "a formula"),
    fig("apostrophe of a spreadsheet", "printed", 8, "'2.010", "quotation marks", "out: 2.010."),
    fig("typographic quotes around a number", "printed", 8, "“2.010”", "quotation", "out: 2.010."),
    fig("groups of the other format", "printed", 24, "1,091.9", "in the format en", "1.091,9"),
    fig("zero before a group", "printed", 9, "0.652", "in the format en", "0,652"),
    fig("same days by another name", "period_id", 9, "2021-6M", "same days", "2021-H1"),
    fig("too many decimals", "printed", 9, "0,1234567891", "10 decimals", "No more than 9"),
    fig("two decimal marks", "printed", 24, "1,091,9", "more than one decimal mark"),
    fig("two signs", "printed", 10, "+-44,6", "begin and end with a digit"),
    fig("range from more to less", "printed", 10, "8-7,5", "not below", "lower number first"),
    fig(
        "range with too many digits for both its numbers",
        "printed",
        10,
        "0,1234567-123456789",
        "16 digits",
        "15",
    ),
    fig("range of one number", "printed", 10, "7,5-7,50", "not below", "written once"),
    fig("range with spaces", "printed", 10, "7,5 - 8", "space"),
    fig("range of three numbers", "printed", 10, "5-6-7", "not a number"),
    case(
        "range with too many digits",
        figure(10, printed="1-1234567890123456"),
        "printed",
        "'1234567890123456'",
        "16 significant",
    ),
    fig("range in the other format", "printed", 10, "7.5-8", "in the format en", "7,5-8"),
    fig("base year after the period", "basis", 10, "base_2021", "is not before", "2021-H1"),
    fig("base year without its year", "basis", 10, "base_YYYY", "base_2019 for a year"),
    *(
        fig(f"basis {name} for the same period", "basis", 13, name, "last year it is blank")
        for name in ("cùng kỳ", "cung ky nam truoc", "same_period", "previous_year", "YoY")
    ),
    *(
        case(
            f"month before {period or 'the period of the report'}",
            figure(13, period_id=period, basis="previous_month"),
            "basis",
            f"its period {period or '2021-H1'} is not one month",
            f"Write the month in period_id, as {month},",
        )
        for period, month in (
            ("", "2021-06"),
            ("2021-Q3", "2021-09"),
            ("2021-9M", "2021-09"),
            ("2021-YTD-01-15", "2021-01"),
            ("2021-YTD-02-28", "2021-02"),
        )
    ),
    fig("basis as it is printed", "basis", 12, "trung ương", "Did you mean 'central'?"),
    fig("basis of growth as it is printed", "basis", 13, "thang truoc", "'previous_month'?"),
    fig("qualifier without its marks", "qualifier", 8, "uoc", "Did you mean 'estimated'?"),
    fig(
        "measure as it is printed",
        "measure",
        13,
        "tăng",
        "Did you mean 'increase_pct', 'increase_by' or 'increase_times'?",
    ),
    fig("qualifiers in the other order", "qualifier", 8, "over estimated", "'estimated over'?"),
    fig("years that do not go on", "period_id", 9, "2025..2021", "to a later one", "2021..2025"),
    fig("date that does not exist", "period_id", 9, "2021-06-31", "no such day"),
    fig("dash for a minus", "printed", 10, "–44,6", "minus sign: -44,6."),
    fig("brackets for a minus", "printed", 10, "(44,6)", "minus sign: -44,6."),
    fig("dash and a number of the other format", "printed", 10, "–44.6", "minus sign: -5."),
    fig("no digit after the mark", "printed", 10, "44,", "begin and end with a digit"),
    *(
        fig(f"missing number {mark}", "printed", 10, mark, "is missing", "Leave the row out")
        for mark in ("-", "–", "…", "...", "n/a", "N/A", "x", "(-)", "null", "không có")
    ),
    fig("not a number", "printed", 10, "44/6", "not a number"),
    fig("too many digits", "printed", 11, "1234567890123456", "16 significant", "15"),
    fig("unit unknown", "unit_id", 11, "milion_usd", "'million_usd'?"),
    fig("unit of another dimension", "unit_id", 11, "billion_vnd", "exports", "million_usd"),
    fig("percentage in money", "unit_id", 12, "million_usd", "plan_pct", "percent"),
    fig("percentage in points", "unit_id", 12, "point", "percent"),
    fig("qualifier unknown", "qualifier", 8, "circa", "estimated, over, nearly, about"),
    fig("qualifier as it is printed", "qualifier", 8, "Ước đạt", "Did you mean 'estimated'?"),
    fig("unit that is a mark", "unit_id", 12, "%", "Did you mean 'percent'?"),
    fig("unit as it is printed", "unit_id", 11, "triệu USD", "'million_usd'?", "million_usd"),
    fig("basis of a level", "basis", 11, "central", "level", "blank"),
    fig("basis of another kind", "basis", 12, "previous_month", "central, council"),
    fig("basis that is another", "basis", 13, "previous_week", "Use one of: previous_month"),
    fig("basis of growth unknown", "basis", 13, "previous_quater", "'previous_quarter'?"),
    added(
        "change in points of an indicator in money",
        FIGURES,
        "unit_id",
        "only where its indicator is in percent",
        "million_usd",
        measure="increase_by",
        unit_id="point",
    ),
    added(
        "change in a unit of another dimension",
        FIGURES,
        "unit_id",
        "does not convert into million_usd",
        measure="decrease_by",
        unit_id="billion_vnd",
    ),
    added(
        "multiple of a plan in percent",
        FIGURES,
        "unit_id",
        "in times",
        measure="plan_multiple",
        unit_id="percent",
    ),
    case(
        "number format of a figure unknown",
        at(2, on_path(FIGURES, formats_unknown)),
        "number_format",
        "'vn'",
        "vi, en",
    ),
    added(
        "share of an unknown total",
        FIGURES,
        "basis",
        "'trad'",
        "'trade'?",
        measure="share_pct",
        unit_id="percent",
        printed="34",
        basis="trad",
    ),
    fig("place in words", "place", 8, "fifteen", "whole number", "11.VDT!F23"),
    fig("place that is a cell without its sheet", "place", 8, "F23", "a sheet and a cell"),
    fig("place that is paragraph zero", "place", 8, "0", "whole number of 1 or more"),
    case(
        "figure pasted twice",
        append(FIGURES, row(FIGURES), row(FIGURES, figure_no="901")),
        "figure_no",
        "901",
        "same as figure 900",
    ),
    case(
        "figure pasted twice, once with its territory",
        append(FIGURES, row(FIGURES), row(FIGURES, figure_no="901", territory_id="lang-son")),
        "figure_no",
        "same as figure 900",
    ),
    # Reports.
    case("report twice", append(REPORTS, row(REPORTS), row(REPORTS)), "report_id", "'another'"),
    added("report with spaces", REPORTS, "report_id", "'Lạng Sơn 2021'", report_id="Lạng Sơn 2021"),
    added("report without a title", REPORTS, "title", "blank", title=""),
    case(
        "number format unknown",
        change(REPORTS, {"report_id": REPORT}, number_format="vn"),
        "number_format",
        "'vn'",
    ),
    added(
        "territory of a report unknown",
        REPORTS,
        "territory_id",
        "'ha-noi'?",
        territory_id="ha-noii",
    ),
    added(
        "report on a territory that had ended",
        REPORTS,
        "territory_id",
        "lang-son-2025",
        period_id="2026",
    ),
    added("period of a report", REPORTS, "period_id", "Q5", period_id="2021-Q5"),
    added(
        "day of publication rewritten",
        REPORTS,
        "published",
        "'15/07/2021'",
        "Write 2021-07-15.",
        published="15/07/2021",
    ),
    added(
        "day of publication that is not",
        REPORTS,
        "published",
        "'2021-02-30'",
        published="2021-02-30",
    ),
    added(
        "month of publication with one digit", REPORTS, "published", "'2021-0'", published="2021-0"
    ),
    added("fingerprint in capitals", REPORTS, "text_sha256", "64", text_sha256="AB" * 32),
    # Indicators and units.
    added(
        "indicator twice", INDICATORS, "indicator_id", "'trade'", "is on line", indicator_id="trade"
    ),
    added("indicator with a capital", INDICATORS, "indicator_id", "'Fish'", indicator_id="Fish"),
    added("unit of an indicator unknown", INDICATORS, "unit_id", "'tonne'?", unit_id="tonnes"),
    added("kind unknown", INDICATORS, "kind", "'flow'?", kind="flows"),
    added("direction unknown", INDICATORS, "better", "higher, lower, neither", better="yes"),
    added("letters garbled", INDICATORS, "name_vi", "'CÃ¡'", "says 'Cá'", "UTF-8", name_vi="CÃ¡"),
    added("letters lost", INDICATORS, "name_vi", "'T?ng s?n'", "lost", name_vi="T?ng s?n"),
    added("letters garbled beyond a code page", INDICATORS, "name_vi", "U+0090", name_vi="Ä\x90á"),
    added("name blank", INDICATORS, "name_en", "blank", name_en=""),
    added("unit twice", UNITS, "unit_id", "'tonne'", unit_id="tonne"),
    added("factor of zero", UNITS, "factor", "'0'", "positive", factor="0"),
    added("factor below zero", UNITS, "factor", "'-1'", "positive", factor="-1"),
    added("factor with a comma", UNITS, "factor", "'0,1'", "point", factor="0,1"),
    added("factor in powers", UNITS, "factor", "'1e6'", factor="1e6"),
    added("dimension blank", UNITS, "dimension", "blank", dimension=""),
    # Territories.
    added("territory twice", TERRITORIES, "territory_id", "'vn'", territory_id="vn"),
    added("parent unknown", TERRITORIES, "parent_id", "'vietnam'", parent_id="vietnam"),
    case(
        "parents in a circle",
        append(
            TERRITORIES,
            {"territory_id": "x", "parent_id": "y"},
            {"territory_id": "y", "parent_id": "x"},
        ),
        "parent_id",
        "x → y → x",
    ),
    added(
        "level without its day",
        TERRITORIES,
        "level_from",
        "only one is given",
        level="municipality",
        former_level="province",
    ),
    added(
        "level that changes on the first day",
        TERRITORIES,
        "level_from",
        "only begins on 2025-07-01",
        former_level="province",
        level_from="2025-07-01",
        valid_from="2025-07-01",
    ),
    added(
        "level that changes after the end",
        TERRITORIES,
        "level_from",
        "ended on 2025-06-30",
        former_level="province",
        level_from="2025-07-01",
        valid_to="2025-06-30",
    ),
    added("predecessor unknown", TERRITORIES, "predecessor_id", "'y'", predecessor_id="y"),
    added("divided off itself", TERRITORIES, "predecessor_id", "x → x", predecessor_id="x"),
    added("its own successor", TERRITORIES, "successor_id", "x → x", successor_id="x"),
    added(
        "successor unknown",
        TERRITORIES,
        "successor_id",
        "'lang-son-2026'",
        successor_id="lang-son-2026",
    ),
    added(
        "date of a territory", TERRITORIES, "valid_from", "'01/07/2025'", valid_from="01/07/2025"
    ),
    added(
        "end before the beginning",
        TERRITORIES,
        "valid_to",
        "2025-07-01",
        "2025-06-30",
        valid_from="2025-07-01",
        valid_to="2025-06-30",
    ),
    # Identities.
    added("relation unknown", IDENTITIES, "relation", "sum, subset", relation="total"),
    added(
        "total unknown", IDENTITIES, "total_indicator_id", "Correct it", total_indicator_id="xyz"
    ),
    added("part unknown", IDENTITIES, "part_indicator_id", "'retail'", part_indicator_id="retail"),
    added(
        "total its own part",
        IDENTITIES,
        "part_indicator_id",
        "both total and part",
        part_indicator_id="grdp",
    ),
    added("coefficient of zero", IDENTITIES, "coefficient", "coefficient of 0", coefficient="0"),
    added(
        "coefficient of a subset",
        IDENTITIES,
        "coefficient",
        "'0.5'",
        "Write 1",
        relation="subset",
        coefficient="0.5",
    ),
    added("coefficient with a comma", IDENTITIES, "coefficient", "'0,5'", coefficient="0,5"),
    case(
        "two totals in an identity",
        change(IDENTITIES, IMPORTS_OF_TRADE, total_indicator_id="local_exports"),
        "total_indicator_id",
        "'local_exports'",
        "'trade' on line 2",
    ),
    case(
        "two relations in an identity",
        change(IDENTITIES, IMPORTS_OF_TRADE, relation="subset"),
        "relation",
        "'sum' on line 2",
    ),
    case(
        "two reports in an identity",
        change(IDENTITIES, IMPORTS_OF_TRADE, report_id=REPORT),
        "report_id",
        "'' on line 2",
    ),
    case(
        "part twice",
        change(IDENTITIES, IMPORTS_OF_TRADE, part_indicator_id="exports"),
        "part_indicator_id",
        "'exports'",
        "line 2",
    ),
    added(
        "report of an identity unknown", IDENTITIES, "report_id", "'lang-son'", report_id="lang-son"
    ),
    added(
        "parts of another dimension",
        IDENTITIES,
        "part_indicator_id",
        "thousand_visits",
        "billion_vnd",
        part_indicator_id="tourists",
    ),
    added(
        "totals in a circle",
        IDENTITIES,
        "part_indicator_id",
        "trade → exports → local_exports → trade",
        total_indicator_id="local_exports",
        part_indicator_id="trade",
    ),
    # Limits.
    added("indicator of a limit unknown", LIMITS, "indicator_id", "'grdp'?", indicator_id="grpd"),
    added("measure of a limit unknown", LIMITS, "measure", "'level'?", measure="levels"),
    added("no bound", LIMITS, "upper", "Neither", lower=""),
    added("bounds the wrong way round", LIMITS, "upper", "-1", upper="-1"),
    added("bound with a comma", LIMITS, "upper", "'0,5'", upper="0,5"),
    added("severity unknown", LIMITS, "severity", "critical, warning", severity="error"),
    added("limit without a reason", LIMITS, "reason", "blank", reason=""),
    case(
        "limit twice", append(LIMITS, row(LIMITS), row(LIMITS)), "severity", "'grdp'", "is on line"
    ),
    # Corrections.
    added(
        "correction of an unknown report",
        CORRECTIONS,
        "report_id",
        f"Correct it, or add it to seeds/{REPORTS}",
        report_id="lang-son-2021-h2",
    ),
    case(
        "correction of a report without figures",
        after(
            append(REPORTS, row(REPORTS)),
            append(CORRECTIONS, row(CORRECTIONS, report_id="another")),
        ),
        "report_id",
        "'another'",
    ),
    added("correction of no figure", CORRECTIONS, "figure_no", "no figure 99", figure_no="99"),
    added(
        "correction gone stale",
        CORRECTIONS,
        "expected_printed",
        "'51,94'",
        "'51,49'",
        f"seeds/{FIGURES}",
        expected_printed="51,94",
    ),
    added(
        "action unknown", CORRECTIONS, "action", "override, exclude, acknowledge", action="ignore"
    ),
    added(
        "override without a number", CORRECTIONS, "corrected_printed", "override", action="override"
    ),
    added(
        "override in the other format",
        CORRECTIONS,
        "corrected_printed",
        "'51.94'",
        "51,94",
        action="override",
        corrected_printed="51.94",
    ),
    added(
        "exclusion with a number",
        CORRECTIONS,
        "corrected_printed",
        "'51,94'",
        corrected_printed="51,94",
    ),
    added(
        "correction without the number of the figures",
        CORRECTIONS,
        "expected_printed",
        "Type the number that the file of figures has.",
        expected_printed="",
    ),
    added("correction without evidence", CORRECTIONS, "evidence", "blank", evidence=""),
    added("correction without a reason", CORRECTIONS, "reason", "blank", reason=""),
    case(
        "figure corrected twice",
        append(CORRECTIONS, row(CORRECTIONS), row(CORRECTIONS, action="acknowledge")),
        "figure_no",
        "line 2",
    ),
]
