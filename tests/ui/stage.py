"""What the tests of panes and dialogs stand on: a small app with the shipped colours, and invented people."""

from __future__ import annotations

import asyncio
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.keys import _character_to_key
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from webcare_tui.models.account import Account, Category, Connection, Label, SearchProfile, User
from webcare_tui.models.conversation import Activity, Conversation, Details
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.models.result import Result, ResultType, Tag
from webcare_tui.ui.theme.loader import DEFAULT, defaults, load

NOW = 1_718_020_800  # Mon 10 June 2024 14:00 in Amsterdam

COLORS = defaults()
THEMES = load().themes

ACCOUNT = Account(
    member_id="77",
    company="Waterlandnet",
    timezone="Europe/Amsterdam",
    current_user_id="5",
    users=(
        User("5", "Mila Kuiper", "Mila", "mila@example.com", "MK"),
        User("6", "Sanne Bakker", "Sanne", "sanne@example.com", "SB"),
        User("7", "Joris de Wit", "Joris", "joris@example.com", "JW"),
    ),
    searches=(
        SearchProfile(
            "31",
            "Mobiel",
            service_level=45,
            categories=(
                Category("1", "Onderwerp", labels=(Label("11", "storing", background_color="#b03a2e"), Label("12", "factuur"))),
            ),
        ),
    ),
    connections=(
        Connection("901", "Waterlandnet WhatsApp", 30),
        Connection("902", "Waterlandnet X", 3),
        Connection("903", "@wln_help", 3),
    ),
    sources={"twitter": 3, "facebook": 6, "irischat": 14, "whatsapp": 30},
    activities={"open": 1, "check": 2, "respond": 3},
)


def message(number: int, text: str, *, own: bool = False, minutes: float = 0, **changes: Any) -> Result:
    """A message of a conversation, some minutes before now."""
    values: dict[str, Any] = {
        "id": str(number),
        "search_id": "31",
        "source": 30,
        "type": ResultType.PRIVATE_MESSAGE,
        "private": True,
        "own": own,
        "title": "Waterlandnet" if own else "Jan de Vries",
        "description": text,
        "time": int(NOW - minutes * 60),
        "person_id": "" if own else "4471",
        "profile_id": "" if own else "jandevries",
        "case_id": "8812",
        "reply_available": not own,
    }
    return Result(**(values | changes))


def conversation(*messages: Result, asked: str = "", details: Details | None = None, fresh: bool = True) -> Conversation:
    """A conversation of these messages; the last one was asked for unless said otherwise."""
    result = next((each for each in messages if each.id == asked), messages[-1])
    return Conversation(result, tuple(messages), details, fresh)


def reply(state: OutboxState = OutboxState.QUEUED, text: str = "Ik kijk het na.", **changes: Any) -> OutboxItem:
    """A reply under way."""
    values: dict[str, Any] = {
        "id": "r1",
        "result_id": "3",
        "text": text,
        "connection_id": "901",
        "public": False,
        "state": state,
    }
    return OutboxItem(**(values | {"not_before": NOW + 5, "created": NOW, "updated": NOW} | changes))


STORY = conversation(
    message(1, "Goedemorgen, mijn internet doet het niet meer sinds gisteravond.", minutes=1500, tags=(Tag("11", "storing"),)),
    message(2, "Vervelend Jan! Mag ik je postcode en huisnummer? ^SB", own=True, minutes=1480),
    message(
        3,
        "1441 AB 12. Ik zit al drie dagen zonder internet, wat is dit voor service?! Zie https://example.com/meting/2024?x=1 "
        "voor mijn metingen.",
        minutes=38,
        sentiment=-2,
        tags=(Tag("11", "storing"), Tag("12", "factuur")),
    ),
    details=Details(
        message(3, ""),
        activities=(Activity("1", "3", "6", "Sanne Bakker", 1, "", "", NOW - 900),),
        earlier_contact=3,
        author_notes=("Wil liever gebeld worden.",),
        available_connections=(ACCOUNT.connections[0],),
        default_connection="901",
        reply_prefix="@jandevries ",
        reply_suffix=" ^MK",
    ),
)


class Stage(App[None]):
    """An app that shows some widgets and keeps what they say."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets = widgets
        self.heard: list[Message] = []
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self.set_reactive(App.theme, DEFAULT)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The program's own colour names."""
        return COLORS

    def compose(self) -> ComposeResult:
        """The widgets, one below the other."""
        yield from self.widgets

    def hear(self, kind: type[Message]) -> list[Any]:
        """What was said of one kind, oldest first."""
        return [each for each in self.heard if isinstance(each, kind)]


async def settle(pilot: Pilot[None], rounds: int = 12) -> None:
    """Wait until no widget has a message left, for some rounds of the loop; `Pilot.pause` waits by the clock instead."""
    app, quiet = pilot.app, 0
    while quiet < rounds:
        await asyncio.sleep(0)
        pumps = [app, *app.screen_stack, *(each for screen in app.screen_stack for each in screen.walk_children())]
        busy = any(pump._message_queue is not None and pump._message_queue.qsize() for pump in pumps)
        if quiet == rounds // 2 and not busy:
            app.screen._on_timer_update()
        quiet = 0 if busy else quiet + 1


async def tap(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as if they came in one packet, and wait once."""
    for key in keys:
        character = {"space": " ", "enter": "\r", "tab": "\t"}.get(key, key if len(key) == 1 else None)
        name = key if len(key) > 1 else _character_to_key(key)
        pilot.app.post_message(events.Key(name, character))
    await settle(pilot)
