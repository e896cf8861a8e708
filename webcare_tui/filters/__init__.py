"""The vendor's path filters as terms."""
