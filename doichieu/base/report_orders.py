"""The one order of the reports, on every view and in every export: the last is the latest.

It is that of the revisions, `int_claims.report_order`: by the end of a report's period, then by the
date of its publication, an unknown one last, then by its id.
"""

REPORT_ORDERS = """
create or replace temp table report_orders as
select
    reports.report_id,
    concat_ws(
        ' ',
        cast(periods.end_date as date),
        coalesce(reports.published, '~'),
        reports.report_id
    ) as report_order
from reference.reports as reports
inner join staging.stg_periods as periods using (period_id)
"""
"""The temporary table of the reports and their order, a text."""
