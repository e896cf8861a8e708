"""A result as a line of text for the cache, and back again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any, cast

from webcare_tui.models.result import DELETED, Result, ResultType, Tag
from webcare_tui.store.schema import HIGHEST as HIGHEST
from webcare_tui.store.schema import LOWEST as LOWEST

Key = tuple[int, int, str]
"""Where a result stands in time: time, number, id."""

_NAMES = tuple(each.name for each in fields(Result))
_APART = ("id", "title", "description", "replies", "raw")
"""Fields that stand in columns of their own."""
_BODY = tuple(name for name in _NAMES if name not in _APART)
_BETWEEN = tuple(name for name in _NAMES if name not in ("id", "replies", "raw"))
_TITLE = _BETWEEN.index("title")
_DESCRIPTION = _BETWEEN.index("description")
_TYPE = _BETWEEN.index("type")
_TAGS = _BETWEEN.index("tags")
_TEXTS = tuple(name for name, default in ((each.name, each.default) for each in fields(Result)) if default == "")
_COMPRESS_FROM = 1024

LAYOUT = ",".join(_BODY)
"""The order in which a body holds the fields; stands in the file, for a file of another order cannot be read."""

_body_of = attrgetter(*_BODY)


def _tag(value: object) -> tuple[str, str, str]:
    tag = cast(Tag, value)
    return (tag.id, tag.name, tag.description)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, default=_tag).encode


def body(result: Result) -> str:
    """Everything that has no column of its own, as a JSON list."""
    return _encode(_body_of(result))


def result(id: str, title: str, description: str, body: str) -> Result:
    """A result without its replies and `raw`."""
    values = json.loads(body)
    values.insert(_TITLE, title)
    values.insert(_DESCRIPTION, description)
    values[_TYPE] = ResultType(values[_TYPE])
    values[_TAGS] = tuple([Tag(*tag) for tag in values[_TAGS]]) if values[_TAGS] else ()
    return Result(id, *values)


def replies_text(replies: Iterable[Result]) -> str:
    """Replies as JSON, "" for none; `raw` of a reply stands in its parent's."""
    rows = [_nested(each) for each in replies]
    return _encode(rows) if rows else ""


def _nested(each: Result) -> list[object]:
    return [each.id, each.title, each.description, body(each), [_nested(inner) for inner in each.replies]]


def replies(text: str) -> tuple[Result, ...]:
    """Replies out of their JSON."""
    return tuple(_unnested(each) for each in json.loads(text)) if text else ()


def _unnested(row: Sequence[object]) -> Result:
    id, title, description, inner, below = cast(tuple[str, str, str, str, list[list[object]]], tuple(row))
    decoded = result(id, title, description, inner)
    return replace(decoded, replies=tuple(_unnested(each) for each in below)) if below else decoded


def united(known: tuple[Result, ...], fresh: tuple[Result, ...]) -> tuple[Result, ...]:
    """Replies known before and those just come, each once, the later word about each, oldest first.

    The service leaves replies out of some answers; that takes none away.
    """
    if not fresh:
        return known
    together = {each.id: each for each in (*known, *fresh)}
    return tuple(sorted(together.values(), key=lambda each: each.order))


def pack(text: str) -> bytes:
    """A long text compressed; the first byte tells which it is."""
    plain = text.encode("utf-8", "replace")
    return b"z" + zlib.compress(plain, 1) if len(plain) > _COMPRESS_FROM else b"-" + plain


def unpack(data: bytes) -> str:
    """What `pack` was given."""
    plain = zlib.decompress(data[1:]) if data[:1] == b"z" else data[1:]
    return plain.decode("utf-8")


def key(result: Result) -> Key:
    """The result's order, within what SQLite can hold."""
    time, number, id = result.order
    return (clamp(time), number, id)


def clamp(number: int) -> int:
    """A whole number within 64 bits."""
    return min(HIGHEST, max(LOWEST, number))


def mend(text: str) -> str:
    """The text with each lone surrogate replaced: SQLite and UTF-8 have no place for it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def mended(result: Result) -> Result:
    """The result itself, or one with its texts mended where they hold a lone surrogate."""
    probe = f"{result.id}{result.title}{result.description}{body(result)}{result.raw}{replies_text(result.replies)}"
    try:
        probe.encode("utf-8")
    except UnicodeEncodeError:
        pass
    else:
        return result
    tags = tuple(Tag(mend(tag.id), mend(tag.name), mend(tag.description)) for tag in result.tags)
    inner = tuple(mended(each) for each in result.replies)
    whole = replace(result, id=mend(result.id), tags=tags, replies=inner)
    return _with_texts(whole, {name: mend(getattr(result, name)) for name in _TEXTS})


def deleted(result: Result) -> Result:
    """The result as the service would tell it once it is gone from its source."""
    return replace(result, status=DELETED)


def erased(result: Result) -> Result:
    """What may stay of a result that its source no longer has: where it stood, and none of its words or names."""
    bare = replace(result, tags=(), replies=(), bookmarked=False, reply_available=False, like_available=False)
    return _with_texts(bare, {name: "" for name in _TEXTS if name not in ("search_id", "case_id")})


def _with_texts(result: Result, texts: Mapping[str, str]) -> Result:
    return replace(result, **cast(dict[str, Any], texts))
