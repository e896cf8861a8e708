"""A terminal inbox for customer-care agents on the Parley (Tracebuzz) Social Media Webcare API."""

__version__ = "0.1.0"
