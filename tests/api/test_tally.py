"""Calls are counted by endpoint, with what failed and what could not be read; never with what they held."""

from __future__ import annotations

import httpx
import pytest

from tests.api.script import Script, failure, raw, success
from webcare_tui.api.errors import NotFound
from webcare_tui.filters.terms import Query, Word

ONE = {"uniqueId": 11, "description": "geheim"}


async def test_calls_failures_and_unreadable_results_are_counted() -> None:
    script = Script(httpx.Response(200, content=raw([ONE, None, "x"])), success([ONE]), failure(404), success([ONE]))
    client = script.client()
    assert client.token_left is None
    query = Query("demo", (Word("geheim"),))
    await client.results(query)
    await client.results(query)
    with pytest.raises(NotFound):
        await client.result("12")
    calls = client.tally.calls
    assert list(calls) == ["GET results/{profile}/{filters}", "GET results/{resultId}"]
    assert (calls["GET results/{profile}/{filters}"].made, client.tally.skipped) == (2, 2)
    assert calls["GET results/{resultId}"].failed == {"NotFound": 1}
    assert calls["GET results/{resultId}"].milliseconds > 0
    last = client.tally.last_failure
    assert last is not None
    assert (last.call, last.kind, last.status, last.transaction_id) == ("GET results/{resultId}", "NotFound", 404, "tx-77")
    assert last.at == script.clock()
    assert "geheim" not in repr(client.tally.calls)
    left = client.token_left
    assert left is not None and 3500 < left < 3600
    script.clock.pass_(4000)
    assert client.token_left == 0
