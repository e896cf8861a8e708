"""The program in a real pseudo-terminal, against a sandbox."""
