"""Starting and stopping: many times, without a trace, and from the command line."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from tests.sandbox.api import Clock, sandbox
from webcare_tui.sandbox import server
from webcare_tui.sandbox.options import Options, SandboxError
from webcare_tui.sandbox.server import serve

FOREGROUND = "import sys; from webcare_tui.sandbox.server import Options, run; sys.exit(run(Options(results=3)))"


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_it_starts_and_stops_many_times_without_a_trace() -> None:
    with serve(Options(results=0)):
        pass
    threads, files = threading.active_count(), _open_files()
    urls = set()
    for _ in range(4):
        with serve(Options(results=1)) as box:
            assert httpx.get(f"{box.base_url}/configuration", trust_env=False, timeout=60).status_code == 401
            urls.add(box.control_url)
    assert len(urls) == 4
    assert (threading.active_count(), _open_files()) == (threads, files)


def test_two_at_a_time() -> None:
    with sandbox() as one, sandbox() as two:
        one.insert()
        assert (len(one.box.world.results), len(two.box.world.results)) == (1, 0)
        assert two.http.get(f"{two.box.base_url}/configuration", headers=one.headers).status_code == 401


def test_it_stops_though_a_client_holds_on() -> None:
    with httpx.Client(trust_env=False, timeout=60) as http, serve(Options(results=0)) as box:
        http.get(box.base_url)
    with pytest.raises(httpx.ConnectError):
        httpx.get(box.base_url, trust_env=False)


def test_the_addresses_look_like_the_vendors() -> None:
    with serve(Options(results=0)) as box:
        root = box.base_url.removesuffix("/communication/tracebuzz/social-media-webcare")
        assert root.startswith("http://127.0.0.1:") and root != box.base_url
        assert box.token_url == f"{root}/oauth/client_credential/accesstoken"
        assert box.control_url.startswith(f"{root}/control/")
        assert json.loads(box.announcement()) == {
            name: getattr(box, name) for name in ("base_url", "token_url", "client_id", "client_secret", "control_url")
        }


def test_work_is_done_in_the_loop_that_owns_the_world() -> None:
    with sandbox(results=4) as api:
        told = api.box.call(lambda: (len(api.box.world.results), threading.current_thread().name))
        assert told == (4, "webcare-sandbox")
        with pytest.raises(ZeroDivisionError):
            api.box.call(lambda: 1 / 0)


def test_a_taken_port_is_told() -> None:
    with serve(Options(results=0)) as box:
        port = int(box.base_url.split(":")[2].split("/")[0])
        with pytest.raises(SandboxError, match=f"port {port}"), serve(Options(results=0, port=port)):
            pytest.fail("two servers on one port")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", ""])  # noqa: S104
def test_only_this_machine_is_served(host: str) -> None:
    with pytest.raises(ValueError, match=r"loopback"):
        Options(host=host)


@pytest.mark.parametrize(
    "change", [{"results": -1}, {"traffic": -0.1}, {"port": 70_000}, {"quota": (0, "day")}, {"react": (5, 2)}]
)
def test_options_that_make_no_sense(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Options(**change)  # type: ignore[arg-type]


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "find_spec", lambda name: None)
    with pytest.raises(SandboxError, match=r"webcare-tui\[demo\]"), serve():
        pytest.fail("served without a server")


def test_a_bug_in_an_endpoint_is_an_honest_500(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    with sandbox(clock=Clock()) as api:
        monkeypatch.setattr(api.box.app.service, "call", lambda call: 1 / 0)
        answer = api.get("configuration")
        assert (answer.status_code, answer.json()["status"]) == (500, "500")
    assert "ZeroDivisionError" in capfd.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_in_the_foreground_until_a_signal(number: signal.Signals) -> None:
    command = [sys.executable, "-W", "error", "-c", FOREGROUND]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        form = {"client_id": told["client_id"], "client_secret": told["client_secret"]}
        answer = httpx.post(f"{told['token_url']}?grant_type=client_credentials", data=form, trust_env=False, timeout=60)
        assert answer.status_code == 200
        process.send_signal(number)
        assert process.communicate(timeout=60) == (b"", b"")
        assert process.returncode == 0
    finally:
        process.kill()
        process.wait()
