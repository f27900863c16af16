"""Hashes of what each report is derived from: equal hashes give equal rows."""

from dataclasses import dataclass

# Reference tables whose rows belong to single reports; all other tables concern every report.
REPORT_TABLES = ("reports", "corrections")


@dataclass(frozen=True)
class InputHashes:
    """SHA-256 hashes of everything that determines the derived rows.

    Attributes:
        common: of what every report depends on: shared reference tables, project, options.
        reports: of what only one report depends on, by report_id.
    """

    common: str
    reports: dict[str, str]
