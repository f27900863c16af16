"""Why a document cannot be opened."""


class CannotOpen(Exception):
    """A document that gives no text and no tables: what is wrong, and what its owner can do.

    `line` is the line of a text that is wrong, None where the whole document is.
    """

    def __init__(self, problem: str, remedy: str, line: int | None = None) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy, self.line = problem, remedy, line
