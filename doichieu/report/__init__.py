"""The findings of a warehouse, and their wording on the console."""
