"""What every stage uses: workers, memory limits, faults, vocabulary, paths, exit statuses."""
