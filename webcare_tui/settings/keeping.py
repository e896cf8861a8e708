"""One view put into the settings file, or taken out of it, while all the rest stays as it is, byte for byte."""

from __future__ import annotations

import copy
import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from webcare_tui.settings.errors import SettingsError
from webcare_tui.settings.example import literal
from webcare_tui.settings.files import parse, validate
from webcare_tui.settings.private import read_private, write_private
from webcare_tui.settings.schema import ViewSettings
from webcare_tui.settings.statements import Statement, statements

NAME = "WEBCARE_TUI_VIEWS"
LONGEST = 60
"""Letters of a view's name."""
_TITLE = "The view cannot be saved"
_BOM = "\ufeff"

Views = Mapping[str, ViewSettings]


def keep_view(file: Path, name: str, view: ViewSettings | None, env: Mapping[str, str] | None = None) -> Views:
    """Add a view to the settings file, put it in the place of the one of that name, or take that one out.

    A link to the file is followed; the file is exchanged as a whole and is of mode 0600 afterwards.

    Args:
        file: The settings file.
        name: The view's name.
        view: The view; None takes it out.
        env: The environment; the process's own by default.

    Returns:
        All views that the file has now.

    Raises:
        SettingsError: There is no file, it is not right, it was changed meanwhile, or it is written in a way in which no part
            of it can be changed alone. It is then as it was.
    """
    if NAME in (os.environ if env is None else env):
        raise SettingsError(_TITLE, f"The views come from {NAME} in the environment, which goes before the settings file.")
    if view is not None and (len(name) > LONGEST or not name.strip() or not name.isprintable()):
        raise SettingsError(_TITLE, f"Give it a name of 1 to {LONGEST} letters on one line.")
    there = Path(os.path.realpath(file))
    before = _read(there)
    data = parse(before, file)
    validate(data, file)
    text = before.decode("utf-8")
    bom = _BOM if text.startswith(_BOM) else ""
    after = edited(text.removeprefix(bom), name, view)
    if after is None:
        raise SettingsError(_TITLE, _way_out(file, name, view))
    settings = validate(tomllib.loads(after), file)
    if _read(there) != before:
        raise SettingsError(_TITLE, f"{file} was changed by somebody else just now. Nothing was written; save again.")
    if bom + after != text:
        write_private(there, (bom + after).encode())
    return settings.views


