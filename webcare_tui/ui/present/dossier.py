"""All that is known of a customer, as the blocks of the panel: profile, labels, notes, earlier contact, activities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from webcare_tui.models.account import Account
from webcare_tui.models.conversation import Activity, Conversation, Details
from webcare_tui.models.result import Result
from webcare_tui.text.clean import PLACEHOLDER, clean
from webcare_tui.text.links import find
from webcare_tui.text.width import cells, cut
from webcare_tui.ui.present.bubbles import Chip, chip_lines, clock_words, local_time
from webcare_tui.ui.present.customer import customer_of, label_color
from webcare_tui.ui.present.heads import source_words
from webcare_tui.ui.present.paper import Line, wrap
from webcare_tui.ui.present.steady import steady, steady_name

KEY_WIDTH = 9
"""Cells of the column of keys."""
EARLIER_SHOWN = 50
"""Earlier messages that are listed."""
ACTIVITIES_SHOWN = 50
"""Activities that are listed."""
EARLIER = "Earlier contact"
"""What the list of earlier messages is headed with."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the panel: a key and its words."""

    key: str
    words: str
    role: str = "text"
    under: str = ""

    @property
    def anchor(self) -> str:
        """What it is called among the blocks."""
        return f"{self.under} {self.key} {self.words}"

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
class Labels:
    """The labels on the customer's messages."""

    chips: tuple[Chip, ...]

    @property
    def anchor(self) -> str:
        """What they are called among the blocks."""
        return f"labels {' '.join(chip.name for chip in self.chips)}"

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells."""
        return tuple(((" ", ""), *line) for line in chip_lines(self.chips, max(1, width - 2)))


@dataclass(frozen=True, slots=True)
class Moment:
    """A row of a list in the panel: when and what.

    Attributes:
        anchor: What it is called among the blocks.
        when: In words of one width for the whole list.
        words: What; one line of it where it can be opened.
        opens: The id of the result that it opens; "" for nothing.
        chosen: The cursor stands on it.
    """

    anchor: str
    when: str
    words: str
    opens: str = ""
    chosen: bool = field(default=False, kw_only=True)

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells."""
        when = f"{'>' if self.chosen else ' '}{self.when} "
        room = max(1, width - cells(when) - 1)
        if self.opens:
            line: Line = ((when, "muted"), (cut(self.words, room), "text"))
            return ((("", "chosen"), *line),) if self.chosen else (line,)
        body = wrap(self.words, room)
        return (((when, "muted"), *body[0]), *(((" " * cells(when), ""), *line) for line in body[1:]))


Entry = Fact | Caption | Labels | Moment


def dossier(
    conversation: Conversation | None,
    account: Account | None,
    earlier: Sequence[Result],
    zone: tzinfo | None,
    chosen: str = "",
) -> tuple[Entry, ...]:
    """The panel's blocks.

    Args:
        conversation: The one that is read; None for nothing.
        account: For names; None as long as it is not known.
        earlier: Results of the same person on all sources, newest first.
        zone: For clocks and days; None is the machine's own.
        chosen: The id of the earlier message that the cursor stands on; "" for none.
    """
    if conversation is None:
        return (Fact("", "Nothing is open.", "muted"),)
    customer = customer_of(conversation)
    entries: list[Entry] = [Fact("", steady_name(customer.title) or PLACEHOLDER, "name")]
    entries.extend(_profile(conversation, customer, account))
    entries.extend(_labels(conversation, account))
    entries.extend(_notes(conversation.details))
    here = {message.id for message in conversation.messages}
    others = [each for each in earlier if each.id not in here]
    entries.extend(_earlier(others, conversation, account, zone, chosen))
    entries.extend(_accounts(others, customer, account, zone))
    entries.extend(_activities(conversation.details, account, zone))
    return _distinct(entries)


def _profile(conversation: Conversation, customer: Result, account: Account | None) -> Iterator[Fact]:
    details, result = conversation.details, conversation.result
    status = (account.status_name(result.status) if account else "") or (f"status {result.status}" if result.status else "")
    told = details.available_connections if details else ()
    channels = tuple(map(account.named, told)) if account else told
    rows = (
        ("source", source_words(customer, account)),
        ("profile", steady_name(customer.profile_id)),
        ("person", steady_name(customer.person_id)),
        ("place", steady(details.place) if details else ""),
        ("language", steady(details.language) if details else ""),
        ("reach", f"{customer.rank:,}" if customer.rank else ""),
        ("page", clean(customer.subtitle, "line")),
        ("message", find(customer.link)[0].url if find(customer.link) else ""),
        ("status", f"{steady(status)}{', checked off' if result.checked else ''}" if status else ""),
        ("channels", ", ".join(steady_name(each.name) or f"connection {each.id}" for each in channels)),
    )
    return (Fact(key, words) for key, words in rows if words)


