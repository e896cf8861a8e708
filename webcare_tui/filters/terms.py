"""The filters of the vendor's guide, one frozen class a filter, and the query they make up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import ClassVar, Literal, TypeVar, get_args

PeriodWord = Literal["day", "week", "month", "year"]
PERIOD_WORDS: tuple[PeriodWord, ...] = ("day", "week", "month", "year")
SENTIMENTS = ("very negative", "negative", "neutral", "positive", "very positive")
"""From worst to best (guide, "Sentiment")."""
SOURCES = (
    "twitter", "facebook", "instagram", "linkedin", "whatsapp", "blogs", "forums", "news", "web", "print", "rtv", "irischat",
    "google plus",
)  # fmt: skip
"""The sources the vendor names (guide, "Source"; "google+plus" from the field list); an account may have others."""


def _check_list(values: tuple[str, ...], what: str) -> None:
    if not values or any(not value or value != value.strip() or "," in value for value in values):
        raise ValueError(f"{what} need one value or more, none empty, none with a comma or with blanks at its ends")


@dataclass(frozen=True, slots=True)
class Sources:
    """Results of these sources only: `/source:twitter,facebook/` (guide).

    Attributes:
        names: Source names; not limited to `SOURCES`, because the vendor adds some.
    """

    names: tuple[str, ...]
    key: ClassVar[str] = "source"

    def __post_init__(self) -> None:
        _check_list(self.names, "sources")


@dataclass(frozen=True, slots=True)
class Sentiments:
    """Results with one of these sentiments: `/very+negative,neutral/` (guide).

    Attributes:
        values: Words of `SENTIMENTS`.
    """

    values: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.values or not set(self.values) <= set(SENTIMENTS):
            raise ValueError(f"sentiments are {', '.join(SENTIMENTS)}")


@dataclass(frozen=True, slots=True)
class Period:
    """Results of a period: `/2016-06-15T23:31:27,2016-06-22T23:59:59/` in UTC, or `/week/` (guide).

    Attributes:
        start: Its first second, with a time zone; None when there is a word.
        end: Its last second, with a time zone; None when there is a word.
        word: day, week, month or year (this one or the past one, the guide does not say); "" when there are a start and an end.
    """

    start: datetime | None = None
    end: datetime | None = None
    word: PeriodWord | Literal[""] = ""

    def __post_init__(self) -> None:
        times = [time for time in (self.start, self.end) if time is not None]
        if len(times) != (0 if self.word else 2) or (self.word and self.word not in PERIOD_WORDS):
            raise ValueError("a period needs a start and an end, or else day, week, month or year")
        if any(time.tzinfo is None for time in times):
            raise ValueError("the start and the end of a period need a time zone")
        for name, time in zip(("start", "end"), times, strict=False):
            object.__setattr__(self, name, time.astimezone(UTC).replace(microsecond=0))


@dataclass(frozen=True, slots=True)
class _Text:
    """A filter with a text as its value. A comma in a dashboard's string stays one, though the guide has lists elsewhere.

    Attributes:
        value: The text as people read it, not encoded; not empty. `more` holds further ones behind commas.
    """

    value: str
    more: tuple[str, ...] = ()
    key: ClassVar[str] = ""

    def __post_init__(self) -> None:
        if not all(self.values):
            raise ValueError(f"{self.key} needs a value")

    @property
    def values(self) -> tuple[str, ...]:
        """All texts."""
        return (self.value, *self.more)


class Category(_Text):
    """Results in a category: `/category:category+name/` (guide)."""

    __slots__ = ()
    key = "category"


class Label(_Text):
    """Results with a label: `/label:label+name/` (guide)."""

    __slots__ = ()
    key = "label"


class Hashtag(_Text):
    """Results with a hashtag, written without its #: `/hashtag:hashtag/` (guide)."""

    __slots__ = ()
    key = "hashtag"


class Website(_Text):
    """Results from a website: `/website:website+URL/` (guide)."""

    __slots__ = ()
    key = "website"


class Word(_Text):
    """Results that hold a word: `/word:word/` (guide)."""

    __slots__ = ()
    key = "word"


class Profile(_Text):
    """Results of a person's profile on a source: `/profile:profile+name/` (guide). Not the search profile."""

    __slots__ = ()
    key = "profile"


