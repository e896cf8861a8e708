"""What became of a reply, in words."""

from __future__ import annotations

from webcare_tui.cli import shapes
from webcare_tui.cli.output import Output
from webcare_tui.models.reply import OutboxItem, OutboxState


def outcome(item: OutboxItem, output: Output, *, kept: bool = False) -> None:
    """Tell what became of a reply: in a sentence on the standard output or error, or as JSON (`shapes.reply`).

    Args:
        item: The row at the end.
        output: Where to.
        kept: A reply that could not leave stays in the outbox.
    """
    output.data(shapes.reply(item))
    if item.state is OutboxState.SENT:
        number = f", {item.reply_id}" if item.reply_id else ""
        output.line(f"✓ sent to {item.to or item.result_id} ({'public' if item.public else 'private'}{number})")
        if item.reason:
            output.note(f"  {item.reason}")
        return
    for line in _words(item, kept):
        output.note(line)
    if item.transaction_id:
        output.note(f"  Number for support: {item.transaction_id}")


def _words(item: OutboxItem, kept: bool) -> list[str]:
    reason = f"  {item.reason}" if item.reason else ""
    if item.state in (OutboxState.UNCERTAIN, OutboxState.SENDING):
        lines = [
            "? Outcome unknown: the reply may have been posted, or not.",
            reason,
            f"  It stays in the outbox ({item.id[:8]}) and is not sent again by itself; the inbox goes on looking for it.",
            f"  Look into the conversation first: webcare-tui show {item.result_id}",
            f"  Then: webcare-tui outbox retry {item.id[:8]}   or: webcare-tui outbox discard {item.id[:8]}",
        ]
    elif item.state is OutboxState.FAILED:
        lines = ["✗ Refused, so it was not sent.", reason]
    elif kept:
        lines = [f"◷ Not sent yet; it stays in the outbox ({item.id[:8]}).", reason]
    else:
        lines = ["✗ Not sent, and not kept for later.", reason]
    return [line for line in lines if line]
