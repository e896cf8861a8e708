"""What came of the calls so far, in numbers: for support, and without a word of what they held."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

from webcare_tui.api.errors import ApiError

_RECENT = 50
"""Times that the median is taken of."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A call that failed.

    Attributes:
        call: Method and path template.
        kind: The class of its error.
        status: The HTTP status; None where no answer came.
        transaction_id: The gateway's number for support; "" for none.
        at: Unix seconds.
    """

    call: str
    kind: str
    status: int | None
    transaction_id: str
    at: float


@dataclass(slots=True)
class Calls:
    """The calls of one endpoint.

    Attributes:
        made: How many, failed ones included.
        failed: How many ended in an error, by its class.
        skipped: Objects in its answers that could not be read.
    """

    made: int = 0
    failed: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    _times: deque[float] = field(default_factory=lambda: deque(maxlen=_RECENT), repr=False)

    @property
    def milliseconds(self) -> float:
        """The median of what the last ones took, in milliseconds; 0 where none was answered."""
        return median(self._times) if self._times else 0.0

    def took(self, milliseconds: float) -> None:
        """One was answered, well or not."""
        self._times.append(milliseconds)


class Tally:
    """Counts calls by method and path template.

    Attributes:
        last_failure: The call that failed last; None where none did.
    """

    def __init__(self) -> None:
        self._calls: dict[str, Calls] = {}
        self.last_failure: Failure | None = None

    @property
    def calls(self) -> Mapping[str, Calls]:
        """The counts, in the order in which the endpoints were first called."""
        return self._calls

    @property
    def skipped(self) -> int:
        """Objects that could not be read, in all."""
        return sum(each.skipped for each in self._calls.values())

    def of(self, call: str) -> Calls:
        """The counts of one endpoint, such as `GET results/{resultId}`."""
        return self._calls.setdefault(call, Calls())

    def failed(self, call: str, error: ApiError, at: float) -> None:
        """A call ended in an error."""
        kind = type(error).__name__
        counts = self.of(call).failed
        counts[kind] = counts.get(kind, 0) + 1
        self.last_failure = Failure(call, kind, error.status, error.transaction_id, at)
