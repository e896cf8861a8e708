"""The customer's line and panel."""

from __future__ import annotations

from dataclasses import replace

from tests.ui.stage import ACCOUNT, NOW, STORY, Stage, message, settle, tap
from webcare_tui.ui.panes.customer import CustomerLine, CustomerPanel


async def test_the_line_follows_what_it_is_bound_to() -> None:
    line = CustomerLine()
    app = Stage(line)
    async with app.run_test(size=(120, 10)) as pilot:
        line.account, line.conversation, line.now = ACCOUNT, STORY, NOW
        await settle(pilot)
        assert "due in 7 min" in line.words and " storing " in line.words
        line.now = NOW + 600
        assert "overdue 3 min" in line.words
        line.handler_id = "5"
        assert "with you" in line.words
        line.plain = True
        assert "☹" not in line.words
        line.conversation = None
        assert not line.words.strip()
        assert line.region.height == 1


async def test_the_panel_shows_scrolls_and_finds_earlier_contact() -> None:
    panel = CustomerPanel()
    app = Stage(panel)
    async with app.run_test(size=(48, 8)) as pilot:
        panel.account, panel.conversation = ACCOUNT, STORY
        panel.earlier = tuple(message(40 + each, f"oud {each}", minutes=5000 * each) for each in range(1, 9))
        panel.focus()
        await settle(pilot)

        def lines() -> list[str]:
            return [panel.roll.fresh_line(y).text.strip() for y in range(panel.roll.size.height)]

        assert lines()[0].startswith("Jan de Vries"), "it opens at its top"
        await tap(pilot, "G")
        assert "open · Sanne Bakker" in lines()[-1]
        assert "Esc back" in panel.head.words
        await tap(pilot, "g")
        panel.show_earlier()
        await settle(pilot)
        assert lines()[1].startswith("Earlier contact · 3×")
        panel.conversation = replace(STORY, result=replace(STORY.result, id="77"), details=None)
        await settle(pilot)
        assert lines()[0].startswith("Jan de Vries"), "another customer is shown from the top"


async def test_earlier_contact_is_at_the_top_when_the_panel_opens_there() -> None:
    panel = CustomerPanel()
    panel.display = False
    app = Stage(panel)
    async with app.run_test(size=(40, 8)) as pilot:
        panel.account, panel.conversation = ACCOUNT, STORY
        panel.display = True
        panel.show_earlier()
        panel.earlier = tuple(message(40 + each, f"oud {each}", minutes=5000 * each) for each in range(1, 9))
        await settle(pilot)
        assert "Earlier contact" in "".join(panel.roll.fresh_line(y).text for y in range(2))


class Panel(Stage):
    """An app with the panel."""

    def __init__(self) -> None:
        self.panel = CustomerPanel()
        super().__init__(self.panel)

    def on_customer_panel_opened(self, said: CustomerPanel.Opened) -> None:
        self.heard.append(said)


async def test_a_cursor_goes_along_earlier_contact_in_view_and_enter_opens_it() -> None:
    app = Panel()
    async with app.run_test(size=(60, 8)) as pilot:
        panel = app.panel
        panel.account, panel.conversation = ACCOUNT, STORY
        panel.earlier = tuple(message(40 + each, f"oud {each}", minutes=5000 * each) for each in range(1, 9))
        panel.focus()
        await settle(pilot)
        await tap(pilot, "enter")
        assert panel.chosen == "" and app.hear(CustomerPanel.Opened) == []
        await tap(pilot, "j")
        assert panel.chosen == "" and panel.roll.scroll_offset.y == 1, "nothing to choose is in view: it scrolls"
        panel.show_earlier()
        await settle(pilot)
        assert panel.chosen == "41"
        await tap(pilot, "j", "j", "k", "j")
        assert panel.chosen == "43"
        before = panel.roll.scroll_offset.y
        await tap(pilot, "j", "j", "j", "j", "j")
        assert panel.roll.scroll_offset.y > before, "at the foot of the view it scrolls on"
        await tap(pilot, "enter")
        assert [each.result_id for each in app.hear(CustomerPanel.Opened)] == [panel.chosen]
        await tap(pilot, "g", "G", "k")
        assert panel.chosen in {block.opens for block in panel._rows()}
        panel.conversation = replace(STORY, result=replace(STORY.result, id="77"))
        assert panel.chosen == "", "another customer, another cursor"


async def test_it_is_mounted_without_anything() -> None:
    panel, line = CustomerPanel(), CustomerLine()
    app = Stage(line, panel)
    async with app.run_test(size=(1, 2)) as pilot:
        await settle(pilot)
        assert app.is_running
