"""The pages of a release: a front page, and the way to the dbt docs and the validation results."""

import shutil
from pathlib import Path
from typing import Any

from doichieu import wording
from doichieu.findings import Findings
from doichieu.formats import interval, number, signed

TEMPLATES = Path(__file__).with_name("templates")


def write_site(site: Path, dbt_docs: Path, findings: Findings, manifest: dict[str, Any]) -> None:
    """Write the front page into `site` and lay dbt's own page beside it.

    Every page stands alone: no font, script or style comes from the network.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    (site / "docs").mkdir()
    shutil.copyfile(dbt_docs, site / "docs" / "index.html")
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(number=number, signed=signed)
    environment.globals.update(interval=interval, wording=wording)
    page = environment.get_template("index.html.j2").render(findings=findings, manifest=manifest)
    (site / "index.html").write_text(page, encoding="utf-8")
