"""Rows of the marts with names for their keys."""


def with_names(table: str, report: str = "named.report_id", unit: str = "named.unit_id") -> str:
    """The query for all columns of a table and its indicator's names, its unit and its title.

    A unit without an English name has its id.

    Args:
        table: a table with an `indicator_id`, named with its schema.
        report: where the id of its report is, `named` being the table.
        unit: where the id of its unit is, `indicators` being those of the reference.
    """
    return f"""
select
    named.*,
    indicators.name_en,
    indicators.name_vi,
    indicators.unit_id as indicator_unit_id,
    coalesce(units.name_en, units.unit_id) as unit,
    reports.title
from {table} as named
left join reference.indicators on named.indicator_id = indicators.indicator_id
left join reference.units on {unit} = units.unit_id
left join reference.reports on {report} = reports.report_id
"""
