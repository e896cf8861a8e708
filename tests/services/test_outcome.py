"""The outcome: only proof leads back to the queue or to `failed`."""

from __future__ import annotations

import asyncio

import pytest

from webcare_tui.api import errors
from webcare_tui.errors import WebcareError
from webcare_tui.models.reply import OutboxState, Receipt
from webcare_tui.services.outcome import classify

S = OutboxState


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Receipt("9"), S.SENT),
        (Receipt(""), S.SENT),
        (Receipt("9", errors=("closed",)), S.UNCERTAIN),
        (errors.NotReached(), S.QUEUED),
        (errors.NotAllowed(), S.QUEUED),
        (errors.QuotaSpent(), S.QUEUED),
        (errors.Refused(), S.FAILED),
        (errors.Unsendable(), S.FAILED),
        (errors.NotReached(effect=errors.Effect.UNKNOWN), S.UNCERTAIN),
        (errors.ApiError(effect=errors.Effect.NONE), S.FAILED),
        (errors.ApiError(), S.UNCERTAIN),
        (errors.NoAnswer(), S.UNCERTAIN),
        (errors.BadAnswer(), S.UNCERTAIN),
        (errors.ServerTrouble(), S.UNCERTAIN),
        (UnicodeEncodeError("ascii", "x", 0, 1, "no"), S.FAILED),
        (WebcareError("Something", "else"), S.UNCERTAIN),
        (asyncio.CancelledError(), S.UNCERTAIN),
        (KeyboardInterrupt(), S.UNCERTAIN),
        (RuntimeError("the words of a customer"), S.UNCERTAIN),
    ],
    ids=lambda value: type(value).__name__,
)
def test_states(outcome, state):
    assert classify(outcome).state is state


def test_what_support_and_the_schedule_need_is_kept():
    verdict = classify(errors.QuotaSpent(transaction_id="T1", retry_at=5.0))
    assert (verdict.transaction_id, verdict.retry_at) == ("T1", 5.0)
    assert classify(Receipt("9")).reply_id == "9"


def test_an_unknown_exceptions_own_words_are_not_shown():
    assert "customer" not in classify(RuntimeError("the words of a customer")).reason
