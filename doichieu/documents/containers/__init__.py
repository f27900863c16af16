"""Open a file: one module a container, all give a Document."""

from doichieu.documents.containers.opening import open_document

__all__ = ["open_document"]
