"""Odd but legal bytes: one JSON text in each way in which PHP and a gateway may put it on the wire."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass

from webcare_tui.sandbox.oddvalues import Values

TYPES = (
    "application/json", "application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8",
    "text/html; charset=UTF-8", "text/html", "text/plain", "application/octet-stream", "",
)
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Dressed:
    """A body as it goes out.

    Attributes:
        parts: Its bytes, in chunks.
        headers: Beside the usual ones, or in their place; an empty one is left out.
        chunked: Its length is not told beforehand.
    """

    parts: tuple[bytes, ...]
    headers: dict[str, str]
    chunked: bool


def write(values: Values, content: object) -> bytes:
    """JSON with or without escapes, blanks, a byte order mark and white space in front."""
    text = json.dumps(
        content, ensure_ascii=values.chance(0.6), indent=values.choose((None, None, None, 4)),
        separators=values.choose((None, (",", ":"))),
    )
    if values.chance(0.5):
        text = text.replace("/", "\\/")
    if values.chance(0.2):
        text = text.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")
    text = values.choose(("", "", "", _BOM, "\r\n\r\n", " \n\t", _BOM + "\n")) + text + values.choose(("", "", "\n", "\r\n "))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate, which only an escape can write
        return json.dumps(content).encode("ascii")


def pack(values: Values, body: bytes, *, gzipped: bool) -> Dressed:
    """A body on its way: packed if `gzipped` allows, in chunks or in one, under a content type that need not fit.

    Args:
        values: Chooses.
        body: The JSON text.
        gzipped: The caller can unpack gzip.
    """
    headers = {"content-type": values.choose(TYPES)}
    if gzipped and values.chance(0.5):
        headers["content-encoding"] = values.choose(("gzip", "gzip", "GZIP", "x-gzip"))
        half = len(body) // 2
        two = values.chance(0.2)  # a file of two members is a whole one (RFC 1952)
        body = gzip.compress(body[:half], 6) + gzip.compress(body[half:], 6) if two else gzip.compress(body, 6)
    if not values.chance(0.4):
        return Dressed((body,), headers, chunked=False)
    size = values.choose((7, 1000, 16_384)) if len(body) < 4000 else 16_384
    return Dressed(tuple(body[at:at + size] for at in range(0, len(body), size)) or (b"",), headers, chunked=True)
