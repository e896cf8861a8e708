"""Commands that move: in the queue, between views and between panes."""

from __future__ import annotations

from webcare_tui.ui.commands.command import READING, Command, Context

GROUP = "Moving"


class Moving(Command):
    """A command that moves."""

    group = GROUP


class InPane(Moving):
    """A movement inside the pane that has the keys."""

    at_pane = True


class Down(InPane):
    """Go to the next row, or scroll the conversation a line."""

    id, keys, words = "move.down", ("j", "down"), "down"


class Up(InPane):
    """Go to the row before, or scroll the conversation a line back."""

    id, keys, words = "move.up", ("k", "up"), "up"


class First(InPane):
    """Go to the first row, or the beginning of the conversation."""

    id, keys, words = "move.first", ("g", "home"), "first"


class Last(InPane):
    """Go to the last row, or the end of the conversation."""

    id, keys, words = "move.last", ("G", "end"), "last"


class HalfDown(InPane):
    """Go half a page down."""

    id, keys, words = "move.half_down", ("ctrl+d",), "half page"


class HalfUp(InPane):
    """Go half a page up."""

    id, keys, words = "move.half_up", ("ctrl+u",), "half page up"


class PageDown(InPane):
    """Go a page down."""

    id, keys, words = "move.page_down", ("pagedown",), "page"


class PageUp(InPane):
    """Go a page up."""

    id, keys, words = "move.page_up", ("pageup",), "page up"


class ReadOn(Moving):
    """Read on: a page of the conversation, and at its end the next one that waits."""

    id, keys, words, contexts = "move.read_on", ("space",), "read on", READING


class Open(Moving):
    """Open what is under the cursor; colleagues can see that you did."""

    id, keys, words, footer = "move.open", ("enter", "l", "right"), "open", 1
    contexts = frozenset({Context.LIST, Context.PROFILES})


class Back(Moving):
    """Go back one level; never quits, never throws anything away."""

    id, keys, words = "move.back", ("escape", "h", "left"), "back"


class NextUnhandled(Moving):
    """Go to the next conversation that waits for an answer."""

    waited = True
    id, keys, words, footer = "queue.next", ("tab",), "next", 7


class PreviousUnhandled(Moving):
    """Go to the one before that waits for an answer."""

    waited = True
    id, keys, words = "queue.previous", ("shift+tab",), "previous"


class NextPane(Moving):
    """Move to the next pane."""

    id, keys, words = "pane.next", ("f6",), "next pane"
    contexts = frozenset(Context)


class PreviousPane(Moving):
    """Move to the pane before."""

    id, keys, words = "pane.previous", ("shift+f6",), "previous pane"
    contexts = frozenset(Context)


class ChooseView(Moving):
    """Go to the view with that number in the top line."""

    id, keys, words, argument = "view.choose", tuple("123456789"), "view", "NUMBER OR NAME"


class NextView(Moving):
    """Go to the next view."""

    id, keys, words = "view.next", ("right_square_bracket",), "next view"


class PreviousView(Moving):
    """Go to the view before."""

    id, keys, words = "view.previous", ("left_square_bracket",), "previous view"


class LastView(Moving):
    """Go back to the view you came from."""

    id, keys, words = "view.back", ("minus",), "last view"


class Narrow(Moving):
    """Narrow the list to rows that hold certain words; Esc shows all again."""

    prompts = True
    id, keys, words, argument = "list.narrow", ("backslash",), "narrow", "WORDS"
    contexts = READING


class Search(Moving):
    """Find words in what is loaded, and go to the first hit."""

    prompts = True
    id, keys, words, argument = "list.search", ("slash",), "search", "WORDS"
    contexts, footer = READING, 8


class NextHit(Moving):
    """Go to the next hit of the search."""

    id, keys, words, contexts = "list.next_hit", ("n",), "next hit", READING


class PreviousHit(Moving):
    """Go to the hit before."""

    id, keys, words, contexts = "list.previous_hit", ("N",), "previous hit", READING


class Filter(Moving):
    """Change the filter that the service applies, as a string in the dashboard's form."""

    prompts = True
    id, keys, words, argument = "list.filter", ("f",), "filter", "FILTER"
    contexts, footer = READING, 9


class Goto(Moving):
    """Open a result by its number."""

    id, words, argument = "result.goto", "go to", "RESULT"


class More(Moving):
    """Fetch older results of this view."""

    id, words = "list.more", "more"
