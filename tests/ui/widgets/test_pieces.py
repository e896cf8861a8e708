"""The arithmetic below the list: window and cursor, chunks, changed cells, joined runs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.events import Key
from textual.strip import Strip

from webcare_tui.ui.widgets.entry import Entry
from webcare_tui.ui.widgets.rows import CHUNK, KEPT, RowCache, chunks
from webcare_tui.ui.widgets.strips import changed, joined
from webcare_tui.ui.widgets.viewport import Viewport

RED, BLUE = Style(color="red", bgcolor="black"), Style(color="blue", bgcolor="black")


def strip(*parts: tuple[str, Style]) -> Strip:
    return Strip([Segment(text, style) for text, style in parts])


@given(
    page=st.integers(-3, 60),
    count=st.integers(0, 300),
    steps=st.lists(st.tuples(st.sampled_from(["move", "go", "turn", "roll", "resize"]), st.integers(-400, 400)), max_size=30),
)
def test_window_and_cursor_never_leave_the_rows(page: int, count: int, steps: list[tuple[str, int]]) -> None:
    view = Viewport(count=count)
    view.resize(page)
    for name, number in steps:
        getattr(view, name)(number)
        assert 0 <= view.cursor <= max(0, count - 1)
        assert 0 <= view.top <= view.last_top
        assert view.page >= 1
        if name in ("move", "go", "turn"):
            assert view.shows_cursor
        thumb = view.thumb(20)
        assert not thumb or (thumb.start >= 0 and thumb.stop <= 20)


def test_the_thumb_reaches_both_ends() -> None:
    view = Viewport(10, 1000)
    assert view.thumb(20).start == 0
    view.go(999)
    assert view.thumb(20).stop == 20
    assert Viewport(10, 10).thumb(20) == range(0)
    assert Viewport(1, 10).thumb(1) == range(0)


def test_chunks_cover_rows() -> None:
    assert list(chunks(0, 0)) == [] and list(chunks(0, 1)) == [0] and list(chunks(-5, 0)) == []
    assert list(chunks(CHUNK - 1, CHUNK + 1)) == [0, 1] and list(chunks(CHUNK, 2 * CHUNK)) == [1]


def test_the_cache_forgets_what_was_used_longest_ago() -> None:
    cache: RowCache[str] = RowCache()
    for number in range(KEPT):
        cache.put(number, [str(number)])
    cache.use(0, 1)
    cache.put(KEPT, ["new"])
    assert cache.get(0) == "0" and cache.get(CHUNK) is None and cache.get(KEPT * CHUNK) == "new"
    assert cache.get(1) is None and cache.get(-1) is None
    assert cache.missing(0, 2 * CHUNK) == 1 and cache.missing(0, 1) is None


def test_only_the_unchanged_right_end_is_spared() -> None:
    old = strip(("12m  ", RED), ("Jan", BLUE), ("   ", RED))
    assert changed(old, old) == 0
    assert changed(old, strip(("12m  ", RED), ("Jan", BLUE), ("   ", RED))) == 0
    assert changed(old, strip(("13m  ", RED), ("Jan", BLUE), ("   ", RED))) == 2
    assert changed(old, strip(("12m  ", RED), ("Jan", RED), ("   ", RED))) == 8
    assert changed(old, strip(("12m", RED))) == 3
    assert changed(None, old) == 11


def test_a_line_with_a_character_of_doubtful_width_is_painted_whole() -> None:
    assert changed(strip(("a😀", RED), ("b", BLUE)), strip(("c😀", RED), ("b", BLUE))) == 4


def test_blanks_join_their_neighbours_where_nobody_sees_it() -> None:
    joined_strip = joined([Segment(" ", RED), Segment("a", BLUE), Segment("  ", RED), Segment("", RED), Segment("b", BLUE)], 5)
    assert list(joined_strip) == [Segment(" a  b", BLUE)]
    underlined = Style(color="red", bgcolor="black", underline=True)
    assert len(list(joined([Segment("a", BLUE), Segment(" ", underlined)], 2))) == 2
    other = Style(color="red", bgcolor="white")
    assert len(list(joined([Segment("a", BLUE), Segment(" ", other), Segment("b", BLUE)], 3))) == 3
    assert len(list(joined([Segment("a", BLUE), Segment(" ", None)], 2))) == 2


async def test_keys_of_an_entry_run_in_the_order_in_which_they_come() -> None:
    class Stage(App[None]):
        def compose(self) -> ComposeResult:
            yield Entry("abc", "nothing yet")

    app = Stage()
    async with app.run_test() as pilot:
        await pilot.pause()
        for key, character in (("backspace", None), ("x", "x"), ("home", None), ("y", "y"), ("delete", None), ("z", "z")):
            app.post_message(Key(key, character))
        await pilot.pause()
        assert app.query_one(Entry).value == "yzbx"
