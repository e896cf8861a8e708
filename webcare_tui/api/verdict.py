"""From an answer to what it means: its data, or the one error that fits."""

from __future__ import annotations

from webcare_tui.api.envelope import Envelope, Verdict, unfold
from webcare_tui.api.errors import (
    ApiError,
    BadAnswer,
    Forbidden,
    NoAnswer,
    NotAllowed,
    NotFound,
    QuotaSpent,
    Refused,
    ServerTrouble,
)
from webcare_tui.api.transport import Answer

_REFUSALS = frozenset({400, 403, 404, 405, 406, 407, 409, 410, 411, 412, 413, 414, 415, 422, 431})
_LIMIT_CODES = ("policies.ratelimit.",)
_TOKEN_CODES = ("oauth.v2.", "keymanagement.")
_NEXT_STEPS = {
    405: "This version of the service may not offer it.",
    407: "The proxy named in the settings wants a user name and a password.",
    410: "It no longer exists there.",
    412: "Somebody may have changed it in the meantime; refresh and look again.",
    413: "It is too long.",
    414: "It is too long.",
    422: "It does not accept the values in it.",
}


def judge(answer: Answer, hide: tuple[str, ...] = ()) -> Envelope:
    """Takes an answer for what it is.

    A gateway's error code decides before the status, because a spent quota may come as 500; a vendor's status decides
    before a 200, because failures come with that too.

    Args:
        answer: Arrived whole.
        hide: Words that must not come back in an error's message.

    Returns:
        The envelope of a success.

    Raises:
        ApiError: Anything that is not surely a success.
    """
    envelope = unfold(answer.body, hide)
    error = _by_code(answer, envelope) or _by_status(answer.status, envelope)
    if error is None:
        return envelope
    error.status = answer.status
    error.transaction_id = envelope.transaction_id
    raise error


def _by_code(answer: Answer, envelope: Envelope) -> ApiError | None:
    if answer.status < 300 and envelope.verdict is Verdict.SUCCESS:
        return None
    if envelope.code.startswith(_LIMIT_CODES):
        return _quota_spent()
    if envelope.code.startswith(_TOKEN_CODES):
        return _not_allowed(envelope)
    return None


def _by_status(status: int, envelope: Envelope) -> ApiError | None:
    if status == 200:
        return _by_body(envelope)
    if status == 401:
        # A body that claims success next to a 401 must not lead to a second posting.
        return _contradiction() if envelope.verdict is Verdict.SUCCESS else _not_allowed(envelope)
    if status == 429:
        return _quota_spent()
    if status == 408:
        return NoAnswer(message=_said("It took too long.", envelope))
    if status in _REFUSALS:
        return _refusal(status, envelope)
    if 500 <= status <= 599:
        return ServerTrouble(message=_said(f"It failed with status {status}, which usually passes.", envelope))
    if 300 <= status <= 399:
        return BadAnswer(
            message="It pointed to another address, which is never followed. Check the address in the settings, "
            "and whether this network wants a sign-in first."
        )
    return BadAnswer(message=_said(f"It answered with the unexpected status {status}.", envelope))


def _by_body(envelope: Envelope) -> ApiError | None:
    if envelope.verdict is Verdict.SUCCESS:
        return None
    if envelope.verdict is Verdict.FAILURE:
        return Refused(message=_said("It gave no reason.", envelope, instead=True))
    if envelope.claimed_status in _REFUSALS or envelope.claimed_status >= 500:
        return _by_status(envelope.claimed_status, envelope)
    if envelope.web_page:
        return BadAnswer(
            message="A web page came instead of data. Check the address in the settings, "
            "and whether this network wants a sign-in first."
        )
    if envelope.empty:
        return BadAnswer(message="Its answer was empty.")
    if not envelope.readable:
        return BadAnswer(message="Its answer was cut off, or is in no known form.")
    return BadAnswer(message=_said("Its answer does not say whether it succeeded.", envelope))


def _refusal(status: int, envelope: Envelope) -> ApiError:
    if status == 403:
        step = "The credentials do not reach this far; ask whoever manages them."
        return Forbidden(message=_said(step, envelope))
    if status == 404:
        return NotFound(message=_said("It may have been removed, or the address in the settings is not right.", envelope))
    return Refused(message=_said(_NEXT_STEPS.get(status, f"Its status is {status}."), envelope))


def _quota_spent() -> QuotaSpent:
    return QuotaSpent(message="All calls of this project's quota are spent. Calls go on when the limit resets.")


def _not_allowed(envelope: Envelope) -> NotAllowed:
    return NotAllowed(message=_said("Check the client id and the client secret in the settings.", envelope))


def _contradiction() -> BadAnswer:
    return BadAnswer(message="It reports a success and a refusal at once.")


def _said(step: str, envelope: Envelope, *, instead: bool = False) -> str:
    if not envelope.words:
        return step
    return f"It says: {envelope.words}" if instead else f"It says: {envelope.words} {step}"
