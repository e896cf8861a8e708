"""The way to the service as the settings tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webcare_tui.api.access import Access
    from webcare_tui.settings.schema import Settings


def way_in(settings: Settings, account_name: str) -> Access:
    """The way to an account; its secret is looked for when it is first needed, and kept in memory.

    Raises:
        AccessError: An address is not one that may be used.
    """
    from webcare_tui.api.access import Access
    from webcare_tui.settings.secrets import Keeper

    chosen = settings.accounts[account_name]
    return Access(
        chosen.base_url, chosen.token_url, chosen.client_id, Keeper(account_name, chosen),
        api_version=chosen.api_version, ca_file=chosen.ca_file, proxy=chosen.proxy,
    )  # fmt: skip