def _labels(conversation: Conversation, account: Account | None) -> Iterator[Entry]:
    tags = {tag.id or tag.name: tag for message in conversation.messages for tag in message.tags if tag.name}
    if tags:
        yield Caption("Labels")
        yield Labels(tuple(Chip(steady_name(tag.name), label_color(tag.id, account)) for tag in tags.values()))


def _notes(details: Details | None) -> Iterator[Entry]:
    if details is None:
        yield Caption("Notes")
        yield Fact("", "Not fetched yet: Enter on the row in the list asks for notes and activities.", "muted")
        return
    groups = (
        ("On the author", details.author_notes),
        ("On this message", details.notes),
        ("On other messages", details.related_notes),
        ("In the conversation", details.conversation_notes),
    )
    for caption, notes in groups:
        if notes:
            yield Caption(caption)
            yield from (Fact("", clean(note, "block"), under=caption) for note in notes)
    if not any(notes for _, notes in groups):
        yield Caption("Notes")
        yield Fact("", "None.", "muted", "notes")


def _earlier(
    earlier: Sequence[Result], conversation: Conversation, account: Account | None, zone: tzinfo | None, chosen: str
) -> Iterator[Entry]:
    told = conversation.details.earlier_contact if conversation.details else 0
    yield Caption(f"{EARLIER}{f' · {told}×' if told > 1 else ''}")
    if not earlier:
        yield Fact("", _no_earlier(conversation, told), "muted", EARLIER)
    for result in earlier[:EARLIER_SHOWN]:
        where = source_words(result, account)
        who = "us: " if result.own else ""
        words = f"{where} · {who}{steady(result.description) or '(no text)'}"
        yield Moment(f"result {result.id}", _day(result.time, zone), words, result.id, chosen=result.id == chosen)
    if len(earlier) > EARLIER_SHOWN:
        yield Fact("", f"… and {len(earlier) - EARLIER_SHOWN} more.", "muted", EARLIER)


def _no_earlier(conversation: Conversation, told: int) -> str:
    if told:
        return "The service has it; none of it is on this machine. P asks for it."
    if not customer_of(conversation).person_id:
        return "The service does not say who this is, so nothing else can be found."
    if conversation.details is None:
        return "None on this machine; the service was not asked yet."
    return "None: this is the first contact, as far as the service knows."


def _accounts(
    earlier: Sequence[Result], customer: Result, account: Account | None, zone: tzinfo | None
) -> Iterator[Entry]:
    """The person's other accounts: what else they wrote from, newest first."""
    found: dict[tuple[int, str], list[Result]] = {}
    for result in earlier:
        if not result.own and (result.source, result.profile_id) != (customer.source, customer.profile_id):
            found.setdefault((result.source, result.profile_id), []).append(result)
    if not customer.person_id:
        return
    yield Caption("Other accounts of this person")
    if not found:
        yield Fact("", "None that this machine knows of.", "muted", "accounts")
    for (_, profile), results in found.items():
        newest, number = results[0], len(results)
        names = dict.fromkeys(name for name in (steady_name(newest.title), steady_name(profile)) if name)
        much = f"{number} message{'s' if number > 1 else ''}, last {_day(newest.time, zone).strip()}"
        yield Fact(source_words(newest, account), " · ".join((*names, much)), under="accounts")


def _activities(details: Details | None, account: Account | None, zone: tzinfo | None) -> Iterator[Entry]:
    if details is None:
        return
    yield Caption("Activities")
    if not details.activities:
        yield Fact("", "None.", "muted", "activities")
    for number, activity in enumerate(reversed(details.activities[-ACTIVITIES_SHOWN:])):
        when = f"{_day(activity.time, zone)} {clock_words(activity.time, zone)}"
        yield Moment(f"activity {activity.id} {number}", when, _deed(activity, account))
    if len(details.activities) > ACTIVITIES_SHOWN:
        yield Fact("", f"… and {len(details.activities) - ACTIVITIES_SHOWN} earlier ones.", "muted", "activities")


def _deed(activity: Activity, account: Account | None) -> str:
    """What was done, by whom, with what, and what came of it."""
    what = steady((account.activity_name(activity.activity) if account else "") or f"activity {activity.activity}")
    user = account.user(activity.actor_id) if account else None
    who = steady_name(user.name) if user else steady_name(activity.actor_name)
    who = who or (f"user {activity.actor_id}" if activity.actor_id else "")
    parts = (what, who, steady(activity.subject), steady(activity.outcome))
    return " · ".join(part for part in parts if part)


def _day(moment: int, zone: tzinfo | None) -> str:
    when = local_time(moment, zone)
    return f"{when.day:>2} {when:%b %y}" if when else "unknown  "


def _distinct(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.anchor: entry for entry in reversed(entries)}.values())[::-1]
