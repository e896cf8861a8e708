"""A result as two lines of a list: pieces of text, each with the name of its looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import TYPE_CHECKING

from webcare_tui.models.account import Account
from webcare_tui.models.reply import OutboxState
from webcare_tui.models.result import Result
from webcare_tui.text.width import cells, cut
from webcare_tui.ui.present.palette import Piece
from webcare_tui.ui.present.symbols import FANCY, Signs, face, feeling, source_code
from webcare_tui.ui.present.veil import OPEN, Veil
from webcare_tui.ui.present.words import OUTBOX, TimeFormat, initials, name_of, one_line, service_level, time_words, urgency

if TYPE_CHECKING:
    from webcare_tui.store import Row

INDENT = {"relative": 5, "clock": 7}
"""Cells left of the message's first words, which begin below the source, by the format of times."""
NAME_LEAST = 14
"""Cells that the name keeps before badges lose their words."""
WORDS_LEAST = 24
"""Cells that the message keeps before labels are left out."""
ORIGIN_LEAST, ORIGIN_MOST = 5, 10
"""Cells of the name of the search profile that a row comes from: with fewer it is left out."""
DELETED_WORDS = "deleted at its source"
NO_WORDS = "(no text)"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a row's looks depend on beside the row.

    Attributes:
        now: Unix seconds.
        account: Names of sources and handlers, and service levels.
        drafts: Ids of the results with words typed and not sent.
        outbox: Ids of the results with a reply under way, and where it stands.
        signs: For this terminal.
        time_format: Waiting time, or the moment by the clock.
        zone: For the clock; None is the machine's.
        merged: Results of several search profiles stand here: each row names its own where there is room.
        veil: What may be seen of customers.
    """

    now: float = 0
    account: Account | None = None
    drafts: frozenset[str] = frozenset()
    outbox: Mapping[str, OutboxState] = field(default_factory=dict)
    signs: Signs = FANCY
    time_format: TimeFormat = "relative"
    zone: tzinfo | None = None
    merged: bool = False
    veil: Veil = OPEN


@dataclass(frozen=True, slots=True)
class Badge:
    """A sign at the right end of a row, with a word for where there is room."""

    sign: str
    looks: str
    word: str = ""


def result_lines(row: Row, scene: Scene, width: int, *, selected: bool = False) -> tuple[list[Piece], list[Piece]]:
    """The two lines of a result, each exactly `width` cells wide; the last cell is blank where there is room.

    Args:
        row: The row.
        scene: What else its looks depend on.
        width: Cells, at least 1.
        selected: The cursor is on it.
    """
    if scene.veil.on:
        row = replace(row, result=scene.veil.over(row.result.id).result(row.result))
    bar = (scene.signs.bar if selected else " ", "selected-bar")
    room = max(0, width - 2)
    first, second = _head(row, scene, room), _message(row, scene, room, selected=selected)
    return fitted([bar, *first], width), fitted([bar, *second], width)


def badges(row: Row, scene: Scene) -> list[Badge]:
    """The badges of a row, the most pressing first."""
    result, signs, found = row.result, scene.signs, []
    state = scene.outbox.get(result.id)
    if state is OutboxState.UNCERTAIN:
        found.append(Badge(signs.unknown, "unknown bold", OUTBOX[state]))
    elif state is OutboxState.FAILED:
        found.append(Badge(signs.failed, "error bold", OUTBOX[state]))
    elif state in (OutboxState.QUEUED, OutboxState.SENDING):
        found.append(Badge(signs.sending, "sending", OUTBOX[state]))
    if result.id in scene.drafts:
        found.append(Badge(signs.draft, "draft", "draft"))
    if result.private:
        found.append(Badge(signs.private, "private bold"))
    if row.handler_id:
        found.append(Badge(f"{signs.handler}{cut(initials(row.handler_id, scene.account), 4)}", "muted"))
    if result.bookmarked:
        found.append(Badge(signs.bookmarked, "accent"))
    if row.handled:
        found.append(Badge(signs.handled, "handled"))
    return found


def fitted(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """The pieces cut or filled up with blanks to a width in cells."""
    done: list[Piece] = []
    left = width
    for text, looks in pieces:
        part = text if (size := cells(text)) <= left else cut(text, left)
        left -= size if part is text else cells(part)
        if part:
            done.append((part, looks))
    if left:
        done.append((" " * left, "muted"))
    return done


def _head(row: Row, scene: Scene, room: int) -> list[Piece]:
    result, signs = row.result, scene.signs
    haste = "ok" if row.handled or result.own else urgency(result, scene.now, service_level(result, scene.account))
    sign = {"ok": " ", "soon": signs.soon, "late": signs.late}[haste]
    source = source_code(scene.account.source_name(result.source) if scene.account else "", result.source)
    mood, when = result.sentiment, time_words(result.time, scene.now, scene.time_format, scene.zone)
    pieces = [
        (f"{when}{sign} ", f"sla-{haste}{' bold' * (haste == 'late')}"),
        (f"{source} ", "muted"),
        (f"{face(mood, signs)} ", feeling(mood) + " bold" * (abs(mood) > 1)),
    ]
    room -= sum(cells(text) for text, _ in pieces)
    right = _right(badges(row, scene), row.case_count, room - min(NAME_LEAST, cells(result.title), room * 2 // 3))
    room -= sum(cells(text) for text, _ in right)
    name = cut(_name(result, signs), max(0, room), signs.ellipsis)
    looks = "muted" if row.handled or result.own or result.deleted else "foreground bold"
    origin = _origin(result, scene, room - cells(name) - 1)
    blank = " " * max(0, room - cells(name) - cells(origin))
    return [*pieces, (name, looks), (blank, "muted"), (origin, "muted"), *right]


def _origin(result: Result, scene: Scene, room: int) -> str:
    """The search profile that a row of several comes from, where name and badges leave room for it."""
    search = scene.account.search(result.search_id) if scene.merged and scene.account is not None else None
    name = one_line(search.name) if search is not None else ""
    return cut(name, min(room, ORIGIN_MOST), scene.signs.ellipsis) if room >= min(ORIGIN_LEAST, cells(name)) else ""


def _name(result: Result, signs: Signs) -> str:
    name = name_of(result)
    return f"{signs.own} {name}" if result.own else name


def _right(found: Sequence[Badge], case_count: int, room: int) -> list[Piece]:
    """The count and the badges, with words, without them, or fewer of them: whatever fits into the room."""
    count: list[Piece] = [(f" {case_count}", "muted")] if case_count > 1 else []
    for worded in (True, False):
        pieces = [*count, *((f" {each.sign}{f' {each.word}' if each.word and worded else ''}", each.looks) for each in found)]
        if sum(cells(text) for text, _ in pieces) <= room:
            return pieces
    kept: list[Piece] = []
    for each in found:
        room -= 1 + cells(each.sign)
        if room < 0:
            break
        kept.append((f" {each.sign}", each.looks))
    return kept


def _message(row: Row, scene: Scene, room: int, *, selected: bool) -> list[Piece]:
    result, ellipsis = row.result, scene.signs.ellipsis
    indent = min(INDENT[scene.time_format], room // 4)
    room -= indent
    if result.deleted:
        return [(" " * indent, "muted"), (cut(DELETED_WORDS, room, ellipsis), "muted italic")]
    text = one_line(result.description) or one_line(result.subtitle) or NO_WORDS
    labels = _labels(result, room - min(WORDS_LEAST, cells(text)) - 1)
    room -= sum(cells(each) for each, _ in labels)
    words = cut(text, max(0, room - bool(labels)), ellipsis)
    looks = "foreground" if selected and not row.handled else "muted"
    return [(" " * indent, "muted"), (words, looks), (" " * max(0, room - cells(words)), "muted"), *labels]


def _labels(result: Result, room: int) -> list[Piece]:
    pieces: list[Piece] = []
    for tag in result.tags:
        name = one_line(tag.name)
        size = cells(name) + 2 + bool(pieces)
        if not name or size > room:
            continue
        room -= size
        if pieces:
            pieces.append((" ", "muted"))
        pieces.append((f" {name} ", "label-text/label"))
    return pieces
