"""The steps of the input stage: find files, read tables, apply rules, collect faults."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from doichieu.base.faults import Fault, InputRefused
from doichieu.inputs.changes import finish_change
from doichieu.inputs.corrections import correction_faults
from doichieu.inputs.figures import figure_faults
from doichieu.inputs.files import SourceFile, find_files
from doichieu.inputs.many_files import copy_figures, is_worthwhile
from doichieu.inputs.read_table import Table, read_table
from doichieu.inputs.reference import reference_faults, reference_of
from doichieu.inputs.schema import FIGURES
from doichieu.inputs.snapshot import Inputs
from doichieu.inputs.spreadsheets import AVOID
from doichieu.inputs.unknown import one_for_each_unknown


def read_inputs(
    seeds: Path, figures: Sequence[Path] | None = None, copy: Path | None = None
) -> Inputs:
    """Read the inputs of a folder and check them all.

    With `figures`, only these files are read instead of the folder's own, against the
    folder's reference tables. With `copy`, a folder that does not exist, many figures are written
    there at once and not kept in memory; see `Inputs.write_snapshot`. A change of the folder that
    was interrupted is completed first. Raises InputRefused with every fault that was found, in the
    order of files and lines.
    """
    finish_change(seeds)
    files, faults = find_files(seeds, figures)
    if copy and not faults and (inputs := _copied(files, copy)):
        return inputs
    return accepted([read_table(file) for file in files], faults, every_report=figures is None)


def accepted(tables: Sequence[Table], faults: Sequence[Fault], *, every_report: bool) -> Inputs:
    """The inputs that these tables are, where neither they nor their files have faults.

    With `every_report`, a correction of a report without figures is a fault too. Raises
    InputRefused with every fault, in the order of files and lines.
    """
    found = [*faults, *chain.from_iterable(table.faults for table in tables)]
    found += _broken_rules(tables, every_report)
    if found:
        raise InputRefused(list(_advised_once(sorted(found, key=Fault.by_place))))
    return Inputs(tuple(tables))


def _copied(files: Sequence[SourceFile], folder: Path) -> Inputs | None:
    """The inputs, with many figures copied to a folder; None where they are few, or have faults."""
    of_figures = [file for file in files if file.relation == FIGURES]
    if not is_worthwhile(of_figures):
        return None
    tables = [read_table(file) for file in files if file.relation != FIGURES]
    by_name = {table.relation.name: table for table in tables}
    if any(table.faults for table in tables):
        return None
    reference = reference_of(by_name)
    if any(reference_faults(by_name, reference)):
        return None
    corrected = frozenset(by_name["corrections"].column("report_id"))
    figures = copy_figures(of_figures, by_name, corrected, folder)
    if figures and not any(
        correction_faults(by_name["corrections"], figures, reference, every_report=True)
    ):
        return Inputs((*figures, *tables))
    shutil.rmtree(folder)
    return None


def _advised_once(faults: Sequence[Fault]) -> Iterator[Fault]:
    """How to open a file in a spreadsheet is said with the first fault that needs it alone."""
    is_said = False
    for fault in faults:
        repeats = is_said and fault.remedy.endswith(AVOID)
        is_said = is_said or fault.remedy.endswith(AVOID)
        yield replace(fault, remedy=fault.remedy.removesuffix(AVOID).rstrip()) if repeats else fault


def _broken_rules(tables: Sequence[Table], every_report: bool) -> Iterator[Fault]:
    """Every fault in the values; none without a reference folder to check them against."""
    figures = [table for table in tables if table.relation == FIGURES]
    by_name = {table.relation.name: table for table in tables if table.relation != FIGURES}
    if not by_name:
        return
    reference = reference_of(by_name)
    faults = chain(
        reference_faults(by_name, reference),
        *(figure_faults(table, reference) for table in figures),
        correction_faults(by_name["corrections"], figures, reference, every_report),
    )
    yield from one_for_each_unknown(faults, figures, reference)
