"""The vendor's endpoints: a path and a form in, a status and a body out; no HTTP library in sight."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter

from webcare_tui.sandbox import acts
from webcare_tui.sandbox.acts import Refusal
from webcare_tui.sandbox.configuration import configuration
from webcare_tui.sandbox.envelope import gateway_error, success
from webcare_tui.sandbox.gate import Gate
from webcare_tui.sandbox.query import BadFilter, decode, parse
from webcare_tui.sandbox.render import details_object, dumps, keyed
from webcare_tui.sandbox.select import CONTEXT, context, select
from webcare_tui.sandbox.traffic import Traffic
from webcare_tui.sandbox.world import World

TRUE, FALSE = ("true", "1"), ("false", "0")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the API, its path below the base URL still percent-encoded."""

    method: str
    path: str
    authorization: str = ""
    content_type: str = ""
    form: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a JSON body; the methods that are possible, where the one that came is not."""

    status: int
    body: bytes
    allow: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """A reply that took effect."""

    result_id: int
    message: str
    connection_id: int
    public: bool
    time: float
    new_id: int


@dataclass(frozen=True, slots=True)
class Good:
    """What an endpoint hands back for the envelope."""

    data: object
    messages: tuple[object, ...] = ()
    more: Mapping[str, object] | None = None


class Service:
    """The vendor's service over one world."""

    def __init__(self, world: World, gate: Gate, traffic: Traffic, began: int) -> None:
        self.world = world
        self.gate = gate
        self.traffic = traffic
        self.began = began
        self.effects: list[Effect] = []
        self._routes: list[tuple[str, re.Pattern[str], Callable[[Call, Sequence[str]], Good]]] = [
            ("GET", re.compile(r"configuration"), self._configuration),
            ("GET", re.compile(r"results/([^/]+)/noContext"), self._without_context),
            ("POST", re.compile(r"results/([^/]+)/replies"), self._reply),
            ("POST", re.compile(r"results/([^/]+)/event/([^/]+)"), self._event),
            ("GET", re.compile(r"results/(\d+)((?:/[^/]*)*)"), self._with_context),
            ("GET", re.compile(r"results/([^/]+)((?:/[^/]*)*)"), self._results),
            ("POST", re.compile(r"searches/([^/]+)/cases/([^/]+)/close"), self._close),
            ("POST", re.compile(r"searches/([^/]+)/cases/([^/]+)/close/handOverToHandler/([^/]+)"), self._hand_over),
            ("POST", re.compile(r"searches/([^/]+)/cases/([^/]+)/releaseHandler"), self._release),
            ("GET", re.compile(r"ssoAccessToken/([^/]+)"), self._single_sign_on),
        ]

    def token(self, method: str, query: Mapping[str, str], form: Mapping[str, str]) -> Answer:
        """The token endpoint (portal)."""
        if method != "POST":
            return Answer(405, gateway_error(405, f"{method} is not possible here; use POST."), "POST")
        if query.get("grant_type", form.get("grant_type", "")) != "client_credentials":
            return Answer(400, gateway_error(400, "grant_type must be client_credentials", name="unsupported_grant_type"))
        granted = self.gate.grant(form)
        if granted is None:
            return Answer(401, gateway_error(401, "client_id or client_secret is wrong", name="invalid_client"))
        return Answer(200, dumps(granted))

    def call(self, call: Call) -> Answer:
        """Answer one call of the API; the world first catches up with its clock."""
        began = perf_counter()
        if not self.gate.admits(call.authorization):
            return Answer(401, gateway_error(401, "Ask for a new access token.", name="invalid_token"))
        if not self.gate.spend():
            return Answer(429, gateway_error(429, "Quota of this window spent; see quota-reset-UTC."))
        self.traffic.catch_up()
        path = call.path.strip("/")
        try:
            good = self._answer(call, path)
        except Refusal as refusal:
            return Answer(refusal.status, gateway_error(refusal.status, refusal.message), refusal.allow)
        except BadFilter as error:
            return Answer(400, gateway_error(400, f"Filter not understood: {error}."))
        body = success(path, call.method, perf_counter() - began, good.data, messages=good.messages, more=good.more)
        return Answer(200, body)

    def _answer(self, call: Call, path: str) -> Good:
        found = [(method, match, handle) for method, pattern, handle in self._routes if (match := pattern.fullmatch(path))]
        if not found:
            raise Refusal(404, "This path leads nowhere.")
        method, match, handle = found[0]
        if call.method != method:
            raise Refusal(405, f"{call.method} is not possible here; use {method}.", method)
        return handle(call, [each or "" for each in match.groups()])

    def _configuration(self, call: Call, parts: Sequence[str]) -> Good:
        shown = configuration(self.world.account, self.began)
        return Good([], more={"configuration": shown})

    def _results(self, call: Call, parts: Sequence[str]) -> Good:
        search = self.world.account.search(decode(parts[0]).strip())
        if search is None:
            raise Refusal(404, f"There is no search profile '{decode(parts[0])}'.")
        query = parse(parts[1].split("/"), self.world)
        return Good({"results": keyed(self.world, select(self.world, search.id, query))})

    def _with_context(self, call: Call, parts: Sequence[str]) -> Good:
        result = acts.find_result(self.world, parts[0])
        query = parse(parts[1].split("/"), self.world, limit=CONTEXT)
        return Good({"results": keyed(self.world, context(self.world, result, query))})

    def _without_context(self, call: Call, parts: Sequence[str]) -> Good:
        result = acts.find_result(self.world, parts[0])
        return Good({"results": {str(result.id): details_object(self.world, result)}})

    def _reply(self, call: Call, parts: Sequence[str]) -> Good:
        result = acts.find_result(self.world, parts[0])
        message, connection_id, public = _read_reply(call)
        acts.check_reply(self.world, result, connection_id, public)
        own = acts.reply(self.world, result, message, connection_id, public)
        self.effects.append(Effect(result.id, message, connection_id, public, self.world.clock(), own.id))
        self.traffic.answered(result, message)
        return Good({"uniqueId": str(own.id)})

    def _event(self, call: Call, parts: Sequence[str]) -> Good:
        result, name = acts.find_result(self.world, parts[0]), decode(parts[1]).lower()
        if name not in acts.EVENTS:
            raise Refusal(400, f"'{name}' is no event: use {', '.join(acts.EVENTS)}.")
        acts.event(self.world, result, name)
        return Good({})

    def _close(self, call: Call, parts: Sequence[str]) -> Good:
        case = acts.find_case(self.world, parts[0], parts[1])
        fresh = acts.close_case(self.world, case)
        return Good([], () if fresh else (_info("Case al gesloten", "Er stond niets meer open."),))

    def _hand_over(self, call: Call, parts: Sequence[str]) -> Good:
        case = acts.find_case(self.world, parts[0], parts[1])
        changed = acts.hand_over(self.world, case, acts.number(parts[2]))
        return Good([], () if changed else (_info("Geen verandering", "Deze collega had de case al."),))

    def _release(self, call: Call, parts: Sequence[str]) -> Good:
        acts.release(self.world, acts.find_case(self.world, parts[0], parts[1]))
        return Good([])

    def _single_sign_on(self, call: Call, parts: Sequence[str]) -> Good:
        email = decode(parts[0].replace("+", "%2B")).strip().lower()
        if not any(user.email == email for user in self.world.account.users.values()):
            raise Refusal(404, f"There is no user with the address {email}.")
        expires = datetime.fromtimestamp(self.world.now() + 3600, UTC)
        return Good({"accessToken": secrets.token_hex(20), "expires": expires.strftime("%Y-%m-%d %H:%M:%S")})


def _read_reply(call: Call) -> tuple[str, int, bool]:
    form = call.form
    if form is None or not call.content_type.lower().startswith("application/x-www-form-urlencoded"):
        raise Refusal(400, "Send the reply as application/x-www-form-urlencoded.")
    if missing := [name for name in ("message", "connectionId", "public") if not form.get(name, "").strip()]:
        raise Refusal(400, f"{missing[0]} is required.")
    connection, public = form["connectionId"].strip(), form["public"].strip().lower()
    if not acts.number(connection):
        raise Refusal(400, "connectionId is an integer.")
    if public not in (*TRUE, *FALSE):
        raise Refusal(400, "public is a boolean.")
    return form["message"], int(connection), public in TRUE


def _info(title: str, description: str) -> dict[str, object]:
    return {"type": "info", "title": title, "description": description}
