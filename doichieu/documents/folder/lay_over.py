"""Lay a draft over the seeds: the rows that acceptance would add, and those that collide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from doichieu.base.faults import Fault, InputRefused
from doichieu.documents.folder.corrections import Alias, new_aliases, renamed
from doichieu.documents.folder.read import DraftFolder, Row
from doichieu.documents.folder.rows import totals_of_shares
from doichieu.documents.folder.seed_files import RELATIONS, SeedFile, SeedFiles
from doichieu.inputs.words import as_typed, shown

# What must be equal where a row that is as drafted gives way to that of the seeds.
_MEANING: dict[str, tuple[str, ...]] = {
    "indicators": (),
    "units": ("dimension", "factor"),
    "territories": ("name_vi",),
}
TOTAL_AND_PART = ("total_indicator_id", "part_indicator_id")


@dataclass
class Added:
    """What a draft adds to the seeds, by table: the ids of its new rows.

    `unused` are the new rows that no figure needs any more, `present` those whose id the seeds have
    already with the same meaning. `other_ids` are the ids of indicators that were distinguished, by
    those that they had.
    """

    rows: dict[str, list[str]] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    aliases: list[Alias] = field(default_factory=list)
    other_ids: dict[str, str] = field(default_factory=dict)


def lay_over(folder: DraftFolder, seeds: SeedFiles) -> Added:
    """Add the reference rows of a draft to the tables of the seeds, in memory.

    Raises InputRefused, with a fault for each, where a row has the id of another in the seeds.
    """
    added = Added()
    faults: list[Fault] = []
    for table, rows in _needed(folder, seeds, added).items():
        seed_file = seeds.tables[table]
        found, collisions = _new(folder, table, rows, seed_file, added)
        faults += collisions
        for line, row in found.items():
            seed_file.add(row, (as_typed(folder.file_of(table)), line))
        key = RELATIONS[table].key[0]
        added.rows[table] = list(dict.fromkeys(row[key] for row in found.values()))
    if faults:
        raise InputRefused(faults)
    _remember(folder, seeds.tables["indicators"], added)
    return added


def _needed(folder: DraftFolder, seeds: SeedFiles, added: Added) -> dict[str, dict[int, Row]]:
    """The rows of each table that the draft's figures need, by line; the others are `unused`."""
    known = {row["indicator_id"] for row in seeds.tables["indicators"].rows.values()}
    used = {row["indicator_id"] for row in folder.figures} | {*totals_of_shares(folder.figures)}
    identities = _identities(folder, known | used, added)
    used |= {row[name] for row in identities.values() for name in TOTAL_AND_PART}
    indicators = _used(folder, "indicators", used, added)
    units = {row["unit_id"] for row in (*folder.figures, *indicators.values())}
    return {
        "territories": folder.tables["territories"],
        "units": _used(folder, "units", units, added),
        "indicators": indicators,
        "reports": folder.tables["reports"],
        "identities": identities,
    }


def _identities(folder: DraftFolder, usable: set[str], added: Added) -> dict[int, Row]:
    """The identities between indicators that are used; a renamed indicator has its new name."""
    names = renamed(folder)
    rows = {
        line: row | {name: names.get(row[name], row[name]) for name in TOTAL_AND_PART}
        for line, row in folder.tables["identities"].items()
    }
    broken = {
        row["identity_id"]
        for row in rows.values()
        if not {row[name] for name in TOTAL_AND_PART} <= usable
    }
    added.unused += [f"identity {name}" for name in sorted(broken)]
    return {line: row for line, row in rows.items() if row["identity_id"] not in broken}


def _used(folder: DraftFolder, table: str, used: set[str], added: Added) -> dict[int, Row]:
    key = RELATIONS[table].key[0]
    rows = folder.tables[table]
    noun = table.removesuffix("s")
    added.unused += [f"{noun} {row[key]}" for row in rows.values() if row[key] not in used]
    return {line: row for line, row in rows.items() if row[key] in used}


def _new(
    folder: DraftFolder, table: str, rows: Mapping[int, Row], seed_file: SeedFile, added: Added
) -> tuple[dict[int, Row], list[Fault]]:
    """The rows whose id the seeds lack, and the faults of those that mean another thing there."""
    key = RELATIONS[table].key[0]
    present = _by_id(seed_file.rows.values(), key)
    own = _by_id(rows.values(), key)
    drafted = _by_id(folder.drafted[table], key)
    new: dict[int, Row] = {}
    faults = []
    collided: set[str] = set()
    for line, row in rows.items():
        row_id = row[key]
        if row_id not in present:
            new[line] = row
            continue
        is_as_drafted = own[row_id] == drafted.get(row_id)
        header = seed_file.header
        if row_id not in collided and not _agree(
            table, header, own[row_id], present[row_id], is_as_drafted=is_as_drafted
        ):
            collided.add(row_id)
            faults.append(_collision(folder, table, line, row_id, seed_file))
    added.present += [
        f"{table.removesuffix('s')} {row_id}"
        for row_id in own
        if row_id in present and row_id not in collided
    ]
    return new, faults


def _by_id(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """The rows of each id; an identity has several."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def _agree(
    table: str, columns: Sequence[str], own: list[Row], present: list[Row], *, is_as_drafted: bool
) -> bool:
    """Whether the rows of an id mean the same in the draft and in the seeds.

    A row that is as drafted gives way: its id is made of its words, and the seeds' row may have
    been corrected since an earlier draft added it. A unit must have its size there.
    """

    def comparable(rows: list[Row]) -> set[tuple[str, ...]]:
        return {tuple(row.get(name, "") for name in columns) for row in rows}

    if comparable(own) == comparable(present):
        return True
    same = _MEANING.get(table)
    return (
        same is not None
        and is_as_drafted
        and all(own[0][name] == present[0].get(name) for name in same)
    )


def _collision(
    folder: DraftFolder, table: str, line: int, row_id: str, seed_file: SeedFile
) -> Fault:
    key = RELATIONS[table].key[0]
    lines = [number for number, row in seed_file.rows.items() if row[key] == row_id]
    noun = {"territories": "territory", "identities": "identity"}.get(table, table[:-1])
    return Fault(
        as_typed(folder.file_of(table)),
        line,
        key,
        f"{noun} {shown(row_id)} has another row in {as_typed(seed_file.path)}, line {lines[0]}.",
        "Delete this row to use that one, or give this one another id here and in the other files.",
    )


def _remember(folder: DraftFolder, seed_file: SeedFile, added: Added) -> None:
    """Add what the corrections say of names to the aliases of their indicators."""
    lines = {row["indicator_id"]: line for line, row in seed_file.rows.items()}
    indicators = {row["indicator_id"]: row for row in seed_file.rows.values()}
    origin = as_typed(folder.figures_file), 1
    for alias in new_aliases(folder, indicators):
        if not seed_file.has(alias.column):
            continue
        line = lines[alias.indicator_id]
        present = seed_file.rows[line].get(alias.column, "")
        names = "|".join(filter(None, (present, alias.name)))
        seed_file.change(line, alias.column, names, origin)
        added.aliases.append(alias)
