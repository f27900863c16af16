"""The figures as SDMX: the data as SDMX-CSV 2.0, their structure as SDMX-ML 3.0.

Every figure is an observation, also one that a correction excludes, with its intervals and its
result of the checks as attributes. The key has the report (the vintage), and how often the report
has printed the number by then.

The lists CL_FREQ, CL_OBS_STATUS and CL_CONF_STATUS are those of SDMX, with the codes used here.
`OBS_STATUS` has one code an observation: O for a range, which has no single value; E where the
report calls the figure an estimate; U for a figure that is suspect or contradicted; V for one that
no check reaches; else A. `CHECK_STATUS` has the result of the checks whatever else holds.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from doichieu.base.sql import quoted
from doichieu.base.templating import template
from doichieu.exports.standard.words import Texts, basis_names, named, words
from doichieu.report.findings import rows

HOME = Path(__file__).parent

# The lists whose codes do not depend on the collection, with agency and version.
FIXED = {
    "CL_CHECK_STATUS": ("DOICHIEU", "1.0.0"),
    "CL_CONF_STATUS": ("SDMX", "1.3"),
    "CL_CORRECTION": ("DOICHIEU", "1.0.0"),
    "CL_FREQ": ("SDMX", "2.1"),
    "CL_MEASURE": ("DOICHIEU", "1.0.0"),
    "CL_OBS_STATUS": ("SDMX", "2.3"),
    "CL_QUALIFIER": ("DOICHIEU", "1.0.0"),
}
OF_THE_COLLECTION = ("CL_AREA", "CL_BASIS", "CL_INDICATOR", "CL_REPORT", "CL_UNIT")


class Code(NamedTuple):
    """A code of a list, with its names, the code that it is part of, and what else is known."""

    id: str
    names: Texts
    parent: str | None = None
    notes: dict[str, str] | None = None


class CodeList(NamedTuple):
    """A list of codes; of a partial one its agency has more."""

    id: str
    agency: str
    version: str
    codes: list[Code]

    @property
    def is_partial(self) -> bool:
        """Whether its agency has more codes."""
        return self.agency == "SDMX"


@dataclass(frozen=True)
class Component:
    """A column of the data: of texts of a kind, or of codes of a list."""

    id: str
    kind: str = "String"
    codes: str | None = None
    is_required: bool = False

    @property
    def list(self) -> str | None:
        """The list of its codes, as SDMX refers to it."""
        if not self.codes:
            return None
        agency, version = FIXED.get(self.codes, ("DOICHIEU", "1.0.0"))
        return f"{agency}:{self.codes}({version})"


DIMENSIONS = (
    Component("FREQ", codes="CL_FREQ"),
    Component("REF_AREA", codes="CL_AREA"),
    Component("INDICATOR", codes="CL_INDICATOR"),
    Component("MEASURE", codes="CL_MEASURE"),
    Component("BASIS", codes="CL_BASIS"),
    Component("REPORT", codes="CL_REPORT"),
    Component("OCCURRENCE", "Integer"),
)
TIME = Component("TIME_PERIOD", "ObservationalTimePeriod")
MEASURE = Component("OBS_VALUE", "Decimal")
ATTRIBUTES = (
    Component("UNIT_MEASURE", codes="CL_UNIT", is_required=True),
    Component("DECIMALS", "Integer", is_required=True),
    Component("OBS_STATUS", codes="CL_OBS_STATUS", is_required=True),
    Component("CONF_STATUS", codes="CL_CONF_STATUS", is_required=True),
    Component("CHECK_STATUS", codes="CL_CHECK_STATUS", is_required=True),
    Component("HALF_LOWER", "Decimal", is_required=True),
    Component("HALF_UPPER", "Decimal", is_required=True),
    Component("WIDE_LOWER", "Decimal", is_required=True),
    Component("WIDE_UPPER", "Decimal", is_required=True),
    Component("FEASIBLE_LOWER", "Decimal"),
    Component("FEASIBLE_UPPER", "Decimal"),
    Component("QUALIFIER", codes="CL_QUALIFIER"),
    Component("PRINTED", is_required=True),
    Component("CORRECTION", codes="CL_CORRECTION"),
    Component("FIGURE_NO", "Integer", is_required=True),
    Component("PLACE"),
)


def write_sdmx(connection: Any, folder: Path) -> None:
    """Write `data.csv` and `structure.xml` into a new folder."""
    folder.mkdir()
    target = quoted(folder / "data.csv")
    connection.execute(f"copy ({data()}) to {target} (format csv, header, nullstr '')")
    structure = template(HOME, "structure.xml.j2").stream(
        words=words(),
        prepared=datetime.now(UTC).isoformat(timespec="seconds"),
        lists=sorted([*fixed_lists(), *lists_of_the_collection(connection)]),
        dimensions=DIMENSIONS,
        time=TIME,
        measure=MEASURE,
        attributes=ATTRIBUTES,
    )
    structure.enable_buffering(1_000)
    structure.dump(str(folder / "structure.xml"), encoding="utf-8")


def data() -> str:
    """The query for the data: first what SDMX-CSV adds to the components."""
    observations = (HOME / "sdmx_data.sql").read_text(encoding="utf-8")
    components = (*DIMENSIONS, TIME, MEASURE, *ATTRIBUTES)
    named = ", ".join(f'{component.id.lower()} as "{component.id}"' for component in components)
    return (
        """select 'dataflow' as "STRUCTURE", 'DOICHIEU:FIGURES(1.0.0)' as "STRUCTURE_ID", """
        f"""'I' as "ACTION", {named} from ({observations})"""
    )


def fixed_lists() -> list[CodeList]:
    """The lists whose codes do not depend on the collection."""
    return [
        CodeList(name, *kept, [Code(code, names) for code, names in words()[name].items()])
        for name, kept in FIXED.items()
    ]


def lists_of_the_collection(connection: Any) -> list[CodeList]:
    """The lists of what the figures use, and of the bases of comparison."""
    query = (HOME / "sdmx_codes.sql").read_text(encoding="utf-8")
    codes = {name: [] for name in OF_THE_COLLECTION}
    codes["CL_BASIS"] = [
        Code(basis, names) for basis, names in words()["CL_BASIS"].items() if basis[0] == "_"
    ]
    for name, found in groupby(rows(connection, query), key=lambda row: row["code_list"]):
        codes[name] += [code(name, row) for row in found]
    return [CodeList(name, "DOICHIEU", "1.0.0", found) for name, found in codes.items()]


def code(name: str, row: dict[str, Any]) -> Code:
    """The code in a row."""
    own = row["code"]
    if name == "CL_BASIS":
        has_names = row["name_vi"] or row["name_en"]
        return Code(own, basis_names(own, named(row, own) if has_names else None))
    notes = {note: text for note, text in row["notes"].items() if text}
    return Code(own, named(row, own), row["parent"], notes)
