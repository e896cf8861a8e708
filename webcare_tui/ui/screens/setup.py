"""The first start: asks for what is needed, tries it step by step, and writes it down."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Input, Label, RadioButton, RadioSet, Static

from webcare_tui.services.checkup import Step
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.schema import DEFAULT_BASE_URL, DEFAULT_TOKEN_URL
from webcare_tui.settings.secrets import Secret
from webcare_tui.ui.flows.setup import Answers, Keep, attempt, secret_file

WELCOME = (
    "No configuration was found, so this is the first start. Five answers, one try at the service, and the inbox opens. "
    "Whoever runs the API account at your company knows the client id and secret."
)
KEEPS: tuple[Keep, ...] = ("file", "keyring", "command")


class SetupScreen(Screen[bool]):
    """Asks, tries, writes. Returns True once the settings stand on disk, False if the agent leaves before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c,ctrl+q", "leave", "leave", priority=True),
        Binding("ctrl+j,ctrl+o,f5", "attempt", "try and save", priority=True),
    ]
    CSS_PATH = "../styles/setup.tcss"

    def __init__(self, locations: Locations) -> None:
        """Make the screen.

        Args:
            locations: Where the settings are going to stand.
        """
        super().__init__()
        self._locations = locations
        self._done = False

    def compose(self) -> ComposeResult:
        """The questions, the steps, the keys."""
        yield Static(Content.assemble((" webcare-tui ", "bold $key"), " first start"), id="setup-top")
        with VerticalScroll(id="setup-form"):
            yield Static(Content(WELCOME), id="setup-welcome")
            yield from self._question("client-id", "Client id", "the id of your project at the gateway")
            yield from self._question("client-secret", "Client secret", "never stands in config.toml", password=True)
            with Horizontal(classes="setup-row"):
                yield Label("Keep the secret", classes="setup-label")
                with RadioSet(id="keep"):
                    yield RadioButton(Content(f"in a file that only you can read ({secret_file(self._locations)})"), value=True)
                    yield RadioButton(Content("in the keyring of this machine"))
                    yield RadioButton(Content("nowhere: a command prints it each time"))
            yield from self._question("command", "The command", "pass show webcare/client-secret")
            yield from self._question("user", "Who you are", "e-mail address or initials; may stay empty")
            yield from self._question("base-url", "Service", value=DEFAULT_BASE_URL)
            yield from self._question("token-url", "Tokens", value=DEFAULT_TOKEN_URL)
            with Horizontal(classes="setup-row"):
                yield Label("", classes="setup-label")
                yield Button(Content("Try and save"), id="attempt", variant="primary")
            yield Vertical(id="steps")
        keys = (("Tab", "next answer"), ("ctrl+j", "try and save"), ("Esc", "leave"))
        yield Static(Content.assemble(*((f" {key} " if at == 0 else f"{key} ", style) for each in keys for at, (key, style) in
                     enumerate(((each[0], "bold $key"), (each[1], ""))))), id="setup-foot")

    def on_mount(self) -> None:
        """Begin with the first question."""
        self._show_command()
        self.query_one("#client-id", Input).focus()

    def _question(
        self, name: str, words: str, placeholder: str = "", *, value: str = "", password: bool = False
    ) -> ComposeResult:
        with Horizontal(classes="setup-row", id=f"row-{name}"):
            yield Label(Content(words), classes="setup-label")
            yield Input(value, placeholder=placeholder, password=password, id=name, compact=True)

    @property
    def answers(self) -> Answers:
        """What is filled in now."""
        return Answers(
            base_url=self._value("base-url"),
            token_url=self._value("token-url"),
            client_id=self._value("client-id"),
            secret=Secret(self._value("client-secret")),
            keep=self._keep,
            command=self._value("command"),
            user=self._value("user"),
        )

    @property
    def _keep(self) -> Keep:
        return KEEPS[max(0, self.query_one(RadioSet).pressed_index)]

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    @on(RadioSet.Changed)
    def _show_command(self) -> None:
        by_command = self._keep == "command"
        self.query_one("#row-command").display = by_command
        self.query_one("#row-client-secret").display = not by_command

    @on(Button.Pressed)
    @on(Input.Submitted)
    def _pressed(self, message: Button.Pressed | Input.Submitted) -> None:
        message.stop()
        if isinstance(message, Input.Submitted):
            self.focus_next()
        else:
            self.action_attempt()

    def action_attempt(self) -> None:
        """Try what is filled in, or go on to the inbox once it is written."""
        if self._done:
            self.dismiss(True)
        elif missing := self._missing():
            self._show([Step("Answers", False, "Something is missing", missing)])
        else:
            self.run_worker(self._attempt(), exclusive=True, exit_on_error=False)

    def _missing(self) -> str:
        answers = self.answers
        if not answers.client_id:
            return "Fill in the client id."
        if answers.keep == "command" and not answers.command:
            return "Fill in the command that prints the secret."
        return "Fill in the client secret." if answers.keep != "command" and not answers.secret.reveal() else ""

    async def _attempt(self) -> None:
        taken: list[Step] = []
        self._show(taken, busy=True)
        async for step in attempt(self.answers, self._locations):
            taken.append(step)
            self._show(taken, busy=step.ok)
        self._done = bool(taken) and all(step.ok for step in taken)
        self._show(taken)
        if self._done:
            button = self.query_one("#attempt", Button)
            button.label = Content("Open the inbox")
            button.focus()

    def _show(self, taken: list[Step], *, busy: bool = False) -> None:
        rows = [Static(_row(step)) for step in taken]
        if busy:
            rows.append(Static(Content.styled("… asking the service", "$muted")))
        box = cast("Vertical", self.query_one("#steps"))
        box.remove_children()
        box.mount(*rows)
        self.call_after_refresh(self.query_one("#setup-form", VerticalScroll).scroll_end, animate=False)

    def action_leave(self) -> None:
        """Leave; nothing was written unless all steps went well."""
        self.dismiss(self._done)


def _row(step: Step) -> Content:
    head = Content.assemble(("✓ " if step.ok else "✗ ", "bold $success" if step.ok else "bold $error"), (step.name, "bold"))
    advice = Content.styled(f"\n  {step.advice}", "$muted") if step.advice else Content("")
    return Content.assemble(head, f" – {step.words}", advice)
