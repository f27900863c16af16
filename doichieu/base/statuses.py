"""What the checks say of a figure, `check_status` of `marts.figures`, and how many say so."""

STATUSES = ("confirmed", "suspect", "contradicted", "unverifiable")

COUNTS_BY_STATUS = ",\n".join(
    f"count(*) filter (where check_status = '{status}') as {status}" for status in STATUSES
)
"""Columns of a query of figures: a count for each status. The index of the site is SQL alone, and
has its own."""
