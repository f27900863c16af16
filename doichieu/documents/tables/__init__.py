"""Tables become figures."""
