"""Odd but legal bodies: an honest answer of the vendor's in another of its shapes, which says the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from webcare_tui.sandbox.oddvalues import MISSING, Values

FUTURE = 12_995_843_649
"""A time in the year 2381; the guide's own sample has it."""
NUMBERS = ("uniqueId", "searchId", "source", "type", "time")
MAYBE_NUMBERS = ("status", "checked", "sentiment", "tbrank", "personId", "caseId", "earlierContact")
SWITCHES = ("own", "bookmarked", "favorite", "twitterFavorite", "replyAvailable", "likeAvailable")
TEXTS = (
    "title", "subtitle", "description", "link", "image", "imageLink", "profileId", "formattedTime", "dateTime", "replyPrefix",
    "replySuffix", "relatedNotes",
)
SHORT = ("uniqueId", "description", "time", "title", "imageLink")
_BROKEN: tuple[object, ...] = (None, "stuk", 17, [], {"title": "Zonder id", "description": "…"})
_GOOD_NEWS: tuple[object, ...] = (
    "Gelukt", {"type": "succes", "title": "Gelukt", "description": "Alles is verwerkt."},
    {"type": "info", "title": "", "description": "Onderhoud op zondag"}, {"type": "warning", "title": "Let op"},
)


class Shapes:
    """Turns honest bodies into odd ones.

    Args:
        values: Writes the single values.
        seed: Decides which results lie in the year 2381, so that they always do.
    """

    def __init__(self, values: Values, seed: int) -> None:
        self._values = values
        self._seed = seed

    def body(self, kind: str, content: dict[str, object]) -> dict[str, object]:
        """An envelope.

        Args:
            kind: `configuration`, `list`, `alone`, `reply`, `act` or `other`.
            content: The honest one.
        """
        values = self._values
        word = values.choose(("SUCCES", "SUCCESS"))
        odd: dict[str, object] = {
            **content,
            "status": values.choose((word, word.lower(), word.title(), "".join(map(self._case, word)))),
            "messages": self._messages(content.get("messages")),
            "metadata": values.choose((values.plain(content.get("metadata")), None, MISSING, [])),
        }
        if kind == "configuration":
            self._configuration(odd)
        elif kind in ("list", "alone"):
            odd["data"] = self._results(cast(dict[str, object], content["data"]), alone=kind == "alone")
        elif kind == "reply":
            odd["data"] = self._receipt(cast(dict[str, object], content["data"]))
        elif kind == "act":
            odd["data"] = values.choose(([], {}, None, "", True, MISSING))
        return values.grown(odd)

    def _case(self, letter: str) -> str:
        return letter.lower() if self._values.chance(0.5) else letter

    def _messages(self, honest: object) -> object:
        values = self._values
        said = list(honest) if isinstance(honest, list) else []
        if values.chance(0.2):
            said.append(values.choose(_GOOD_NEWS))
        if not said:
            return values.choose(([], {}, None, "", MISSING))
        return values.choose((said, values.listing(said), said[0] if len(said) == 1 else said))

    def _configuration(self, odd: dict[str, object]) -> None:
        """Beside `data`, inside it, or instead of it."""
        values = self._values
        shown = cast(dict[str, object], values.plain(odd.pop("configuration")))
        shared = shown.get("globals")
        if isinstance(shared, dict) and isinstance(shared.get("sources"), dict) and values.chance(0.3):
            shared["sources"] = [{"key": key, "value": value} for key, value in shared["sources"].items()]
        match values.choose(("beside", "beside", "instead", "inside", "itself", "list")):
            case "beside":
                odd.update(configuration=shown, data=values.choose(([], {}, None)))
            case "instead":
                odd.update(configuration=shown, data=MISSING)
            case "list":
                odd.update(configuration=[shown])
            case "inside":
                odd.update(data={"configuration": shown})
            case _:
                odd.update(data=values.grown(shown))

    def _receipt(self, honest: Mapping[str, object]) -> object:
        number = self._values.number(honest["uniqueId"])
        return self._values.choose((
            {"uniqueId": number}, {"replyId": number}, {"id": number}, [{"uniqueId": number}], {"reply": {"uniqueId": number}},
            {"results": {str(number): {"uniqueId": number, "description": "…"}}}, number, [], None, "",
        ))

    def _results(self, data: Mapping[str, object], *, alone: bool) -> object:
        values = self._values
        honest = data["results"]
        found = list(cast(dict[str, dict[str, object]], honest).values()) if honest else []
        odd = [self.result(each) for each in found]
        if not odd:
            return {"results": values.choose(([], {}, None, ""))}
        if len(odd) == 1 and values.chance(0.25):
            return values.choose((odd[0], {"results": odd[0]}, {"result": odd[0]}, [odd[0]]))
        shape = self._shape(odd, broken=not alone and values.chance(0.08))
        if values.chance(0.25):
            return values.grown(shape, flat=True) if isinstance(shape, dict) else shape
        return values.grown({"results": shape})

    def _shape(self, odd: list[dict[str, object]], *, broken: bool) -> dict[str, object] | list[object]:
        """Results as a map by id, as a list, or by position; with one among them that nobody can read, if `broken`."""
        values = self._values
        items: list[tuple[str, object]] = [(str(each["uniqueId"]), each) for each in odd]
        if broken:
            items.insert(len(items) // 2, ("stuk", values.choose(_BROKEN)))
        match values.choose(("map", "map", "list", "positions", "gaps")):
            case "map":
                return dict(items)
            case "list":
                return [each for _, each in items]
            case "positions":
                return {str(number): each for number, (_, each) in enumerate(items)}
            case _:
                return {str(number * 2 + 1): each for number, (_, each) in enumerate(items)}

    def result(self, wire: Mapping[str, object], *, reply: bool = False) -> dict[str, object]:
        """One result; a reply's `own` may be left out, for what else would it be."""
        values = self._values
        odd: dict[str, object] = {}
        for name, value in wire.items():
            odd[name] = self._field(name, value)
        if self.in_the_future(wire.get("uniqueId")):
            odd["time"] = values.number(FUTURE)
            odd["dateTime"] = odd["formattedTime"] = MISSING
        if reply and values.chance(0.3):
            odd["own"] = values.choose((None, MISSING))
        return values.grown(odd)

    def in_the_future(self, id: object) -> bool:
        """Whether a result's time is told as one in the year 2381; the same at every call."""
        digits = str(id)
        return digits.isdecimal() and (int(digits) * 2_654_435_761 + self._seed * 97) % (1 << 32) % 41 == 0

    def _field(self, name: str, value: object) -> object:
        values = self._values
        if name in NUMBERS:
            return values.number(value)
        if name in MAYBE_NUMBERS:
            return values.number(value, nothing=True)
        if name in SWITCHES:
            return values.switch(value)
        if name in TEXTS:
            return values.words(value)
        if name == "private":
            return values.secret(value)
        if name == "replies":
            return self._replies(value)
        return self._detail(name, value)

    def _detail(self, name: str, value: object) -> object:
        """What only `noContext` has, and what came by the control surface."""
        values = self._values
        if name == "availableConnections" and isinstance(value, dict):
            named = {key: each["name"] for key, each in value.items()}
            return values.choose((values.plain(value), values.plain(value), named, [values.number(each) for each in value]))
        if name == "defaultConnection" and value:
            return values.choose((values.number(value), {"id": values.number(value)}))
        if name == "draft" and isinstance(value, dict):
            return values.grown({**value, "private": values.secret(value["private"]), "user": {"id": value["user"]}})
        if name == "draft":
            return values.choose(("", None, [], False, MISSING))
        return value if isinstance(value, bool) else values.plain(value)

    def _replies(self, value: object) -> object:
        values = self._values
        if not isinstance(value, dict) or not value:
            return value if value else values.choose(([], {}, None, "", MISSING))
        if not all(isinstance(each, dict) and each.get("uniqueId") for each in value.values()):
            return value
        if values.chance(0.06):
            return values.listing([each.get("description", "") for each in value.values()])
        short = values.chance(0.3)
        odd = [self.result({n: each[n] for n in SHORT if n in each} if short else each, reply=True) for each in value.values()]
        return self._shape(odd, broken=False)
