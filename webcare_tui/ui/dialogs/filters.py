"""The filter, built: its terms as chips, a line that completes them, how much fits, and the dashboard's string below."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from webcare_tui.filters.complete import Choice, Completion
from webcare_tui.filters.edit import added, dropped
from webcare_tui.filters.parse import FilterError
from webcare_tui.filters.render import render
from webcare_tui.filters.terms import Query, Term
from webcare_tui.text.clean import clean, to_wire
from webcare_tui.text.width import cells
from webcare_tui.ui.dialogs.dialog import Dialog
from webcare_tui.ui.present.chips import chips, pointed
from webcare_tui.ui.widgets.chip_line import ChipLine
from webcare_tui.ui.widgets.choices import Choices

REST = 0.6
"""Seconds after the last change until the service is asked how much fits."""
LINES = 8
NAMES = (16, 32)
"""Cells of the column with what may follow: the first where all of it fits there."""
ROOMY = 96
"""Columns from which all keys are named."""
STEPS = 100
"""Changes that can be taken back."""


@dataclass(frozen=True, slots=True)
class Built:
    """What the agent wants.

    Attributes:
        query: What to ask for.
        act: Show it, keep it as a view, or only have its string copied.
    """

    query: Query
    act: Literal["show", "save", "copy"] = "show"


@dataclass(frozen=True, slots=True)
class Workshop:
    """What the dialog builds with.

    Attributes:
        read: Terms out of what was typed, for a query's search profile; a text that names a profile gives it too.
        complete: What may stand where the caret is.
        count: How much fits, in words; asked of the service.
        words: The terms in a few words each.
        write: A term as one types it.
    """

    read: Callable[[str, Query], Query]
    complete: Callable[[str, int], Completion]
    count: Callable[[Query], Awaitable[str]]
    words: Callable[[Query], tuple[str, ...]]
    write: Callable[[Term], str]


class FilterDialog(Dialog[Built]):
    """Returns what was built, or None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "complete", show=False, priority=True),
        Binding("down,ctrl+n", "move(1)", "down", show=False),
        Binding("up,ctrl+p", "move(-1)", "up", show=False),
        Binding("ctrl+z", "undo", "take back", show=False, priority=True),
        Binding("f2", "finish('save')", "save as view", show=False),
        Binding("f3", "as_text", "as text", show=False),
        Binding("f4", "finish('copy')", "copy", show=False),
    ]
    DEFAULT_CSS = """
    FilterDialog > .dialog-box { width: 96; }
    FilterDialog > .dialog-box > .filter-chips { margin: 0 2 1 2; height: auto; max-height: 4; }
    FilterDialog > .dialog-box > .filter-wrong { color: $error; height: auto; display: none; }
    FilterDialog > .dialog-box > .filter-wrong { min-height: 8; max-height: 9; }
    FilterDialog > .dialog-box > .filter-wrong { margin: 1 2 0 2; }
    FilterDialog > .dialog-box > Choices { margin: 1 2 0 2; }
    FilterDialog > .dialog-box > .filter-count { margin: 1 2 0 2; height: 1; }
    FilterDialog > .dialog-box > .filter-string { height: auto; max-height: 3; color: $muted; }
    """
    KEYS = (
        ("⏎", "show"), ("Tab", "take"), ("←", "chips"), ("ctrl+z", "undo"), ("F2", "save"), ("F3", "as text"), ("F4", "copy"),
        ("Esc", "back"),
    )  # fmt: skip
    SPARED: ClassVar[frozenset[str]] = frozenset({"F3"})
    """Keys that are not named where there is no room for all."""

    def __init__(self, query: Query, workshop: Workshop) -> None:
        """Make the dialog.

        Args:
            query: What to begin with.
            workshop: What to build with.
        """
        super().__init__("Filter")
        self.query_now = query
        self._workshop = workshop
        self._before: list[tuple[Query, str]] = []
        self._chip: int | None = None
        self._moved = False
        self._completion = Completion(0, 0, ())
        self.line = ChipLine("source:twitter, words, or a string of the dashboard")
        self.choices = Choices()
        self.choices.styles.height = LINES
        self._chips, self._wrong = Static(classes="filter-chips"), Static(classes="filter-wrong")
        self._count, self._string = Static(classes="filter-count"), Static(classes="filter-string")

    def between(self) -> ComposeResult:
        """Chips, line, what is wrong with it, what may follow, how much fits, the string."""
        yield self._chips
        yield self.line
        yield self._wrong
        yield self.choices
        yield self._count
        yield self._string

    def keys(self) -> Iterable[tuple[str, str]]:
        """Keys and what each does, as many as there is room for."""
        return self.KEYS if self.app.size.width >= ROOMY else [each for each in self.KEYS if each[0] not in self.SPARED]

    def on_mount(self) -> None:
        """Show what there is."""
        self._draw()
        self._offer()

    # What is typed --------------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._complain(None)
        self._choose_chip(None)
        # More may stand there by now than when this was told: only what was read goes out of the line.
        told, now = event.value, self.line.value
        if told.endswith(" ") and now.startswith(told) and self._take(told, quietly=True):
            self._put(now.removeprefix(told))
        self._offer()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self._chip is not None:
            self._back_into_the_line(self._chip)
        elif self._moved and self._completion.choices:
            self.action_complete()
        elif not self.line.value.strip() or self._take(self.line.value):
            self.dismiss(Built(self.query_now))

    def _take(self, text: str, *, quietly: bool = False) -> bool:
        """Make chips of what was typed; where that cannot be read, say why and change nothing."""
        text = to_wire(text).strip()
        if not text:
            return False
        try:
            found = self._workshop.read(text, self.query_now)
        except FilterError as error:
            if not quietly:
                self._complain(pointed(text, error.message, error.position))
            return False
        whole = found if found.profile != self.query_now.profile else added(self.query_now, *found.terms)
        self._set(whole, text)
        return True

    def _complain(self, words: Content | None) -> None:
        """Say what is wrong in the place of what may follow."""
        self._wrong.update(words or Content(""))
        self._wrong.display, self.choices.display = words is not None, words is None

    def action_complete(self) -> None:
        """Put the choice under the cursor where the caret stands."""
        choice, done = self._chosen, self._completion
        if choice is not None:
            value = self.line.value
            self.line.value = value[: done.start] + choice.insert + value[done.end :]
            self.line.cursor_position = done.start + len(choice.insert)

    def action_move(self, by: int) -> None:
        """Move the cursor among the choices."""
        self._moved = True
        self.choices.move(by)

    @property
    def _chosen(self) -> Choice | None:
        at = self.choices.cursor
        return self._completion.choices[at] if at is not None else None

    def _offer(self) -> None:
        self._moved = False
        self._completion = self._workshop.complete(self.line.value, self.line.cursor_position)
        self.choices.show(_rows(self._completion.choices))

    # Chips ----------------------------------------------------------------------------------------------------------

    @on(ChipLine.Beyond)
    def _beyond(self, event: ChipLine.Beyond) -> None:
        last = len(self.query_now.terms) - 1
        if event.key in ("left", "right") and last >= 0:
            at = last + 1 if self._chip is None else self._chip
            at = max(0, at - 1) if event.key == "left" else at + 1
            self._choose_chip(at if at <= last else None)
        elif last >= 0:
            at = last if self._chip is None else self._chip
            self._set(dropped(self.query_now, at), "")
            self._choose_chip(None if self._chip is None or at >= last else at)

    def _choose_chip(self, at: int | None) -> None:
        if at != self._chip:
            self._chip, self.line.among_chips = at, at is not None
            self._draw_chips()

    def _back_into_the_line(self, at: int) -> None:
        """Take a chip apart again, to change it."""
        text = self._workshop.write(self.query_now.terms[at])
        self._choose_chip(None)
        self._set(dropped(self.query_now, at), "")
        self._put(text)

    def action_as_text(self) -> None:
        """Put the whole filter into the line, in the dashboard's form, to be changed or copied there."""
        if not self.line.value.strip():
            self._put(render(self.query_now))

    def action_undo(self) -> None:
        """Take back the last change of the chips; what was typed for it stands in the line again."""
        if self._before:
            self.query_now, text = self._before.pop()
            self._choose_chip(None)
            self._draw()
            self._put(text)

    def action_finish(self, act: Literal["save", "copy"]) -> None:
        """Leave with what was built."""
        if not self.line.value.strip() or self._take(self.line.value):
            self.dismiss(Built(self.query_now, act))

    def _put(self, text: str) -> None:
        self.line.value = text
        self.line.cursor_position = len(text)

    def _set(self, query: Query, text: str) -> None:
        if query != self.query_now:
            self._before = [*self._before[-STEPS:], (self.query_now, text)]
            self.query_now = query
            self._draw()

    # What is shown --------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        self._draw_chips()
        self._string.update(Content(clean(render(self.query_now), "line")))
        self._ask()

    def _draw_chips(self) -> None:
        words = self._workshop.words(self.query_now)
        self._chips.update(chips(self.query_now.profile, words, self._chip, plain=self.plain))

    @work(exclusive=True, group="count", exit_on_error=False)
    async def _ask(self) -> None:
        self._count.update(Content(""))
        await asyncio.sleep(REST)
        self._count.update(Content.styled(await self._workshop.count(self.query_now), "bold"))


def _rows(choices: Sequence[Choice]) -> list[Content]:
    """The choices in two columns; short names leave their room to what they are."""
    names = [clean(choice.shown, "line") for choice in choices]
    column = next(width for width in NAMES if width == NAMES[-1] or all(cells(name) <= width for name in names))
    return [
        Content.assemble(f"{name}{' ' * max(0, column - cells(name))} ", (clean(choice.about, "line"), "$muted"))
        for name, choice in zip(names, choices, strict=True)
    ]
