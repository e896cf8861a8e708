"""Reusable widgets that know nothing of webcare."""
