"""A line in the log of calls."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Seen:
    """A call in the log; `status` is None where the caller never saw one."""

    method: str
    path: str
    query: str
    form: dict[str, str]
    time: float
    status: int | None = None
    fault: str = ""
