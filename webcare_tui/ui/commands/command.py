"""What a command is: one class that the keys, the footer, the help, the palette and the `:` line all read."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from webcare_tui.models.case import CaseKey
from webcare_tui.models.result import Result


class Context(StrEnum):
    """Where the agent's hands are."""

    PROFILES = "profiles"
    LIST = "list"
    THREAD = "conversation"
    COMPOSER = "composer"


READING = frozenset({Context.LIST, Context.THREAD})
OUTSIDE_TEXT = frozenset({Context.PROFILES, Context.LIST, Context.THREAD})
EVERYWHERE = frozenset(Context)


@dataclass(frozen=True, slots=True)
class State:
    """All that a command may look at to say whether it can run now.

    Attributes:
        context: Where the agent's hands are.
        result: The result under the cursor, or the one that is read.
        case: Its case; None where it has none or nothing is chosen.
        me: The agent's own user id; "" where unknown.
        handler_id: The handler of the case, as far as known.
        composing: The composer holds a reply to this result.
        held: Replies that can still be taken back.
        buttons_hidden: The search profile forbids acting (`webcareHideButtons`).
        disabled: The service has switched the account off.
        saved: A reply to this result was saved at the server.
        more: The service may have more of the conversation that is read.
    """

    context: Context = Context.LIST
    result: Result | None = None
    case: CaseKey | None = None
    me: str = ""
    handler_id: str = ""
    composing: bool = False
    held: int = 0
    buttons_hidden: bool = False
    disabled: bool = False
    saved: bool = False
    more: bool = False


class Command:
    """One thing the agent can do. The class's docstring is its tooltip; a subclass fills in the rest.

    Attributes:
        id: The name shared by keymap, palette, `:` line and documentation (`case.close`).
        keys: The default keys, in Textual's names.
        words: A word or two for the footer.
        contexts: Where its keys act.
        footer: Its place in the footer, from 1; 0 keeps it out.
        group: The heading it stands under in the help.
        argument: What may follow it on the `:` line, in words; "" for nothing.
        at_pane: Its keys are bound by the panes themselves, each for its own rows or lines; the inbox does not run it.
        acts: It changes something for others, so it never acts on a row that has just slid under the cursor.
        waited: The next key waits for it, since it is meant for where this one leads.
        prompts: Words may follow its key; what is typed close behind it is never taken for commands.
    """

    id: ClassVar[str]
    keys: ClassVar[tuple[str, ...]] = ()
    words: ClassVar[str]
    contexts: ClassVar[frozenset[Context]] = OUTSIDE_TEXT
    footer: ClassVar[int] = 0
    group: ClassVar[str]
    argument: ClassVar[str] = ""
    at_pane: ClassVar[bool] = False
    acts: ClassVar[bool] = False
    waited: ClassVar[bool] = False
    prompts: ClassVar[bool] = False

    @classmethod
    def why_not(cls, state: State) -> str:
        """Why it cannot run now, as a sentence for the agent; "" when it can."""
        return ""

    @classmethod
    def tooltip(cls) -> str:
        """What it does, in one sentence."""
        return inspect.cleandoc(cls.__doc__ or "").split("\n\n")[0].replace("\n", " ")


SYMBOLS = {
    "question_mark": "?", "colon": ":", "slash": "/", "backslash": "\\", "minus": "-", "enter": "⏎", "space": "space",
    "left_square_bracket": "[", "right_square_bracket": "]", "escape": "Esc", "tab": "Tab", "shift+tab": "shift+Tab",
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End",
}  # fmt: skip
"""How keys are written for people, where that differs from Textual's name."""


def key_words(keys: tuple[str, ...], *, plain: bool = False) -> str:
    """Keys as a person reads them: `r`, `ctrl+o`, `⏎ l →`; in ASCII `Enter l Right` where it is plain."""
    return " ".join(_word(key, plain) for key in keys)


def _word(key: str, plain: bool) -> str:
    word = SYMBOLS.get(key, key.upper() if key[0] == "f" and key[1:].isdigit() else key)
    return word if word.isascii() or not plain else key.capitalize()
