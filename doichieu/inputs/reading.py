"""The whole stage: find the files, read them, hold them against the rules."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from doichieu.base.faults import Fault, InputRefused
from doichieu.inputs.corrections import by_report, correction_faults, report_of
from doichieu.inputs.figures import figure_faults
from doichieu.inputs.files import UnreadableError, refuse
from doichieu.inputs.reference import reference_faults, reference_of
from doichieu.inputs.schema import FIGURES, REFERENCE
from doichieu.inputs.snapshot import Inputs
from doichieu.inputs.tables import Table, read_table
from doichieu.inputs.words import as_typed

FIGURE_SUFFIXES = (".csv", ".parquet")


def read_inputs(seeds: Path, figures: Sequence[Path] | None = None) -> Inputs:
    """Read the inputs of a folder and check them all.

    With `figures`, just these files are read instead of the folder's own, against the
    folder's reference tables. Raises InputRefused with every fault that was found, in the
    order of files and lines.
    """
    faults: list[Fault] = []
    figure_tables: list[Table] = []
    reference_tables: dict[str, Table] = {}
    try:
        _contents(seeds)
        figure_tables = _read_figures(seeds, figures, faults)
        reference_tables = _read_reference(seeds / "reference")
    except UnreadableError as unreadable:
        faults.extend(unreadable.faults)

    tables = [*figure_tables, *reference_tables.values()]
    faults.extend(fault for table in tables for fault in table.faults)
    if reference_tables:
        faults.extend(_value_faults(figure_tables, reference_tables, figures is None))
    if faults:
        faults.sort(key=lambda fault: (fault.file, fault.line or 0, fault.column or ""))
        raise InputRefused(faults)
    return Inputs(tuple(tables))


def _value_faults(
    figures: list[Table], tables: dict[str, Table], every_report: bool
) -> Iterator[Fault]:
    reference = reference_of(tables)
    yield from reference_faults(tables, reference)
    for table in figures:
        yield from figure_faults(table, report_of(table), reference)
    reports = by_report(figures)
    yield from correction_faults(tables["corrections"], reports, reference, every_report)


def _read_figures(seeds: Path, figures: Sequence[Path] | None, faults: list[Fault]) -> list[Table]:
    try:
        paths = _figure_files(seeds / "figures") if figures is None else list(figures)
        if not paths:
            raise refuse(seeds / "figures", "There are no figures.", "Write <report_id>.csv.")
    except UnreadableError as unreadable:
        # The reference tables can be looked at all the same.
        faults.extend(unreadable.faults)
        return []
    tables = [_read_file_of_figures(path) for path in paths]
    first: dict[str, Table] = {}
    for table in tables:
        if first.setdefault(report_of(table), table) is not table:
            table.leave_out(
                None,
                None,
                f"Its report is given by {first[report_of(table)].file} already.",
                "Keep one file for a report.",
            )
    return tables


def _read_file_of_figures(path: Path) -> Table:
    name = f"figures/{path.name}"
    if path.suffix in FIGURE_SUFFIXES:
        return read_table(path, FIGURES, name)
    table = Table(FIGURES, name, as_typed(path))
    endings = " or ".join(FIGURE_SUFFIXES)
    table.leave_out(None, None, f"Its name does not end in {endings}.", "Rename it, or convert it.")
    return table


def _figure_files(folder: Path) -> list[Path]:
    """The files of figures in a folder. One named X.CSV is meant too, and will be refused."""
    return [
        path
        for path in _contents(folder)
        if path.suffix.lower() in FIGURE_SUFFIXES and not path.name.startswith(".")
    ]


def _read_reference(folder: Path) -> dict[str, Table]:
    _contents(folder)
    return {
        relation.name: read_table(
            folder / f"{relation.name}.csv", relation, f"reference/{relation.name}.csv"
        )
        for relation in REFERENCE
    }


def _contents(folder: Path) -> list[Path]:
    """What is in a folder, by name; raise `UnreadableError` if it is none or cannot be entered."""
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        raise refuse(folder, "There is no such folder.", "Create it, or name another.") from None
    except NotADirectoryError:
        raise refuse(folder, "This is a file, not a folder.", "Name the folder.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse(
            folder, f"The folder cannot be read: {reason}.", "Look at its permissions."
        ) from None
