"""The functions of `macros/rounding.sql`, for databases that dbt did not build."""

from jinja2 import Environment

from doichieu.base.paths import PROJECT


def rounding_functions() -> str:
    """The statements that create them."""
    text = (PROJECT / "macros/rounding.sql").read_text(encoding="utf-8")
    statements: str = Environment().from_string(text).module.rounding_functions()  # type: ignore[attr-defined]
    return statements
