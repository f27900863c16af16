"""Open a file: one module a container, all give a Document."""
