"""Faults of the input, with the place and the remedy that its author needs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input, and where.

    `file` is the path as its author would write it. `line` counts from 1 for the header; of a
    frame, whose `counted` is "row", from 0 for its first row. `line` and `column` are None when the
    fault concerns the whole file. `row` is a row for the author to paste. `unknown` is a name that
    no reference table has, with the noun for it: all its uses are one fault.
    """

    file: str
    line: int | None
    column: str | None
    problem: str
    remedy: str
    row: str = ""
    unknown: tuple[str, str] | None = None
    counted: str = "line"

    @property
    def place(self) -> str:
        """File, line and column in one phrase."""
        place = self.file
        if self.line is not None:
            place += f", {self.counted} {self.line}"
        if self.column is not None:
            place += f", column {self.column}"
        return place

    def by_place(self) -> tuple[str, int, str]:
        """The key that puts faults into the order of files, lines and columns."""
        return self.file, self.line or 0, self.column or ""

    def __str__(self) -> str:
        return f"{self.place}: {self.problem} {self.remedy} {self.row}".rstrip()


class NotFound(Exception):
    """An object named in a command does not exist or cannot be used; the message states the
    remedy."""


class InputRefused(Exception):
    """The inputs could not be read; the exception contains every fault that was found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class Unfinished(Exception):
    """A command cannot be finished, by a fault that is not in its input.

    The message says what is wrong and what to do; it is for people. `details` are for the
    maintainer: the traceback of a fault of the program, if there was one.
    """

    def __init__(self, message: str, details: str = "") -> None:
        super().__init__(message)
        self.details = details
