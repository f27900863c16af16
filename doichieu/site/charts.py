"""The library that draws the charts, written beside the page so that no network is needed.

Vega-Lite draws a chart from its description; the descriptions are in `app/charts.js`.
"""

from importlib.metadata import version
from pathlib import Path

from doichieu.base import cache

BUNDLER = "vl-convert-python"


def write_chart_library(path: Path) -> None:
    """Write Vega, Vega-Lite and Vega-Embed as one plain script, bundled once by vl-convert."""
    key = cache.key_of(version(BUNDLER), Path(__file__).read_text(encoding="utf-8"))
    cache.restore("charts", key, path, bundle)


def bundle(path: Path) -> None:
    """Let vl-convert bundle the libraries, which takes seconds."""
    import vl_convert

    path.write_text(vl_convert.javascript_bundle(), encoding="utf-8")
