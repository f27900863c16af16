"""What changed from one release to another: figures, verdicts, derived numbers, reference rows."""
