"""New indicators of a draft whose id the seeds have with another unit get an id of their own."""

from collections.abc import Mapping
from dataclasses import replace

from doichieu.base.vocabulary import vocabulary
from doichieu.documents.folder.lay_over import TOTAL_AND_PART
from doichieu.documents.folder.read import DraftFolder, Row
from doichieu.documents.folder.seed_files import SeedFiles
from doichieu.documents.naming import slug

# The columns that name an indicator, by table; the basis of a share names its whole.
_NAMING = {
    "figures": ("indicator_id", "basis"),
    "indicators": ("indicator_id",),
    "identities": TOTAL_AND_PART,
}


def kept_apart(folder: DraftFolder, seeds: SeedFiles) -> tuple[DraftFolder, dict[str, str]]:
    """The draft with another id for each new indicator whose id has another dimension in the seeds.

    The same words in pieces and in tonnes are two indicators; drafts of a series, which do not know
    each other, give them one id. Returns the new ids by the old ones too.
    """
    ids = _other_ids(folder, seeds)
    if not ids:
        return folder, {}
    tables = {
        table: {line: _renamed(table, row, ids) for line, row in rows.items()}
        for table, rows in folder.tables.items()
    }
    drafted = {
        table: [_renamed(table, row, ids) for row in rows] for table, rows in folder.drafted.items()
    }
    return replace(folder, tables=tables, drafted=drafted), ids


def _other_ids(folder: DraftFolder, seeds: SeedFiles) -> dict[str, str]:
    units = (*folder.tables["units"].values(), *seeds.tables["units"].rows.values())
    dimensions = {row["unit_id"]: row["dimension"] for row in units}
    present = {row["indicator_id"]: row for row in seeds.tables["indicators"].rows.values()}
    found = {}
    for row in folder.tables["indicators"].values():
        indicator_id = row["indicator_id"]
        if row in folder.drafted["indicators"] and indicator_id in present:
            own = dimensions.get(row["unit_id"], "")
            other = dimensions.get(present[indicator_id]["unit_id"], "")
            if own and other and own != other and _has_levels(folder, indicator_id):
                found[indicator_id] = f"{indicator_id}_{slug(own)}"
    return found


def _has_levels(folder: DraftFolder, indicator_id: str) -> bool:
    """Whether figures of it are in its own unit; rates alone are of any indicator."""
    measures = vocabulary().measures
    return any(
        row["indicator_id"] == indicator_id
        and row["measure"] in measures
        and measures[row["measure"]].unit == "indicator"
        for row in folder.figures
    )


def _renamed(table: str, row: Row, ids: Mapping[str, str]) -> Row:
    return row | {name: ids.get(row[name], row[name]) for name in _NAMING.get(table, ())}
