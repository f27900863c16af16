#!/usr/bin/env bash
# distributed 2026.8.0, dask 2026.8.0: settings that are entered before distributed is imported take its defaults along
# when they are left.
#
# We expected `dask.config.set` as a context manager to undo its own settings, whatever is imported inside. distributed
# adds its defaults to dask's settings when it is imported; where that happens inside the block and under the same
# heading as the block's setting, leaving the block takes back the whole heading. The first client that is made later
# fails with a KeyError that names a setting which nobody set. To import distributed first avoids it.
#
# Seen: imported before the block, the heartbeat of a client is known after it; imported inside, it is not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dask==2026.8.0 distributed==2026.8.0
cat > "$folder/ask.py" <<'PYTHON'
import sys

import dask

if sys.argv[1] == "before":
    import distributed  # noqa: F401
with dask.config.set({"distributed.scheduler.worker-saturation": 1.0}):
    import distributed  # noqa: F401
known = dask.config.get("distributed.client.heartbeat", None)
print("imported", sys.argv[1], "the block: heartbeat of a client", known)
PYTHON
for place in before inside; do
    "$folder/venv/bin/python" "$folder/ask.py" "$place"
done | tee "$folder/seen"
[ "$(cat "$folder/seen")" = "imported before the block: heartbeat of a client 5s
imported inside the block: heartbeat of a client None" ] && echo "still so"
