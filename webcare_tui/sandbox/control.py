"""The control surface: what a test or a demo may do to the sandbox behind the client's back.

Everything stands below `control_url`, on loopback, behind a path that cannot be guessed. Bodies are JSON.

    GET    requests       every token and API call seen: method, path, query, form (never a secret), status, time, fault
    DELETE requests       forget them
    GET    replies        every reply that took effect: resultId, message, connectionId, public, time, newId
    POST   results        [{…}, …] in the vendor's field names, put on the wire as they are; what is missing among
                          uniqueId, searchId, source, time, caseId and personId gets a default  → {"ids": […]}
    POST   faults         {…} or [{…}, …], see below  → {"waiting": n}
    GET    faults         those that wait
    DELETE faults         forget them
    POST   expire-tokens  every token dies  → {"expired": n}
    POST   quota          {"limit": 100, "unit": "minute", "used": 99}, each optional
    POST   react          {"result": id}  the customer reacts now to the last answer, with words that fit  → {"ids": […]}
    POST   say            {"result": id, "text": "…"}  the customer says this now  → {"ids": […]}
    POST   traffic        {"results": 5}  so many new results now  → {"ids": […]}
    POST   erase          {"result": id}  the message is deleted on its source (status 5)
    POST   odd            {"seed": 3, "errors": 0.05}  an odd vendor from now on; a seed of null ends that  → the same

A fault is for the next `times` (1) calls whose method is `method` (any) and whose path matches the regular expression
`path` (any): `delay` seconds before, `delay_after` seconds after the effect; `drop` "before" or "after" the effect resets
the connection; `status`, `body` (text or JSON) and `headers` answer in place of the service, without any effect unless
`effect` is true; `headers` alone are added to the honest answer; `truncate` (true or the part to keep) and `garbage`
spoil the answer after the effect.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import cast

from webcare_tui.sandbox.acts import Refusal, find_result
from webcare_tui.sandbox.envelope import gateway_error
from webcare_tui.sandbox.faults import Faults, read_fault
from webcare_tui.sandbox.insert import insert
from webcare_tui.sandbox.oddities import Oddities
from webcare_tui.sandbox.records import Result
from webcare_tui.sandbox.seen import Seen
from webcare_tui.sandbox.service import Answer, Service

MOST = 100_000


class Control:
    """Answers the calls below `control_url`."""

    def __init__(self, service: Service, faults: Faults, oddities: Oddities, seen: list[Seen]) -> None:
        self._service = service
        self._faults = faults
        self._oddities = oddities
        self._seen = seen
        self._routes: dict[tuple[str, str], Callable[[object], object]] = {
            ("GET", "requests"): lambda given: [asdict(each) for each in self._seen],
            ("DELETE", "requests"): self._forget_requests,
            ("GET", "replies"): self._replies,
            ("POST", "results"): self._results,
            ("POST", "faults"): self._add_faults,
            ("GET", "faults"): lambda given: [_shown(each) for each in self._faults.waiting],
            ("DELETE", "faults"): self._forget_faults,
            ("POST", "expire-tokens"): lambda given: {"expired": self._service.gate.expire_tokens()},
            ("POST", "quota"): self._quota,
            ("POST", "react"): self._react,
            ("POST", "say"): self._say,
            ("POST", "traffic"): self._traffic,
            ("POST", "erase"): self._erase,
            ("POST", "odd"): self._odd,
        }

    def answer(self, method: str, name: str, body: bytes) -> Answer:
        """Do what is asked; 400 says what was wrong with it, 404 and 405 that there is no such thing."""
        handle = self._routes.get((method, name))
        if handle is None:
            known = any(name == each for _, each in self._routes)
            return Answer(405 if known else 404, gateway_error(405 if known else 404, (__doc__ or "").split("\n\n")[2]))
        try:
            given = json.loads(body) if body.strip() else {}
            return Answer(200, json.dumps(handle(given)).encode("ascii"))
        except Refusal as refusal:
            return Answer(refusal.status, gateway_error(refusal.status, refusal.message))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            return Answer(400, gateway_error(400, f"{type(error).__name__}: {error}"))

    def _forget_requests(self, given: object) -> object:
        self._seen.clear()
        return {}

    def _replies(self, given: object) -> object:
        return [
            {
                "resultId": str(each.result_id), "message": each.message, "connectionId": each.connection_id,
                "public": each.public, "time": each.time, "newId": str(each.new_id),
            }
            for each in self._service.effects
        ]

    def _results(self, given: object) -> object:
        rows = given if isinstance(given, list) else [given]
        if not all(isinstance(each, dict) for each in rows):
            raise ValueError("results are JSON objects")
        return _ids([insert(self._service.world, cast(dict[str, object], each)) for each in rows])

    def _add_faults(self, given: object) -> object:
        faults = [read_fault(each) for each in (given if isinstance(given, list) else [given])]
        self._faults.waiting += faults
        return {"waiting": len(self._faults.waiting)}

    def _forget_faults(self, given: object) -> object:
        self._faults.waiting.clear()
        return {}

    def _quota(self, given: object) -> object:
        fields = _fields(given)
        unit = fields.get("unit")
        self._service.gate.set_quota(_whole(fields, "limit"), None if unit is None else str(unit), _whole(fields, "used"))
        return self._service.gate.headers()

    def _react(self, given: object) -> object:
        result = self._named(given)
        return _ids(self._service.traffic.react_now(result))

    def _say(self, given: object) -> object:
        text = str(_fields(given)["text"])
        return _ids(self._service.traffic.react_now(self._named(given), text))

    def _traffic(self, given: object) -> object:
        wanted = _whole(_fields(given), "results") or 1
        if wanted > MOST:
            raise ValueError(f"at most {MOST} results at once")
        new: list[Result] = []
        while len(new) < wanted:
            new += self._service.traffic.happen(self._service.world.now())
        return _ids(new)

    def _erase(self, given: object) -> object:
        self._service.world.erase(self._named(given))
        return {}

    def _odd(self, given: object) -> object:
        fields = _fields(given)
        if unknown := sorted(set(fields) - {"seed", "errors"}):
            raise ValueError(f"there is no field {unknown[0]!r}; there are seed and errors")
        errors = fields.get("errors", 0)
        if isinstance(errors, bool) or not isinstance(errors, int | float):
            raise ValueError("errors is a number from 0 to 1")
        self._oddities.tell(_whole(fields, "seed"), float(errors))
        return {"seed": self._oddities.seed, "errors": self._oddities.errors}

    def _named(self, given: object) -> Result:
        return find_result(self._service.world, str(_fields(given)["result"]))


def _fields(given: object) -> dict[str, object]:
    if not isinstance(given, dict):
        raise ValueError("a JSON object is wanted")
    return cast(dict[str, object], given)


def _whole(fields: dict[str, object], name: str) -> int | None:
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name} is a whole number")
    return value


def _ids(results: list[Result]) -> object:
    return {"ids": [str(each.id) for each in results]}


def _shown(fault: object) -> dict[str, object]:
    fields = asdict(fault)  # type: ignore[call-overload]
    body = fields["body"]
    return {**fields, "body": body.decode("utf-8", "replace") if isinstance(body, bytes) else None}
