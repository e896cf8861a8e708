"""Editing: a draft in the agent's own editor, in a private file that is never lost and never stays behind."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, unquote

from webcare_tui.errors import WebcareError
from webcare_tui.models.draft import Draft
from webcare_tui.services.drafts import Drafts
from webcare_tui.services.events import Event, Noticed
from webcare_tui.services.leases import Leases
from webcare_tui.settings.private import write_private
from webcare_tui.store import StoreError
from webcare_tui.store.files import private_directory
from webcare_tui.text.clean import to_wire

PATIENCE = 0.5
"""Seconds that an editor is given to end when the program ends."""
OLD = 30 * 86_400
"""Seconds after which what an editor left for its own recovery goes."""
_MOST = 1 << 20
"""Bytes that are read of a file; no reply is as long."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of an editor.

    Attributes:
        code: Its exit code; negative for the signal that ended it.
        words: What stands in the file now.
        changed: Whether those are other words than it was given.
    """

    code: int
    words: str
    changed: bool


@dataclass
class _Edit:
    """A draft that is in an editor.

    Attributes:
        draft: As it was, and as it is kept at that time.
        text: What the editor was given: with what a reply begins and ends with.
        process: The editor, once it runs.
    """

    draft: Draft
    text: str
    process: asyncio.subprocess.Process | None = None


class EditingError(WebcareError):
    """The editor cannot be given this draft, or cannot be run."""


class Editing:
    """Gives drafts to an editor: `editing/<result id>.txt` in the account's directory, and beside it what the draft was.

    Whatever ends, the words that the editor saved become the draft: at its own end, at the program's, or, after an accident,
    at the next start.

    Attributes:
        directory: Where the files stand.
    """

    def __init__(self, drafts: Drafts, leases: Leases, publish: Callable[[Event], None]) -> None:
        self.directory: Path | None = None
        self._drafts = drafts
        self._leases = leases
        self._publish = publish
        self._edits: dict[str, _Edit] = {}

    async def run(self, command: Sequence[str], draft: Draft, text: str) -> Edited:
        """Write a text into the draft's file, run an editor on it, and keep what it made of it as the draft.

        Cancelled, it leaves everything to `close`.

        Args:
            command: The editor and its arguments; the file's path comes last.
            draft: The draft as it stands.
            text: The words to begin with.

        Raises:
            EditingError: The draft is in an editor already, or there is no such editor.
            StoreError, SettingsError: The disk refuses.
        """
        if self.directory is None or draft.result_id in self._edits or not self._leases.take(_lease(draft.result_id)):
            raise EditingError("This draft is in an editor already", "End that one first.")
        edit = self._edits[draft.result_id] = _Edit(draft, text)
        try:
            await self._drafts.flush()
            if draft.text.strip():
                await self._drafts.save(draft)
        except StoreError:
            self._let_go(draft.result_id)
            raise
        process = await self._start(command, edit)
        code = await process.wait()
        words = self._take(edit)
        try:
            await self._drafts.flush()
            self._remove(draft.result_id, all_of_it=True)
        except StoreError:
            self._let_go(draft.result_id)  # the words are tried again, and the agent is told; the file stays for the next start
        return Edited(code, text if words is None else words, words is not None)

    async def _start(self, command: Sequence[str], edit: _Edit) -> asyncio.subprocess.Process:
        """Write the file and run the editor on it; no file stays where that fails."""
        try:
            path = self._write(edit)
            edit.process = await asyncio.create_subprocess_exec(*command, str(path))
        except OSError as error:
            self._remove(edit.draft.result_id, all_of_it=True)
            raise EditingError(f"{command[0]} cannot be run", f"{error.strerror}. Set EDITOR to your editor.") from None
        except WebcareError:
            self._remove(edit.draft.result_id, all_of_it=True)
            raise
        return edit.process

    async def close(self) -> None:
        """End what still runs, and keep what it had saved.

        Raises:
            StoreError: The disk refuses; the files stay for the next start.
        """
        for edit in tuple(self._edits.values()):
            if edit.process is not None:
                await _ended(edit.process)
            self._take(edit)
        await self._drafts.flush()
        for result_id in tuple(self._edits):
            self._remove(result_id)

    async def recover(self) -> None:
        """After an accident: what an editor had saved becomes the draft; where that was changed since, both are kept."""
        found = 0
        for result_id in self._left_over():
            if not self._leases.held(_lease(result_id)):
                with suppress(StoreError):
                    found += await self._recover(result_id)
                    self._remove(result_id)
        if found:
            which = "it is a draft" if found == 1 else f"they are {found} drafts"
            self._publish(Noticed("The program was ended while your editor was open", f"What it had saved is kept: {which}."))

    async def _recover(self, result_id: str) -> bool:
        """Keep the words of one file; whether they are news."""
        begun = self._begun(result_id)
        words, kept = self._read(result_id), await self._drafts.get(result_id)
        if not words.strip() or words == _trimmed(begun.text) or (kept is not None and kept.text == words):
            return False
        draft = replace(begun.draft, text=words)
        if kept is not None:
            changed = kept.text != begun.draft.text
            text = f"{kept.text.rstrip()}\n\n{words}" if changed else words
            draft = replace(kept, text=text, public=kept.public and (begun.draft.public or not changed))
        await self._drafts.save(replace(draft, cursor=len(draft.text)))
        return True

    def _take(self, edit: _Edit) -> str | None:
        """Keep what the editor made of a draft; None where it made nothing of it.

        An empty file counts only where the editor ended by itself and well: another may have been stopped while it wrote.
        """
        words, path = self._read(edit.draft.result_id), self._path(edit.draft.result_id)
        well = edit.process is not None and edit.process.returncode == 0 and path.exists()
        if words == _trimmed(edit.text) or not (words.strip() or well):
            return None
        self._drafts.keep(replace(edit.draft, text=words, cursor=len(words)))
        return words

    # The files ------------------------------------------------------------------------------------------------------

    def _path(self, result_id: str, ending: str = ".txt") -> Path:
        return (self.directory or Path()) / f"{_stem(result_id)}{ending}"

    def _write(self, edit: _Edit) -> Path:
        draft, path = edit.draft, self._path(edit.draft.result_id)
        private_directory(path.parent)
        was = {"text": edit.text, "draft": draft.text, "connection_id": draft.connection_id, "public": draft.public}
        write_private(self._path(draft.result_id, ".json"), json.dumps(was).encode())
        write_private(path, edit.text.encode("utf-8", "replace"))
        return path

    def _begun(self, result_id: str) -> _Edit:
        """What a file that was left over began with; private, where that is not known."""
        try:
            was = json.loads(self._path(result_id, ".json").read_bytes())
            draft = Draft(result_id, str(was["draft"]), str(was["connection_id"]), public=was["public"] is True)
            return _Edit(draft, str(was["text"]))
        except (OSError, ValueError, KeyError, TypeError):
            return _Edit(Draft(result_id, ""), "")

    def _read(self, result_id: str) -> str:
        """What the editor saved; "" for nothing. One that is ended from outside may save beside the file (nano)."""
        newest = max((self._path(result_id, each) for each in (".txt", ".txt.save")), key=_touched)
        try:
            with newest.open("rb") as file:
                return _trimmed(file.read(_MOST).decode("utf-8", "replace"))
        except OSError:
            return ""

    def _left_over(self) -> Iterator[str]:
        """The results whose files stand here; what editors left for their own recovery goes when it is old."""
        if self.directory is None or not self.directory.is_dir():
            return
        for path in sorted(self.directory.iterdir()):
            if path.suffix == ".txt" and not path.name.startswith((".", "#")):
                yield unquote(path.stem, errors="surrogatepass")
            elif time.time() - _touched(path) > OLD:
                with suppress(OSError):
                    path.unlink()

    def _remove(self, result_id: str, *, all_of_it: bool = False) -> None:
        """Remove a draft's files.

        Args:
            result_id: Which draft.
            all_of_it: With what the editor made beside them (swap, undo, copies); where it was ended from outside, that may
                hold words which were never saved, and the editor offers them the next time.
        """
        stem = re.escape(_stem(result_id))
        own = re.compile(rf"[.#]*{stem}\.(txt|json)\b.*" if all_of_it else rf"{stem}\.(txt|txt\.save|json)")
        with suppress(OSError):
            for path in tuple((self.directory or Path()).iterdir()):
                if own.fullmatch(path.name):
                    path.unlink()
        self._let_go(result_id)

    def _let_go(self, result_id: str) -> None:
        self._edits.pop(result_id, None)
        self._leases.drop(_lease(result_id))


def _stem(result_id: str) -> str:
    return quote(result_id, safe="", errors="surrogatepass")


def _lease(result_id: str) -> str:
    return f"editing-{_stem(result_id)}"


def _trimmed(text: str) -> str:
    return to_wire(text).rstrip("\n")


def _touched(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


async def _ended(process: asyncio.subprocess.Process) -> None:
    """See an editor to its end: asked first, then not asked."""
    for stop in (process.terminate, process.kill):
        with suppress(ProcessLookupError, TimeoutError):
            if process.returncode is None:
                stop()
                async with asyncio.timeout(PATIENCE):
                    await process.wait()