def edited(text: str, name: str, view: ViewSettings | None) -> str | None:
    """The text of a settings file with one view changed; None where that cannot be done without touching more.

    Args:
        text: A text that `tomllib` reads, without a byte order mark.
        name: The view's name.
        view: What it is from now on; None takes it out.
    """
    before = tomllib.loads(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    found = statements(text)
    own = [each for each in found if each.path[:2] == ("views", name)]
    if not own:
        after = text if view is None else _added(text, found, name, view, newline)
    elif view is None:
        after = _taken_out(text, own)
    elif own[0].heading:
        after = _table_changed(text, own, view, newline)
    else:
        after = _pair_changed(text, own, name, view)
    return after if after is not None and _as_meant(before, after, name, view) else None


def _read(there: Path) -> bytes:
    try:
        return read_private(there)
    except FileNotFoundError:
        way = "Make one with: webcare-tui config init; then save the view again."
        raise SettingsError(_TITLE, f"There is no settings file to keep it in ({there}). {way}") from None


def _way_out(file: Path, name: str, view: ViewSettings | None) -> str:
    what = f"Take the view “{name}” out of it by hand." if view is None else f"Put this there yourself:\n{_table(name, view)}"
    return f"{file} writes its views in a way that this program does not change by itself, and is as it was. {what}"


def _as_meant(before: Mapping[str, object], text: str, name: str, view: ViewSettings | None) -> bool:
    """Whether a text says what the one before it said, and of this view what is wanted."""
    try:
        after = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    wanted: dict[str, object] = copy.deepcopy(dict(before))
    views, got = wanted.pop("views", {}), after.pop("views", {})
    if not isinstance(views, dict) or not isinstance(got, dict) or after != wanted:
        return False
    views.pop(name, None)
    value = got.pop(name, None)
    return got == views and (value is None if view is None else ViewSettings.model_validate(value) == view)


def _added(text: str, found: Sequence[Statement], name: str, view: ViewSettings, newline: str) -> str | None:
    """A line at the end of `[views]` for a filter alone, else a table of its own behind all other views."""
    near = [each for each in found if each.path[:1] == ("views",)]
    if any(each.path == ("views",) and not each.heading for each in near):
        return None  # all views in one inline table
    written = view.written()
    listed = [each for each in near if each.above == ("views",)]
    dotted = [each for each in near if each.above == ()]
    if dotted:
        return _inserted(text, dotted[-1].end, f"views.{literal(name)} = {_inline(view)}{newline}", newline)
    if isinstance(written, str) and listed:
        return _inserted(text, listed[-1].end, f"{literal(name)} = {literal(written)}{newline}", newline)
    block = _table(name, view) if near or not isinstance(written, str) else f"[views]\n{literal(name)} = {literal(written)}\n"
    block = block.replace("\n", newline)
    at = near[-1].end if near else len(text)
    blank = newline if text[:at].strip() and not text[:at].endswith(newline * 2) else ""
    return _inserted(text, at, blank + block, newline)


def _inserted(text: str, at: int, piece: str, newline: str) -> str:
    """The text with a piece at a place where a line begins, or at the end of the text."""
    return f"{text[:at]}{'' if not at or text[:at].endswith(chr(10)) else newline}{piece}{text[at:]}"


def _taken_out(text: str, own: Sequence[Statement]) -> str:
    """The text without these statements; a table goes with the comments between its lines, and one blank line above it."""
    for each in reversed(own):
        start, end = each.start, each.end
        if each.heading:
            end = max(other.end for other in own if other.start >= each.start and other.above == each.path)
            above, below = text[:start], text[end:]
            blank = "\r\n" if above.endswith("\n\r\n") else "\n" if above.endswith("\n\n") else ""
            if blank and (not below.strip() or below.startswith(("\n", "\r\n"))):
                start -= len(blank)
            text = text[:start] + below
        elif not any(other.heading and other.path == each.above for other in own):
            text = text[:start] + text[end:]
    return text


def _pair_changed(text: str, own: Sequence[Statement], name: str, view: ViewSettings) -> str:
    """A key gets another value; of several dotted keys the first becomes the whole view, and the others go."""
    first, *others = own
    for each in reversed(others):
        text = text[: each.start] + text[each.end :]
    if len(first.path) == 2:
        return text[: first.value[0]] + _inline(view) + text[first.value[1] :]
    key = literal(name) if first.above == ("views",) else f"views.{literal(name)}"
    return f"{text[: first.start]}{key} = {_inline(view)}{text[first.value[1] :]}"


def _table_changed(text: str, own: Sequence[Statement], view: ViewSettings, newline: str) -> str:
    """A table of its own gets other values, key by key; comments in it stay."""
    told = view.model_dump(mode="json", exclude_defaults=True)
    there = ViewSettings.model_validate(_table_value(text, own))
    last = own[-1].end
    fresh = [key for key in told if all(each.path[2:] != (key,) for each in own)]
    piece = "".join(f"{key} = {literal(told[key])}{newline}" for key in fresh)
    text = _inserted(text, last, piece, newline) if piece else text
    for each in reversed(own):
        key = each.path[-1]
        if each.heading or len(each.path) != 3:
            continue
        if key not in told:
            text = text[: each.start] + text[each.end :]
        elif getattr(there, key) != getattr(view, key):
            text = text[: each.value[0]] + literal(told[key]) + text[each.value[1] :]
    return text


def _table_value(text: str, own: Sequence[Statement]) -> object:
    lines = (text[each.start : each.end].strip() + "\n" for each in own if not each.heading)
    return tomllib.loads("".join(lines))


def _table(name: str, view: ViewSettings) -> str:
    told = view.model_dump(mode="json", exclude_defaults=True)
    return f"[views.{literal(name)}]\n" + "".join(f"{key} = {literal(value)}\n" for key, value in told.items())


def _inline(view: ViewSettings) -> str:
    written = view.written()
    if isinstance(written, str):
        return literal(written)
    return "{ " + ", ".join(f"{key} = {literal(value)}" for key, value in written.items()) + " }"
