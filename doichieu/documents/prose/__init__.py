"""Sentences become figures."""
