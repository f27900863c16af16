"""The one rule by which contradictions are counted, on every view.

A contradiction is a row of `marts.reconciliation` with that verdict. It is open, and stops a
release, unless a correction acknowledges it or its figures are in quarantine.
"""

# Of a conflict so many figures are shown, on every view; marts.conflicts contains all.
MOST_FIGURES = 12

IS_OPEN = "not (is_acknowledged or is_quarantined)"

COUNTS = f"""
select
    count(*) as found,
    count(*) filter (where {IS_OPEN}) as open,
    count(*) filter (where is_acknowledged) as acknowledged,
    count(*) filter (where is_quarantined and not is_acknowledged) as quarantined
from marts.reconciliation
where verdict = 'contradiction'
"""


def counted(counts: dict[str, int]) -> str:
    """The counts in words: 5 (3 open, 1 acknowledged, 1 in quarantine)."""
    kinds = {"open": "open", "acknowledged": "acknowledged", "quarantined": "in quarantine"}
    parts = [f"{counts[name]:,} {words}" for name, words in kinds.items() if counts[name]]
    return f"{counts['found']:,} ({', '.join(parts)})" if parts else "0"
