"""What is wrong with an input, told so that its author can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input, and where.

    `file` is named as its author would name it; `line` counts from 1, the header
    being line 1; `line` and `column` are None where the fault is the whole file's.
    """

    file: str
    line: int | None
    column: str | None
    problem: str
    remedy: str

    @property
    def place(self) -> str:
        """File, line and column in one phrase."""
        place = self.file
        if self.line is not None:
            place += f", line {self.line}"
        if self.column is not None:
            place += f", column {self.column}"
        return place

    def __str__(self) -> str:
        return f"{self.place}: {self.problem} {self.remedy}"


class NotFound(Exception):
    """What a command names is not there, or is not what it should be; says what to do."""


class InputRefused(Exception):
    """The inputs could not be read; holds every fault that was found, not the first only."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
