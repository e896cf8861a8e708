"""The diagnosis: how things stand, for support; without secrets, names or a word of any message."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from webcare_tui import __version__
from webcare_tui.services import schedule
from webcare_tui.services.session import Session
from webcare_tui.store import Facts

ROWS = {"result": "results", "view": "views", "member": "places in views"}
"""What the rows of a table are called, where that is not its name."""

Row = tuple[str, str]
Section = tuple[str, tuple[Row, ...]]
"""A heading, and rows of a name and what there is to say."""


async def diagnose(session: Session, *more: Row) -> tuple[Section, ...]:
    """How an account at work stands.

    Args:
        session: The account at work.
        *more: What else is known of the program and its terminal.

    Raises:
        StoreError: The files of the account cannot be read.
    """
    facts = await session.store.facts()
    return (
        ("Program", (*_program(), *more)),
        ("Account", tuple(_account(session))),
        ("Link", tuple(_link(session))),
        ("Reading", tuple(_reading(session))),
        ("Calls since the start", tuple(_calls(session))),
        ("On this machine", tuple(_machine(facts))),
    )


def as_text(sections: tuple[Section, ...]) -> str:
    """The diagnosis as lines, to be sent to support."""
    parts = ["\n".join([f"{heading}:", *(f"  {name}: {words}" for name, words in rows)]) for heading, rows in sections]
    return "\n\n".join(parts) + "\n"


def _program() -> tuple[Row, ...]:
    here = f"{platform.system()} {platform.release()}, {platform.machine()}"
    remote = "yes" if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY") else "no"
    return (
        ("version", f"webcare-tui {__version__}, Python {platform.python_version()}"),
        ("system", here),
        ("over SSH", remote),
        ("inside tmux or screen", "yes" if os.environ.get("TMUX") or os.environ.get("STY") else "no"),
    )


def _account(session: Session) -> Iterator[Row]:
    chosen, account = session.settings.accounts[session.account_name], session.account
    yield "name here", session.account_name
    yield "service", urlsplit(chosen.base_url)._replace(query="", fragment="").geturl()
    yield "version asked for", chosen.api_version or "the newest"
    yield "customers are real", "yes" if chosen.production else "no"
    if account is None:
        yield "configuration", "not known yet"
        return
    changed = _moment(account.last_change) if account.last_change else "unknown"
    yield "configuration", f"changed at the service {changed}" + (", the account is switched off" if account.disabled else "")
    yield "holds", (
        f"{len(account.searches)} search profiles, {len(account.users)} users, {len(account.connections)} connections, "
        f"{len(account.sources)} sources"
    )
    yield "user", f"id {session.me}" if session.me else "the service does not say, and the settings do not either"


def _link(session: Session) -> Iterator[Row]:
    link, now = session.link, session.clock.now()
    yield "state", f"{link.state.value}, for {_span(now - link.since)}"
    if link.next_try:
        yield "next try", f"in {_span(link.next_try - now)}"
    left = session.client.token_left
    yield "token", "none yet" if left is None else f"good for {_span(left)}"
    yield "clock of the service", clock_words(round(session.client.server_offset))
    quota = schedule.current(session.client.quota, now)
    if quota is None:
        yield "quota", "the gateway tells none"
        return
    yield "quota", f"{quota.used} of {quota.limit} calls used, {schedule.reserve(quota)} kept for your own acts"
    yield "window", f"{_span(quota.window)}, anew in {_span(schedule.window_left(quota, now))}"


def _reading(session: Session) -> Iterator[Row]:
    feeds, now = session.poller.feeds, session.clock.monotonic()
    yield "interval", f"{session.settings.polling.interval:g} s wanted, {session.settings.polling.page} results a call"
    yield "views", f"{len(feeds)}, {sum(feed.filled for feed in feeds)} of them read since the start"
    paused = sum(feed.paused_until > now for feed in feeds)
    if paused:
        yield "refused by the service", f"{paused} views"
    skipped = session.client.tally.skipped
    yield "results that cannot be read", f"{skipped}; the others are shown" if skipped else "none"


def _calls(session: Session) -> Iterator[Row]:
    tally = session.client.tally
    for name, calls in tally.calls.items():
        failed = ", ".join(f"{number} {kind}" for kind, number in sorted(calls.failed.items()))
        odd = f", {calls.skipped} unreadable results" if calls.skipped else ""
        yield name, f"{calls.made}, {calls.milliseconds:.0f} ms" + (f", failed: {failed}" if failed else "") + odd
    last = tally.last_failure
    if last is not None:
        status = f", status {last.status}" if last.status else ", no answer"
        number = f", transaction {last.transaction_id}" if last.transaction_id else ""
        yield "last failure", f"{last.kind} at {_moment(last.at)}, {last.call}{status}{number}"


def _machine(facts: Facts) -> Iterator[Row]:
    for name, file in (("cache", facts.cache), ("outbox", facts.outbox)):
        where = "in memory" if file.path is None else f"{file.path}, {file.size / 1e6:.1f} MB"
        yield name, f"{where}, schema {file.schema}, journal {file.journal}"
    yield "holds", ", ".join(f"{number} {ROWS.get(table, table)}" for table, number in facts.rows.items())
    yield "drafts", str(facts.drafts)
    yield "replies", ", ".join(f"{number} {state}" for state, number in facts.replies.items()) or "none"


def clock_words(ahead: int) -> str:
    """How far the service's clock is ahead of this machine's, in seconds, as words."""
    return f"{abs(ahead)} s {'ahead of' if ahead > 0 else 'behind'} this one" if ahead else "the same as here"


def _span(seconds: float) -> str:
    whole = max(0, round(seconds))
    if whole < 120:
        return f"{whole} s"
    return f"{whole // 60} min" if whole < 7200 else f"{whole // 3600} h" if whole < 172_800 else f"{whole // 86_400} days"


def _moment(seconds: float) -> str:
    try:
        return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))
    except (OverflowError, ValueError, OSError):
        return "an impossible time"
