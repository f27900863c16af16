"""Benchmarks of the checks and the run: anyone can run them; they measure times and assert none.

- `honest`: honest offices are never contradicted, and how often they are suspected;
- `misprints`: which single edits of the shipped report are found, beside what tolerances find;
- `scale`: seconds and memory over the number of groups;
- `run`: seconds of a whole run on the shipped report, beside the plain sequence of its parts;
- `whole`: seconds and memory of the whole command over panels of several sizes;
- `panel`: a national panel with planted misprints, as a seeds folder;
- `rivals`: the same question asked of what a user might take instead;
- `report`: tables and plots of the results.

A group is what the checks judge at once: the figures of one report, territory and period whose
indicators are bound together by identities. `python orchestrate.py bench --help` lists the options.
"""

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
RESULTS = PROJECT / "benchmarks" / "results"
CONTENDERS = ("by_hand", "by_pandas", "by_dbt", "by_sqlmesh", "our_models", "ours")
# The share of a panel's figures that get an edit.
RATE = 0.001
DOCS = PROJECT / "docs" / "benchmarks"

# The compiled models and the exact oracle are those of the tests.
if str(PROJECT / "tests") not in sys.path:
    sys.path.append(str(PROJECT / "tests"))
