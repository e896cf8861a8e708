"""Theme files to Textual themes."""
