"""A call of the API as data: method, path, form, and how ids become segments of a path."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, urlencode

from webcare_tui.api.errors import Purpose, Unsendable
from webcare_tui.models.case import CaseKey


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the API.

    Attributes:
        method: The HTTP method.
        template: The path with names for what varies; may be logged.
        path: The path in percent-encoded segments.
        purpose: What it is for; the wording of its failure depends on it.
        form: What goes into the body; None for no body.
        keep: A connection that stayed open may serve.
    """

    method: Literal["GET", "POST"]
    template: str
    path: tuple[str, ...]
    purpose: Purpose = Purpose.READ
    form: tuple[tuple[str, str], ...] | None = field(default=None, repr=False)
    keep: bool = True

    @property
    def name(self) -> str:
        """Method and template."""
        return f"{self.method} {self.template}"


def segment(id: str) -> str:
    """An id as one segment of a path, whatever it holds; it can neither end the path nor lead out of it."""
    encoded = quote(id, safe="", errors="replace")
    if encoded.strip(".") == "":
        raise Unsendable(message="It has no id that the service could know it by. Refresh and try again.")
    return encoded


def case_path(case: CaseKey) -> tuple[str, ...]:
    """The path to a case, in segments."""
    return ("searches", segment(case.search_id), "cases", segment(case.case_id))


def encoded(form: tuple[tuple[str, str], ...]) -> bytes:
    """A form as the body of a call.

    Raises:
        Unsendable: It holds what no encoding can carry.
    """
    try:
        return urlencode(form).encode("ascii")
    except UnicodeEncodeError:
        # Its context would hold the agent's words.
        pass
    raise Unsendable(message="It holds characters that cannot be sent; take them out and try again.")
