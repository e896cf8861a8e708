"""A client of the sandbox that says only what the vendor's guide says, and a clock to move."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from webcare_tui.sandbox.server import Box, Options, serve

NOON = 1_760_000_400.0
"""A Thursday in October 2025, just before nine in the morning UTC."""


@dataclass
class Clock:
    """A clock that moves when it is told."""

    now: float = NOON

    def __call__(self) -> float:
        return self.now


@dataclass
class Api:
    """Calls to one sandbox."""

    box: Box
    clock: Clock
    http: httpx.Client
    headers: dict[str, str] = field(default_factory=dict)

    def sign_in(self) -> None:
        """Ask for a token and use it from now on."""
        form = {"client_id": self.box.client_id, "client_secret": self.box.client_secret}
        answer = self.http.post(self.box.token_url, params={"grant_type": "client_credentials"}, data=form)
        self.headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def get(self, path: str) -> httpx.Response:
        """GET below the base URL."""
        return self.http.get(f"{self.box.base_url}/{path}", headers=self.headers)

    def post(self, path: str, **form: str) -> httpx.Response:
        """POST a form below the base URL."""
        return self.http.post(f"{self.box.base_url}/{path}", headers=self.headers, data=form)

    def results(self, path: str) -> dict[str, dict]:
        """The map of results; PHP's empty list counts as an empty one."""
        answer = self.get(f"results/{path}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json()["data"]["results"] or {})

    def ids(self, path: str) -> list[int]:
        """Only their ids, in order."""
        return [int(each) for each in self.results(path)]

    def details(self, number: str | int) -> dict:
        """All of one result."""
        return self.results(f"{number}/noContext")[str(number)]

    def control(self, method: str, name: str, body: object = None) -> httpx.Response:
        """A call of the control surface."""
        content = None if body is None else json.dumps(body).encode("ascii")
        return self.http.request(method, f"{self.box.control_url}/{name}", content=content)

    def insert(self, **fields: object) -> str:
        """Put one result into the world; its id."""
        answer = self.control("POST", "results", [fields])
        assert answer.status_code == 200, answer.text
        return answer.json()["ids"][0]


@contextmanager
def sandbox(clock: Clock | None = None, **options: object) -> Iterator[Api]:
    """A running sandbox, signed in; quiet unless it is told otherwise."""
    clock = clock or Clock()
    told = {"results": 0, "react": None, **options}
    with serve(Options(clock=clock, **told)) as box, httpx.Client(trust_env=False, timeout=60) as http:  # type: ignore[arg-type]
        api = Api(box, clock, http)
        api.sign_in()
        yield api
