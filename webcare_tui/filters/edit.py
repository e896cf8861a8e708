"""A query changed term by term, as one does who builds it."""

from __future__ import annotations

from dataclasses import replace

from webcare_tui.filters.terms import Category, Hashtag, Label, Query, Term, Word

TOGETHER = (Category, Label, Hashtag, Word)
"""Terms of which a query may hold several, all of which must fit; of the others a new one takes the place of the old."""


def added(query: Query, *terms: Term) -> Query:
    """Gives the query with these terms too; one that is there already stays where it is."""
    for term in terms:
        if term in query.terms:
            continue
        query = replace(query, terms=(*query.terms, term)) if isinstance(term, TOGETHER) else query.with_(term)
    return query


def dropped(query: Query, at: int) -> Query:
    """Gives the query without the term at this place, counted from 0."""
    return replace(query, terms=query.terms[:at] + query.terms[at + 1 :])
