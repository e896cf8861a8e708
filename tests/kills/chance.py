"""Kills by chance: stories of a few replies whose program is killed again and again, wherever it is, until they settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.kills.nursery import Child, Nursery
from tests.kills.place import Gate, Place
from webcare_tui.sandbox.faults import Fault
from webcare_tui.sandbox.server import Box

World = tuple[Box, Gate, Nursery]
PACE = 200.0
TROUBLES = (
    None, None, None,
    Fault(delay=0.1), Fault(delay_after=0.1), Fault(delay=0.1, drop="before"), Fault(drop="after"),
    Fault(status=503), Fault(status=503, effect=True), Fault(truncate=0.5), Fault(status=400),
    Fault(status=429, headers={"retry-after": "1"}),
)  # fmt: skip


@dataclass
class Figures:
    """What came of the stories.

    Attributes:
        kills: Processes that were killed.
        struck: In which state the replies stood on disk when a kill struck.
        ends: In which state they are at the end; `draft` for those that wait for the agent in the composer.
        found: Replies that were in doubt and were found in their conversation.
        unfound: Replies that took effect, and are in doubt all the same.
        doubled, lost, in_vain, misled: Replies that took effect more than once, whose words are nowhere, that are called
            sent and never took effect, that reached somebody else or with other words. Each must be 0.
    """

    kills: int = 0
    struck: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    found: int = 0
    unfound: int = 0
    doubled: int = 0
    lost: int = 0
    in_vain: int = 0
    misled: int = 0

    @property
    def begun(self) -> int:
        """Replies that were begun."""
        return self.ends.total()

    @property
    def broken(self) -> int:
        """How often the promise was broken."""
        return self.doubled + self.lost + self.in_vain + self.misled

    def lines(self) -> Iterator[str]:
        """For people: a table in Markdown."""
        states = ("draft", "queued", "sending", "sent", "failed", "uncertain")
        yield from ("| what | how many |", "|---|---|")
        yield f"| kills | {self.kills} |"
        yield f"| replies begun | {self.begun} |"
        yield f"| where the kills found them | {', '.join(f'{self.struck[each]} {each}' for each in states)} |"
        yield f"| sent at the end | {self.ends['sent']} |"
        yield f"| of these in doubt first, and found in the conversation | {self.found} |"
        yield f"| uncertain, left to the agent | {self.ends['uncertain']} |"
        yield f"| of these had taken effect all the same | {self.unfound} |"
        yield f"| a draft again: refused, or killed before it was queued | {self.ends['failed'] + self.ends['draft']} |"
        yield f"| doubled | {self.doubled} |"
        yield f"| lost | {self.lost} |"
        yield f"| called sent in vain | {self.in_vain} |"
        yield f"| other words, or to somebody else | {self.misled} |"


def tell(world: World, home: Path, random: Random, figures: Figures, most: int = 3) -> None:
    """Play one story with one to `most` kills, and count what came of it."""
    place = Place(*world, home)
    for _ in range(random.choice((1, 2, 3))):
        place.customer()
    for _ in place.results:
        if (trouble := random.choice(TROUBLES)) is not None:
            place.fault(copy(trouble))
    lives: list[Child] = []
    for number in range(random.randint(1, most)):
        after = min(0.4, random.expovariate(1 / 0.07)) + 0.001
        lives.append(place.start(answers=number == 0, dies_after=after, dies_queued=random.random() < 0.7, pace=PACE))
        if random.random() < 0.75:  # else the next one begins while this one lives
            _struck(place, lives, figures)
    _struck(place, lives, figures)
    last = place.start(pace=PACE)
    lives.append(last)
    open_ = {str(row[0]) for row in place.rows("SELECT result_id FROM outbox")}
    last.nursery.hear_until(lambda: all(_settled(last, each) for each in open_) or last.status is not None, last)
    last.kill()
    for result, _ in place.results:
        _count(place, result, lives, figures)


def _struck(place: Place, lives: list[Child], figures: Figures) -> None:
    """Wait until all that live have been killed, and count what the kill found."""
    for child in lives:
        if not child.counted:
            child.counted = True
            child.ended()
            figures.kills += 1
            figures.struck.update([_on_disk(place, result) for result, _ in place.results])


def _on_disk(place: Place, result: str) -> str:
    """The state of a reply on disk; "" for nothing."""
    rows = place.rows(f"SELECT state FROM outbox WHERE result_id = '{result}'")  # noqa: S608
    drafts = place.rows(f"SELECT text FROM draft WHERE result_id = '{result}'")  # noqa: S608
    return str(rows[0][0]) if rows else "draft" if drafts else ""


def _settled(child: Child, result: str) -> bool:
    """Whether nothing more happens to a reply by itself."""
    told = [each for each in child.said if each[0] == "row" and each[1] == result]
    return bool(told) and (told[-1][2] in ("sent", "failed") or "Not found" in told[-1][3])


def _count(place: Place, result: str, lives: list[Child], figures: Figures) -> None:
    """Hold the end of one reply against the promise."""
    if not any(child.said.count(["kept", result]) for child in lives):
        return  # killed before anything was promised
    state, effects, words = _on_disk(place, result), place.effects(result), place.words(result)
    figures.ends[state] += 1
    figures.found += state == "sent" and any("uncertain" in child.states(result) for child in lives)
    figures.unfound += state == "uncertain" and bool(effects)
    rows = place.rows(f"SELECT text FROM outbox WHERE result_id = '{result}'")  # noqa: S608
    drafts = place.rows(f"SELECT text FROM draft WHERE result_id = '{result}'")  # noqa: S608
    figures.doubled += len(effects) > 1
    figures.lost += (words,) not in (drafts if state in ("", "draft", "failed") else rows)
    figures.in_vain += state == "sent" and not effects
    figures.misled += any(each != words for each in effects)
