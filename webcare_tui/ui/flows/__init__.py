"""One errand of the agent a file."""
