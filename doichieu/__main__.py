"""`python -m doichieu`: the program that orchestrate.py starts."""

import sys

from doichieu.cli import main

sys.exit(main(sys.argv[1:]))
