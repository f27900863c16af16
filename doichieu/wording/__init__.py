"""What the words of a report say about its numbers: shared by all that read its text."""
