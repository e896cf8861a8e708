"""The first start: five answers, one try at the service, and the inbox."""

from __future__ import annotations

import tomllib

from tests.e2e.terminal import Terminal
from tests.e2e.work import Work


def go_on(run: Terminal) -> None:
    """To the next question."""
    run.press("tab")
    run.settle()


def fill_in(run: Terminal, work: Work, secret: str) -> None:
    """Type the answers; the addresses of the real service are typed over."""
    run.expect("first start")
    run.expect("Client id")
    run.settle()
    run.type_text(work.box.client_id)
    go_on(run)
    run.type_text(secret, shown=False)
    go_on(run)
    go_on(run)
    run.type_text("MK")
    go_on(run)
    for address in (work.box.base_url, work.box.token_url):
        run.press("end", "ctrl+u")
        run.settle()
        run.type_text(address)
        go_on(run)


def test_setup_tries_writes_and_opens_the_inbox(work: Work) -> None:
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?")
    secret, work.secret = work.secret, "not-asked-for"
    with work.run() as run:
        fill_in(run, work, secret)
        run.press("ctrl+j")
        run.expect("✓ Written down")
        run.expect("Open the inbox")
        run.press("ctrl+j")
        run.expect("Anna Vroeg")
        run.expect("● live")
        run.press("q")
        assert run.expect_end() == 0
    kept = work.config.parent / "client-secret"
    assert work.config.stat().st_mode & 0o777 == 0o600
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_text().strip() == secret
    text = work.config.read_text()
    account = tomllib.loads(text)["accounts"]["main"]
    assert secret not in text
    assert (account["base_url"], account["token_url"]) == (work.box.base_url, work.box.token_url)
    assert (account["client_id"], account["user"], account["client_secret_file"]) == (work.box.client_id, "MK", str(kept))
    assert secret.encode() not in run.raw, "the secret is never shown"


def test_a_wrong_secret_is_told_and_nothing_is_written(work: Work) -> None:
    with work.run(size=(80, 24)) as run:
        fill_in(run, work, "verkeerd")
        run.press("ctrl+j")
        run.expect("✗ ")
        run.settle(0.3)
        assert run.has("client secret|credentials")
        assert not run.has("configuration is not right|Something is missing")
        assert not work.config.exists()
        assert not (work.config.parent / "client-secret").exists()
        run.press("escape")
        assert run.expect_end() == 3
    assert not work.config.exists()
