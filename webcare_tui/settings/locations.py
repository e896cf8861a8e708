"""The only paths: where the settings, the data and the log stand."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

APP = "webcare-tui"
CONFIG_VARIABLE = "WEBCARE_TUI_CONFIG"


@dataclass(frozen=True, slots=True)
class Locations:
    """Where everything stands that the program reads or writes.

    Attributes:
        config_file: The settings.
        data_dir: Outbox, drafts and cache, one directory an account.
        log_file: The log; holds no text of any message.
        themes_dir: Themes of the agent's own, beside the settings.
    """

    config_file: Path
    data_dir: Path
    log_file: Path
    themes_dir: Path

    @classmethod
    def standard(
        cls, config: Path | None = None, data_dir: Path | None = None, *, env: Mapping[str, str] | None = None
    ) -> Locations:
        """The paths by the rules of the platform (XDG).

        Args:
            config: The settings file where the command line names one; before `WEBCARE_TUI_CONFIG`.
            data_dir: The data directory where the command line names one; the log then stands in it too.
            env: The environment; the process's own by default.
        """
        import platformdirs

        named = (os.environ if env is None else env).get(CONFIG_VARIABLE, "")
        if config is None and named:
            config = Path(named)
        file = _absolute(config) if config is not None else platformdirs.user_config_path(APP) / "config.toml"
        data = _absolute(data_dir) if data_dir is not None else platformdirs.user_data_path(APP)
        logs = data if data_dir is not None else platformdirs.user_state_path(APP)
        return cls(config_file=file, data_dir=data, log_file=logs / "webcare-tui.log", themes_dir=file.parent / "themes")

    def account_dir(self, account_name: str) -> Path:
        """The directory of an account's outbox, drafts and cache; made by those who write there."""
        return self.data_dir / account_name


def _absolute(path: Path) -> Path:
    """The path without `~` and dots, but with its links: a link in the place of a file is for its reader to refuse."""
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - resolve() would follow links
