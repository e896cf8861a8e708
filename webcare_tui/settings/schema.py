"""Every setting: its type, bounds, default and reason."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from webcare_tui.settings import checks
from webcare_tui.settings.errors import SettingsError

DEFAULT_BASE_URL = "https://api-prd.kpn.com/communication/tracebuzz/social-media-webcare"
DEFAULT_TOKEN_URL = "https://api-prd.kpn.com/oauth/client_credential/accesstoken?grant_type=client_credentials"  # noqa: S105

Url = Annotated[str, AfterValidator(checks.service_url)]
Proxy = Annotated[str, AfterValidator(checks.proxy_url)]
FilePath = Annotated[str, AfterValidator(checks.absolute_path)]
Word = Annotated[str, AfterValidator(checks.one_word)]
Keys = Annotated[str, AfterValidator(checks.key_list)]
AccountName = Annotated[str, AfterValidator(checks.account_name)]
Duration = Annotated[float, BeforeValidator(checks.duration)]
ProfileName = Annotated[str, Field(min_length=1, max_length=200)]
SourceName = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(str.lower)]


class Section(BaseModel):
    """What all sections have in common: no unknown names, no change after loading, no input in an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, hide_input_in_errors=True)


class AccountSettings(Section):
    """How one account of the service is reached."""

    base_url: Url = Field(
        default=DEFAULT_BASE_URL, description="Where the service answers; https, or http to this machine itself."
    )
    token_url: Url = Field(default=DEFAULT_TOKEN_URL, description="Where the token is asked for.")
    client_id: Word = Field(min_length=1, max_length=256, description="The client id of your project at the gateway.")
    client_secret_command: tuple[str, ...] = Field(
        default=(),
        description="A command that prints the client secret, as a list of words; run without a shell, within 10 s.",
        examples=[["pass", "show", "webcare/client-secret"]],
    )
    client_secret_file: FilePath = Field(default="", description="A file of mode 0600 whose first line is the client secret.")
    api_version: Word = Field(
        default="", max_length=40, description='The version that is asked of the service; "" for the newest.'
    )
    ca_file: FilePath = Field(default="", description="Certificates (PEM) of a certificate authority of your own.")
    proxy: Proxy = Field(
        default="", description="A proxy on the way; the usual proxy variables of the environment are not read."
    )
    user: str = Field(
        default="", max_length=256, description="Who you are (id, address or initials) where the service does not say."
    )
    production: bool = Field(default=True, description="Real customers read what is sent: the inbox then says so at all times.")


class UiSettings(Section):
    """How the inbox looks and behaves."""

    theme: str = Field(
        default="webcare-dark",
        min_length=1,
        max_length=60,
        description="The theme: one that comes along, or one in themes/ beside this file.",
    )
    ascii: bool = Field(default=False, description="Draw with plain ASCII only, for terminals and fonts without the signs.")
    animations: bool = Field(default=False, description="Let things glide; over a slow line this costs more than it gives.")
    mouse: bool = Field(default=True, description="React to the mouse; off leaves selecting to the terminal.")
    after_close: Literal["next", "stay"] = Field(
        default="next", description="Where to go once a case is closed: on, or nowhere."
    )
    time_format: Literal["relative", "clock"] = Field(default="relative", description='Times as "7m" or as "13:44".')
    privacy: bool = Field(
        default=False, description="Begin with names, messages and all that is known of customers hidden, as --privacy does."
    )
    lock_minutes: int = Field(
        default=0, ge=0, le=480, description="Minutes without a key or a click after which the screen is covered; 0 never does."
    )


class PollingSettings(Section):
    """How the service is asked for news."""

    interval: Duration = Field(
        default=10.0,
        ge=5,
        le=300,
        description="Seconds between two looks at the open view; longer where the quota asks for it.",
    )
    page: int = Field(default=50, ge=10, le=250, description="Results that are fetched in one call.")
    announce_opened: bool = Field(
        default=True, description="Tell the service that a result is opened, so that colleagues see it."
    )
    typing_events: bool = Field(default=True, description="Tell the customer that somebody types, on sources that can show it.")


