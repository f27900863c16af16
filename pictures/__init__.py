"""Pictures of what people see: the site in a browser, and the console."""
