"""A CSV in the layout of the "Customer Support on Twitter" set, played as threads of results."""

from __future__ import annotations

import csv
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from webcare_tui.sandbox import acts
from webcare_tui.sandbox.options import NotACsv
from webcare_tui.sandbox.records import POST, Case, Person, Result
from webcare_tui.sandbox.stage import Stage
from webcare_tui.sandbox.world import World

COLUMNS = ("tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id", "in_response_to_tweet_id")
MONTHS = {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12,
}
TWITTER = 3
FRESH = 60
"""Seconds before now at which the newest row is played."""


@dataclass(slots=True)
class Row:
    """A readable row."""

    id: int
    author: str
    inbound: bool
    time: int
    text: str
    answers: int


def import_file(world: World, stage: Stage, path: Path) -> int:
    """Play a file: outbound rows are own results; times are moved so that the newest is about now.

    Rows that cannot be read are left out and counted in `world.skipped_rows`.

    Returns:
        How many results came of it.

    Raises:
        NotACsv: It cannot be read, or has other columns.
    """
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as stream:
            rows = {row.id: row for row in _rows(stream, path, world)}
    except OSError as error:
        raise NotACsv(f"Cannot read {path}: {error.strerror or error}.") from error
    except csv.Error as error:
        raise NotACsv(f"{path} is not a CSV: {error}.") from error
    if not rows:
        raise NotACsv(f"{path} holds no row that can be read.")
    shift = world.now() - FRESH - max(row.time for row in rows.values())
    ordered = sorted(rows.values(), key=lambda row: (row.time, row.id))
    player = _Player(world, stage, rows)
    for row in ordered:
        player.play(row, row.time + shift)
    return len(ordered)


def _rows(stream: TextIO, path: Path, world: World) -> Iterator[Row]:
    reader = csv.DictReader(_without_nul(stream))
    names = [(name or "").strip().lower() for name in reader.fieldnames or []]
    if missing := [name for name in COLUMNS if name not in names]:
        raise NotACsv(f"{path} has no column {missing[0]!r}. A file to import has the columns {', '.join(COLUMNS)}.")
    reader.fieldnames = names
    for raw in reader:
        row = _row(raw)
        if row is None:
            world.skipped_rows += 1
        else:
            yield row


def _without_nul(stream: TextIO) -> Iterator[str]:
    for line in stream:
        yield line.replace("\0", "").removeprefix("\ufeff")


def _row(raw: dict[str, str | None]) -> Row | None:
    number, when = acts.number((raw.get("tweet_id") or "").strip()), _moment(raw.get("created_at") or "")
    inbound, text = (raw.get("inbound") or "").strip().lower(), raw.get("text")
    author = (raw.get("author_id") or "").strip()
    if not number or not author or when is None or text is None or inbound not in ("true", "false"):
        return None
    answers = (raw.get("in_response_to_tweet_id") or "").strip().split(",")[0]
    return Row(number, author, inbound == "true", when, text, acts.number(answers.removesuffix(".0")))


def _moment(text: str) -> int | None:
    """Unix seconds of `Wed Oct 11 06:55:44 +0000 2017`; strptime would take most of the time of an import."""
    parts = text.split()
    try:
        _, month, day, clock, zone, year = parts
        hour, minute, second = (int(each) for each in clock.split(":"))
        offset = int(zone[:3]) * 3600 + int(zone[0] + zone[3:5]) * 60
        return timegm((int(year), MONTHS[month], int(day), hour, minute, second)) - offset
    except (ValueError, KeyError, IndexError):
        return None


class _Player:
    """Turns rows into results; what a thread has of one customer is a case."""

    def __init__(self, world: World, stage: Stage, rows: dict[int, Row]) -> None:
        self._world = world
        self._stage = stage
        self._rows = rows
        self._persons: dict[str, Person] = {}
        self._cases: dict[tuple[int, str], Case] = {}
        self._roots: dict[int, int] = {}
        self._results: dict[int, Result] = {}
        self._search = next(iter(world.account.searches.values()))
        self._connection = world.account.fitting(TWITTER, self._search.id)[0]

    def play(self, row: Row, when: int) -> None:
        """Add one row; rows come in the order of their times."""
        case, customer = self._case(row)
        asked = self._results.get(row.answers)
        number, writer = self._world.next_id(), self._person(row.author)
        result = Result(
            id=number, search_id=self._search.id, source=TWITTER, type=POST, time=when,
            title=writer.name, description=row.text, own=not row.inbound,
            link=f"https://kwetter.example/{row.author}/{row.id}", checked=0 if row.inbound else when,
            profile_id=writer.handle, person_id=customer.id, case_id=case.id,
            reply_available=row.inbound, parent=asked.id if asked else 0, rank=customer.reach,
            connection_id=0 if row.inbound else self._connection.id,
        )
        self._results[row.id] = self._world.add(result)
        if asked is not None and result.own and not asked.own:
            asked.replies.append(number)
            self._world.check([asked], when)
            self._world.log(asked, "respond", self._world.account.current_user, "Beantwoord", str(number), when)

    def _case(self, row: Row) -> tuple[Case, Person]:
        """The case of a row: its thread, and the customer who wrote it or is answered by it."""
        above, customer = row, row.author if row.inbound else ""
        for _ in range(len(self._rows)):
            if (above.id in self._roots and customer) or above.answers not in self._rows:
                break
            above = self._rows[above.answers]
            customer = customer or (above.author if above.inbound else "")
        root = self._roots[row.id] = self._roots.get(above.id, above.id)
        customer = customer or self._answered(row)
        person = self._person(customer)
        case = self._cases.get((root, customer))
        if case is None:
            case = Case(self._world.next_case(), self._search.id, TWITTER, person.id, private=False)
            self._cases[root, customer] = self._world.cases[case.id] = case
        return case, person

    def _answered(self, row: Row) -> str:
        """Whom an own row without a known question speaks to: the first @name in it."""
        first = row.text.split()[:1]
        return first[0].lstrip("@") if first and first[0].startswith("@") else f"onbekend-{row.id}"

    def _person(self, author: str) -> Person:
        person = self._persons.get(author)
        if person is None:
            number = 70_001 + len(self._world.persons)
            name = f"Klant {author}" if author.isdigit() else author
            person = Person(number, name, author if not author.isdigit() else f"klant_{author}", "en", reach=number % 900)
            self._persons[author] = self._world.persons[number] = person
        return person
