"""What a filter can be made of: the account's own words, those of its views, and what was seen in the messages; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from webcare_tui.filters.complete import Vocabulary, vocabulary_of
from webcare_tui.filters.friendly import PROFILE
from webcare_tui.filters.names import ME
from webcare_tui.filters.terms import TEXT_TERMS, Assigned, Query, SinceId, Sources
from webcare_tui.models.account import Account, SearchProfile
from webcare_tui.models.result import Result
from webcare_tui.services.views import View, profile_of

_HASHTAG = re.compile(r"(?<!\w)#(\w{2,60})")
MOST_SEEN = 200
"""Values of one kind that are taken from messages."""


def vocabulary(
    account: Account | None, views: Iterable[View], seen: Iterable[Result], *, profile: str = "", me: str = ""
) -> Vocabulary:
    """The words to choose from, those of the search profile first.

    Args:
        account: The configuration.
        views: Its views; what their filters name is offered, too.
        seen: Results on this machine, for hashtags, people and websites.
        profile: The search profile's name, as queries hold it.
        me: The agent's own user id; "" where unknown.
    """
    found = [*_of_account(account, profile, me)] if account else []
    for view in views:
        found.extend(_of_query(view.query))
    return vocabulary_of([*found, *_of_results(seen)])


def _of_account(account: Account, profile: str, me: str) -> Iterator[tuple[str, str]]:
    searches = sorted(account.searches, key=lambda search: profile_of(search) != profile)
    for search in searches:
        if search.visible:
            yield PROFILE, profile_of(search)
    here = next((search for search in searches if profile_of(search) == profile), None)
    for source in (here.sources if here and here.sources else account.sources):
        yield "source", source
    for search in searches:
        yield from _labels(search)
    if me:
        yield "assigned", ME
    for user in account.users:
        if user.id != me:
            yield "assigned", user.name


def _labels(search: SearchProfile) -> Iterator[tuple[str, str]]:
    for category in search.categories:
        if category.active and category.visible:
            yield "category", category.name
    for _, label in search.offered:
        yield "label", label.name


def _of_query(query: Query) -> Iterator[tuple[str, str]]:
    for term in query.terms:
        if isinstance(term, Sources):
            yield from ((term.key, name) for name in term.names)
        elif isinstance(term, TEXT_TERMS) and not isinstance(term, Assigned | SinceId):
            yield from ((term.key, value) for value in term.values)


def _of_results(seen: Iterable[Result]) -> Iterator[tuple[str, str]]:
    counts: dict[tuple[str, str], int] = {}
    for result in seen:
        for each in _of_result(result):
            counts[each] = counts.get(each, 0) + 1
    often = sorted(counts, key=lambda each: -counts[each])
    for key in dict.fromkeys(key for key, _ in often):
        yield from [each for each in often if each[0] == key][:MOST_SEEN]


def _of_result(result: Result) -> Iterator[tuple[str, str]]:
    for tag in _HASHTAG.findall(result.description):
        yield "hashtag", tag
    if result.own:
        return
    if result.profile_id and not result.profile_id.isdecimal():
        yield "profile", result.profile_id
    try:
        host = urlsplit(result.link).hostname or ""
    except ValueError:
        host = ""
    if host:
        yield "website", host
