"""Modal screens that only return a value."""
