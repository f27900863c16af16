"""What every stage stands on: workers, memory, faults, vocabulary, paths, exit statuses."""
