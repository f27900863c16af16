"""What each report is made from, as hashes: equal hashes make equal rows."""

from dataclasses import dataclass

# Reference tables whose rows belong to single reports; every other table is common to all.
REPORT_TABLES = ("reports", "corrections")


@dataclass(frozen=True)
class InputHashes:
    """SHA-256 of everything that decides derived rows.

    Attributes:
        common: of what every report depends on: shared reference tables, project, options.
        reports: of what one report depends on alone, by report_id.
    """

    common: str
    reports: dict[str, str]
