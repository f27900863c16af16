"""Search for the severity: which θ to try next, by Dinkelbach's steps and then by bisection."""

from dataclasses import dataclass, field

from doichieu.base.vocabulary import project_vars
from doichieu.joint.bounds import INFINITY

# θ is a factor on half-widths, without a unit; tolerances are relative to it unless they say so.
# How far a figure may lie outside its interval and still touch it, as a fraction of a half-width.
TOUCH_TOLERANCE = float(project_vars()["touch"])
# A severity is found to this fraction of itself, or to the absolute tolerance.
SEVERITY_TOLERANCE = 1e-7
ABSOLUTE_TOLERANCE = 1e-9
# A larger severity is reported as infinite: no misprint of a digit or a mark reaches it, and
# doubles cannot resolve it.
SEVERITY_LIMIT = 1e13
# Dinkelbach's steps end when one gains less than this, or after this number: then bisection is
# faster.
GAIN_LIMIT = 1e-5
DINKELBACH_STEP_LIMIT = 25
# The next θ is at most this multiple of the largest infeasible one: the first points may need a θ
# of any size.
STRETCH_LIMIT = 1e3
# How far below the smallest feasible θ bisection looks first, usually without success. HiGHS may
# call a programme so near its optimum infeasible, wrongly: the farther probe comes first.
PROBES = (1e-3, SEVERITY_TOLERANCE / 2)


@dataclass
class SeveritySearch:
    """The θ to try, and the results of the earlier ones.

    No point satisfies all figures at `infeasible`; some point does at `feasible`.
    """

    theta: float = 1.0
    infeasible: float = 0.0
    feasible: float = INFINITY
    steps: int = 0
    is_bisecting: bool = False
    probes: list[float] = field(default_factory=lambda: list(PROBES))

    def learn(self, needed: float) -> None:
        """Record the θ that the best point for the current one needs, and choose the next."""
        gain = 1 - needed / self.feasible if self.feasible < INFINITY else 1.0
        if self.is_infeasible(needed):
            self.infeasible = max(self.infeasible, self.theta)
        self.feasible = min(self.feasible, needed)
        self.steps += 1
        is_gaining = gain > GAIN_LIMIT and self.steps < DINKELBACH_STEP_LIMIT
        farthest = STRETCH_LIMIT * max(self.infeasible, 1.0)
        if self.is_bisecting or not is_gaining:
            self._bisect(is_below=needed <= self.theta)
        elif self.feasible > farthest:
            self.theta = min(farthest, SEVERITY_LIMIT)
        else:
            self.theta = self.feasible

    def is_infeasible(self, needed: float) -> bool:
        """Whether the current θ is too small: below what its best point and any other need."""
        return needed > self.theta * (1 + TOUCH_TOLERANCE) and self.theta < self.feasible

    def skip(self) -> bool:
        """Replace a θ that HiGHS cannot decide by a larger one; False where there is none."""
        if not self.is_bisecting and self.feasible < INFINITY:
            self._bisect(is_below=False)
        else:
            self.theta = (self.theta + self.feasible) / 2
        return self.theta < self.feasible * (1 - SEVERITY_TOLERANCE / 4)

    def _bisect(self, is_below: bool) -> None:
        """Probe just below the smallest feasible θ first, then always halfway."""
        if self.is_bisecting and is_below:
            self.probes.clear()
        self.is_bisecting = True
        while self.probes:
            probe = self.feasible * (1 - self.probes.pop(0))
            if probe > self.infeasible:
                self.theta = probe
                return
        self.theta = (self.infeasible + self.feasible) / 2

    @property
    def is_done(self) -> bool:
        """Whether the severity is found, or beyond the limit."""
        nearest = self.infeasible * (1 + SEVERITY_TOLERANCE) + ABSOLUTE_TOLERANCE
        return self.infeasible >= SEVERITY_LIMIT or self.feasible <= nearest
