"""Cases: each act hits the case that the agent meant, says whom, and says what went wrong."""

from __future__ import annotations

from pathlib import Path

from tests.ui.office import MEDIA, Office, at_work, customer
from webcare_tui.models.account import User
from webcare_tui.ui.flows.cases import matching

TRIO = ("Anna Vroeg", "Bram Tweede", "Cora Later")
ME = "1001"


def acts(office: Office) -> list[str]:
    """The acts on cases that the service saw."""
    return [path.rpartition("/cases/")[2] for path in office.calls("POST", "/cases/")]


def handler(office: Office, name: str) -> str:
    """Who the service says has the case of a customer."""
    case = next(each.case_id for each in office.box.world.results.values() if each.title == name)
    return str(office.box.world.cases[case].handler)


async def test_close_and_go_on_or_stay(tmp_path: Path) -> None:
    async with at_work(tmp_path, *TRIO) as office:
        await office.write("Half")
        await office.press("escape", "left", "e")
        await office.hears("Closed: Anna Vroeg. Its draft is kept. Next: Bram Tweede.")
        await office.stands_on("Bram Tweede")
        await office.press("E")
        await office.hears("Closed: Bram Tweede.")
        assert "Next" not in office.said
        await office.until(lambda: office.inbox.results.list.count == 1)
        await office.stands_on("Cora Later")
        await office.press("e")
        await office.hears("Nothing else waits here.")
        assert len(acts(office)) == 3


async def test_after_close_stay_is_a_setting(tmp_path: Path) -> None:
    async with at_work(tmp_path, *TRIO, ui={"after_close": "stay"}) as office:
        await office.press("enter")
        await office.until(lambda: office.inbox.context.value == "conversation")
        await office.press("e")
        await office.hears("Closed: Anna Vroeg.")
        assert office.shown == "Anna Vroeg"


async def test_take_release_and_hand_over(tmp_path: Path) -> None:
    async with at_work(tmp_path, *TRIO) as office:
        await office.press("a")
        await office.hears("Anna Vroeg is yours now.")
        await office.sees("with y")  # the line may be cut behind it
        assert handler(office, "Anna Vroeg") == ME
        await office.press("a")
        await office.hears("You are its handler already.")
        await office.press("U")
        await office.hears("Released: Anna Vroeg has no handler any more.")
        assert handler(office, "Anna Vroeg") == "0"

        await office.run("case.handover xyz")
        await office.hears("No single colleague fits “xyz”")
        await office.run("case.handover a")
        await office.hears("No single colleague fits “a”")
        await office.run("case.handover dv")
        await office.hears("Handed Anna Vroeg over to Daan Vossenberg. Next: Bram Tweede.")
        await office.type("A", *"yara")
        await office.asked("HandOverDialog")
        await office.press("enter")
        await office.hears("Handed Bram Tweede over to Yara Haddouti. Next: Cora Later.")
        assert (handler(office, "Anna Vroeg"), handler(office, "Bram Tweede")) == ("1002", "1003")
        await office.press("A")
        await office.asked("HandOverDialog")
        await office.press("escape")
        assert handler(office, "Cora Later") == "0"


async def test_a_hand_over_keeps_to_its_case_while_the_row_goes_behind_the_dialog(tmp_path: Path) -> None:
    async with at_work(tmp_path, *TRIO) as office:
        await office.press("A")
        await office.asked("HandOverDialog")
        await office.inbox.results.list.select(office.inbox.results.list._model.id_at(1))
        await office.until(lambda: office.under_cursor == "Bram Tweede")
        await office.type(*"dv")
        await office.press("enter")
        await office.hears("Handed Anna Vroeg over")
        assert (handler(office, "Anna Vroeg"), handler(office, "Bram Tweede")) == ("1002", "0")


async def test_a_command_by_name_acts_on_no_other_row_than_the_one_it_was_typed_for(tmp_path: Path) -> None:
    async with at_work(tmp_path, *TRIO) as office:
        await office.press("colon")
        await office.asked("CommandLineDialog")
        await office.inbox.results.list.select(office.inbox.results.list._model.id_at(1))
        await office.type(*"case.close")
        await office.press("enter")
        await office.hears("look, then press again")
        assert acts(office) == []


async def test_what_the_service_refuses_is_told_and_changes_nothing(tmp_path: Path) -> None:
    async with at_work(tmp_path, *TRIO) as office:
        office.fault("/close$", status=500)
        await office.press("e")
        await office.asked("NoticeDialog")
        await office.press("enter")
        await office.stands_on("Anna Vroeg")
        assert office.inbox.results.list.count == 3


async def test_a_failure_takes_no_letters_from_who_has_begun_to_write(tmp_path: Path) -> None:
    async with at_work(tmp_path, *TRIO) as office:
        office.fault("/close", status=500, delay=0.15)
        await office.type("a", *"rHallo")
        await office.hears("The service has a problem")
        await office.type(*" daar")
        assert office.dialog == ""
        await office.until(lambda: "Hallo daar" in office.inbox.composer.draft.text)


async def test_where_acting_is_forbidden_nothing_acts(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg") as office:
        customer(office.box, "Krant", searchId=MEDIA, minutes=10)
        await office.run("view.choose merk")
        await office.until(lambda: office.under_cursor == "Krant")
        for key in "reaAUsx":
            await office.press(key)
            assert "does not let you act" in office.said, key
            office.inbox._deaf_until = 0.0
        assert acts(office) == [] and not office.inbox.composer.is_open


async def test_a_message_alone_is_reopened_and_closed(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg") as office:
        await office.run("result.close")
        await office.hears("knows this message as closed")
        await office.run("result.reopen")
        await office.hears("knows it as opened again")
        assert [path.rpartition("/")[2] for path in office.calls("POST", "/event/")][:2] == ["closed", "opened"]


def test_a_colleague_by_initials_id_address_or_part_of_a_name() -> None:
    users = (
        User("5", "Mila Kuiper", "Mila", "mila@example.com", "MK"),
        User("6", "Milan Bakker", "Milan", "milan@example.com", "MB"),
    )
    found = {words: matching(users, words) for words in ("mk", "6", "MILA@example.com", "bakker", "mil", "", "x")}
    assert {words: user and user.id for words, user in found.items()} == {
        "mk": "5", "6": "6", "MILA@example.com": "5", "bakker": "6", "mil": None, "": None, "x": None,
    }  # fmt: skip
