"""Errands on views: whose results are shown, keeping what is shown as a view, and taking one out."""

from __future__ import annotations

from webcare_tui.services.saved import PREFIX
from webcare_tui.services.views import View, mine_of, whole_of
from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.dialogs.confirm import ConfirmDialog
from webcare_tui.ui.dialogs.prompt import PromptDialog
from webcare_tui.ui.flows.desk import Desk


def mine(desk: Desk, argument: str = "") -> None:
    """Show what the agent is in charge of, as the service says."""
    if desk.view is not None:
        _show(desk, mine_of(_whole(desk, desk.view), desk.state.me), unassigned=False)


def unassigned(desk: Desk, argument: str = "") -> None:
    """Show what has no handler that this machine knows of."""
    if desk.view is None:
        return
    _show(desk, _whole(desk, desk.view), unassigned=True)
    desk.say("Without a handler as far as this machine knows; what colleagues took elsewhere may be among them.")


def everything(desk: Desk, argument: str = "") -> None:
    """Show all of the view again."""
    if desk.view is not None:
        _show(desk, _whole(desk, desk.view), unassigned=False)


def _whole(desk: Desk, view: View) -> View:
    """The view that the open one shows a part of."""
    key = whole_of(view.key)
    if key == view.key:
        return view
    listed = next((each for each in desk.session.views if each.key == key), None)
    return listed or desk.last_view or view


def _show(desk: Desk, view: View, *, unassigned: bool) -> None:
    if desk.view is None or desk.view.key != view.key:
        desk.show(view)
    desk.narrow(desk.results.narrowed, unassigned=unassigned)
    desk.go(Context.LIST)


async def save(desk: Desk, argument: str = "") -> None:
    """Keep what is shown under a name."""
    view = desk.view
    if view is None:
        return
    suggested = view.title if view.kind == "saved" and not view.key.startswith("filter/") else ""
    name = argument or await desk.ask(
        PromptDialog("Save this view as …", value=suggested, placeholder="its name in the list of views", check=_name)
    )
    if not name:
        return
    if wrong := _name(name):
        desk.say(wrong, "warning")
        return
    profiles = tuple(part.query.profile for part in view.parts)
    saved = await desk.session.saved.save_view(name, view.query, limit=view.sources[0].limit, profiles=profiles)
    desk.show(saved)
    desk.say(f"“{saved.title}” is saved; :view.remove takes it out again.")


def _name(name: str) -> str:
    return "" if name.strip() else "Give it a name."


async def remove(desk: Desk, argument: str = "") -> None:
    """Take a view of the agent's own out of the configuration."""
    key = f"{PREFIX}{argument.strip()}" if argument.strip() else whole_of(desk.view.key) if desk.view is not None else ""
    view = next((each for each in desk.session.views if each.key == key and each.kind == "saved"), None)
    if view is None:
        own = ", ".join(f"“{each.title}”" for each in desk.session.views if each.kind == "saved")
        known = f"Yours: {own}." if own else "You have none; :view.save keeps one."
        desk.say(f"That is no view of your own. {known}", "warning")
        return
    what = "It goes out of the configuration; results stay as they are."
    question = ConfirmDialog(f"Remove the view “{view.title}”?", what, "remove it", "keep it")
    if await desk.ask(question):
        if desk.view is not None and whole_of(desk.view.key) == view.key:
            desk.show(view)  # a part of what is gone would stay on the screen
        await desk.session.saved.remove_view(view.key)
        desk.say(f"“{view.title}” is removed.")
