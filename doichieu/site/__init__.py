"""The site of a release: pages that open from disk, the data behind them, and a server for them."""

from doichieu.site.pages import write_site

__all__ = ["write_site"]
