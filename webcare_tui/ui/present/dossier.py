"""All that is known of a customer, as the blocks of the panel: profile, notes, earlier contact, activities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from webcare_tui.models.account import Account
from webcare_tui.models.conversation import Activity, Conversation, Details
from webcare_tui.models.result import Result
from webcare_tui.text.clean import PLACEHOLDER, clean
from webcare_tui.text.links import find
from webcare_tui.text.width import cells, cut
from webcare_tui.ui.present.bubbles import clock_words, local_time
from webcare_tui.ui.present.customer import customer_of
from webcare_tui.ui.present.heads import source_words
from webcare_tui.ui.present.paper import Line, wrap
from webcare_tui.ui.present.steady import steady, steady_name

KEY_WIDTH = 9
"""Cells of the column of keys."""
EARLIER_SHOWN = 20
"""Earlier messages that are listed."""
ACTIVITIES_SHOWN = 20
"""Activities that are listed."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the panel: a key and its words."""

    key: str
    words: str
    role: str = "text"

    @property
    def anchor(self) -> str:
        """What it is called among the blocks."""
        return f"{self.key} {self.words}"

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells."""
        lead = 1 if not self.key else KEY_WIDTH + 1
        body = wrap(self.words, max(1, width - lead - 1), self.role)
        first: Line = ((f" {cut(self.key, KEY_WIDTH - 1):<{lead - 1}}", "muted"), *body[0])
        return (first, *(((" " * lead, ""), *line) for line in body[1:]))


@dataclass(frozen=True, slots=True)
class Caption:
    """A heading, with a blank line above it where something stands there."""

    words: str
    lead: bool = True

    @property
    def anchor(self) -> str:
        """What it is called among the blocks."""
        return f"caption {self.words}"

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells."""
        line: Line = ((f" {self.words}", "caption"),)
        return ((), line) if self.lead else (line,)


@dataclass(frozen=True, slots=True)
class Moment:
    """A row of a list in the panel: when and what."""

    anchor: str
    when: str
    words: str

    def lines(self, width: int) -> tuple[Line, ...]:
        """The one line at a width in cells."""
        when = f" {self.when} "
        return (((when, "muted"), (cut(self.words, max(1, width - cells(when) - 1)), "text")),)


Entry = Fact | Caption | Moment


def dossier(
    conversation: Conversation | None,
    account: Account | None,
    earlier: Sequence[Result],
    zone: tzinfo | None,
) -> tuple[Entry, ...]:
    """The panel's blocks.

    Args:
        conversation: The one that is read; None for nothing.
        account: For names; None as long as it is not known.
        earlier: Results of the same person, newest first.
        zone: For clocks and days; None is the machine's own.
    """
    if conversation is None:
        return (Fact("", "Nothing is open.", "muted"),)
    customer = customer_of(conversation)
    entries: list[Entry] = [Fact("", steady_name(customer.title) or PLACEHOLDER, "name")]
    entries.extend(_profile(customer, account))
    if conversation.details is None:
        entries.append(Fact("", "Notes and activities are not fetched yet.", "muted"))
    else:
        entries.extend(_notes(conversation.details))
    seen = {message.id for message in conversation.messages}
    entries.extend(_earlier([each for each in earlier if each.id not in seen], conversation, account, zone))
    if conversation.details is not None:
        entries.extend(_activities(conversation.details.activities, account, zone))
    return _distinct(entries)


def _profile(customer: Result, account: Account | None) -> Iterator[Fact]:
    rows = (
        ("source", source_words(customer, account)),
        ("profile", steady_name(customer.profile_id)),
        ("person", steady_name(customer.person_id)),
        ("reach", f"{customer.rank:,}" if customer.rank else ""),
        ("page", clean(customer.subtitle, "line")),
        ("message", find(customer.link)[0].url if find(customer.link) else ""),
    )
    return (Fact(key, words) for key, words in rows if words)


def _notes(details: Details) -> Iterator[Entry]:
    groups = (
        ("On the author", details.author_notes),
        ("On this message", details.notes),
        ("On other messages", details.related_notes),
        ("In the conversation", details.conversation_notes),
    )
    for caption, notes in groups:
        if notes:
            yield Caption(caption)
            yield from (Fact("", clean(note, "block")) for note in notes)


def _earlier(
    earlier: Sequence[Result], conversation: Conversation, account: Account | None, zone: tzinfo | None
) -> Iterator[Entry]:
    told = conversation.details.earlier_contact if conversation.details else 0
    if not earlier and not told:
        return
    yield Caption(f"Earlier contact{f' · {told}×' if told else ''}")
    if not earlier:
        yield Fact("", "None of it is on this machine.", "muted")
    for result in earlier[:EARLIER_SHOWN]:
        who = "us: " if result.own else ""
        words = "deleted on the source" if result.deleted else steady(result.description)
        yield Moment(f"result {result.id}", _day(result.time, zone), f"{who}{words}")


def _activities(activities: Sequence[Activity], account: Account | None, zone: tzinfo | None) -> Iterator[Entry]:
    if activities:
        yield Caption("Activities")
    for activity in reversed(activities[-ACTIVITIES_SHOWN:]):
        what = (account.activity_name(activity.activity) if account else "") or f"activity {activity.activity}"
        user = account.user(activity.actor_id) if account else None
        who = steady_name(user.name) if user else steady_name(activity.actor_name)
        parts = (what, who, steady(activity.subject), steady(activity.outcome))
        words = " · ".join(part for part in parts if part)
        yield Moment(f"activity {activity.id}", f"{_day(activity.time, zone)} {clock_words(activity.time, zone)}", words)


def _day(moment: int, zone: tzinfo | None) -> str:
    when = local_time(moment, zone)
    return f"{when.day:>2} {when:%b %y}" if when else "unknown  "


def _distinct(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(dict.fromkeys(entries))
