"""The library that draws the charts, laid beside the page so that no network is needed.

Vega-Lite turns a chart's description into a drawing; the descriptions stand in `app/charts.js`.
"""

from pathlib import Path


def write_chart_library(path: Path) -> None:
    """Write Vega, Vega-Lite and Vega-Embed as one plain script, out of the package they come in."""
    import vl_convert

    path.write_text(vl_convert.javascript_bundle(), encoding="utf-8")
