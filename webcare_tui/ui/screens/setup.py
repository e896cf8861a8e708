"""The first start: asks for what is needed, tries it step by step, and writes it down."""

from __future__ import annotations

import asyncio
import logging
import traceback
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Static
from textual.worker import Worker, WorkerState

from webcare_tui.services.checkup import Step
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.schema import DEFAULT_BASE_URL, DEFAULT_TOKEN_URL
from webcare_tui.settings.secrets import Secret
from webcare_tui.ui.flows import keyring
from webcare_tui.ui.flows.setup import Answers, Attempt, Keep, secret_file
from webcare_tui.ui.widgets.form import Line, Row, Ways

LOG = logging.getLogger(__name__)
WELCOME = (
    "Nothing is configured yet. What gives access to the service is asked for once, and tried. "
    "Whoever runs the API account at your company knows it."
)
KEPT_IF = "Nothing is kept unless every step goes well."
NOT_KEPT = "Nothing is kept yet. Mend it, then try again."
KEEPS: dict[Keep, str] = {
    "file": "in a file that only you can read",
    "keyring": "in the keyring of this machine",
    "command": "nowhere: a command prints it each time",
}
KEYS = (("Tab", "next"), ("Shift+Tab", "back"), ("↑ ↓", "choose"), ("F5", "try and keep"), ("Esc", "leave"))
PLAIN_KEYS = {"↑ ↓": "Up Down"}


