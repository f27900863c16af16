"""Releases: where they stand, what they were made from, how one is published."""
