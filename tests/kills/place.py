"""Where lives take place: a sandbox without customers, a directory, and what stands in both afterwards."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.kills.life import Life
from tests.kills.nursery import PATIENCE, Child, Nursery
from webcare_tui.sandbox.faults import Fault
from webcare_tui.sandbox.insert import insert
from webcare_tui.sandbox.server import Box

WORDS = "Dank je wel, we zoeken het uit."


class Gate:
    """Tells when a reply has come to the sandbox, when it has taken effect there, and when a case was closed."""

    def __init__(self, box: Box) -> None:
        self.came, self.done, self.closed = threading.Event(), threading.Event(), threading.Event()
        self._take, self._call = box.app.faults.take, box.app.service.call
        box.app.faults.take = self._taken  # type: ignore[method-assign]
        box.app.service.call = self._called  # type: ignore[method-assign]

    def _taken(self, method: str, path: str) -> Fault | None:
        fault = self._take(method, path)
        if _is_reply(method, path):
            self.came.set()
        return fault

    def _called(self, call):  # type: ignore[no-untyped-def]
        answer = self._call(call)
        if _is_reply(call.method, call.path):
            self.done.set()
        elif call.path.endswith("/close"):
            self.closed.set()
        return answer


def _is_reply(method: str, path: str) -> bool:
    return method == "POST" and "/replies" in path


@dataclass
class Place:
    """A sandbox and a directory for one story.

    Attributes:
        box, gate, nursery: Shared by stories.
        home: This story's directory.
        results: The customers' messages of this story.
    """

    box: Box
    gate: Gate
    nursery: Nursery
    home: Path
    results: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.box.call(self.box.app.faults.waiting.clear)
        for event in (self.gate.came, self.gate.done, self.gate.closed):
            event.clear()

    def customer(self, question: str = "Waar blijft mijn pakket?") -> str:
        """Somebody writes in private; the result's id."""
        given = {"searchId": 4101, "source": 15, "title": "Anna Vroeg", "description": question}
        made = self.box.call(lambda: insert(self.box.world, given))
        self.results.append((str(made.id), str(made.case_id)))
        return self.results[-1][0]

    def fault(self, fault: Fault) -> None:
        """What the next reply meets."""
        fault.method, fault.path = "POST", "/replies"
        self.box.call(lambda: self.box.app.faults.waiting.append(fault))

    def start(self, point: str = "", *, answers: bool = False, **more: object) -> Child:
        """A life here; it answers each customer where it is told to."""
        box, given = self.box, {"point": point, **more}
        send = [(result, case, self.words(result)) for result, case in self.results] if answers else []
        life = Life(str(self.home), box.base_url, box.token_url, box.client_id, box.client_secret, send)
        return self.nursery.start(Life(**{**life.__dict__, **given}))  # type: ignore[arg-type]

    def gate_file(self) -> Path:
        """A pipe for lives to wait at."""
        gate = self.home / "gate"
        os.mkfifo(gate)
        return gate

    def words(self, result_id: str) -> str:
        """What a customer is answered."""
        return f"{WORDS} ({result_id})"

    def closed(self, result_id: str) -> bool:
        """Whether the case of a result is closed."""
        case = int(dict(self.results)[result_id])
        return bool(self.box.call(lambda: self.box.world.cases[case].closed))

    def wait(self, event: threading.Event) -> None:
        """Wait for the sandbox."""
        assert event.wait(PATIENCE)

    def effects(self, result_id: str) -> list[str]:
        """The words of every reply to a result that took effect."""
        return self.box.call(
            lambda: [each.message for each in self.box.app.service.effects if str(each.result_id) == result_id]
        )

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What stands in the outbox's file."""
        file = self.home / "data" / "main" / "outbox.db"
        if not file.exists():
            return []
        with closing(sqlite3.connect(file)) as database:
            return database.execute(query).fetchall()

    def states(self) -> list[str]:
        """The states of the rows on disk, oldest first."""
        return [str(row[0]) for row in self.rows("SELECT state FROM outbox ORDER BY created, rowid")]
