"""The shapes of groups: their indicators and how these add up."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Sum(NamedTuple):
    """A total, and its parts with their coefficients, all in one unit."""

    total: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Shape:
    """The structure of a group; its members have short names.

    `weight`: how many of a thousand groups have this shape. `components`: how many copies of it the
    indicators contain. `within`: part and total of a subset. `coarse`: members that are printed in
    a unit a thousand times larger. `holes`: the share of figures that are not printed.

    What is printed besides levels and percentages: `counts`: the levels are exact counts.
    `changes`: the change since the period compared with, in the unit of the level. `ranges`: some
    numbers as ranges. `earlier`: the levels of the periods compared with. `bases`: a second plan,
    and growth since December and since a base year. `wordings`: multiples of a plan, and falls as
    negative increases.
    """

    name: str
    weight: int
    leaves: str
    sums: tuple[Sum, ...]
    components: int = 1
    within: tuple[str, str] | None = None
    coarse: str = ""
    holes: float = 0.0
    counts: bool = False
    changes: bool = False
    ranges: bool = False
    earlier: bool = False
    bases: bool = False
    wordings: bool = False
    members: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = [total for total, _ in self.sums] + [*self.leaves]
        names += [self.within[0]] if self.within else []
        object.__setattr__(self, "members", tuple(dict.fromkeys(names)))

    def unit(self, member: str) -> str:
        """The unit in which a member's level is printed."""
        return "thousand" if member in self.coarse else "piece"


def plain(total: str, parts: str) -> Sum:
    """A total to which all parts are added."""
    return Sum(total, tuple((part, 1) for part in parts))


PAIR = Shape("pair", 640, "ab", (plain("t", "ab"),), components=30)
SHAPES = (
    PAIR,
    Shape("difference", 20, "ab", (Sum("t", (("a", 1), ("b", -1))),)),
    Shape("weighted", 20, "ab", (Sum("t", (("a", 1), ("b", 2))),)),
    Shape("units", 20, "ab", (plain("t", "ab"),), coarse="t"),
    Shape("holes", 20, "ab", (plain("t", "ab"),), holes=0.25),
    Shape("three", 20, "abc", (plain("t", "abc"),)),
    Shape("four", 10, "abcd", (plain("t", "abcd"),)),
    Shape("five", 10, "abcde", (plain("t", "abcde"),), holes=0.1),
    Shape("six", 10, "abcdef", (plain("t", "abcdef"),)),
    Shape("nested", 20, "abc", (plain("m", "ab"), plain("t", "mc")), holes=0.05),
    Shape("signs", 10, "abc", (Sum("t", (("a", 1), ("b", 1), ("c", -1))),)),
    Shape("balance", 10, "ab", (plain("t", "ab"), Sum("d", (("a", 1), ("b", -1))))),
    Shape("within", 10, "ab", (plain("t", "ab"),), within=("w", "a")),
    Shape("counts", 30, "abc", (plain("t", "abc"),), counts=True),
    Shape("changes", 30, "ab", (plain("t", "ab"),), changes=True),
    Shape("earlier", 30, "ab", (plain("t", "ab"),), changes=True, earlier=True),
    Shape("bases", 20, "ab", (plain("t", "ab"),), bases=True),
    Shape("ranges", 20, "ab", (plain("t", "ab"),), ranges=True),
    Shape("wordings", 20, "ab", (plain("t", "ab"),), wordings=True),
    Shape(*("deficit", 10, "ab", (Sum("t", (("a", 1), ("b", -1))),)), changes=True, earlier=True),
    Shape(
        *("everything", 20, "abc", (plain("m", "ab"), plain("t", "mc"))),
        holes=0.15,
        changes=True,
        ranges=True,
        earlier=True,
        bases=True,
        wordings=True,
    ),
)
