"""Compile the kernel: `python doichieu/joint/kernel/build.py`, with `pip install ziglang==0.17.1`.

The same sources give the same bytes on every machine.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
BINARY = FOLDER / "kernel.wasm"
TARGET = "-target wasm32-freestanding -mcpu=generic+simd128+bulk_memory"
LANGUAGE = "-std=c11 -O3 -Wall -Wextra -Werror -ffp-contract=off -fno-sanitize=all"
LINKING = "-nostdlib -Wl,--no-entry -Wl,--strip-all -Wl,--export=__heap_base"
FLAGS = f"{TARGET} {LANGUAGE} {LINKING}".split()


def source_hash() -> str:
    """The fingerprint of all sources and of the compiler's flags."""
    digest = hashlib.sha256(" ".join(FLAGS).encode())
    for path in sorted([*FOLDER.glob("*.c"), *FOLDER.glob("*.h")]):
        digest.update(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def build(binary: Path = BINARY) -> None:
    """Compile all sources into one module."""
    sources = [path.name for path in sorted(FOLDER.glob("*.c"))]
    stated = f'-DSOURCE_HASH="{source_hash()}"'
    command = [sys.executable, "-m", "ziglang", "cc", *FLAGS, stated, *sources]
    subprocess.run([*command, "-o", str(binary.absolute())], cwd=FOLDER, check=True)


if __name__ == "__main__":
    build()
