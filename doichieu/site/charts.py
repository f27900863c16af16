"""The library that draws the charts, written beside the page so that no network is needed.

Vega-Lite draws a chart from its description; the descriptions are in `app/charts.js`.
"""

from pathlib import Path


def write_chart_library(path: Path) -> None:
    """Write Vega, Vega-Lite and Vega-Embed as one plain script, from vl-convert."""
    import vl_convert

    path.write_text(vl_convert.javascript_bundle(), encoding="utf-8")
