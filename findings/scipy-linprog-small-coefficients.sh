#!/usr/bin/env bash
# SciPy 1.17.1: linprog treats coefficients up to 1e-9 as zero, without a word, and calls what it finds optimal.
#
# The documentation of linprog and of its HiGHS methods names tolerances for constraints, and no smallest coefficient. So we
# expected a constraint 1e-9 x <= 5 to hold, as 1.1e-9 x <= 5 does. HiGHS has an option for it (small_matrix_value), which
# linprog neither passes on nor mentions. The result violates the constraint two hundredfold with status 0, and the slack
# that is returned with it is that of an empty row; with >= a feasible problem is "infeasible". Sums of amounts in units of
# money beside amounts in billions have such coefficients.
#
# Seen: the largest x up to 1e12: with 1.1e-9 x <= 5, 4545454545; with 1e-9 x <= 5, 1e12 and slack 5, status 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6
cat > "$folder/ask.py" <<'PYTHON'
from scipy.optimize import linprog

for small in (1.1e-9, 1e-9):
    found = linprog([-1], A_ub=[[small]], b_ub=[5], bounds=[(0, 1e12)])
    print(f"at most: {small} status {found.status} x {found.x[0]:.0f} slack {found.slack[0] + 0.0:.0f}")
    found = linprog([1], A_ub=[[-small]], b_ub=[-5], bounds=[(0, 1e12)])
    print(f"at least: {small} status {found.status}")
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py")
echo "$seen"
[ "$seen" = "at most: 1.1e-09 status 0 x 4545454545 slack 0
at least: 1.1e-09 status 0
at most: 1e-09 status 0 x 1000000000000 slack 5
at least: 1e-09 status 2" ] && echo "still so"
