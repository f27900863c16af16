"""Values inside SQL statements that take no parameters."""


def quoted(value: object) -> str:
    """A value as an SQL string, with its quotes doubled."""
    return "'" + str(value).replace("'", "''") + "'"
