"""The commands: one module each, imported by `doichieu.cli` alone."""
