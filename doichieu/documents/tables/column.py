"""What a column of a table says of its figures."""

from dataclasses import dataclass

from doichieu.documents.tables.periods import Base, Days

NO_PERIOD = "no header or title names the period"
PLAN_OF_YEAR = "the header names no period of the plan; it is read as that of the year"
OF_WHAT = "the header does not say what it is a percentage of"
PLAN_OF_RATE = "it is a plan of a rate, and no measure says that"
# An amount's distance from a plan: its numbers become no figures.
NO_MEASURE = ""
LEVELS = ("level", "plan_level", "prior_level", "increase_by", "decrease_by")


@dataclass(frozen=True)
class Column:
    """What a column says of its figures.

    `days` are those of its period, None where neither header nor title nor report name one.
    `unit` is printed in its header, "" where it is not; for a rate it is "%". `dimension` are the
    words that set its figures apart: Lượng, Thành thị, Theo giá thực tế. `measure` is `NO_MEASURE`
    where no measure says what its numbers are.
    `words` is the whole header; `names_period` says whether it names the period itself.
    `territory_id` is the territory that the header names, and `giver` the `basis` of its plan, by
    who gave it; "" where it names none.
    """

    column: int
    words: str
    measure: str
    days: Days | None
    base: Base | None
    unit: str
    dimension: tuple[str, ...]
    qualifier: str
    doubts: tuple[str, ...] = ()
    names_period: bool = True
    territory_id: str = ""
    giver: str = ""

    @property
    def is_level(self) -> bool:
        """Whether its figures are amounts, in the unit of their row."""
        return self.measure in LEVELS
