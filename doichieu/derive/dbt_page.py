"""dbt's own page of tables and columns, changed so that it loads no other file.

As dbt writes it, the page loads a tracker where one is switched on, an icon that does not exist
and, before its templates are filled, files named after placeholders. It also contains the paths of
the folders on the machine that built it.
"""

import json
from pathlib import Path

from doichieu.base.paths import PROJECT
from doichieu.derive.dbt import BuildPaths

# Everything is in the page: the browser loads no other file, even if scripts request one.
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)

REPLACEMENTS = (
    (
        '<meta charset="utf-8">',
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">',
    ),
    ("<title>dbt Docs</title>", "<title>Đối chiếu: tables and columns</title>"),
    ('<link rel="canonical" href="/overview/"/>', ""),
    (
        """<link rel="shortcut icon" href="${require('./assets/favicons/favicon.ico')}"/>""",
        '<link rel="icon" href="data:,"/>',
    ),
    # A reader may enlarge the page on a phone.
    ("minimum-scale=1,maximum-scale=1,", ""),
    # The icons of the menu: the attribute is set once its value is known.
    ('<use xlink:href="{{', '<use ng-attr-href="{{'),
)


def write_dbt_page(paths: BuildPaths, page: Path) -> None:
    """Write the page of `dbt docs generate --static` as `page`, in a new folder.

    Raises:
        ValueError: the page is not as this version of dbt writes it.
    """
    text = (paths.target / "static_index.html").read_text(encoding="utf-8")
    for old, new in REPLACEMENTS:
        if old not in text:
            raise ValueError(f"dbt's page has changed: it lacks {old}")
        text = text.replace(old, new)
    # Innermost first: the inputs are in the folder of the run, which may be in the project's.
    for place, name in ((paths.inputs, "seeds"), (paths.target, "target"), (PROJECT, ".")):
        for ascii_only in (True, False):
            text = text.replace(json.dumps(str(place), ensure_ascii=ascii_only)[1:-1], name)
    page.parent.mkdir()
    page.write_text(text, encoding="utf-8")


def lead_to_validation(page: Path) -> None:
    """Link the page of a refused build to its validation results: it has no front page."""
    text = page.read_text(encoding="utf-8")
    page.write_text(
        text.replace("](../index.html)", "](../validation/index.html)"), encoding="utf-8"
    )
