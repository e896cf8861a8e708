"""What calls give beyond the domain's records: a page of results, a sign-on token."""

from __future__ import annotations

from dataclasses import dataclass, field

from webcare_tui.models.result import Result


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Results as one call gave them.

    Attributes:
        results: In the service's order.
        skipped: How many objects were left out because they could not be read.
    """

    results: tuple[Result, ...] = ()
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class SsoToken:
    """A token that signs one user on to the vendor's own screens.

    Attributes:
        token: The token itself, a secret.
        expires: Unix seconds; 0 where the service does not say.
        raw: The data as it came, as JSON text; holds the token.
    """

    token: str = field(repr=False)
    expires: int = 0
    raw: str = field(default="", compare=False, repr=False)
