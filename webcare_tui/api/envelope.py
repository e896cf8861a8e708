"""What stands round the data: the vendor's status and messages, the gateway's refusals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from webcare_tui.api import jsontext, lenient
from webcare_tui.text.clean import clean

_SUCCESS = frozenset({"SUCCES", "SUCCESS"})
_FAILURE = frozenset({"ERROR", "ERRORS", "WARNING", "FAIL", "FAILED", "FAILURE"})
_MOST_MESSAGES = 20
_LONGEST_WORDS = 300
_TAGS = re.compile(r"<[A-Za-z/!?][^<>]*>?")
_SECRETS = re.compile(r"(?i)\b(?:bearer\s+\S+|(?:client_secret|client_id|access_token|authorization)\s*[=:]\s*\S+)")


class Verdict(Enum):
    """What the body itself says of the call."""

    SUCCESS = "success"
    FAILURE = "failure"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Message:
    """One of the vendor's messages.

    Attributes:
        kind: "error", "warning", "info" or "succes", in lower case; "" for a bare string.
        text: Title and description in one line, cleaned.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """A body, taken apart.

    Attributes:
        verdict: By its `status`, spelled `SUCCES` by the vendor.
        data: The member `data` as it came; None where absent.
        configuration: The member `configuration`, which that call has beside `data` or instead of it.
        messages: The vendor's messages.
        words: What the gateway or the vendor says of a failure, one line, without markup; may be "".
        transaction_id: The gateway's number for support.
        code: The gateway's error code in lower case (`policies.ratelimit.quotaviolation`); may be "".
        claimed_status: The HTTP status a gateway's body names, 0 for none.
        readable: The body was a JSON object.
        web_page: The body looks like HTML.
        empty: There was no body at all.
    """

    verdict: Verdict = Verdict.SILENT
    data: object = field(default=None, repr=False)
    configuration: object = field(default=None, repr=False)
    messages: tuple[Message, ...] = ()
    words: str = ""
    transaction_id: str = ""
    code: str = ""
    claimed_status: int = 0
    readable: bool = False
    web_page: bool = False
    empty: bool = False

    @property
    def errors(self) -> tuple[str, ...]:
        """The messages that are marked as errors."""
        return tuple(each.text for each in self.messages if each.kind == "error" and each.text)


def unfold(body: bytes, hide: Iterable[str] = ()) -> Envelope:
    """Takes a body apart; never raises.

    Args:
        body: The decoded body, whatever it is.
        hide: Words that must not come back in `words` and `messages`: the agent's own text, the token.
    """
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if not start:
        return Envelope(empty=not body.strip(b"\xef\xbb\xbf \t\r\n\0"))
    try:
        content = jsontext.read(body)
    except jsontext.Unreadable:
        return Envelope(web_page=start.startswith(b"<"))
    if not isinstance(content, Mapping):
        return Envelope()
    members = lenient.mapping(content)
    hidden = tuple(hide)
    messages = _messages(members.get("messages"), hidden)
    fault = lenient.mapping(members.get("fault"))
    detail = lenient.mapping(fault.get("detail"))
    return Envelope(
        verdict=_verdict(members.get("status")),
        data=members.get("data"),
        configuration=members.get("configuration"),
        messages=messages,
        words=_words(members, fault, messages, hidden),
        transaction_id=clean(lenient.text(members.get("transactionId")), "identity")[:80],
        code=_code(members, detail),
        claimed_status=lenient.integer(members.get("status"), low=300, high=599),
        readable=True,
    )


def spoken(value: object, hide: tuple[str, ...] = ()) -> str:
    """Words of the service as one line that may be shown: no markup, no secrets, nothing of `hide`, 300 characters."""
    words = lenient.text(value)[:4000]
    for each in hide:
        if len(each) >= 4:
            words = words.replace(each, "…")
    words = _SECRETS.sub("…", _TAGS.sub(" ", words))
    words = " ".join(clean(words, "line").split())
    return _cut(words)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"


def _verdict(status: object) -> Verdict:
    word = lenient.text(status).strip().upper() if isinstance(status, str) else ""
    return Verdict.SUCCESS if word in _SUCCESS else Verdict.FAILURE if word in _FAILURE else Verdict.SILENT


def _code(members: Mapping[str, object], detail: Mapping[str, object]) -> str:
    # The token endpoint of such gateways also says {"ErrorCode": …} or, as OAuth has it, {"error": …}.
    found = lenient.first({**members, **detail}, "errorcode", "errorCode", "ErrorCode", "error")
    return clean(lenient.text(found), "identity")[:120].lower()


def _words(
    members: Mapping[str, object], fault: Mapping[str, object], messages: tuple[Message, ...], hide: tuple[str, ...]
) -> str:
    said = [each.text for each in messages if each.kind in ("", "error", "warning")]
    said += [spoken(members.get(name), hide) for name in ("message", "info", "error_description", "Error")]
    said.append(spoken(fault.get("faultstring"), hide))
    once = list(dict.fromkeys(each.rstrip(".") for each in said if each))
    return _cut(". ".join(once[:4])) + "." if once else ""


def _messages(value: object, hide: tuple[str, ...]) -> tuple[Message, ...]:
    alone = isinstance(value, Mapping) and any(name in value for name in ("type", "title", "description"))
    if alone or isinstance(value, str):
        value = [value]
    found = (_message(each, hide) for each in lenient.listing(value)[:_MOST_MESSAGES])
    return tuple(each for each in found if each is not None)


def _message(value: object, hide: tuple[str, ...]) -> Message | None:
    if isinstance(value, Mapping):
        members = lenient.mapping(value)
        kind = spoken(members.get("type")).lower()
        parts = [spoken(members.get(name), hide) for name in ("title", "description", "message")]
        text = ": ".join(dict.fromkeys(part for part in parts if part))
        return Message(kind, text) if text or kind else None
    text = spoken(value, hide)
    return Message("", text) if text else None
