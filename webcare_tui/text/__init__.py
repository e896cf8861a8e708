"""Remote text made safe for a terminal."""
