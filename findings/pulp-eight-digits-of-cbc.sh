#!/usr/bin/env bash
# PuLP 3.3.2 with the CBC that it brings: of each value of a solution eight digits arrive, also of a whole number.
#
# The values are doubles, and a constraint that says x = 1234567891 is met by this number only. So we expected it, as HiGHS
# gives it. PuLP reads the values from a text file of CBC's, in which each has eight digits: the constraint is violated by
# 9, more than any tolerance of either, and the status is "Optimal".
#
# Seen: x = 1234567891 -> CBC 1234567900, HiGHS 1234567891; as a whole number the same.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pulp==3.3.2 highspy==1.14.0
cat > "$folder/ask.py" <<'PYTHON'
import os
import sys

import pulp

os.chdir(sys.argv[1])
for kind in ("Continuous", "Integer"):
    for solver in (pulp.PULP_CBC_CMD(msg=False), pulp.HiGHS(msg=False)):
        problem = pulp.LpProblem("plan", pulp.LpMinimize)
        x = pulp.LpVariable("x", 0, cat=kind)
        problem += x
        problem += x == 1234567891
        problem.solve(solver)
        print(kind, solver.name, pulp.LpStatus[problem.status], f"{x.value():.0f}")
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py" "$folder")
echo "$seen"
[ "$seen" = "Continuous PULP_CBC_CMD Optimal 1234567900
Continuous HiGHS Optimal 1234567891
Integer PULP_CBC_CMD Optimal 1234567900
Integer HiGHS Optimal 1234567891" ] && echo "still so"
