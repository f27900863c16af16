"""`python -m doichieu`: what orchestrate.py hands over to."""

import sys

from doichieu.cli import main

sys.exit(main(sys.argv[1:]))
