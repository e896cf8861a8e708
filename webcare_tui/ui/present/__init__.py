"""Pure functions from models to styled text."""
