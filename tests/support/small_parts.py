"""The command in a process of its own, with small parts; prints how many parts of reports were
derived."""

import sys

import pytest

from doichieu.cli import main
from support.stored_parts import InTurn, in_small_parts

if __name__ == "__main__":
    engine = InTurn()
    with pytest.MonkeyPatch.context() as patch:
        in_small_parts(patch, engine)
        status = main(sys.argv[1:])
    print("sent", len(engine.reports()))
    sys.exit(status)
