"""What a customer wrote before, asked of the service."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.services.fakes import account, result
from webcare_tui.errors import WebcareError
from webcare_tui.services.people import fetch_earlier, name_asked


@pytest.mark.parametrize(
    ("profile", "title", "name"),
    [("jan_v", "Jan", "jan_v"), ("@jan_v", "Jan", "jan_v"), ("12590052", "Jan", "Jan"), ("", "Jan", "Jan"), ("", "", "")],
)
def test_what_a_customer_is_known_by(profile: str, title: str, name: str) -> None:
    assert name_asked(result(1, profile_id=profile, title=title)) == name


async def test_what_comes_is_kept_and_counted_by_person(store, service) -> None:
    one = result(1, person_id="p", profile_id="jan_v")
    service.truth = {"1": one, "2": result(2, person_id="p"), "3": result(3, person_id="q")}
    assert set(await fetch_earlier(service, store, account(), one)) == {"1", "2"}
    assert [each.id for each in await store.results.of_person("p")] == ["2", "1"]


@pytest.mark.parametrize("changes", [{"person_id": ""}, {"search_id": "99"}, {"title": "", "profile_id": "12"}])
async def test_without_anything_to_ask_by_nothing_is_asked(store, service, changes) -> None:
    with pytest.raises(WebcareError, match="nothing to ask by"):
        await fetch_earlier(service, store, account(), replace(result(1), **changes))
    assert service.calls == []
