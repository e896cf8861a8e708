"""The errand to the agent's own editor and back; the words stand in a private file only meanwhile."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from textual.app import SuspendNotSupported

from webcare_tui.models.draft import Draft
from webcare_tui.text.clean import to_wire
from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.flows.desk import Desk


async def write_on(desk: Desk, draft: Draft) -> None:
    """Open the draft in `$VISUAL` or `$EDITOR`, wait for it, and take the words over; the program stands still meanwhile."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    await desk.session.drafts.flush()
    desk.session.typing.idle()
    with tempfile.TemporaryDirectory(prefix="webcare-tui-", dir=os.environ.get("XDG_RUNTIME_DIR")) as folder:
        path = Path(folder) / "reply.txt"
        path.touch(mode=0o600)
        before = desk.composer.area.text
        path.write_text(before, encoding="utf-8")
        try:
            with desk.app.suspend():
                code = subprocess.run([*command, str(path)], check=False).returncode  # noqa: ASYNC221, S603
        except OSError as error:
            desk.say(f"{command[0]} cannot be run: {error.strerror}. Set EDITOR to your editor.", "error")
            return
        except SuspendNotSupported:
            desk.say("This terminal cannot be lent to an editor.", "error")
            return
        words = to_wire(path.read_bytes().decode("utf-8", "replace")).rstrip("\n")
    if code:
        desk.say(f"{command[0]} ended with code {code}; the words are as they were.", "warning")
    elif desk.composer.draft.result_id == draft.result_id:
        if words != before.rstrip("\n"):
            desk.composer.area.replace_all(words)
        desk.say("The words from the editor are in the composer.")
    desk.go(Context.COMPOSER)
