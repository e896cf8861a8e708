"""The vendor's service as typed calls."""
