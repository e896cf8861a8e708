"""Killed without warning at each step of a reply's way: what was promised is on the disk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.world import Clock, item
from webcare_tui.models.reply import OutboxState
from webcare_tui.store import Selection, Store

CHILD = """
import asyncio, os, signal, sys
from pathlib import Path
from tests.store.world import Clock, draft, item, result
from webcare_tui.models.reply import OutboxState
from webcare_tui.store import Store

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

async def main(step):
    store = await Store.open(Path(sys.argv[1]), clock=Clock())
    await store.results.merge("inbox", [result(1)])
    await store.drafts.save(draft())
    if step == "draft":
        die()
    if step == "queueing":
        # inside the transaction, after its last statement and before the commit
        await store._outbox.run(lambda db: db.create_function("die", 0, die))
        await store._outbox.run(lambda db: db.execute(
            "CREATE TEMP TRIGGER last AFTER DELETE ON main.draft BEGIN SELECT die(); END"))
    queued = await store.outbox.queue_from_draft(item("a"))
    if step == "queued":
        die()
    sending = await store.outbox.move(queued, OutboxState.SENDING, attempt=1, prior_ids=("5",))
    if step == "sending":
        die()
    await store.outbox.move(sending, OutboxState.SENT, reply_id="99")
    if step == "merging":
        await store._cache.run(lambda db: db.create_function("die", 0, die))
        await store._cache.run(lambda db: db.execute(
            "CREATE TEMP TRIGGER last AFTER INSERT ON main.member WHEN NEW.id = '400' BEGIN SELECT die(); END"))
        await store.results.merge("inbox", [result(number) for number in range(2, 500)])
    die()

asyncio.run(main(sys.argv[2]))
"""

ROOT = Path(__file__).parents[2]


def kill(home: Path, step: str) -> None:
    """Runs the program as far as a step, where it is killed."""
    command = [sys.executable, "-c", CHILD, str(home), step]
    child = subprocess.run(command, cwd=ROOT, timeout=30, check=False, capture_output=True)
    assert child.returncode == -9, child.stderr.decode()


@pytest.mark.parametrize(
    ("step", "state", "has_draft"),
    [
        ("draft", None, True), ("queueing", None, True), ("queued", OutboxState.QUEUED, False),
        ("sending", OutboxState.SENDING, False), ("merging", OutboxState.SENT, False),
    ],
)
async def test_killed(home: Path, step: str, state: OutboxState | None, has_draft: bool) -> None:
    kill(home, step)
    store = await Store.open(home, clock=Clock())
    try:
        stored = await store.outbox.get("a")
        assert (stored.state if stored else None) == state
        assert (await store.drafts.get("1") is not None) is has_draft
        if stored is not None:
            assert (stored.text, stored.revision) == (item("a").text, ["queued", "sending", "merging"].index(step))
        if step == "sending":
            assert stored is not None and (stored.attempt, stored.prior_ids) == (1, ("5",))
        assert await store.results.count(Selection("inbox")) == 1
        assert store.notice == ""
    finally:
        await store.close()
