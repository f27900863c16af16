"""Why a document cannot be opened."""


class CannotOpen(Exception):
    """A document that gives no text and no tables: what is wrong, and what its owner can do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy = problem, remedy
