"""For Python: the marts of a release as relations of DuckDB, and figures in memory checked.

`doichieu` exports the names below. docs/python.md shows each of them.
"""

from doichieu.base.faults import InputRefused, NotFound
from doichieu.python.checked import Checked, check
from doichieu.python.release import Release, open_release
from doichieu.python.why import Why

__all__ = ["Checked", "InputRefused", "NotFound", "Release", "Why", "check", "open_release"]
