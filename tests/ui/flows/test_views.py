"""Errands on views, on a real session: mine, nobody's, all; views of one's own; several search profiles in one queue."""

from __future__ import annotations

from tests.ui.office import MOBIEL, THUIS, Office, at_work, customer
from webcare_tui.settings.files import load, save


def with_file(office: Office) -> None:
    save(office.app.locations.config_file, office.session.settings)


def title(office: Office) -> str:
    return office.inbox.results.head.words


async def names(office: Office) -> list[str]:
    selection = office.inbox.selection
    rows = await office.session.store.results.window(selection, 0, 100) if selection else ()
    return [row.result.title for row in rows]


async def test_mine_nobodys_and_all_again(tmp_path) -> None:
    async with at_work(tmp_path, "Anna", "Bram", "Cato") as office:
        view = office.inbox.view
        await office.press("a")
        await office.until(lambda: office.inbox.handler_id == office.inbox.me, "Anna is taken")
        await office.run("view.mine")
        await office.until(lambda: office.inbox.results.list.count == 1, "Anna alone")
        assert await names(office) == ["Anna"] and "mine" in title(office)
        assert office.inbox.view_key == view.key, "the list of views marks it still"
        office.session.configuration.use(office.session.settings)
        await office.press("g")
        assert "mine" in title(office), "a new configuration does not take it away"
        await office.run("view.unassigned")
        await office.until(lambda: office.inbox.results.list.count == 2, "those of nobody")
        assert await names(office) == ["Bram", "Cato"] and "no known handler" in title(office)
        assert "as far as this machine knows" in office.said
        await office.run("list.narrow cato")
        await office.until(lambda: office.inbox.results.list.count == 1, "Cato")
        await office.press("escape")
        await office.until(lambda: office.inbox.results.list.count == 2, "nobody's still")
        await office.run("view.all")
        await office.until(lambda: office.inbox.results.list.count == 3, "all")
        assert office.inbox.view == view and "no known" not in title(office)


async def test_what_a_colleague_hands_over_is_learned_from_mine(tmp_path) -> None:
    async with at_work(tmp_path, "Anna", "Bram") as office:
        world, me = office.box.world, int(office.inbox.me)
        result = office.result(office.inbox.results.current.id)
        office.box.call(lambda: world.assign(world.cases[result.case_id], me))
        await office.run("view.mine")
        await office.until(lambda: office.inbox.results.list.count == 1, "Anna")
        await office.run("view.unassigned")
        await office.until(lambda: office.inbox.results.list.count == 1, "Bram")
        assert await names(office) == ["Bram"]


async def test_an_empty_part_says_how_to_get_out(tmp_path) -> None:
    async with at_work(tmp_path, "Anna") as office:
        await office.press("a")
        await office.until(lambda: office.inbox.handler_id, "taken")
        await office.run("view.unassigned")
        await office.sees("Somebody has all of these", ":view.all")


async def test_a_view_is_saved_shown_and_removed(tmp_path) -> None:
    async with at_work(tmp_path, "Anna", "Bram") as office:
        with_file(office)
        await office.run("list.filter word:pakket/notChecked")
        await office.until(lambda: office.inbox.view.key.startswith("filter/"), "the filter")
        await office.run("view.save Pakketten")
        await office.until(lambda: office.inbox.view.key == "saved/Pakketten", "the saved view")
        await office.hears("is saved")
        await office.sees("Pakketten")
        await office.until(lambda: office.inbox.results.list.count == 2, "its rows")
        assert load(office.app.locations, {}).views["Pakketten"].filter.endswith("/word:pakket/notChecked/")
        await office.run("view.remove")
        await office.asked("ConfirmDialog")
        await office.press("y")
        await office.hears("is removed")
        await office.until(lambda: office.inbox.view.kind != "saved", "another view")
        assert load(office.app.locations, {}).views == {}
        await office.run("view.remove")
        await office.hears("no view of your own")


async def test_the_part_of_a_view_that_is_removed_goes_with_it(tmp_path) -> None:
    async with at_work(tmp_path, "Anna") as office:
        with_file(office)
        await office.run("view.save Eigen")
        await office.until(lambda: office.inbox.view.key == "saved/Eigen", "the saved view")
        await office.run("view.mine")
        await office.until(lambda: "mine" in title(office), "mine")
        await office.run("view.remove eigen")
        await office.hears("Yours: “Eigen”")
        await office.run("view.remove")
        await office.asked("ConfirmDialog")
        await office.press("n")
        assert "saved/Eigen" in {view.key for view in office.inbox.views}
        await office.run("view.remove")
        await office.asked("ConfirmDialog")
        await office.press("y")
        await office.until(lambda: "Eigen" not in office.inbox.view.title, "another view")


async def test_a_name_is_asked_for(tmp_path) -> None:
    async with at_work(tmp_path, "Anna") as office:
        with_file(office)
        await office.run("view.save")
        await office.asked("PromptDialog")
        await office.press("enter")
        await office.sees("Give it a name.")
        await office.type(*"Eigen", "enter")
        await office.until(lambda: office.inbox.view.key == "saved/Eigen", "the saved view")


async def test_without_a_settings_file_it_is_told(tmp_path) -> None:
    async with at_work(tmp_path, "Anna") as office:
        await office.run("view.save Somewhere")
        await office.asked("NoticeDialog")
        await office.sees("config init")


async def test_all_search_profiles_in_one_queue_and_a_case_closed_in_its_own(tmp_path) -> None:
    async with at_work(tmp_path, "Anna") as office:
        other = customer(office.box, "Mees", minutes=90, searchId=MOBIEL)
        office.inbox.show(next(view for view in office.inbox.views if view.key == "all//next"))
        await office.until(lambda: office.inbox.results.list.count == 2, "both")
        assert await names(office) == ["Mees", "Anna"]
        await office.sees("Mobiel", "Thuis")
        await office.press("g")
        await office.stands_on("Mees")
        await office.press("e")
        await office.until(lambda: office.calls("POST", "/close"), "closed")
        case = office.result(other).case_id
        assert [path.partition("/searches/")[2] for path in office.calls("POST", "/close")] == [f"{MOBIEL}/cases/{case}/close"]
        await office.stands_on("Anna")
        customer(office.box, "Noor", minutes=5, searchId=MOBIEL)
        customer(office.box, "Olaf", minutes=4, searchId=THUIS)
        await office.rows(3)
        assert await names(office) == ["Anna", "Noor", "Olaf"]
