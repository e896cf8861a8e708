"""The outcome of a reply that was put on the wire, from what came back; pure."""

from __future__ import annotations

from dataclasses import dataclass

from webcare_tui.api.errors import ApiError, Effect, NotAllowed, NotReached, QuotaSpent
from webcare_tui.errors import WebcareError
from webcare_tui.models.reply import OutboxState, Receipt


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an outcome means for the reply.

    Attributes:
        state: Where it goes: sent, failed, uncertain, or queued again where the service surely did nothing.
        reason: Why, in words; "" where it was sent.
        reply_id: The service's id of the reply, where it is known.
        retry_at: Unix seconds before which it is not tried again; None for the usual pause.
        transaction_id: The gateway's number for support.
    """

    state: OutboxState
    reason: str = ""
    reply_id: str = ""
    retry_at: float | None = None
    transaction_id: str = ""


def classify(outcome: Receipt | BaseException) -> Verdict:
    """Judge an outcome.

    Only what proves that the service did nothing leads back to the queue, only what proves that it refused to `failed`;
    whatever else happened, known or not, is `uncertain`.
    """
    if isinstance(outcome, Receipt):
        return _answered(outcome)
    if isinstance(outcome, ApiError):
        return _api_error(outcome)
    if isinstance(outcome, UnicodeError):
        return Verdict(OutboxState.FAILED, "The words hold a character that cannot be sent")
    if isinstance(outcome, WebcareError):
        return Verdict(OutboxState.UNCERTAIN, str(outcome))
    return Verdict(OutboxState.UNCERTAIN, "Sending was interrupted")


def _answered(receipt: Receipt) -> Verdict:
    if receipt.errors:
        said = "; ".join(receipt.errors)
        return Verdict(OutboxState.UNCERTAIN, f"The service accepted it and named an error: {said}", receipt.reply_id)
    return Verdict(OutboxState.SENT, reply_id=receipt.reply_id)


def _api_error(error: ApiError) -> Verdict:
    state = OutboxState.UNCERTAIN
    if error.effect is Effect.REFUSED:
        state = OutboxState.FAILED
    elif error.effect is Effect.NONE:
        again = isinstance(error, NotReached | NotAllowed | QuotaSpent)
        state = OutboxState.QUEUED if again else OutboxState.FAILED
    return Verdict(state, str(error), "", error.retry_at, error.transaction_id)
