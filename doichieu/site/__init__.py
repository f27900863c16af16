"""The site of a release: pages that open from disk, the data behind them, and a server for them."""

from doichieu.site.pages import lay_out, write_answers, write_page

__all__ = ["lay_out", "write_answers", "write_page"]