class SendingSettings(Section):
    """How a reply leaves."""

    undo_seconds: Duration = Field(
        default=5.0, ge=0, le=60, description="Seconds a reply is held, to be taken back; 0 sends at once."
    )
    enter_sends: tuple[SourceName, ...] = Field(
        default=(),
        description="Sources on which Enter sends instead of beginning a new line.",
        examples=[["whatsapp", "irischat"]],
    )


class CacheSettings(Section):
    """What is kept on this machine, apart from drafts and outbox, which are always kept."""

    persist: bool = Field(
        default=True, description="Keep results on disk for a quick start and reading offline; off: in memory only."
    )
    days: int = Field(default=7, ge=1, le=30, description="Days after which a result is erased from this machine.")


class ViewSettings(Section):
    """A view of the agent's own; one that has only a filter may be written as that text alone."""

    filter: str = Field(
        min_length=1,
        description="What it shows: search profile and filters, as in the dashboard's address or as a line (in:Thuis is:open).",
        examples=["/mobile/word:outage/city:Utrecht/"],
    )
    profiles: tuple[ProfileName, ...] = Field(
        default=(),
        description="Search profiles by name whose results it merges into one queue, in the place of the one in the filter.",
        examples=[["Thuis", "Mobiel"]],
    )
    order: Literal["", "oldest", "newest"] = Field(
        default="", description='Which results come first; "" leaves it to the filter, whose own order is newest first.'
    )
    limit: int = Field(
        default=0,
        ge=0,
        le=10_000,
        description="Results that it fetches and keeps at most, of each of its search profiles; 0 for no limit.",
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if isinstance(value, str):
            return {"filter": value}
        if not isinstance(value, dict | cls):
            raise ValueError("expected the filter as a text, or a table with filter, profiles, order and limit")
        return value

    def written(self) -> str | dict[str, object]:
        """As the settings file has it: the filter alone where there is nothing else to say."""
        told = self.model_dump(mode="json", exclude_defaults=True)
        return self.filter if set(told) == {"filter"} else told


class Settings(Section):
    """All settings."""

    default_account: str = Field(default="main", description="The account that is opened where --account names none.")
    language: Literal["", "en", "nl"] = Field(
        default="", description='Language of the inbox; "" takes that of your user at the service.'
    )
    accounts: dict[AccountName, AccountSettings] = Field(default_factory=dict, description="Accounts by name.")
    ui: UiSettings = Field(default_factory=UiSettings)
    polling: PollingSettings = Field(default_factory=PollingSettings)
    sending: SendingSettings = Field(default_factory=SendingSettings)
    cache: CacheSettings = Field(default_factory=CacheSettings)
    keys: dict[str, Keys] = Field(
        default_factory=dict,
        description='Keys of your own: a command\'s name to its keys, with commas between them; "" unbinds it.',
        examples=[{"case.close": "e,ctrl+e"}],
    )
    views: dict[str, ViewSettings] = Field(
        default_factory=dict,
        description="Views of your own: a name to search profile and filters as in the dashboard's address, or to a table.",
        examples=[{"Outages in Utrecht": "/mobile/word:outage/city:Utrecht/"}],
    )
    snippets: dict[str, str] = Field(
        default_factory=dict,
        description="Texts to insert while typing: a short name to the text.",
        examples=[{"thanks": "Thank you for your message!"}],
    )

    def pick(self, name: str = "") -> str:
        """The name of the account to use.

        Args:
            name: The account asked for; "" for the default one, or the only one there is.

        Raises:
            SettingsError: There is no such account; the message names those there are.
        """
        if name in self.accounts:
            return name
        if not name and self.default_account in self.accounts:
            return self.default_account
        if not name and len(self.accounts) == 1:
            return next(iter(self.accounts))
        known = ", ".join(sorted(self.accounts)) or "none"
        wanted = f"--account {name}" if name else f'default_account = "{self.default_account}"'
        raise SettingsError("There is no such account", f"{wanted} names none of the accounts in the settings ({known}).")
