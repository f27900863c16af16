"""dbt's own page of tables and columns, made to ask for nothing beyond itself.

As dbt writes it, it loads a tracker where one is switched on, asks for an icon that is not there,
and, before its templates are filled in, for files that bear the names of their placeholders. And
it tells the folders of the machine that made it.
"""

import json
from pathlib import Path

from doichieu.base.paths import PROJECT
from doichieu.derive.dbt import BuildPaths

# Whatever the page's scripts may come to want, the browser fetches nothing: all is in the page.
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
    # The icons of the menu: the attribute comes to be when its value is known.
    ('<use xlink:href="{{', '<use ng-attr-href="{{'),
)


def write_dbt_page(paths: BuildPaths, page: Path) -> None:
    """Write the page that `dbt docs generate --static` left as `page`, whose folder is made.

    Raises:
        ValueError: the page is not what this version of dbt writes.
    """
    text = (paths.target / "static_index.html").read_text(encoding="utf-8")
    for old, new in REPLACEMENTS:
        if old not in text:
            raise ValueError(f"dbt's page has changed: it lacks {old}")
        text = text.replace(old, new)
    # The inputs lie below the folder of the run, and that may lie below the project's.
    for place, name in ((paths.inputs, "seeds"), (paths.target, "target"), (PROJECT, ".")):
        for ascii_only in (True, False):
            text = text.replace(json.dumps(str(place), ensure_ascii=ascii_only)[1:-1], name)
    page.parent.mkdir()
    page.write_text(text, encoding="utf-8")


def lead_to_validation(page: Path) -> None:
    """Let the way home of a refused build's page lead to its validation: there is no front page."""
    text = page.read_text(encoding="utf-8")
    page.write_text(
        text.replace("](../index.html)", "](../validation/index.html)"), encoding="utf-8"
    )
