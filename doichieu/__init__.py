"""Đối chiếu: a warehouse for printed statistics, checked within their rounding."""

__version__ = "0.1.0"
