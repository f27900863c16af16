"""Shared by tests: collections to build, commands to run, results to compare."""
