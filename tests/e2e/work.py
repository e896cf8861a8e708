"""A day at work for a test: a sandbox, customers in it, settings for it, and runs of the program on both."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import httpx

from tests.e2e.terminal import PATIENCE, Gone, Terminal
from webcare_tui.sandbox.server import Box, Options, serve

THUIS, MOBIEL = 4101, 4102
"""Search profiles of the sandbox's account; the agent logs in on the first."""
TWITTER, FACEBOOK, WHATSAPP = 3, 6, 15
Json = dict[str, object]
SETTINGS = """\
default_account = "main"
[accounts.main]
base_url = "{base}"
token_url = "{token}"
client_id = "{client}"
production = false
[polling]
interval = 5
[sending]
undo_seconds = {undo}
"""


@dataclass(frozen=True)
class Reply:
    """A reply that took effect at the sandbox."""

    result: str
    message: str
    connection: int
    public: bool


@dataclass
class Work:
    """One sandbox, one home directory.

    Attributes:
        box: The sandbox.
        home: The home directory; settings and data stand below it.
        secret: What the environment gives as the client secret.
        undo: Seconds that a reply is held.
    """

    box: Box
    home: Path
    secret: str = ""
    undo: int = 1
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.secret = self.secret or self.box.client_secret

    @property
    def config(self) -> Path:
        """The settings file."""
        return self.home / "config" / "webcare-tui" / "config.toml"

    @property
    def data(self) -> Path:
        """The data directory of the account."""
        return self.home / "data" / "webcare-tui" / "main"

    def env(self) -> dict[str, str]:
        """The whole environment of a run."""
        made = {
            "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / "config"), "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_STATE_HOME": str(self.home / "state"), "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_RUNTIME_DIR": str(self.home / "run"), "TMPDIR": str(self.home), "PATH": os.environ.get("PATH", os.defpath),
            "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
            "TZ": "Europe/Amsterdam", "WEBCARE_TUI_CLIENT_SECRET": self.secret,
        }  # fmt: skip
        return {**made, **self.more}

    def configure(self, **changes: str) -> None:
        """Write the settings for the sandbox."""
        values = {"base": self.box.base_url, "token": self.box.token_url, "client": self.box.client_id, "undo": str(self.undo)}
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.config.write_text(SETTINGS.format(**{**values, **changes}))
        self.config.chmod(0o600)

    def start(self, *args: str, size: tuple[int, int] = (120, 40), modern: bool = True, **changes: str) -> Terminal:
        """Run the inbox on the sandbox."""
        self.configure(**changes)
        return self.run(*args, size=size, modern=modern)

    def run(self, *args: str, size: tuple[int, int] = (120, 40), modern: bool = True) -> Terminal:
        """Run the program as things stand."""
        return Terminal(args, self.env(), size=size, cwd=self.home, modern=modern)

    # The sandbox ----------------------------------------------------------------------------------------------------

    def control(self, method: str, name: str, body: object = None) -> object:
        """Something behind the client's back; see `webcare_tui.sandbox.control`."""
        content = None if body is None else json.dumps(body)  # in ASCII, because a test may send half a character
        answer = httpx.request(
            method, f"{self.box.control_url}/{name}", content=content, trust_env=False, timeout=PATIENCE
        )
        answer.raise_for_status()
        return cast(object, answer.json())

    def customer(
        self, name: str, words: str, *, source: int = TWITTER, search: int = THUIS, minutes: float = 30, **fields: object
    ) -> str:
        """Somebody writes; the result's id. The more minutes ago, the further up in the list."""
        given = {
            "title": name, "description": words, "source": source, "searchId": search, "time": int(time.time() - 60 * minutes),
            **fields,
        }  # fmt: skip
        found = cast(dict[str, list[object]], self.control("POST", "results", [given]))
        return str(found["ids"][0])

    def says(self, result: str, words: str) -> None:
        """The customer says more, now."""
        self.control("POST", "say", {"result": result, "text": words})

    def fault(self, path: str, **fields: object) -> None:
        """The next call whose path matches goes wrong."""
        self.control("POST", "faults", {"path": path, **fields})

    def replies(self) -> list[Reply]:
        """Every reply that took effect."""
        rows = cast(list[Json], self.control("GET", "replies"))
        return [
            Reply(str(row["resultId"]), str(row["message"]), int(str(row["connectionId"])), row["public"] is True)
            for row in rows
        ]

    def calls(self, pattern: str = "", method: str = "POST") -> list[str]:
        """The paths of all calls of a method that the sandbox saw, below the API's root, in their order."""
        rows = cast(list[Json], self.control("GET", "requests"))
        paths = [str(row["path"]).rpartition("/social-media-webcare")[2] for row in rows if row["method"] == method]
        return [path for path in paths if re.search(pattern, path)]

    def case_of(self, result: str) -> str:
        """The case of a result."""
        return str(self.box.world.results[int(result)].case_id)

    # This machine ---------------------------------------------------------------------------------------------------

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the outbox's database holds; nothing while it cannot be read."""
        file = self.data / "outbox.db"
        if not file.exists():
            return []
        try:
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5)) as database:
                return database.execute(query).fetchall()
        except sqlite3.OperationalError:
            return []


def until(terminal: Terminal, true: Callable[[], object], what: str = "", timeout: float = PATIENCE) -> None:
    """Take in what the program draws until this is so.

    Raises:
        Gone: It never was.
    """
    ends = time.monotonic() + timeout
    while not true():
        if time.monotonic() > ends:
            raise Gone(f"never so: {what or true}; the screen:\n{terminal.text}")
        terminal.pump(0.05)


def leave_composer(run: Terminal) -> None:
    """Esc, and back to the list."""
    run.press("escape")
    run.expect_gone(r"ctrl\+j send")
    run.settle(0.15)
    run.press("left")
    run.expect("^ ⏎ open  r reply")
    run.settle()


@contextmanager
def at_work(home: Path, options: Options | None = None) -> Iterator[Work]:
    """A sandbox without customers, and a home."""
    with serve(options or Options(results=0, react=None)) as box:
        yield Work(box, home)
