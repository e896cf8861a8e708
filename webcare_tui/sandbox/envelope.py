"""The vendor's envelope for what went well, and the gateway's body for what did not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from webcare_tui.sandbox.render import dumps

NAMES = {
    400: ("Bad Request", "The request cannot be read."),
    401: ("Unauthorized", "The access token is missing, unknown or expired."),
    403: ("Forbidden", "This is not yours to see."),
    404: ("Not Found", "There is nothing here."),
    405: ("Method Not Allowed", "This method is not possible here."),
    412: ("Precondition Failed", "The request does not fit the state of things."),
    429: ("Too Many Requests", "The quota is spent."),
    500: ("Internal Server Error", "Something broke."),
    502: ("Bad Gateway", "The service behind the gateway gave no good answer."),
    503: ("Service Unavailable", "The service behind the gateway is away."),
}
"""A status's name and message in the gateway's errors."""


def success(
    url: str, method: str, duration: float, data: object, *,
    messages: Sequence[object] = (), more: Mapping[str, object] | None = None,
) -> bytes:
    """The body of a call that went well; the vendor spells SUCCES so (guide)."""
    return dumps({
        "data": data,
        **(more or {}),
        "messages": list(messages),
        "status": "SUCCES",
        "metadata": {"values": {"url": url}, "method": method.lower(), "duration": round(duration, 3)},
    })


def gateway_error(status: int, info: str = "", *, name: str = "") -> bytes:
    """The body of a refusal, in the gateway's shape (OpenAPI, `error`)."""
    known, message = NAMES.get(status, ("Error", "The gateway refuses."))
    if name:  # a special case of the status: what goes for the status in general would mislead
        message, info = info, ""
    return dumps({
        "transactionId": str(uuid4()), "status": str(status), "name": name or known, "message": message, "info": info,
    })
