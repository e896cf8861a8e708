"""The panes of the inbox; none knows another."""
