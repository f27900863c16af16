"""Pictures of the site in a browser, and of the console."""
