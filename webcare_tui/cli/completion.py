"""Completion for the shells, made by shtab from the parser."""

from __future__ import annotations

import argparse

_FILES = ("config", "import_file", "screenshot")
_DIRECTORIES = ("data_dir",)


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """The completion script.

    Args:
        parser: The grammar.
        shell: `bash`, `zsh` or `tcsh`.
    """
    import shtab

    _mark(parser, shtab.FILE, shtab.DIRECTORY)
    text: str = shtab.complete(parser, shell=shell)
    return text


def _mark(parser: argparse.ArgumentParser, files: object, directories: object) -> None:
    """Tell shtab which options name files; it reads that off an attribute of the action."""
    for action in parser._actions:
        if action.dest in _FILES:
            action.complete = files  # type: ignore[attr-defined]
        elif action.dest in _DIRECTORIES:
            action.complete = directories  # type: ignore[attr-defined]
        elif isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                _mark(inner, files, directories)
