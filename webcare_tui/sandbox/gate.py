"""The gateway in front: access tokens that expire, and the quota of a window."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from webcare_tui.sandbox.options import GENEROUS, UNITS, check_quota


class Gate:
    """Who may call, and how often.

    Attributes:
        client_id: What the sandbox told its client.
        client_secret: The same; unguessable, made anew by every sandbox.
    """

    def __init__(self, clock: Callable[[], float], quota: tuple[int, str] | None, token_life: int) -> None:
        self.client_id = f"sandbox-{secrets.token_hex(4)}"
        self.client_secret = secrets.token_urlsafe(24)
        self._clock = clock
        self._life = token_life
        self._tokens: dict[str, float] = {}
        self._limit, self._unit = quota or GENEROUS
        self._used = 0
        self._window = self._current_window()

    def grant(self, form: Mapping[str, str]) -> dict[str, str] | None:
        """A new token, every value a string (portal); None for wrong credentials."""
        known = secrets.compare_digest(form.get("client_id", "").encode(), self.client_id.encode())
        if not known or not secrets.compare_digest(form.get("client_secret", "").encode(), self.client_secret.encode()):
            return None
        token = secrets.token_urlsafe(21)
        now = self._clock()
        self._tokens = {each: end for each, end in self._tokens.items() if end > now}
        self._tokens[token] = now + self._life
        return {
            "access_token": token, "token_type": "BearerToken", "expires_in": str(self._life),
            "issued_at": str(int(now * 1000)), "status": "approved", "client_id": self.client_id,
            "application_name": "webcare-sandbox",
            "organization_name": "noorderlicht", "developer.email": "webcare@noorderlicht.example",
            "api_product_list": "[social-media-webcare]", "refresh_token_expires_in": "0", "refresh_count": "0", "scope": "",
        }

    def admits(self, authorization: str) -> bool:
        """Whether this `Authorization` header carries a token that lives."""
        kind, _, token = authorization.partition(" ")
        return kind.lower() == "bearer" and self._tokens.get(token.strip(), 0.0) > self._clock()

    def expire_tokens(self) -> int:
        """Kill every token; how many lived."""
        count = sum(end > self._clock() for end in self._tokens.values())
        self._tokens.clear()
        return count

    def spend(self) -> bool:
        """Count a call; False where the window's quota is spent already."""
        self._turn()
        if self._used >= self._limit:
            return False
        self._used += 1
        return True

    def set_quota(self, limit: int | None, unit: str | None, used: int | None) -> None:
        """Change the quota, or how much of it is spent.

        Raises:
            ValueError: No gateway has such a quota.
        """
        new = (self._limit if limit is None else limit, self._unit if unit is None else unit)
        check_quota(*new)
        if used is not None and used < 0:
            raise ValueError("Fewer than 0 calls cannot be spent.")
        self._turn()
        self._limit, self._unit = new
        self._window = self._current_window()
        if used is not None:
            self._used = used

    def headers(self) -> dict[str, str]:
        """The quota headers that stand on every answer (portal)."""
        self._turn()
        end = (self._window + 1) * UNITS[self._unit]
        return {
            "quota-limit": str(self._limit), "quota-interval": "1", "quota-time-unit": self._unit,
            "quota-used": str(min(self._used, self._limit)), "quota-reset-UTC": str(end * 1000),
        }

    def _turn(self) -> None:
        if (window := self._current_window()) != self._window:
            self._window, self._used = window, 0

    def _current_window(self) -> int:
        return int(self._clock() // UNITS[self._unit])
