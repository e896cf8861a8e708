"""The domain's records: frozen, no input or output."""
