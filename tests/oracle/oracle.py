"""The oracle: everything that follows from a collection of reports."""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from functools import cached_property

from oracle.checks import Check
from oracle.feasibility import Feasibility, statuses
from oracle.figure_checks import LimitChecks, RatioChecks, RepeatChecks
from oracle.identity_checks import IdentityChecks
from oracle.intervals import Interval
from oracle.marts import Completion, Completions, Growth, Growths
from oracle.observations import Observations
from oracle.revisions import Revision, Revisions
from oracle.seeds import Figure, FigureName, Key, Row, Seeds
from oracle.terms import Terms


class Oracle:
    """Everything that follows from the tables of a seeds folder."""

    def __init__(self, tables: Mapping[str, Iterable[Row]]) -> None:
        self.seeds = Seeds(tables)
        self.observations = Observations(self.seeds)
        self.terms = Terms(self.observations)

    @property
    def figures(self) -> dict[FigureName, Figure]:
        return self.seeds.figures

    @cached_property
    def checks(self) -> dict[str, Check]:
        """Every check by its identifier."""
        found = [
            *IdentityChecks(self.seeds, self.terms),
            *RatioChecks(self.seeds, self.observations),
            *RepeatChecks(self.observations),
            *LimitChecks(self.seeds, self.observations),
        ]
        checks = {check.check_id: check for check in found}
        assert len(checks) == len(found)
        return checks

    def is_acknowledged(self, check: Check) -> bool:
        """Whether an error in one of its figures is known and declared."""
        return any(self.figures[name].correction == "acknowledge" for name in check.figures)

    def check_status(
        self, verdicts: Mapping[str, str], contradicted: Collection[FigureName]
    ) -> dict[FigureName, str]:
        """The status of each figure, given the verdicts and the figures in conflicts."""
        judged = ((self.checks[name], verdict) for name, verdict in verdicts.items())
        return statuses(self.figures, judged, contradicted)

    def feasibility(self, noise: Fraction = Fraction(0)) -> dict[FigureName, Interval | None]:
        """The feasibility interval of each figure, as it would be printed; None if empty."""
        return Feasibility(
            self.seeds, self.observations, self.terms, self.checks, noise
        ).intervals()

    @cached_property
    def completions(self) -> dict[Key, Completion]:
        return Completions(self.seeds, self.observations).rows()

    @cached_property
    def growths(self) -> dict[Key, Growth]:
        return Growths(self.seeds, self.observations).rows()

    @cached_property
    def revisions(self) -> list[Revision]:
        return Revisions(self.seeds, self.observations).rows()