class SetupScreen(Screen[bool]):
    """Asks, tries, writes. Returns True once the settings stand on disk, False if the agent leaves before.

    Attributes:
        plain: Only ASCII is drawn.
    """

    # All with priority, so that each acts where it stands among the letters that were typed.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c,ctrl+q", "leave", "leave", priority=True),
        Binding("f5,ctrl+j,ctrl+o", "attempt", "try and keep", priority=True),
        Binding("enter", "onward", "next", priority=True),
        Binding("tab", "walk(1)", "next", priority=True),
        Binding("shift+tab", "walk(-1)", "back", priority=True),
        Binding("down", "choose(1)", "choose", priority=True),
        Binding("up", "choose(-1)", "choose", priority=True),
        Binding("pagedown", "page(1)", "page down", priority=True),
        Binding("pageup", "page(-1)", "page up", priority=True),
    ]
    AUTO_FOCUS = "#client-id"
    CSS_PATH = "../styles/setup.tcss"

    def __init__(self, locations: Locations, *, plain: bool = False) -> None:
        """Make the screen.

        Args:
            locations: Where the settings are going to stand.
            plain: Draw only ASCII.
        """
        super().__init__()
        self.plain = plain
        self._locations = locations
        self._trying: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """The questions, the steps, the keys."""
        yield Static(Content.assemble((" webcare-tui ", "bold $key"), " first start"), id="setup-top")
        with VerticalScroll(id="setup-form", can_focus=False):
            yield Static(Content(WELCOME), id="setup-welcome")
            yield self._question("client-id", "Client id", "the id of your project at the gateway")
            ways = Ways(tuple(KEEPS.values()), plain=self.plain, id="keep")
            yield Row("Keep the secret", Vertical(ways, Static(id="keep-words")), id="row-keep")
            yield self._question("client-secret", "Client secret", "is never shown, and never stands in config.toml", True)
            yield self._question("command", "The command", "pass show webcare/client-secret")
            yield self._question("user", "Who you are", "e-mail address or initials; may stay empty")
            yield self._question("base-url", "Service", _usual(DEFAULT_BASE_URL))
            yield self._question("token-url", "Tokens", _usual(DEFAULT_TOKEN_URL))
            with Horizontal(id="row-attempt"):
                yield Button(Content("Try and keep"), id="attempt", compact=True)
                yield Static(Content(KEPT_IF), id="progress")
            yield Vertical(id="steps")
        keys = ((PLAIN_KEYS.get(key, key) if self.plain else key, words) for key, words in KEYS)
        yield Static(Content.assemble(*(part for key, words in keys for part in ((f" {key} ", "bold $key"), f"{words} "))),
                     id="setup-foot")

    def _question(self, name: str, words: str, placeholder: str, password: bool = False) -> Row:
        return Row(words, Line(placeholder, password=password, id=name), id=f"row-{name}")

    @property
    def answers(self) -> Answers:
        """What is filled in now."""
        by_command = self._keep == "command"
        return Answers(
            base_url=self._value("base-url"),
            token_url=self._value("token-url"),
            client_id=self._value("client-id"),
            secret=Secret("" if by_command else self._value("client-secret")),
            keep=self._keep,
            command=self._value("command") if by_command else "",
            user=self._value("user"),
        )

    @property
    def _keep(self) -> Keep:
        return tuple(KEEPS)[self.query_one(Ways).chosen]

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Line).value.strip()

    @on(Ways.Changed)
    def _show_keep(self) -> None:
        keep = self._keep
        self.query_one("#row-command").display = keep == "command"
        self.query_one("#row-client-secret").display = keep != "command"
        words = {
            "file": f"It becomes {_from_home(secret_file(self._locations))}",
            "keyring": "It is called webcare-tui there, its user main.",
            "command": "It is run without a shell; its first line counts.",
        }
        self._say_of_keep(words[keep])
        if keep == "keyring":
            self.run_worker(self._look_for_keyring(), group="keyring", exclusive=True, exit_on_error=False)

    async def _look_for_keyring(self) -> None:
        if (trouble := await keyring.trouble()) and self._keep == "keyring":
            self._say_of_keep(trouble, wrong=True)

    def _say_of_keep(self, words: str, *, wrong: bool = False) -> None:
        self.query_one("#keep-words", Static).update(Content.styled(words, "$warning" if wrong else "$muted"))

    def action_choose(self, by: int) -> None:
        """Choose another way to keep the secret, where that has the keys."""
        if isinstance(self.focused, Ways):
            self.focused.move(by)

    def action_walk(self, by: int) -> None:
        """Go to the next or the previous answer."""
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_onward(self) -> None:
        """Go to the next answer, or try them all."""
        if isinstance(self.focused, Button):
            self.action_attempt()
        else:
            self.focus_next()

    def action_page(self, by: int) -> None:
        """Scroll."""
        form = self.query_one("#setup-form", VerticalScroll)
        form.scroll_relative(y=by * max(1, form.size.height - 2), animate=False)

    @on(Button.Pressed)
    def action_attempt(self) -> None:
        """Try what is filled in; while that is being done, nothing."""
        if self._trying is None:
            self._trying = self.run_worker(self._attempt(), group="attempt", exit_on_error=False)

    async def _attempt(self) -> None:
        for line in self.query(Line):
            await line.settled()
        attempt = Attempt(self.answers, self._locations)
        self.query_one("#attempt").focus(scroll_visible=False)
        await self.query_one("#steps").remove_children()
        self._say("looking at the answers" + self._dots)
        taken = 0
        step: Step | None = None
        async for step in attempt.steps():
            taken += 1
            if step.ok and taken == len(attempt.names):
                self.dismiss(True)
                return
            await self._add(step)
            if step.ok:
                self._say(f"{taken + 1} of {len(attempt.names)}: {attempt.names[taken]}{self._dots}")
        self._say(NOT_KEPT, wrong=True)

    @on(Worker.StateChanged)
    async def _ended(self, event: Worker.StateChanged) -> None:
        if event.worker is not self._trying or event.state in (WorkerState.PENDING, WorkerState.RUNNING):
            return
        self._trying = None
        error = event.worker.error
        if error is not None and not isinstance(error, asyncio.CancelledError):
            place = traceback.extract_tb(error.__traceback__)[-1]
            LOG.error("the first start broke: %s at %s:%s", type(error).__name__, Path(place.filename).name, place.lineno)
            words = f"An unexpected {type(error).__name__}"
            await self._add(Step("program", False, words, "This is a mistake of the program; its log says where."))
            self._say(NOT_KEPT, wrong=True)

    async def _add(self, step: Step) -> None:
        """Show a step below the others, with its words in the column of the answers."""
        sign = ("+" if step.ok else "x") if self.plain else ("✓" if step.ok else "✗")
        name = Content.assemble((f"{sign} ", "bold $success" if step.ok else "bold $error"), step.name)
        words = Content.assemble((step.words, "" if step.ok else "bold $error"), f"\n{step.advice}" if step.advice else "")
        await self.query_one("#steps").mount(Row(name, Static(words, classes="row-words")))
        self.query_one("#setup-form").scroll_end(animate=False)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self.query_one("#progress", Static).update(Content.styled(words, "$warning" if wrong else "$muted"))

    @property
    def _dots(self) -> str:
        return " ..." if self.plain else " …"

    def action_leave(self) -> None:
        """Leave; what is being tried is given up, and nothing is written."""
        self.workers.cancel_node(self)
        self.dismiss(False)


def _usual(url: str) -> str:
    return f"{urlsplit(url).hostname}, unless you write another address"


def _from_home(path: Path) -> str:
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)
