"""`demo`: the inbox on a sandbox of its own, gone without a trace afterwards."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from webcare_tui.cli import compose, logs
from webcare_tui.cli.exits import Exit, UsageError
from webcare_tui.cli.output import Output
from webcare_tui.cli.terminal import need_terminal
from webcare_tui.settings.locations import Locations

if TYPE_CHECKING:
    from webcare_tui.sandbox.server import Box

ACCOUNT = "demo"
TRAFFIC = 4.0
"""New results a minute in a lively world."""


def demo(args: argparse.Namespace, output: Output) -> int:
    """Run the inbox on an invented world, or draw one screen of it into a file.

    Raises:
        UsageError: There is no terminal, an option makes no sense, or the extra is missing.
    """
    from webcare_tui.cli import inbox

    if args.screenshot is None:
        need_terminal("The demo")
        with _place(args) as at:
            return inbox.run_app(inbox.app_for(at, demo=True, private=args.privacy))
    return _draw(args, output)


def _draw(args: argparse.Namespace, output: Output) -> int:
    from webcare_tui.cli import capture

    capture.check(args.screenshot)
    steps = capture.steps(args.keys)
    with _place(args) as at:
        picture = compose.run(capture.picture(at, args.size, steps, private=args.privacy))
    try:
        args.screenshot.write_text(picture, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{args.screenshot} cannot be written", f"{error.strerror}.") from None
    output.line(f"Written: {args.screenshot}")
    return Exit.DONE


@contextmanager
def _place(args: argparse.Namespace) -> Iterator[compose.Place]:
    """A sandbox, and settings for it in a directory that is removed at the end."""
    from webcare_tui.sandbox.server import Options, SandboxError, serve

    lively = not args.quiet_world
    try:
        options = Options(
            results=args.results,
            seed=args.seed,
            import_file=args.import_file,
            odd=args.odd,
            odd_errors=args.odd_errors,
            traffic=TRAFFIC if lively else 0.0,
            react=(4.0, 12.0) if lively else None,
        )
        server = serve(options)
        box = server.__enter__()
    except (SandboxError, ValueError) as error:
        raise UsageError("The demo cannot start", str(error)) from None
    try:
        with tempfile.TemporaryDirectory(prefix="webcare-tui-demo-") as scratch:
            at = _at(box, Path(scratch))
            logs.begin(at.locations.log_file)
            yield at
            logs.end()
    finally:
        server.__exit__(None, None, None)


def _at(box: Box, scratch: Path) -> compose.Place:
    """The place of the demo: an account on the sandbox, the rest at its default or as the environment says."""
    from webcare_tui.api.access import Access
    from webcare_tui.settings.environ import apply, overrides
    from webcare_tui.settings.files import save, validate

    account = {"base_url": box.base_url, "token_url": box.token_url, "client_id": box.client_id, "production": False}
    data: dict[str, object] = {"default_account": ACCOUNT, "accounts": {ACCOUNT: account}}
    given = {path: value for path, value in overrides({}, os.environ).items() if path[0] not in ("accounts", "default_account")}
    apply(data, given)
    settings = validate(data, Path("(demo)"), {path: name for path, (name, _) in given.items()})
    standard = Locations.standard()
    locations = Locations(scratch / "config.toml", scratch / "data", scratch / "webcare-tui.log", standard.themes_dir)
    save(locations.config_file, settings)  # so that views can be saved for as long as the demo runs

    async def secret() -> str:
        return box.client_secret

    access = Access(base_url=box.base_url, token_url=box.token_url, client_id=box.client_id, secret=secret)
    return compose.Place(settings, ACCOUNT, locations, access)
