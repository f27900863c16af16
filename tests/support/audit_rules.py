"""Run the rules of the audit on an open connection, without Great Expectations."""

from typing import Any

import duckdb

from doichieu.audit.rules import Rule, read_suites
from doichieu.base.paths import EXPECTATIONS

SUITES = read_suites(EXPECTATIONS)
RULES = [rule for suite in SUITES for rule in suite.rules]


def query_of(rule: Rule) -> str:
    """The query for the rows that break a rule, of Great Expectations' own expectations too."""
    if rule.sql:
        return rule.sql
    kwargs, table = rule.kwargs, rule.table
    column = kwargs.get("column")
    conditions = {
        "expect_column_values_to_be_between": f"not {column} between {{min_value}} and "
        f"{kwargs.get('max_value', chr(39) + 'infinity' + chr(39))}",
    }
    condition = conditions[rule.expectation].format(**kwargs)
    return f"select '{table}' as table_name, * from {table} where {condition}"


def broken(
    warehouse: duckdb.DuckDBPyConnection, rules: list[Rule]
) -> list[tuple[Rule, list[dict[str, Any]]]]:
    """The rules that the warehouse breaks now, each with its rows."""
    found = []
    for rule in rules:
        cursor = warehouse.execute(query_of(rule))
        names = [column[0] for column in cursor.description]
        if rows := [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]:
            found.append((rule, rows))
    return found