class Country(_Text):
    """Results from a country: `/country:country+name/` (guide)."""

    __slots__ = ()
    key = "country"


class City(_Text):
    """Results from a city: `/city:city+name/` (guide)."""

    __slots__ = ()
    key = "city"


class Municipality(_Text):
    """Results from a municipality: `/municipality:municipality+name/` (guide)."""

    __slots__ = ()
    key = "municipality"


class Province(_Text):
    """Results from a province: `/province:province+name/` (guide)."""

    __slots__ = ()
    key = "province"


class Assigned(_Text):
    """Results of which a user is the handler, by the user's id: `/assigned:userId/` (guide)."""

    __slots__ = ()
    key = "assigned"


class SinceId(_Text):
    """Results newer than a result, by its id: `/sinceId:resultId` (guide)."""

    __slots__ = ()
    key = "sinceId"


@dataclass(frozen=True, slots=True)
class ResultIds:
    """These results: `/result:resultId,resultId/` (guide).

    Attributes:
        ids: Result ids.
    """

    ids: tuple[str, ...]
    key: ClassVar[str] = "result"

    def __post_init__(self) -> None:
        _check_list(self.ids, "results")


@dataclass(frozen=True, slots=True)
class Order:
    """Which results come first: `/most+recent/` or `/least+recent/` (guide); without it the most recent do."""

    most_recent: bool


@dataclass(frozen=True, slots=True)
class NewResults:
    """Only what is new to the asker: `/new+results:true/`, or `/new+results:reset/` to begin anew (guide; it does not say
    what exactly the service remembers, and for whom)."""

    mode: Literal["true", "reset"]
    key: ClassVar[str] = "new results"

    def __post_init__(self) -> None:
        if self.mode not in ("true", "reset"):
            raise ValueError("new results is true or reset")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many results, one or more: `/limit:25/` (guide)."""

    count: int
    key: ClassVar[str] = "limit"

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("limit is at least 1")


@dataclass(frozen=True, slots=True)
class Offset:
    """Without the first so many results: `/offset:100/` (guide)."""

    count: int
    key: ClassVar[str] = "offset"

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("offset is at least 0")


@dataclass(frozen=True, slots=True)
class Checked:
    """Only results that were checked off, or only those that were not: `/checked/` or `/notChecked/` (guide)."""

    checked: bool


TextTerm = Category | Label | Hashtag | Website | Word | Profile | Country | City | Municipality | Province | Assigned | SinceId
Term = TextTerm | Sources | Sentiments | Period | ResultIds | Order | NewResults | Limit | Offset | Checked
TEXT_TERMS: tuple[type[TextTerm], ...] = get_args(TextTerm)
"""The filters whose value is one text."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Query:
    """What to ask the service for: a search profile and what narrows it.

    Attributes:
        profile: The search profile's name as people read it, not encoded; "" when not known yet.
        terms: The filters in the order in which they stand in the path.
    """

    profile: str
    terms: tuple[Term, ...] = ()

    def with_(self, *terms: Term) -> Query:
        """Gives a query in which these terms replace all of their classes; the rest keeps its place, new ones come last."""
        given: dict[type, list[Term]] = {}
        for term in terms:
            given.setdefault(type(term), []).append(term)
        kinds = set(given)
        kept: list[Term] = []
        for term in self.terms:
            kept.extend(given.pop(type(term), []) if type(term) in kinds else [term])
        kept.extend(term for group in given.values() for term in group)
        return replace(self, terms=tuple(kept))

    def without(self, *kinds: type) -> Query:
        """Gives a query without the terms of these classes."""
        return replace(self, terms=tuple(term for term in self.terms if not isinstance(term, kinds)))

    def get(self, kind: type[T]) -> T | None:
        """Gives the first term of a class."""
        return next((term for term in self.terms if isinstance(term, kind)), None)

    @property
    def unhandled_only(self) -> bool:
        """Whether it asks only for results that nobody checked off."""
        return Checked(False) in self.terms

    @property
    def oldest_first(self) -> bool:
        """Whether the oldest result comes first; the service's own order is the most recent first."""
        order = self.get(Order)
        return order is not None and not order.most_recent
