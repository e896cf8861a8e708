"""The grammar of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from webcare_tui import __version__

EXITS = """\
exit codes: 0 done · 1 the service said no · 2 used wrongly · 3 not configured or not allowed
            4 could not be reached · 5 outcome unknown (never sent twice) · 130 interrupted"""
if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


class _Completion(argparse.Action):
    """Prints the completion of a shell and ends; shtab is loaded only here."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        """Argparse's hook."""
        from webcare_tui.cli.completion import script

        print(script(build(), str(values)))
        parser.exit()


def build() -> argparse.ArgumentParser:
    """The parser of the whole command line; each command sets `command` and what it needs."""
    parser = argparse.ArgumentParser(
        prog="webcare-tui",
        description="A terminal inbox on the Parley (Tracebuzz) Social Media Webcare API. Without a command: the inbox.",
        epilog=EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_places(None)],
    )
    parser.set_defaults(command="inbox", json=False)
    _privacy(parser)
    parser.add_argument("--version", action="version", version=f"webcare-tui {__version__}")
    parser.add_argument(
        "--print-completion",
        action=_Completion,
        choices=["bash", "zsh", "tcsh"],
        help="print completion for this shell, and end",
    )
    commands: Subparsers = parser.add_subparsers(title="commands", metavar="COMMAND")
    _demo(commands)
    _sandbox(commands)
    _plain(commands, "check", "try every step of reaching the service, and say what to do about the first that fails")
    _config(commands)
    _reading(commands)
    _writing(commands)
    _cases(commands)
    _local(commands)
    keys = commands.add_parser("keys", help="show what your terminal sends for each key")
    keys.set_defaults(command="keys")
    return parser


def _places(default: object) -> argparse.ArgumentParser:
    """The options that stand before or after a command."""
    parent = argparse.ArgumentParser(add_help=False, argument_default=default)
    parent.add_argument("--config", type=Path, metavar="FILE", help="the settings file", default=default)
    parent.add_argument("--account", metavar="NAME", help="the account of the settings to use", default=default)
    parent.add_argument("--data-dir", type=Path, metavar="DIR", help="where drafts, outbox and cache stand", default=default)
    return parent


def _privacy(parser: argparse.ArgumentParser, default: object = False) -> None:
    words = "begin with names and messages hidden, for others who see the screen"
    parser.add_argument("--privacy", action="store_true", default=default, help=words)


