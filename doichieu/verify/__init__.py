"""Compare a transcription with the report's own text."""
