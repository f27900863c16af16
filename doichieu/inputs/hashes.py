"""Hashes of what each report is derived from: equal hashes give equal rows."""

from dataclasses import dataclass

# Reference tables whose rows belong to single reports, where they name one; all other rows concern
# every report.
REPORT_TABLES = ("reports", "corrections", "identities")


@dataclass(frozen=True)
class InputHashes:
    """SHA-256 hashes of everything that determines the derived rows.

    Attributes:
        common: the hash of everything that all reports depend on: shared reference tables, project,
        options. reports: by report_id, the hash of what only that report depends on.
    """

    common: str
    reports: dict[str, str]
