"""Benchmarks of the checks, the run and drafts: they measure times and assert none.

- `honest`: that honest offices are never contradicted, and how often they are suspected;
- `misprints`: which single edits of the shipped report and of an invented one are found, compared
  with tolerances;
- `scale`: seconds and memory over the number of groups;
- `joint`: seconds and memory of large joint problems;
- `run`: seconds of a complete run on the shipped report, compared with its parts in sequence;
- `whole`: seconds and memory of the complete command on panels of several sizes;
- `workers`: seconds of the complete command by number of worker processes;
- `engines`: the complete command in parts on each engine, compared with one build;
- `against`: this commit compared with another: time, memory, lines, and the marts of both;
- `panel`: a national panel with planted misprints, as a seeds folder;
- `rivals`: the same question answered by alternatives that a user might choose;
- `drafts`: the rows that a text is drafted into, compared with rows that were checked;
- `tables`: official workbooks drafted, compared with tables that were read by hand;
- `drafting`: seconds of drafting an article and workbooks, as a user starts it;
- `site`: seconds until the front page of a collection can be used, and the bytes that it loads;
- `report`: tables and plots of the results.

A group contains the figures that are checked together: those of one report, territory and period
whose indicators are linked by identities. `python orchestrate.py bench --help` lists the options.
"""

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
RESULTS = PROJECT / "benchmarks" / "results"
CORPUS = PROJECT / "benchmarks" / "corpus"
CONTENDERS = ("by_hand", "by_pandas", "by_dbt", "by_sqlmesh", "our_models", "ours")
# What `against` measures: the command's first use, a small run, a check, the models, the whole.
AGAINST = ("first_use", "run", "check", "derive", "whole")
# The share of a panel's figures that get an edit.
RATE = 0.001
DOCS = PROJECT / "docs" / "benchmarks"

# The benchmarks use the compiled models and the exact oracle of the tests.
if str(PROJECT / "tests") not in sys.path:
    sys.path.append(str(PROJECT / "tests"))
