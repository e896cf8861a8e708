"""The fixtures of the first start."""

from tests.ui.first_start import box, faults, kept, locations

__all__ = ["box", "faults", "kept", "locations"]
