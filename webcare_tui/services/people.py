"""People: what a customer wrote before, on all sources, as this machine knows it and as the service tells it when asked."""

from __future__ import annotations

from webcare_tui.errors import WebcareError
from webcare_tui.filters.terms import Limit, Profile, Query
from webcare_tui.models.account import Account
from webcare_tui.models.result import Result
from webcare_tui.services.ports import Service
from webcare_tui.services.views import profile_of
from webcare_tui.store import Store

MOST = 50
"""Results that are asked for in the one call that this costs."""


def name_asked(customer: Result) -> str:
    """What the service's filter knows a customer by: the user name where the source has one, else the name; "" for neither."""
    handle = customer.profile_id.lstrip("@")
    return (handle if handle and not handle.isdecimal() else customer.title).strip()


async def fetch_earlier(service: Service, store: Store, account: Account, customer: Result) -> tuple[str, ...]:
    """Ask the service for results of a customer's profile in the same search profile, and keep them on this machine.

    Args:
        service: The vendor's service.
        store: Where they are kept; whether they are the same person's, the person's id on them tells.
        account: For the search profile's name.
        customer: A message of the customer.

    Returns:
        The ids of those that are the same person's.

    Raises:
        WebcareError: There is nothing to ask by, or the service does not answer.
    """
    search, name = account.search(customer.search_id), name_asked(customer)
    if search is None or not name or not customer.person_id:
        raise WebcareError("There is nothing to ask by", "The service does not say who this is, or where it was found.")
    page = await service.results(Query(profile_of(search), (Profile(name), Limit(MOST))))
    await store.results.put(page.results)
    return tuple(each.id for each in page.results if each.person_id == customer.person_id)
