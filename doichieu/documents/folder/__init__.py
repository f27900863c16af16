"""The folder of a draft: written, shown, accepted."""
