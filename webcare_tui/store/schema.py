"""The tables of both files, and how a file of an older shape becomes one of today's."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

Migration = Sequence[str]
"""The statements that lead from one schema number to the next."""

LOWEST = -(2**63)
HIGHEST = 2**63 - 1

OUTBOX: tuple[Migration, ...] = (
    (
        """CREATE TABLE outbox (
            id TEXT PRIMARY KEY NOT NULL, result_id TEXT NOT NULL, search_id TEXT NOT NULL, case_id TEXT NOT NULL,
            recipient TEXT NOT NULL, text TEXT NOT NULL, digest TEXT NOT NULL,
            connection_id TEXT NOT NULL, public INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'uncertain', 'discarded')),
            close_after INTEGER NOT NULL, attempt INTEGER NOT NULL, attempt_at INTEGER NOT NULL, not_before INTEGER NOT NULL,
            prior_ids TEXT NOT NULL, reply_id TEXT NOT NULL, reason TEXT NOT NULL, transaction_id TEXT NOT NULL,
            revision INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL)""",
        "CREATE UNIQUE INDEX outbox_reply ON outbox (reply_id) WHERE state = 'sent' AND reply_id <> ''",
        """CREATE TABLE draft (
            result_id TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL, connection_id TEXT NOT NULL, public INTEGER NOT NULL,
            cursor INTEGER NOT NULL, updated INTEGER NOT NULL)""",
    ),
    ("ALTER TABLE outbox ADD COLUMN seen TEXT NOT NULL DEFAULT ''",),
)

_COUNT_IN = """UPDATE chunk SET total = total + 1, open = open + (NEW.handled = 0)
    WHERE view = NEW.view AND (time, number, id) = (
    SELECT time, number, id FROM chunk WHERE view = NEW.view AND (time, number, id) <= (NEW.time, NEW.number, NEW.id)
    ORDER BY time DESC, number DESC, id DESC LIMIT 1);"""
_COUNT_OUT = _COUNT_IN.replace("NEW.", "OLD.").replace("+", "-")

CACHE: tuple[Migration, ...] = (
    (
        "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) WITHOUT ROWID",
        """CREATE TABLE view (
            no INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, mark_number INTEGER NOT NULL, mark_id TEXT NOT NULL)""",
        """CREATE TABLE cases (
            no INTEGER PRIMARY KEY, search_id TEXT NOT NULL, case_id TEXT NOT NULL, customers INTEGER NOT NULL DEFAULT 0,
            handler_id TEXT NOT NULL DEFAULT '', settled_upto INTEGER, UNIQUE (case_id, search_id))""",
        # `handled`, `own`, `gone` and the order stand in columns because lists ask for them; all else stands in `body`.
        """CREATE TABLE result (
            rid INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, case_no INTEGER NOT NULL, person_id TEXT NOT NULL,
            time INTEGER NOT NULL, number INTEGER NOT NULL, own INTEGER NOT NULL, checked INTEGER NOT NULL,
            settled INTEGER NOT NULL, handled INTEGER NOT NULL, gone INTEGER NOT NULL, seen INTEGER NOT NULL,
            title TEXT NOT NULL, description TEXT NOT NULL, body TEXT NOT NULL)""",
        "CREATE INDEX result_case ON result (case_no)",
        "CREATE INDEX result_person ON result (person_id, time) WHERE person_id <> ''",
        "CREATE INDEX result_time ON result (time)",
        "CREATE INDEX result_seen ON result (seen)",
        "CREATE TABLE extra (rid INTEGER PRIMARY KEY, replies TEXT NOT NULL, raw BLOB NOT NULL)",
        """CREATE TABLE member (
            view INTEGER NOT NULL, time INTEGER NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL, rid INTEGER NOT NULL,
            handled INTEGER NOT NULL, missed INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (view, time, number, id)) WITHOUT ROWID""",
        "CREATE INDEX member_open ON member (view, time, number, id, rid) WHERE handled = 0",
        "CREATE INDEX member_result ON member (rid)",
        # A chunk counts the members from its own key up to the next chunk's: a place in a view is found by adding up chunks.
        """CREATE TABLE chunk (
            view INTEGER NOT NULL, time INTEGER NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL,
            total INTEGER NOT NULL, open INTEGER NOT NULL, PRIMARY KEY (view, time, number, id)) WITHOUT ROWID""",
        f"""CREATE TRIGGER view_new AFTER INSERT ON view BEGIN
            INSERT INTO chunk VALUES (NEW.no, {LOWEST}, {LOWEST}, '', 0, 0); END""",  # noqa: S608
        f"CREATE TRIGGER member_new AFTER INSERT ON member BEGIN {_COUNT_IN} END",
        f"CREATE TRIGGER member_gone AFTER DELETE ON member BEGIN {_COUNT_OUT} END",
        f"CREATE TRIGGER member_changed AFTER UPDATE OF time, handled ON member BEGIN {_COUNT_OUT} {_COUNT_IN} END",
        """CREATE TRIGGER result_new AFTER INSERT ON result WHEN NEW.case_no > 0 AND NEW.own = 0 AND NEW.gone = 0 BEGIN
            UPDATE cases SET customers = customers + 1 WHERE no = NEW.case_no; END""",
        """CREATE TRIGGER result_moved AFTER UPDATE OF case_no, own, gone ON result BEGIN
            UPDATE cases SET customers = customers - (OLD.own = 0 AND OLD.gone = 0) WHERE no = OLD.case_no;
            UPDATE cases SET customers = customers + (NEW.own = 0 AND NEW.gone = 0) WHERE no = NEW.case_no; END""",
        """CREATE TRIGGER result_handled AFTER UPDATE OF handled ON result WHEN OLD.handled <> NEW.handled BEGIN
            UPDATE member SET handled = NEW.handled WHERE rid = NEW.rid; END""",
        """CREATE TRIGGER result_retimed AFTER UPDATE OF time ON result WHEN OLD.time <> NEW.time BEGIN
            UPDATE member SET time = NEW.time WHERE rid = NEW.rid; END""",
        """CREATE TRIGGER result_gone AFTER DELETE ON result BEGIN
            DELETE FROM member WHERE rid = OLD.rid;
            DELETE FROM extra WHERE rid = OLD.rid;
            UPDATE cases SET customers = customers - (OLD.own = 0 AND OLD.gone = 0) WHERE no = OLD.case_no;
            INSERT INTO words (words, rowid, title, description) VALUES ('delete', OLD.rid, OLD.title, OLD.description); END""",
        """CREATE VIRTUAL TABLE words USING fts5(
            title, description, content='result', content_rowid='rid', detail='none', prefix='1 2',
            tokenize='unicode61 remove_diacritics 2')""",
        """CREATE TRIGGER words_new AFTER INSERT ON result BEGIN
            INSERT INTO words (rowid, title, description) VALUES (NEW.rid, NEW.title, NEW.description); END""",
        """CREATE TRIGGER words_changed AFTER UPDATE OF title, description ON result
            WHEN OLD.title <> NEW.title OR OLD.description <> NEW.description BEGIN
            INSERT INTO words (words, rowid, title, description) VALUES ('delete', OLD.rid, OLD.title, OLD.description);
            INSERT INTO words (rowid, title, description) VALUES (NEW.rid, NEW.title, NEW.description); END""",
    ),
    (
        "CREATE TABLE part (view INTEGER NOT NULL, whole INTEGER NOT NULL, PRIMARY KEY (view, whole)) WITHOUT ROWID",
        # Each view is filled and swept by itself; what is made of several keeps step in the same transaction.
        """CREATE TRIGGER part_new AFTER INSERT ON member WHEN EXISTS (SELECT 1 FROM part WHERE view = NEW.view) BEGIN
            INSERT OR IGNORE INTO member (view, time, number, id, rid, handled)
            SELECT whole, NEW.time, NEW.number, NEW.id, NEW.rid, NEW.handled FROM part WHERE view = NEW.view; END""",
        """CREATE TRIGGER part_gone AFTER DELETE ON member WHEN EXISTS (SELECT 1 FROM part WHERE view = OLD.view) BEGIN
            DELETE FROM member WHERE time = OLD.time AND number = OLD.number AND id = OLD.id
            AND view IN (SELECT whole FROM part WHERE view = OLD.view)
            AND NOT EXISTS (SELECT 1 FROM part p JOIN member m ON m.view = p.view WHERE p.whole = member.view
            AND m.time = OLD.time AND m.number = OLD.number AND m.id = OLD.id); END""",
        "CREATE INDEX cases_taken ON cases (no) WHERE handler_id <> ''",
    ),
    (
        # The first wording of a message that its author has changed since; gone with the message.
        "CREATE TABLE edited (rid INTEGER PRIMARY KEY, description TEXT NOT NULL)",
        """CREATE TRIGGER edited_new AFTER UPDATE OF description ON result
            WHEN NEW.own = 0 AND NEW.gone = 0 AND OLD.gone = 0 AND OLD.description <> '' AND OLD.description <> NEW.description
            BEGIN INSERT OR IGNORE INTO edited VALUES (OLD.rid, OLD.description); END""",
        """CREATE TRIGGER edited_deleted AFTER UPDATE OF gone ON result WHEN NEW.gone BEGIN
            DELETE FROM edited WHERE rid = NEW.rid; END""",
        "CREATE TRIGGER edited_gone AFTER DELETE ON result BEGIN DELETE FROM edited WHERE rid = OLD.rid; END",
    ),
)


def version(db: sqlite3.Connection) -> int:
    """The schema number of a file; 0 for an empty one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(
    db: sqlite3.Connection, steps: Sequence[Migration], finish: Callable[[sqlite3.Connection, int], None] | None = None
) -> None:
    """Brings a file to the newest schema in one transaction: all of it or nothing.

    Args:
        db: A connection outside any transaction.
        steps: One migration a schema number, the first leads from an empty file to number 1.
        finish: Called inside the same transaction with the schema number the file had.
    """
    if version(db) >= len(steps):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        start = version(db)  # once more, under the lock: another copy of the program may have been quicker
        for step in steps[start:]:
            for statement in step:
                db.execute(statement)
        if finish is not None and start < len(steps):
            finish(db, start)
        db.execute(f"PRAGMA user_version = {len(steps)}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
