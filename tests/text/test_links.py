from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text.corpus import HOSTILE
from webcare_tui.text.clean import clean
from webcare_tui.text.links import Link, find


def only(text: str) -> Link:
    (link,) = find(text)
    return link


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Zie https://www.example.nl/a?b=1&c=2#d voor meer", "https://www.example.nl/a?b=1&c=2#d"),
        ("Zie https://www.example.nl.", "https://www.example.nl"),
        ("(http://example.nl/pad)", "http://example.nl/pad"),
        ("(https://example.nl/Ajax_(club)).", "https://example.nl/Ajax_(club)"),
        ("[https://example.nl]!?", "https://example.nl"),
        ("<https://example.nl/x>", "https://example.nl/x"),
        ('"https://example.nl/x"', "https://example.nl/x"),
        ("“https://example.nl/x”", "https://example.nl/x"),
        ("*https://example.nl/x_*…", "https://example.nl/x"),
        ("看https://t.example/abc，谢谢", "https://t.example/abc"),
        ("HTTPS://EXAMPLE.NL/Pad", "HTTPS://EXAMPLE.NL/Pad"),
        ("https://example.nl/één/ü", "https://example.nl/één/ü"),
        ("https://a.example/https://b.example/", "https://a.example/https://b.example/"),
        ("regel\nhttps://example.nl\nregel", "https://example.nl"),
        ("https://example.nl:8443/x", "https://example.nl:8443/x"),
    ],
)
def test_where_a_link_begins_and_ends(text: str, written: str) -> None:
    link = only(text)
    assert text[link.start : link.end] == written
    assert not link.flagged


@pytest.mark.parametrize(
    "text",
    [
        "", "www.example.nl", "example.nl", "mailto:a@example.nl", "ftp://example.nl", "ssh://example.nl", "file:///etc/passwd",
        "javascript://example.nl/%0aalert(1)", "xhttps://example.nl", "http://", "https:///pad", "https://...",
        "http:example.nl", "https://" + "é" * 64 + ".nl", "https://" + "é." * 200 + "nl",
    ],
)  # fmt: skip
def test_what_is_no_link(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "host", "url"),
    [
        ("https://WWW.Example.NL:443/A", "www.example.nl", "https://www.example.nl:443/A"),
        ("https://münchen.example/ü", "xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example/ü"),
        ("https://faß.example", "xn--fa-hia.example", "https://xn--fa-hia.example"),
        ("https://mu\u0308nchen.example", "xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example"),
        ("https://例え.テスト/x", "xn--r8jz45g.xn--zckzah", "https://xn--r8jz45g.xn--zckzah/x"),
        ("http://localhost:8000/", "localhost", "http://localhost:8000/"),
    ],
)
def test_the_host_is_ascii_wherever_it_is_shown(text: str, host: str, url: str) -> None:
    assert only(text) == Link(0, len(text), url, host, False)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://bank.example@evil.example/inloggen", "evil.example"),
        ("https://bank.example:geheim@evil.example", "evil.example"),
        ("https://bank.example\\@evil.example/", "bank.example"),
        ("https://bank.example/a\\b", "bank.example"),
        ("https://p\u0430ypal.example", "xn--pypal-4ve.example"),
        ("https://ｅｘａｍｐｌｅ.nl", "example.nl"),
        ("http://3232235777/", "3232235777"),
        ("http://0x7f000001/", "0x7f000001"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://%65vil.example/", "%65vil.example"),
        ("http://[::1]/", "[::1]"),
        ("http://a..example/", "a..example"),
        ("https://" + "a" * 300 + ".example", "a" * 300 + ".example"),
        ("https://example.nl/" + "a" * 2100, "example.nl"),
        ("https://example.nl/a\xadb", "example.nl"),
    ],
)
def test_links_that_may_lead_elsewhere_are_flagged(text: str, host: str) -> None:
    link = only(text)
    assert (link.host, link.flagged) == (host, True)


def test_several_links_in_order() -> None:
    text = "a https://een.example, b (https://twee.example) c http://drie.example"
    assert [link.host for link in find(text)] == ["een.example", "twee.example", "drie.example"]


@settings(derandomize=True, deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            ["http://", "https://", "a.nl", "@", "\\", ":", "/", ")", "(", ".", "é", "а", "[", " ", "\u200b", "%", "#"]
        )
    )
)
def test_links_lie_in_the_text_and_never_overlap(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for link in find(text):
        assert end <= link.start < link.end <= len(text)
        assert text[link.start : link.end].lower().startswith(("http://", "https://"))
        assert link.host.isascii() and link.host in link.url
        end = link.end


def test_links_of_hostile_texts_have_plain_hosts() -> None:
    hosts = [link.host for text in HOSTILE for link in find(clean(text, "block"))]
    assert len(hosts) >= 5
    assert [host for host in hosts if not (host.isascii() and host.isprintable())] == []


@pytest.mark.parametrize("unit", ["http://", "https://a)", "http://a@", "http://é.", "(", "http://a.b ", "http:/"])
def test_the_time_grows_with_the_length_only(unit: str) -> None:
    start = time.process_time()
    find("https://a" + (unit * 150_000)[:150_000])
    assert time.process_time() - start < 2


def test_brackets_round_a_host_are_not_part_of_it() -> None:
    assert [link.url for link in find("[link=http://x.example]y[/]")] == ["http://x.example"]
    assert [link.url for link in find("http://a[b]c.example/p")] == ["http://a"]
    assert [link.url for link in find("http://[::1]:80/a https://a.example/x[1]")] == ["http://[::1]:80/a", "https://a.example/x[1]"]
