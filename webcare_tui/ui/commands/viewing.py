"""Commands on views: whose results of a view are shown; keeping a view, and taking it out."""

from __future__ import annotations

from webcare_tui.ui.commands.command import Command, State


class Viewing(Command):
    """A command on the view that is open."""

    group = "Views"


class Mine(Viewing):
    """Show of this view only what you are in charge of, as the service says."""

    id, words = "view.mine", "mine"

    @classmethod
    def why_not(cls, state: State) -> str:
        """Without knowing who the agent is there is nothing to ask for."""
        return "" if state.me else "The service does not say who you are: set `user` of your account in the settings."


class Unassigned(Viewing):
    """Show of this view only what has no handler, as far as this machine knows; the service cannot be asked for it."""

    id, words = "view.unassigned", "unassigned"


class All(Viewing):
    """Show all of this view again, whoever is in charge."""

    id, words = "view.all", "all"


class Save(Viewing):
    """Keep what is shown as a view of your own, in the configuration; a view of that name is replaced."""

    prompts = True
    id, words, argument = "view.save", "save view", "NAME"


class Remove(Viewing):
    """Take a view of your own out of the configuration; without a name, the one that is open."""

    prompts = True
    id, words, argument = "view.remove", "remove view", "NAME"
