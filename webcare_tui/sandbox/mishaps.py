"""What goes wrong between a client and the vendor now and then: pages, halves, lies and refusals, at random."""

from __future__ import annotations

import json
from collections.abc import Callable

from webcare_tui.sandbox.faults import Fault
from webcare_tui.sandbox.oddvalues import Values

PAGE = b"<!DOCTYPE html>\n<html><head><title>Onderhoud</title></head><body>Even geduld {\"status\":\"SUCCES\"}</body></html>"
SLOW = (0.05, 0.1, 0.4)
"""Seconds that a slow answer takes."""
_SAID: tuple[object, ...] = (
    ["Niet toegestaan"], [{"type": "error", "title": "Fout", "description": "Dat ging niet."}], {"0": "Niet nu"}, "Nee",
    {"type": "error", "title": "Fout"}, [], None,
)


def mishap(values: Values, method: str, *, token: bool = False) -> Fault:
    """One of them.

    Args:
        values: Chooses.
        method: Of the call; what was posted may have taken effect or not where the answer does not say.
        token: The call asks for an access token, for which the gateway's refusals would be final.
    """
    effect = method == "POST" and not token and values.chance(0.5)
    kinds: tuple[Callable[[Values, bool], Fault], ...] = (_page, _empty, _half, _lie, _gateway, _elsewhere, _cut, _slow)
    if not token:
        kinds = (*kinds, _said_no, _quota, _token_gone, _no_target)
    return values.choose(kinds)(values, effect)


def _page(values: Values, effect: bool) -> Fault:
    status = values.choose((200, 200, 500, 502, 503, 504))
    headers = {"content-type": values.choose(("text/html", "application/json"))}
    return Fault(status=status, body=PAGE, effect=effect, headers=headers)


def _empty(values: Values, effect: bool) -> Fault:
    nothing = values.choose((b"", b"\xef\xbb\xbf", b" \n", b"null", b"[]"))
    return Fault(status=values.choose((200, 200, 500, 503)), body=nothing, effect=effect)


def _half(values: Values, effect: bool) -> Fault:
    return Fault(truncate=values.choose((0.05, 0.5, 0.98)))


def _lie(values: Values, effect: bool) -> Fault:
    """Says it is packed, and is not."""
    return Fault(headers={"content-encoding": "gzip"})


def _gateway(values: Values, effect: bool) -> Fault:
    return Fault(status=values.choose((500, 502, 503, 504)), effect=effect)


def _elsewhere(values: Values, effect: bool) -> Fault:
    headers = {"location": values.choose(("/inloggen", "https://portal.noorderlicht.example/"))}
    return Fault(status=values.choose((301, 302, 303, 307, 308)), body=b"", effect=effect, headers=headers)


def _cut(values: Values, effect: bool) -> Fault:
    return Fault(drop=values.choose(("before", "after")))


def _slow(values: Values, effect: bool) -> Fault:
    seconds = values.choose(SLOW)
    return Fault(delay=seconds) if values.chance(0.5) else Fault(delay_after=seconds)


def _said_no(values: Values, effect: bool) -> Fault:
    """Status ERROR under a 200: surely nothing happened."""
    word, said = values.choose(("ERROR", "error", "Error")), values.choose(_SAID)
    return Fault(status=200, body=_json({"status": word, "data": values.choose(([], None)), "messages": said}))


def _quota(values: Values, effect: bool) -> Fault:
    status = values.choose((429, 500))
    fault = {"faultstring": "Rate limit quota violation.", "detail": {"errorcode": "policies.ratelimit.QuotaViolation"}}
    return Fault(status=status, body=_json({"fault": fault}), headers={"retry-after": values.choose(("3", "20"))})


def _token_gone(values: Values, effect: bool) -> Fault:
    code = values.choose(("keymanagement.service.invalid_access_token", "keymanagement.service.access_token_expired"))
    return Fault(status=401, body=_json({"fault": {"faultstring": "Invalid access token", "detail": {"errorcode": code}}}))


def _no_target(values: Values, effect: bool) -> Fault:
    fault = {"faultstring": "No active targets", "detail": {"errorcode": "messaging.adaptors.http.flow.NoActiveTargets"}}
    return Fault(status=503, body=_json({"fault": fault}), effect=effect)


def _json(content: object) -> bytes:
    return json.dumps(content).encode("ascii")