def _plain(commands: Subparsers, name: str, words: str, command: str = "") -> argparse.ArgumentParser:
    """A command without a screen: takes the places and --json."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=words,
        description=words[0].upper() + words[1:] + ".",
        epilog=EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_places(argparse.SUPPRESS)],
    )
    # Without a default of its own: that of an inner parser would undo what stands in front of its name.
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="write the result as JSON")
    parser.set_defaults(command=command or name)
    return parser


def _world(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--results", type=count, default=1500, metavar="N", help="results the world begins with (1500)")
    parser.add_argument("--seed", type=int, default=7, metavar="S", help="equal seeds make equal worlds (7)")
    parser.add_argument("--import", type=Path, dest="import_file", metavar="FILE.csv", help="play these conversations instead")
    parser.add_argument("--odd", type=int, metavar="SEED", help="answer in odd but legal shapes, as a vendor may")
    parser.add_argument(
        "--odd-errors", type=float, default=0.0, metavar="SHARE", help="with --odd: so many calls go wrong, such as 0.05 (0)"
    )


def _demo(commands: Subparsers) -> None:
    demo = commands.add_parser("demo", help="the inbox on an invented world; nothing is sent anywhere")
    demo.set_defaults(command="demo")
    _world(demo)
    _privacy(demo, argparse.SUPPRESS)
    demo.add_argument("--quiet-world", action="store_true", help="no new messages, no answering customers")
    demo.add_argument(
        "--screenshot", type=Path, metavar="OUT.svg", help="draw the screen into a file, without a terminal, and end"
    )
    demo.add_argument("--size", type=size, default=(120, 40), metavar="120x40", help="columns and rows of the screenshot")
    demo.add_argument(
        "--keys",
        default="",
        metavar="'…'",
        help="keys to press before the screenshot, with blanks between them; text:abc types, wait:S waits so many seconds",
    )


def _sandbox(commands: Subparsers) -> None:
    sandbox = commands.add_parser("sandbox", help="serve a stand-in for the vendor's service on this machine")
    sandbox.set_defaults(command="sandbox")
    sandbox.add_argument("--host", default="127.0.0.1", help="a loopback address (127.0.0.1)")
    sandbox.add_argument("--port", type=int, default=0, help="0 for any that is free")
    _world(sandbox)
    sandbox.add_argument("--traffic", type=float, default=0.0, metavar="R", help="new results a minute")
    sandbox.add_argument("--quota", default="", metavar="N/UNIT", help="calls allowed, such as 100/minute")


def _config(commands: Subparsers) -> None:
    parser = commands.add_parser("config", help="write, show, find or check the settings")
    kinds: Subparsers = parser.add_subparsers(required=True, metavar="init|show|path|validate")
    init = _plain(kinds, "init", "write an annotated settings file", "config-init")
    init.add_argument("--client-id", default="", metavar="ID", help="fill in your client id")
    _plain(kinds, "show", "print the settings in force, without any secret", "config-show")
    _plain(kinds, "path", "print where everything stands", "config-path")
    _plain(kinds, "validate", "check the settings without using them", "config-validate")


def _reading(commands: Subparsers) -> None:
    _plain(commands, "profiles", "list the search profiles with their views")
    results = _plain(commands, "results", "list the results of a search profile")
    results.add_argument("profile", metavar="PROFILE", help="its name or id")
    results.add_argument("filter", metavar="FILTER", nargs="?", default="", help='such as "source:twitter is:open"')
    show = _plain(commands, "show", "show a result with the conversation round it")
    show.add_argument("result", metavar="RESULT", type=identifier)
    show.add_argument("--no-context", action="store_true", help="the result alone, with all that the service knows of it")


def _writing(commands: Subparsers) -> None:
    reply = _plain(commands, "reply", "answer a result, once: by the same outbox as the inbox")
    reply.add_argument("result", metavar="RESULT", type=identifier)
    reply.add_argument("--message", required=True, metavar="TEXT|-", help="the words exactly as they are sent; - reads them")
    reply.add_argument("--connection", default="", metavar="ID", help="the channel; by default the one the service proposes")
    reply.add_argument("--private", action="store_true", help="answer a public message privately")
    reply.add_argument(
        "--wait", type=seconds, default=30.0, metavar="S", help="seconds to look for a reply of unknown outcome (30)"
    )
    reply.add_argument("--yes", action="store_true", help="send it also where the last look at the words finds something")
    event = _plain(commands, "event", "tell the service of an event")
    event.add_argument("result", metavar="RESULT", type=identifier)
    event.add_argument("event", choices=["starttyping", "stoptyping", "opened", "closed"])
    sso = _plain(commands, "sso", "make a single sign-on token for a user")
    sso.add_argument("email", metavar="EMAIL")


def _cases(commands: Subparsers) -> None:
    parser = commands.add_parser("case", help="close, release or hand over a case")
    kinds: Subparsers = parser.add_subparsers(required=True, metavar="close|release|handover")
    words = {"close": "close a case", "release": "leave a case", "handover": "hand a case over to another user"}
    for name, help_words in words.items():
        kind = _plain(kinds, name, help_words, f"case-{name}")
        kind.add_argument("search", metavar="SEARCH", type=identifier, help="the id of the case's search profile")
        kind.add_argument("case", metavar="CASE", type=identifier)
        if name == "handover":
            kind.add_argument("handler", metavar="HANDLER", help="the user's id, address or initials")


def _local(commands: Subparsers) -> None:
    purge = _plain(commands, "purge", "erase what is kept on this machine")
    purge.add_argument(
        "--older-than", type=seconds, default=None, metavar="30d", help="results older than this; else all results"
    )
    purge.add_argument("--all", action="store_true", help="everything of the account: drafts, replies, results, the log")
    purge.add_argument("--yes", action="store_true", help="with --all: do not ask")
    outbox = _plain(commands, "outbox", "list the replies on their way out, retry or discard one")
    outbox.set_defaults(command="outbox-list")
    kinds: Subparsers = outbox.add_subparsers(metavar="list|retry|discard")
    _plain(kinds, "list", "list the replies on their way out", "outbox-list")
    for name, words in {"retry": "send a reply again", "discard": "give up a reply"}.items():
        kind = _plain(kinds, name, words, f"outbox-{name}")
        kind.add_argument("item", metavar="ID", help="its id, or the beginning of it")
        kind.add_argument("--yes", action="store_true", help="do not ask")


def count(text: str) -> int:
    """A number that is not negative."""
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("expected 0 or more")
    return value


def size(text: str) -> tuple[int, int]:
    """Columns and rows from `120x40`."""
    left, cross, right = text.lower().partition("x")
    if not cross or not left.isdecimal() or not right.isdecimal() or not (1 <= int(left) <= 500 and 1 <= int(right) <= 200):
        raise argparse.ArgumentTypeError("expected columns and rows such as 120x40 (at most 500x200)")
    return int(left), int(right)


def seconds(text: str) -> float:
    """Seconds from `90`, `10s`, `5m`, `12h`, `30d`."""
    from webcare_tui.settings.checks import duration

    try:
        value = duration(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    assert isinstance(value, float)  # noqa: S101 - text always becomes a number of seconds
    return value


def identifier(text: str) -> str:
    """An id of the service: one word, and no path."""
    if not text or len(text) > 64 or not text.isascii() or not text.replace("-", "").replace("_", "").isalnum():
        raise argparse.ArgumentTypeError("expected an id as `results` and `profiles` list them")
    return text
