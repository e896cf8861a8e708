"""The same for human eyes: rows and lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from webcare_tui.models.account import Account, SearchProfile
from webcare_tui.models.conversation import Details
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.models.result import Result
from webcare_tui.text.clean import PLACEHOLDER

NOTHING = "–"
_SENTIMENTS = {-2: "very negative", -1: "negative", 0: "neutral", 1: "positive", 2: "very positive"}
SIGNS = {
    OutboxState.QUEUED: "◷ queued",
    OutboxState.SENDING: "↑ sending",
    OutboxState.SENT: "✓ sent",
    OutboxState.FAILED: "✗ refused",
    OutboxState.UNCERTAIN: "? uncertain",
    OutboxState.DISCARDED: "– discarded",
}
RESULT_HEAD = ("time", "result", "source", "sentiment", "state", "author", "message")
PROFILE_HEAD = ("id", "profile", "tabs", "sources")
OUTBOX_HEAD = ("id", "state", "since", "to", "message", "reason")


def moment(seconds: int) -> str:
    """A time as `2026-01-31 13:44` on this machine's clock; a sign where it is unknown or beyond any calendar."""
    if seconds <= 0:
        return NOTHING
    try:
        return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M")
    except (OverflowError, ValueError, OSError):
        return NOTHING


def one_line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def source_name(result: Result, account: Account | None) -> str:
    """The source's name, or its number where the account does not know it."""
    name = account.source_name(result.source) if account is not None else ""
    return name or str(result.source)


def result_row(result: Result, account: Account | None) -> tuple[str, ...]:
    """A row under `RESULT_HEAD`."""
    return (
        moment(result.time),
        result.id,
        source_name(result, account),
        _SENTIMENTS.get(result.sentiment, str(result.sentiment)),
        _state(result),
        one_line(result.title) or PLACEHOLDER,
        one_line(result.description),
    )


def _state(result: Result) -> str:
    words = [
        "private" if result.private else "",
        "own" if result.own else "",
        "checked" if result.checked else "",
        "deleted" if result.deleted else "",
    ]
    return ",".join(word for word in words if word) or "open"


def profile_row(search: SearchProfile) -> tuple[str, ...]:
    """A row under `PROFILE_HEAD`."""
    tabs = ", ".join(one_line(tab.name) for tab in search.tabs)
    hidden = "" if search.visible else " (hidden)"
    return (search.id, one_line(search.name) + hidden, tabs or NOTHING, ", ".join(search.sources) or NOTHING)


def message_lines(result: Result, account: Account | None, *, asked: bool = False) -> Iterator[str]:
    """A message of a conversation: who and when, then the words, indented."""
    mark = "▸" if asked else " "
    arrow = "→" if result.own else "←"
    kind = "private" if result.private else "public"
    name = one_line(result.title) or PLACEHOLDER
    yield f"{mark} {moment(result.time)} {arrow} {name} · {source_name(result, account)} · {kind} · {result.id}"
    for line in (result.description or "(no words)").splitlines():
        yield f"    {line}".rstrip()


def detail_lines(item: Details, account: Account | None) -> Iterator[str]:
    """All that is known of one result."""
    yield from message_lines(item.result, account, asked=True)
    result = item.result
    facts = [
        ("case", result.case_id),
        ("search profile", result.search_id),
        ("person", result.person_id),
        ("link", result.link),
        ("labels", ", ".join(tag.name for tag in result.tags)),
        ("earlier contact", str(item.earlier_contact or "")),
        ("may be answered", "yes" if result.reply_available else "no"),
        ("connections", ", ".join(f"{each.id} {each.name}" for each in item.available_connections)),
        ("default connection", item.default_connection),
        ("begins with", item.reply_prefix),
        ("ends with", item.reply_suffix),
    ]
    notes = [*item.author_notes, *item.notes, *item.related_notes, *item.conversation_notes]
    facts.extend(("note", note) for note in notes)
    if item.draft is not None:
        facts.append(("draft at the service", item.draft.text))
    for name, value in facts:
        if value.strip():
            yield f"    {name + ':':<22}{one_line(value)}"
    for act in item.activities:
        activity = (account.activity_name(act.activity) if account is not None else "") or str(act.activity)
        actor = act.actor_name or act.actor_id or "?"
        yield f"    {moment(act.time)}  {activity} · {actor} · {one_line(f'{act.subject} {act.outcome}')}".rstrip(" ·")


def outbox_row(item: OutboxItem) -> tuple[str, ...]:
    """A row under `OUTBOX_HEAD`."""
    return (
        item.id[:8],
        SIGNS[item.state],
        moment(item.updated or item.created),
        one_line(item.to) or item.result_id,
        one_line(item.text) or "(words erased)",
        one_line(item.reason),
    )
