"""How the Data Docs look: pages that need nothing from the network, and show the unexpected rows.

Great Expectations' own pages take Bootstrap, jQuery, Font Awesome and more from public CDNs, and
its index fills its tables by script: without a network the index is empty and every status icon
is missing. A site may name its own view classes; these put `templates/` before its own templates.

Nor do its pages show the rows, or the SQL, of an `unexpected_rows_expectation`:
`register_rows_renderer` adds both.
"""

import html
from pathlib import Path
from typing import Any

from great_expectations.expectations.core import UnexpectedRowsExpectation
from great_expectations.expectations.registry import register_renderer
from great_expectations.render import (
    CollapseContent,
    LegacyDiagnosticRendererType,
    RenderedStringTemplateContent,
    RenderedTableContent,
)
from great_expectations.render.renderer.renderer import renderer
from great_expectations.render.view import (
    DefaultJinjaIndexPageView,
    DefaultJinjaPageView,
)
from jinja2 import ChoiceLoader, FileSystemLoader

_TEMPLATES = Path(__file__).with_name("templates")


class OfflinePageView(DefaultJinjaPageView):
    """A suite's page or a validation result's page, from our templates where we have one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Put our templates first."""
        super().__init__(*args, **kwargs)
        # `custom_views_directory` would not do: Great Expectations looks there last, so it can
        # add templates but not replace one.
        self.env.loader = ChoiceLoader([FileSystemLoader(_TEMPLATES), self.env.loader])


class OfflineIndexView(OfflinePageView, DefaultJinjaIndexPageView):
    """The index page, likewise."""


def site_config(docs_dir: Path) -> dict[str, Any]:
    """A Data Docs site, for `data_docs_sites`, written to `docs_dir` with these views."""
    page_view = {"module_name": __name__, "class_name": OfflinePageView.__name__}
    index_view = {"module_name": __name__, "class_name": OfflineIndexView.__name__}
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(docs_dir.resolve()),
        },
        "site_index_builder": {
            "class_name": "DefaultSiteIndexBuilder",
            "view": index_view,
        },
        "site_section_builders": {
            "expectations": {"view": page_view},
            "validations": {"view": page_view},
            # Nothing is profiled; "None" in words is how a section is turned off.
            "profiling": "None",
        },
    }


def register_rows_renderer() -> None:
    """Make validation pages show an unexpected-rows expectation's rows and SQL."""
    register_renderer(
        UnexpectedRowsExpectation.expectation_type,
        UnexpectedRowsExpectation,
        _render_rows,
    )


@renderer(renderer_type=LegacyDiagnosticRendererType.UNEXPECTED_TABLE)
def _render_rows(result: Any, **_: Any) -> list[RenderedTableContent | CollapseContent]:
    """The rows kept in an expectation's result, as a table, and its SQL, folded away."""
    rows = result.result.get("details", {}).get("unexpected_rows", [])
    return [*_rows_table(rows), _folded_sql(result.expectation_config.kwargs)]


def _rows_table(rows: list[dict[str, Any]]) -> list[RenderedTableContent]:
    if not rows:
        return []
    # The templates do not escape what is in a table, and these values come from the data.
    cells = [[html.escape("null" if v is None else str(v)) for v in r.values()] for r in rows]
    return [RenderedTableContent(table=cells, header_row=[html.escape(name) for name in rows[0]])]


def _folded_sql(kwargs: dict[str, Any]) -> CollapseContent:
    sql = RenderedStringTemplateContent(
        string_template={
            "template": "$sql",
            "params": {"sql": kwargs["unexpected_rows_query"]},
            "tag": "code",
        }
    )
    return CollapseContent(collapse_toggle_link="SQL", collapse=[sql])
