"""Questions about some of the figures of a problem, which the kernel answers with a proof."""

from collections.abc import Iterable, Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from doichieu.joint.groups import Flags, Group, Structure
from doichieu.joint.kernel.instance import Instance, instance
from doichieu.joint.problems import QUANTITIES, Problem, Quantity
from doichieu.joint.sparse_rows import Array

WORD = np.dtype(np.int32).itemsize
DOUBLE = np.dtype(np.float64).itemsize


class Answer(IntEnum):
    """An answer of the kernel; UNANSWERED where neither is proven, or the problem is too large."""

    NO = 0
    YES = 1
    UNANSWERED = 2


class Questions:
    """Questions about sets of figures, each of its own problem of a group, or all of one problem.

    Scale, identities and the signs of denominators are those of all figures, so a set of figures
    holds if a larger one does. What a set leaves another figure is measured by the scale of the set
    itself. The kernel of the thread holds the problems until it is cleared.
    """

    def __init__(self, structure: Structure, group: Group) -> None:
        """Pose the problems."""
        self.structure, self.group = structure, group
        self.can_ask = structure.fits
        if self.can_ask:
            self._kernel: Instance = instance()
            self._posed = structure.put(self._kernel)
            arrays = (group.lower, group.upper, group.last_place)
            self._given = self._kernel.put_struct([*map(self._kernel.put, arrays), 0])

    @classmethod
    def of(cls, problem: Problem) -> "Questions":
        """Questions about one problem."""
        structure = Structure(problem)
        return cls(structure, Group.of(structure))

    def flags(self, figures: Iterable[int], optional: int) -> Flags:
        """A row of flags: of the first figures, which are optional, only some are kept."""
        kept = np.ones(len(self.structure.problem.ratios), np.bool_)
        kept[:optional] = False
        kept[list(figures)] = True
        return kept

    def holds(self, kept: Flags) -> NDArray[np.int32]:
        """Whether the figures of each set can hold at once, as an Answer.

        `kept` has one row a set, and one column a figure.
        """
        if not self.can_ask:
            return np.full(len(kept), Answer.UNANSWERED, np.int32)
        return self._ask("hold", kept, (), len(kept))[1]

    def left_to(self, kept: Flags, figure: int) -> tuple[int, Array]:
        """What the figures of a set leave another one: both ends, in its unit or a plain ratio.

        The Answer is NO where the set excludes itself. The set is of the first problem.
        """
        if not self.can_ask:
            return Answer.UNANSWERED, np.full(2, np.nan)
        _, (answer,), (ends,) = self._ask("leave", kept, (figure,), 1)
        return answer, ends

    def grown(self, kept: Flags, wanted: Sequence[int]) -> Flags:
        """The set with more figures of those wanted, in their order, as many as still hold."""
        return self._ask("grow", kept, wanted, len(wanted))[0] != 0

    def _ask(
        self, name: str, kept: Flags, figures: Sequence[int], size: int
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], Array]:
        """The flags after the call, and `size` answers and ends."""
        kernel = self._kernel
        top = kernel.room(0)
        flags, named = kernel.put(kept.astype(np.int32)), kernel.put(np.array(figures, np.int32))
        answers, ends = kernel.room(WORD * size), kernel.room(2 * DOUBLE * size)
        is_one = int(len(self.group) == 1)
        fields = (self._posed, self._given, is_one, size, flags, named, answers, ends)
        kernel.call(name, kernel.put_struct(fields))
        found = (
            kernel.view(flags, kept.shape, np.int32).copy(),
            kernel.view(answers, (size,), np.int32).copy(),
            kernel.view(ends, (size, 2), np.float64).copy(),
        )
        kernel.clear(top)
        return found

    def growth(self, boxes: Array, quantity: Quantity) -> float:
        """The half-widths by which boxes of a quantity must grow until its identities can hold.

        `boxes` has both ends of each unknown, NaN where it has none. NaN where it is not proven.
        """
        kernel = self._kernel
        top = kernel.room(0)
        ends, growth = kernel.put(boxes), kernel.room(DOUBLE)
        kernel.call("grow_boxes", self._posed, ends, QUANTITIES.index(quantity), growth)
        found = float(kernel.view(growth, (1,), np.float64)[0])
        kernel.clear(top)
        return found
