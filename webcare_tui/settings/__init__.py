"""The configuration: its fields, files, secrets and paths."""
