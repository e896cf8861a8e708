"""Exit codes, and which error ends in which."""

from __future__ import annotations

from enum import IntEnum

from webcare_tui.errors import WebcareError


class Exit(IntEnum):
    """How a run ended; scripts rely on these numbers."""

    DONE = 0
    REFUSED = 1
    """The service said no."""
    USAGE = 2
    """Used wrongly; nothing was done."""
    SETUP = 3
    """Not configured, or not allowed."""
    UNREACHED = 4
    """The service could not be reached; nothing was done there."""
    UNKNOWN = 5
    """It may or may not have been done."""
    INTERRUPTED = 130


class UsageError(WebcareError):
    """The command line asks for something that makes no sense; the message says what does."""


def code_for(error: WebcareError, *, writing: bool = False) -> Exit:
    """The exit code of an error.

    Args:
        error: What ended the run.
        writing: The run was about to change something at the service, so that a lost answer leaves the outcome unknown.
    """
    from webcare_tui.filters.parse import FilterError
    from webcare_tui.settings.errors import SettingsError
    from webcare_tui.store.errors import StoreError

    if isinstance(error, UsageError | FilterError):
        return Exit.USAGE
    if isinstance(error, SettingsError | StoreError):
        return Exit.SETUP
    return _code_of_call(error, writing)


def _code_of_call(error: WebcareError, writing: bool) -> Exit:
    """The exit code of an error of the api; imported late, because that room brings httpx along."""
    from webcare_tui.api import errors as api
    from webcare_tui.api.access import AccessError

    if isinstance(error, AccessError | api.NotAllowed | api.Forbidden):
        return Exit.SETUP
    if isinstance(error, api.NotReached):
        return Exit.UNREACHED
    if not isinstance(error, api.ApiError):
        return Exit.USAGE  # a service found nothing to do, before anything was sent
    if error.effect is api.Effect.UNKNOWN:
        return Exit.UNKNOWN if writing else Exit.UNREACHED
    return Exit.REFUSED
