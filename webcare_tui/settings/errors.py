"""What can be wrong with the settings."""

from __future__ import annotations

from webcare_tui.errors import WebcareError


class SettingsError(WebcareError):
    """The settings cannot be used as they stand; the message names the place and what is accepted there."""


class NotConfigured(SettingsError):
    """There are no settings yet: neither a file nor an account in the environment."""


class SecretError(SettingsError):
    """The client secret of an account could not be had; the message names the ways to give it."""
