"""The nursery: one process that has loaded the program and makes a new process of each life, because loading takes longest.

    with Nursery() as nursery:
        child = nursery.start(Life(…))
        child.until("row", "17", "sent")
        child.kill()
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import cast

from tests.kills.life import Life, live

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
LATER = ("anyio._backends._asyncio", "certifi", "encodings.idna", "httpcore", "platformdirs", "webcare_tui.services.outcome")
"""What the program loads only when it needs it."""


class Silent(AssertionError):
    """A life never said what was waited for."""


@dataclass
class Child:
    """A life in a process of its own.

    Attributes:
        pid: Its process.
        said: All that it has said, oldest first.
        status: How it ended: an exit code, or a signal's number below zero; None while it lives.
        counted: Whether somebody has counted its end.
    """

    nursery: Nursery
    pid: int
    said: list[list[str]] = field(default_factory=list)
    status: int | None = None
    counted: bool = False

    def until(self, *words: str, times: int = 1) -> None:
        """Wait until it has said this so often; a part of each word is enough.

        Raises:
            Silent: It has not, and has ended or is stuck.
        """

        def heard() -> bool:
            found = [each for each in self.said if len(each) >= len(words)]
            return sum(all(want in have for want, have in zip(words, each, strict=False)) for each in found) >= times

        self.nursery.hear_until(lambda: heard() or self.status is not None, self)
        if not heard():
            raise Silent(f"never {words}, ended with {self.status}; it said {self.said}")

    def states(self, result_id: str) -> list[str]:
        """The states of the reply to a result, as it told them; each once in a row."""
        told = [each[2] for each in self.said if each[0] == "row" and each[1] == result_id]
        return [state for number, state in enumerate(told) if number == 0 or told[number - 1] != state]

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def ended(self) -> int:
        """Wait for its end; how it ended."""
        self.nursery.hear_until(lambda: self.status is not None, self)
        return cast(int, self.status)

    def kill(self) -> None:
        """Kill it where it stands, and wait until it is gone."""
        if self.status is None:
            self.signal(signal.SIGKILL)
            assert self.ended() == -signal.SIGKILL


class Nursery:
    """Starts lives and hears what they say."""

    def __init__(self) -> None:
        self._children: dict[int, Child] = {}
        self._started: list[int] = []
        self._rest = b""

    def __enter__(self) -> Nursery:
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kills.nursery"], cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._children.values():
            child.kill()
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._process.stdout.close()

    def start(self, life: Life) -> Child:
        """A new life."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(life)).encode() + b"\n")
        self._process.stdin.flush()
        self.hear_until(lambda: bool(self._started))
        return self._children[self._started.pop()]

    def hear_until(self, true: Callable[[], bool], about: Child | None = None) -> None:
        """Take in what the lives say until this is so.

        Raises:
            Silent: It never is.
        """
        assert self._process.stdout is not None
        wire, ends = self._process.stdout.fileno(), time.monotonic() + PATIENCE
        while not true():
            left = ends - time.monotonic()
            ready = left > 0 and select.select([wire], [], [], left)[0]
            news = os.read(wire, 65536) if ready else b""
            if not news:
                raise Silent(f"nothing more was said; so far {about.said if about else self._started}")
            *lines, self._rest = (self._rest + news).split(b"\n")
            for line in lines:
                self._take(json.loads(line))

    def _take(self, line: list[object]) -> None:
        pid, words = int(str(line[0])), [str(each) for each in line[1:]]
        if words[0] == "started":
            self._children[pid] = Child(self, pid)
            self._started.append(pid)
        elif words[0] == "ended":
            self._children[pid].status = int(words[1])
        else:
            self._children[pid].said.append(words)


def _say(pid: int, *words: str) -> None:
    os.write(1, json.dumps([pid, *words]).encode() + b"\n")  # in one piece, so that lives do not talk into each other


def _bear(order: bytes, wakeup: int) -> int:
    pid = os.fork()
    if pid:
        _say(pid, "started")
        return pid
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.close(wakeup)
        os.close(0)
        given = json.loads(order)
        me = os.getpid()
        live(Life(**given), lambda *words: _say(me, *words))
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _reap(alive: set[int]) -> None:
    for pid in tuple(alive):
        gone, status = os.waitpid(pid, os.WNOHANG)
        if gone:
            alive.discard(pid)
            _say(pid, "ended", str(os.waitstatus_to_exitcode(status)))


def main() -> None:
    """Take one order a line; end with the input, and every life with it."""
    woken, wakeup = os.pipe()
    os.set_blocking(wakeup, False)
    signal.set_wakeup_fd(wakeup)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    for name in LATER:
        importlib.import_module(name)
    gc.freeze()
    rest, alive = b"", set[int]()
    while True:
        ready = select.select([0, woken], [], [])[0]
        if woken in ready:
            os.read(woken, 4096)
            _reap(alive)
        if 0 in ready:
            news = os.read(0, 65536)
            if not news:
                for pid in alive:
                    os.kill(pid, signal.SIGKILL)
                return
            *orders, rest = (rest + news).split(b"\n")
            for order in orders:
                alive.add(_bear(order, wakeup))


if __name__ == "__main__":
    main()
