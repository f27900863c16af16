"""The exit statuses of every command."""

PUBLISHED = 0  # published, or nothing to do
REFUSED = 1  # the audit refused; nothing was published
UNREADABLE = 2  # the input could not be read; nothing was published
FAULT = 3  # a fault of the program, or of a store or cluster
STOPPED = 130  # what shells report for a program that Ctrl-C ended
