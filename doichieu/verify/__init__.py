"""Hold a transcription against the report's own text."""
