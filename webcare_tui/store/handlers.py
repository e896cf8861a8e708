"""Who is in charge of which case: what was done here, and what the service shows of a user's cases."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

from webcare_tui.models.case import CaseKey
from webcare_tui.store import codec
from webcare_tui.store.merging import case_number

_THEIR_CASES = "SELECT r.case_no FROM json_each(?) w CROSS JOIN result r ON r.id = w.value WHERE r.case_no > 0"


def assign(db: sqlite3.Connection, case: CaseKey, handler_id: str) -> None:
    """Keeps who is in charge of a case."""
    number = case_number(db, case)
    if number:
        db.execute("UPDATE cases SET handler_id = ? WHERE no = ?", (codec.mend(handler_id), number))


def shown_with(db: sqlite3.Connection, result_ids: Collection[str], handler_id: str) -> None:
    """The service shows these results as a user's: where nobody was known to have their cases, that user has.

    What was done here stays, because what the service showed may be older.
    """
    rows = (codec.mend(handler_id), _ids(result_ids))
    db.execute(f"UPDATE cases SET handler_id = ? WHERE handler_id = '' AND no IN ({_THEIR_CASES})", rows)  # noqa: S608


def shown_without(db: sqlite3.Connection, result_ids: Collection[str], handler_id: str) -> None:
    """The service shows these results as a user's no more: of those that still wait, nobody is known to have the cases."""
    rows = (codec.mend(handler_id), _ids(result_ids))
    db.execute(
        f"UPDATE cases SET handler_id = '' WHERE handler_id = ? AND no IN ({_THEIR_CASES} AND r.handled = 0)",  # noqa: S608
        rows,
    )


def _ids(result_ids: Collection[str]) -> str:
    return json.dumps([codec.mend(id) for id in result_ids])
