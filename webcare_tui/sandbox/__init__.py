"""A stand-in for the vendor's service on loopback, written from the vendor's words alone."""
