"""Đối chiếu: a warehouse for published figures, checked within their rounding."""

__version__ = "0.1.0"
