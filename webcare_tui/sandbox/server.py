"""The sandbox's front door: `serve` for tests and the demo, `run` for the command line.

    with serve(Options(results=200, seed=7)) as box:
        box.base_url, box.token_url, box.client_id, box.client_secret   # what a client needs
        box.control_url                                                 # see webcare_tui.sandbox.control
        box.world                                                       # the truth, to compare answers with
        box.call(lambda: …)                                             # do something in the loop that owns the world
"""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

from webcare_tui.sandbox.options import NotACsv, Options, SandboxError, parse_quota
from webcare_tui.sandbox.world import World

if TYPE_CHECKING:
    from webcare_tui.sandbox.app import App
    from webcare_tui.sandbox.host import Host

__all__ = ["Box", "NotACsv", "Options", "SandboxError", "parse_quota", "run", "serve"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Box:
    """A running sandbox: where it is, and its world."""

    base_url: str
    token_url: str
    client_id: str
    client_secret: str
    control_url: str
    world: World
    app: App
    host: Host

    def call(self, work: Callable[[], T]) -> T:
        """Do something in the loop that owns the world, and hand back what it returns."""
        return self.host.call(work)

    def announcement(self) -> str:
        """One line of JSON with all that a client needs."""
        names = ("base_url", "token_url", "client_id", "client_secret", "control_url")
        return json.dumps({name: getattr(self, name) for name in names})


@contextmanager
def serve(options: Options | None = None) -> Iterator[Box]:
    """A sandbox that answers from before this yields until the block ends.

    Raises:
        SandboxError: The `demo` extra is missing, the port is taken, or the file to import is no such CSV.
    """
    _need_extra()
    from webcare_tui.sandbox.app import API_PATH, TOKEN_PATH
    from webcare_tui.sandbox.build import build
    from webcare_tui.sandbox.host import Host

    options = options or Options()
    app = build(options)
    host = Host(app, options.host, options.port)
    try:
        host.start()
        shown = f"[{options.host.strip('[]')}]" if ":" in options.host else options.host
        root = f"http://{shown}:{host.port}"
        yield Box(
            base_url=root + API_PATH, token_url=root + TOKEN_PATH, client_id=app.gate.client_id,
            client_secret=app.gate.client_secret, control_url=root + app.control_path, world=app.service.world,
            app=app, host=host,
        )
    finally:
        host.stop()


def run(options: Options) -> int:
    """Serve in the foreground: one line of JSON once ready, then until SIGINT or SIGTERM; the exit code is 0.

    Raises:
        SandboxError: As `serve`.
    """
    enough = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        enough.set()

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        with serve(options) as box:
            sys.stdout.write(box.announcement() + "\n")
            sys.stdout.flush()
            if box.world.skipped_rows:
                sys.stderr.write(f"{box.world.skipped_rows} rows of the file could not be read and were skipped.\n")
            enough.wait()
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    return 0


def _need_extra() -> None:
    if missing := [name for name in ("starlette", "uvicorn") if find_spec(name) is None]:
        raise SandboxError(
            f"The sandbox needs {' and '.join(missing)}: install the extra with  pip install 'webcare-tui[demo]'."
        )
