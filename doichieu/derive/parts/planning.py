"""Which reports make a part, and its key."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from doichieu.base import cache
from doichieu.inputs.hashes import InputHashes
from doichieu.inputs.snapshot import InputFile

# Deriving this number of figures takes about a gigabyte.
PART_FIGURES = 250_000


@dataclass(frozen=True)
class Part:
    """Reports that one task derives, sorted, and the hash of everything their rows depend on."""

    reports: tuple[str, ...]
    key: str


def plan(
    files: Sequence[InputFile],
    hashes: InputHashes,
    needs: dict[str, str],
    most_figures: int = PART_FIGURES,
) -> list[Part]:
    """Spread the reports over parts of at most `most_figures`, those without figures too.

    A report with more makes a part of its own. The part of a report depends on its id and on the
    sizes of reports near it in the order of hashes: a new report leaves most parts as they are.
    `needs` are the versions that results depend on.
    """
    figures = dict.fromkeys(hashes.reports, 0)
    figures |= {file.report_id: file.row_count for file in files if file.relation == "figures"}
    common = cache.key_of(hashes.common, *needs.values())
    return [
        Part(tuple(sorted(reports)), key_of(reports, hashes, common))
        for reports in branches(sorted(figures, key=place), figures, most_figures)
    ]


def key_of(reports: Sequence[str], hashes: InputHashes, common: str) -> str:
    """The key of a part of these reports."""
    own = [text for report in sorted(reports) for text in (report, hashes.reports[report])]
    return cache.key_of(common, *own)


def place(report_id: str) -> int:
    """The place of a report in the order of hashes, from 0 to 2^64 - 1."""
    return int.from_bytes(hashlib.sha256(report_id.encode()).digest()[:8])


def branches(
    reports: Sequence[str], figures: dict[str, int], most: int, bit: int = 63
) -> Iterator[Sequence[str]]:
    """Split reports that are sorted by place in two by a bit of the place, as often as needed."""
    if not reports:
        return
    if len(reports) == 1 or sum(figures[report] for report in reports) <= most:
        yield reports
        return
    first = next(
        (at for at, report in enumerate(reports) if place(report) >> bit & 1), len(reports)
    )
    yield from branches(reports[:first], figures, most, bit - 1)
    yield from branches(reports[first:], figures, most, bit - 1)
