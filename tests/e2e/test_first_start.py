"""The first start: five answers, one try at the service, and the inbox."""

from __future__ import annotations

import tomllib

from tests.e2e.bytes import offences
from tests.e2e.terminal import Terminal, sent_by
from tests.e2e.work import Work


def fill_in(run: Terminal, work: Work, secret: str) -> None:
    """All answers in one heap, as a password manager types them; the addresses are those of the sandbox."""
    run.expect("first start")
    run.expect("Client id")
    run.settle(0.2)
    answers = (work.box.client_id, "", secret, "MK", work.box.base_url, work.box.token_url)
    run.send(b"".join(sent_by("tab") + answer.encode() for answer in answers)[1:])
    run.expect(work.box.client_id)
    run.expect("accesstoken")
    run.settle()


def test_setup_tries_writes_and_opens_the_inbox(work: Work) -> None:
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?")
    secret, work.secret = work.secret, "not-asked-for"
    with work.run(modern=False) as run:
        fill_in(run, work, secret)
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
    assert offences(run.raw) == []


def test_a_wrong_secret_is_told_and_nothing_is_written(work: Work) -> None:
    with work.run(size=(80, 24), modern=False) as run:
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
