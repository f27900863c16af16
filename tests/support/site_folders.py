"""Sites of small and of random collections, built without a complete run."""

import csv
import json
import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs
from doichieu.site import lay_out, write_answers, write_page
from support.provincial_reports import write_provincial_reports
from support.random_collections import Collection, Table, write_seeds
from support.running import PROJECT
from support.small_collections import SmallCollection

MANIFEST: dict[str, Any] = {
    "release": "20210701T000000Z-0123abcd",
    "versions": {"doichieu": "0.1.0"},
    "audit": {"summary": {"passed": 3, "failed": 1}, "not_met": []},
}
# A text that would end a script, a string or an attribute, or begin an element.
HOSTILE = """</script><b id="broken">'"&\\ {brace} <!-- ${1}"""


@dataclass(frozen=True)
class BuiltSite:
    """A site and its warehouse."""

    folder: Path
    warehouse: Path

    @classmethod
    def of(cls, release: Path) -> "BuiltSite":
        """The site and the warehouse in a folder."""
        return cls(release / "site", release / "warehouse.duckdb")

    def copy(self, folder: Path) -> "BuiltSite":
        """A copy of the site, which may be changed."""
        return BuiltSite(Path(shutil.copytree(self.folder, folder / "site")), self.warehouse)

    @property
    def page(self) -> str:
        """The source of the front page."""
        return (self.folder / "index.html").read_text(encoding="utf-8")

    def data(self, name: str) -> Any:
        """The content of a data file."""
        text = (self.folder / "data" / f"{name}.js").read_text(encoding="utf-8")
        before = f'doichieu.receive("{name}", '
        assert text.startswith(before) and text.endswith(");\n")
        return json.loads(text[len(before) : -3])

    def rows(self, query: str) -> list[dict[str, Any]]:
        """The rows of a query to the warehouse."""
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            found = connection.execute(query)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def make_site(models: CompiledModels, seeds: Path, folder: Path) -> BuiltSite:
    """Derive a warehouse from seeds and write its site, as a run does between audit and release."""
    warehouse = folder / "warehouse.duckdb"
    site = folder / "site"
    site.mkdir(parents=True)
    with models.build(read_inputs(seeds)) as connection:
        connection.execute(f"attach '{warehouse}' as file")
        connection.execute("copy from database warehouse to file")
        connection.execute("detach file")
    (site / "docs").mkdir()
    (site / "docs" / "index.html").write_text("<title>docs</title>", encoding="utf-8")
    lay_out(site)
    write_page(site, write_answers(site, warehouse), MANIFEST)
    return BuiltSite.of(folder)


def random_tables(seed: int, reports: int) -> dict[str, Table]:
    """Random reports, with names of several words."""
    tables = Collection(random.Random(seed)).make(reports=reports)
    for row in tables["indicators"]:
        row["name_vi"] = f"Chỉ tiêu {row['indicator_id']}"
        row["name_en"] = f"Indicator {row['indicator_id']}"
    return tables


def provincial_site(models: CompiledModels, folder: Path, reports: int, every: int) -> BuiltSite:
    """The site of so many reports of provinces, one for every `every` months."""
    seeds = write_provincial_reports(folder / "seeds", reports, every)
    return make_site(models, seeds, folder)


def random_site(models: CompiledModels, folder: Path, seed: int, reports: int) -> BuiltSite:
    """The site of random reports, many of which contradict themselves."""
    seeds = write_seeds(folder / "seeds", random_tables(seed, reports))
    return make_site(models, seeds, folder)


def small_site(models: CompiledModels, folder: Path, collection: SmallCollection) -> BuiltSite:
    """The site of a collection whose indicators are named by their keys."""
    for row in collection.tables["indicators"]:
        row["name_vi"] = row["name_en"] = row["indicator_id"]
    return make_site(models, write_seeds(folder / "seeds", collection.tables), folder)


def hostile_site(models: CompiledModels, folder: Path) -> BuiltSite:
    """The shipped report, with hostile markup in every text that its author may choose."""
    seeds = Path(shutil.copytree(PROJECT / "seeds", folder / "seeds"))
    spoil(seeds / "reference/reports.csv", {"title": HOSTILE, "publisher": HOSTILE})
    spoil(seeds / "reference/indicators.csv", {"name_vi": HOSTILE, "name_en": HOSTILE})
    spoil(seeds / "reference/units.csv", {"name_vi": HOSTILE, "name_en": HOSTILE})
    spoil(seeds / "reference/limits.csv", {"reason": HOSTILE})
    spoil(next((seeds / "figures").glob("*.csv")), {"note": HOSTILE})
    return make_site(models, seeds, folder)


def spoil(path: Path, texts: Mapping[str, str]) -> None:
    """Put these texts into columns of a file, in every row."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [{**row, **texts} for row in csv.DictReader(stream)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
