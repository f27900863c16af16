"""Which inputs there are, and which columns each of them has."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Relation:
    """One kind of input.

    `columns` is the canonical order, that of the snapshot; an author may write them in any.
    `filled` are the columns that no row may leave blank, `key` those that no two rows may
    share, `optional` those that the header may lack (they are blank then).
    """

    name: str
    columns: tuple[str, ...]
    filled: tuple[str, ...]
    key: tuple[str, ...]
    optional: tuple[str, ...] = ()
    may_be_empty: bool = False

    @property
    def header(self) -> str:
        """The header line that is expected, for showing to an author."""
        return ",".join(self.columns)


FIGURES = Relation(
    "figures",
    columns=(
        "report_id",
        "figure_no",
        "indicator_id",
        "territory_id",
        "period_id",
        "measure",
        "printed",
        "unit_id",
        "qualifier",
        "basis",
        "place",
        "note",
    ),
    filled=("report_id", "figure_no", "indicator_id", "measure", "printed", "unit_id"),
    key=("report_id", "figure_no"),
)

REFERENCE = (
    Relation(
        "reports",
        columns=(
            "report_id",
            "title",
            "publisher",
            "author",
            "published",
            "territory_id",
            "period_id",
            "number_format",
            "url",
            "text_sha256",
        ),
        filled=("report_id", "title", "territory_id", "period_id", "number_format"),
        key=("report_id",),
    ),
    Relation(
        "indicators",
        columns=(
            "indicator_id",
            "name_vi",
            "name_en",
            "unit_id",
            "kind",
            "topic",
            "better",
            "aliases_vi",
        ),
        filled=("indicator_id", "name_vi", "name_en", "unit_id", "kind", "better"),
        key=("indicator_id",),
    ),
    Relation(
        "identities",
        columns=(
            "identity_id",
            "relation",
            "total_indicator_id",
            "part_indicator_id",
            "coefficient",
            "report_id",
        ),
        filled=(
            "identity_id",
            "relation",
            "total_indicator_id",
            "part_indicator_id",
            "coefficient",
        ),
        key=("identity_id", "part_indicator_id"),
        may_be_empty=True,
    ),
    Relation(
        "units",
        columns=("unit_id", "name_vi", "name_en", "dimension", "factor"),
        filled=("unit_id", "dimension", "factor"),
        key=("unit_id",),
    ),
    Relation(
        "territories",
        columns=(
            "territory_id",
            "name_vi",
            "name_en",
            "level",
            "parent_id",
            "valid_from",
            "valid_to",
            "successor_id",
            "official_code",
        ),
        filled=("territory_id",),
        key=("territory_id",),
        optional=("official_code",),
    ),
    Relation(
        "limits",
        columns=("indicator_id", "measure", "lower", "upper", "severity", "reason"),
        filled=("indicator_id", "measure", "severity", "reason"),
        key=("indicator_id", "measure", "severity"),
        may_be_empty=True,
    ),
    Relation(
        "corrections",
        columns=(
            "report_id",
            "figure_no",
            "action",
            "expected_printed",
            "corrected_printed",
            "reason",
            "evidence",
        ),
        filled=("report_id", "figure_no", "action", "expected_printed", "reason", "evidence"),
        key=("report_id", "figure_no"),
        may_be_empty=True,
    ),
)
