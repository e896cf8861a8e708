"""What can go wrong with a call, and whether the service may have acted on it."""

from __future__ import annotations

import socket
import ssl
import time
from enum import StrEnum

import httpx

from webcare_tui.errors import WebcareError

# WebcareError
# └── ApiError              any call that did not succeed
#     ├── NotReached        no connection: name, refusal, certificate, proxy           NONE
#     ├── NoAnswer          time-out, reset, cut off, deadline                         UNKNOWN
#     ├── BadAnswer         web page, empty, truncated, no status, too large, redirect UNKNOWN
#     ├── Refused           status ERROR, or 400 405 412 …                             REFUSED
#     │   ├── Unsendable    this program could not write the request                   REFUSED
#     │   ├── Forbidden     403                                                        REFUSED
#     │   └── NotFound      404                                                        REFUSED
#     ├── NotAllowed        401 in spite of a fresh token, wrong client id or secret   NONE
#     ├── QuotaSpent        429, or an error code of the gateway's limits              NONE
#     └── ServerTrouble     5xx                                                        UNKNOWN


class Effect(StrEnum):
    """What a failed call may have done at the service."""

    NONE = "none"
    """Surely nothing; it may be made again."""
    REFUSED = "refused"
    """Surely nothing, and the same call will be refused again."""
    UNKNOWN = "unknown"
    """It may have taken effect."""


class Purpose(StrEnum):
    """What a call is for; the wording of its failure depends on it."""

    READ = "read"
    REPLY = "reply"
    ACT = "act"


_LATEST = 253_402_200_000
"""Short of the year 10000, in any zone."""

_ASSURANCES = {
    (Purpose.READ, Effect.NONE): "Nothing was lost; the last known state stays.",
    (Purpose.READ, Effect.REFUSED): "Nothing was lost; the last known state stays.",
    (Purpose.READ, Effect.UNKNOWN): "Nothing was lost; the last known state stays. Refresh to try again.",
    (Purpose.REPLY, Effect.NONE): "Your reply was not sent; it is kept here.",
    (Purpose.REPLY, Effect.REFUSED): "Your reply was not sent; its words are kept, so you can change it or copy it.",
    (Purpose.REPLY, Effect.UNKNOWN): (
        "It is not certain whether your reply was posted; its words are kept. "
        "Look at the conversation before you send it again."
    ),
    (Purpose.ACT, Effect.NONE): "Nothing was changed; try again later.",
    (Purpose.ACT, Effect.REFUSED): "Nothing was changed. Refresh to see how things stand.",
    (Purpose.ACT, Effect.UNKNOWN): "It is not certain whether this took effect. Refresh to see how things stand.",
}


class ApiError(WebcareError):
    """A call that did not succeed.

    Attributes:
        effect: What the call may have done at the service.
        status: The HTTP status; None where no answer came.
        transaction_id: The gateway's number for support; "" where it gave none.
        retry_at: Unix seconds from which another try makes sense; None where nobody said.
    """

    heading = "The service could not do this"
    usual_effect = Effect.UNKNOWN

    def __init__(
        self,
        title: str = "",
        message: str = "",
        *,
        effect: Effect | None = None,
        status: int | None = None,
        transaction_id: str = "",
        retry_at: float | None = None,
    ) -> None:
        super().__init__(title or self.heading, message)
        self.effect = effect or self.usual_effect
        self.status = status
        self.transaction_id = transaction_id
        self.retry_at = retry_at

    def copy(self, *, effect: Effect | None = None, purpose: Purpose | None = None) -> ApiError:
        """The same error once more, for another place to raise.

        Args:
            effect: What the call may have done, where that place knows better.
            purpose: What the call was for: its assurance is added to the message.
        """
        effect = effect or self.effect
        parts = [self.message]
        if purpose is not None:
            parts.append(_ASSURANCES[purpose, effect])
            if self.retry_at is not None and 0 < self.retry_at < _LATEST:
                parts.append(f"Next try from {time.strftime('%H:%M %Z', time.localtime(self.retry_at))} on.")
            if self.transaction_id:
                parts.append(f"Number for support: {self.transaction_id}.")
        return type(self)(
            self.title,
            " ".join(part for part in parts if part),
            effect=effect,
            status=self.status,
            transaction_id=self.transaction_id,
            retry_at=self.retry_at,
        )


class NotReached(ApiError):
    """No connection came about, so the service knows nothing of the call."""

    heading = "The service could not be reached"
    usual_effect = Effect.NONE


class NoAnswer(ApiError):
    """The call may have arrived; its answer did not."""

    heading = "The service did not answer"


class BadAnswer(ApiError):
    """An answer came that is not the service's, or not whole."""

    heading = "The service's answer could not be read"


class Refused(ApiError):
    """The service said no."""

    heading = "The service refused this"
    usual_effect = Effect.REFUSED


class Unsendable(Refused):
    """The request cannot be written down as HTTP: nothing left this machine."""

    heading = "This could not be sent"


class Forbidden(Refused):
    """The credentials do not reach this far (403)."""

    heading = "The account may not do this"


class NotFound(Refused):
    """The service does not know it, or no longer (404)."""

    heading = "The service does not know this any more"


class NotAllowed(ApiError):
    """The service does not accept the client id and secret, or the token made with them."""

    heading = "The service does not accept the credentials"
    usual_effect = Effect.NONE


class QuotaSpent(ApiError):
    """The project's calls are spent; none is made before `retry_at`."""

    heading = "The limit of calls is reached"
    usual_effect = Effect.NONE


class ServerTrouble(ApiError):
    """The service or its gateway failed (5xx)."""

    heading = "The service has a problem"


_NOT_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_TIMED_OUT = (httpx.TimeoutException, TimeoutError)


def from_exception(error: Exception, *, began: bool = False) -> ApiError:
    """What an exception of httpx (or of the time limit round it) means for the call.

    Nothing of the exception's own text is taken over: it may hold addresses, headers or bodies.

    Args:
        error: Raised while the request was on its way, or its answer.
        began: Part of the request may have left this machine.
    """
    if isinstance(error, _NOT_CONNECTED):
        return NotReached(message=_why_not_connected(error))
    if isinstance(error, httpx.LocalProtocolError) or (isinstance(error, UnicodeError) and not began):
        return Unsendable(message="It holds characters that cannot be sent; take them out and try again.")
    if isinstance(error, httpx.DecodingError):
        return BadAnswer(message="Its answer arrived damaged.")
    if isinstance(error, _TIMED_OUT):
        return NoAnswer(message="It took too long.")
    return NoAnswer(message="The connection broke off before the whole answer was there.")


def _why_not_connected(error: Exception) -> str:
    causes: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and len(causes) < 12:
        causes.append(cause)
        cause = cause.__cause__ or cause.__context__
    if any(isinstance(each, ssl.SSLError) for each in causes):
        return (
            "Its certificate could not be verified, so nothing was sent to it. "
            "On a company network, ask for the network's certificate and name it as ca_file in the settings."
        )
    if any(isinstance(each, socket.gaierror) for each in causes):
        return "Its name could not be looked up. Check the network, and the address in the settings."
    if isinstance(error, httpx.ProxyError):
        return "The proxy named in the settings did not let the call through; check it."
    if isinstance(error, httpx.ConnectTimeout):
        return "The connection took too long to open. Check the network."
    if isinstance(error, httpx.PoolTimeout):
        return "Too many calls were under way at once; this one was not made."
    return "The connection could not be opened. Check the network, and the address in the settings."
