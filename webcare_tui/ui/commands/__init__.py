"""What the agent can do: one class a command."""
