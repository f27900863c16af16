"""What every stage uses: child processes, memory, faults, vocabulary, paths, exit statuses."""
