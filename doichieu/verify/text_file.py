"""Whether a file is the one that was transcribed."""

import hashlib
from pathlib import Path


def text_note(path: str | Path, text_sha256: str) -> str | None:
    """Say so when a file is not, byte for byte, the text that was transcribed.

    This is only a note: other line ends are enough to change the hash, and a changed number
    is found anyway. None where the hash agrees or `text_sha256` is blank. Raises OSError
    where the file cannot be read.
    """
    expected = text_sha256.strip().lower()
    actual = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    if not expected or actual == expected:
        return None
    return (
        "this is not, byte for byte, the text that was transcribed: "
        f"reports.csv says sha256 {expected}, the file has {actual}"
    )
