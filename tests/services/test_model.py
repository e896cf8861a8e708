"""The promise in every world that can come about: nothing that happens when breaks it, and each mistake does."""

from __future__ import annotations

import pytest

from tests.services import model
from tests.services.model import explore
from tests.services.worlds import IN_VAIN, LOST, MISLED, TWICE, Protocol, start
from webcare_tui.models.reply import OutboxState
from webcare_tui.services.reconcile import match

S = OutboxState


@pytest.mark.parametrize(
    ("world", "least"),
    [
        ({"crashes": 2, "outages": 1, "decisions": 1}, 2_500),
        ({"processes": 2, "crashes": 2, "outages": 1}, 3_000),
        ({"processes": 2, "crashes": 1, "decisions": 1}, 5_000),
        ({"rows": 2, "crashes": 2, "outages": 1}, 5_000),
        ({"rows": 2, "crashes": 1, "processes": 2}, 8_000),
        ({"rows": 2, "customers": 2, "crashes": 2}, 3_000),
    ],
    ids=lambda each: "-".join(f"{number} {name}" for name, number in each.items()) if isinstance(each, dict) else "",
)
def test_no_way_breaks_the_promise(world: dict[str, int], least: int) -> None:
    explored = explore(start(**world))
    assert (explored.broken, explored.way) == ("", [])
    assert explored.worlds > least, "it is no proof where little was looked at"


def test_the_promise_does_not_hang_on_leases() -> None:
    assert explore(start(processes=2, crashes=2), Protocol(leases=False)).broken == ""


@pytest.mark.parametrize(
    ("mistake", "world", "broken"),
    [
        pytest.param(Protocol(orphan=S.QUEUED), {"crashes": 1}, TWICE, id="what was on the wire is queued again at the start"),
        pytest.param(Protocol(silence=S.QUEUED), {}, TWICE, id="what was not answered is sent again"),
        pytest.param(Protocol(not_found=S.QUEUED), {}, TWICE, id="what is not found is sent again"),
        pytest.param(Protocol(marked_first=False), {"crashes": 1}, TWICE, id="posted before the row says sending"),
        pytest.param(Protocol(compares=False), {"processes": 2}, TWICE, id="a move does not look what stands there"),
        pytest.param(Protocol(snapshot=False), {}, IN_VAIN, id="looked for without a snapshot"),
        pytest.param(Protocol(silence=S.SENT), {}, IN_VAIN, id="silence is success"),
        pytest.param(Protocol(orphan=S.SENT), {"crashes": 1}, IN_VAIN, id="what was on the wire is called sent"),
        pytest.param(Protocol(own_place=False), {"rows": 2, "customers": 2}, IN_VAIN, id="looked for in any conversation"),
        pytest.param(Protocol(own_words=False), {"rows": 2, "customers": 2}, MISLED, id="another row's words"),
        pytest.param(Protocol(gives_back=False), {}, LOST, id="refused words are not given back"),
        pytest.param(Protocol(not_found=S.DISCARDED), {}, LOST, id="what is not found is dropped"),
    ],
)
def test_each_mistake_is_found(mistake: Protocol, world: dict[str, int], broken: str) -> None:
    explored = explore(start(**world), mistake, broken)
    assert explored.broken == broken
    assert explored.way


def test_a_copy_that_belongs_to_a_reply_without_an_id_proves_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "match", lambda item, replies, claimed, nameless: match(item, replies, claimed=claimed))
    assert explore(start(rows=2), look_for=IN_VAIN).broken == IN_VAIN
