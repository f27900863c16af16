"""Rules that are asked in parts: of the rows of each part of a collection, where they are made.

A rule is asked in parts if the table that it checks has the rows of single reports, or revisions,
and if a part has everything that it reads. What it found in all parts is then read in place of the
tables. All other rules are asked of the release, as in a collection without parts.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from doichieu.audit.outcome import MAX_ROWS
from doichieu.audit.rules import Rule, Suite, read_suites
from doichieu.base.paths import EXPECTATIONS
from doichieu.base.sql import quoted
from doichieu.derive.compiled_models import CompiledModels
from doichieu.derive.parts.audit import NUMBERS, Query
from doichieu.derive.parts.derivation import CLAIMS, RANKED, belongs
from doichieu.derive.parts.task import REPORTS, REVISIONS
from doichieu.inputs.hashes import REPORT_TABLES

# What a rule finds that found nothing in any part.
NOTHING = "select null as found where false"


def shipped_queries(models: CompiledModels) -> list[Query]:
    """What the shipped rules ask of parts."""
    return queries(read_suites(EXPECTATIONS), models)


def queries(suites: Sequence[Suite], models: CompiledModels) -> list[Query]:
    """What the rules that are asked in parts ask of them."""
    return [
        Query(rule.name, kind, rule.counts or rule.sql, None if rule.counts else MAX_ROWS)
        for suite in suites
        for rule in suite.rules
        if (kind := kind_of(rule, models))
    ]


def kind_of(rule: Rule, models: CompiledModels) -> str | None:
    """The kind of task whose rows a rule is asked of; None where it is asked of the release.

    Repairs are tried in some parts only, so a rule about them is asked of the release. So is one
    about a table without reports, of which several parts have the same rows.
    """
    if not rule.sql:
        return None
    read = tables_of(rule.sql)
    reports = [one for one in models.models if belongs(one, REPORTS) and one.table != RANKED]
    if rule.table in {one.table for one in reports if "report_id" in one.columns}:
        there = {one.table for one in (*reports, *models.seeds)}
        return REPORTS if read <= there else None
    revisions = {one.table for one in models.models if belongs(one, REVISIONS)}
    if rule.table in revisions:
        shared = {seed.table for seed in models.seeds if seed.name not in REPORT_TABLES}
        return REVISIONS if read <= revisions | {CLAIMS} | shared else None
    return None


def tables_of(query: str) -> set[str]:
    """The tables that a query reads, as `schema.table`."""
    with duckdb.connect() as connection:
        parsed = connection.execute(f"select json_serialize_sql({quoted(query)})").fetchone()
    tree = json.loads(parsed[0]) if parsed else {}
    return {
        f"{node['schema_name']}.{node['table_name']}"
        for node in nodes(tree)
        if node.get("type") == "BASE_TABLE" and node["schema_name"]
    }


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a tree of mappings and lists."""
    if isinstance(tree, dict):
        yield tree
        tree = list(tree.values())
    for branch in tree if isinstance(tree, list) else ():
        yield from nodes(branch)


class Found:
    """What rules found in the parts of a collection.

    Attributes:
        numbers: the number of rows that each rule found in all parts, by the rule's name.
    """

    def __init__(self, folder: Path, home: Path) -> None:
        """Read the folder that was gathered; it lies in `home`, the folder of the warehouse."""
        self.numbers: dict[str, int] = json.loads((folder / NUMBERS).read_text(encoding="utf-8"))
        self._folder = folder
        self._home = home

    def query(self, rule: Rule) -> str:
        """The query for what a rule found in all parts.

        Numbers are added up, then compared. Rows are in the order of their reports, and within one
        in the order of the rule. Files are named relative to the folder of the warehouse.
        """
        if not next(self._folder.glob(f"*/{rule.name}.parquet"), None):
            return NOTHING
        files = quoted(f"{self._folder.relative_to(self._home).as_posix()}/*/{rule.name}.parquet")
        columns = self._columns(files)
        if rule.counts:
            added = [
                name if kind == "VARCHAR" else f"cast(sum({name}) as bigint) as {name}"
                for name, kind in columns.items()
            ]
            return rule.compare(
                f"select {', '.join(added)} from read_parquet({files}) group by all"
            )
        first = "report_id" if "report_id" in columns else "filename"
        return (
            "select * exclude (filename, file_row_number) "
            f"from read_parquet({files}, filename = true, file_row_number = true) "
            f"order by {first}, file_row_number"
        )

    def _columns(self, files: str) -> dict[str, str]:
        """The types of the columns of files, by name."""
        with duckdb.connect() as connection:
            connection.execute(f"set file_search_path = {quoted(self._home)}")
            described = connection.execute(f"describe select * from read_parquet({files})")
            return {name: kind for name, kind, *_ in described.fetchall()}
