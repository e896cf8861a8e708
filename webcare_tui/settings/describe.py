"""What each setting is called, means and accepts, read off the schema."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, cast, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from webcare_tui.settings import checks
from webcare_tui.settings.schema import Settings

PREFIX = "WEBCARE_TUI_"
ANY_NAME = "NAME"
"""Stands for the name of an account in a path."""

_VALIDATED = {
    checks.service_url: "an https address, or http to this machine itself",
    checks.proxy_url: 'the http(s) address of a proxy, or ""',
    checks.absolute_path: 'a path that begins with / or ~/, or ""',
    checks.one_word: "text of ASCII letters, digits and signs, without blanks",
    checks.key_list: 'keys with commas between them, or ""',
    checks.account_name: "a name of small letters, digits, - and single _",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One setting.

    Attributes:
        path: Where it stands, with `NAME` for the name of an account.
        accepts: What it accepts, in words.
        why: One line on its purpose.
        default: Its default; None where it must be given.
        example: A value that is worth showing; None for the default itself.
        aside: It stands in a table of its own that need not be there, and that the environment gives only as a whole.
    """

    path: tuple[str, ...]
    accepts: str
    why: str
    default: object
    example: object = None
    aside: bool = False

    @property
    def env(self) -> str:
        """Its name in the environment."""
        return env_name(self.path[: self.path.index(ANY_NAME)] if self.aside else self.path)


def env_name(path: Sequence[str]) -> str:
    """The environment name of a setting by its path."""
    return PREFIX + "__".join(part.upper().replace("-", "_") for part in path)


def rows() -> tuple[Row, ...]:
    """All settings, in the order of the schema."""
    return tuple(_walk(Settings, ()))


def _walk(model: type[BaseModel], path: tuple[str, ...], *, aside: bool = False) -> Iterator[Row]:
    for name, field in model.model_fields.items():
        here = (*path, name)
        inner = section_of(field)
        shorter = is_map(field) and bool(field.examples)
        if inner is None or shorter:
            default = None if field.is_required() else field.get_default(call_default_factory=True)
            example = field.examples[0] if field.examples else None
            yield Row(here, accepts(field), field.description or "", default, example, aside)
        if inner is not None:
            yield from _walk(inner, (*here, ANY_NAME) if is_map(field) else here, aside=shorter)


def is_map(field: FieldInfo) -> bool:
    """Whether the setting is a table with names of the agent's own."""
    return get_origin(field.annotation) is dict


def section_of(field: FieldInfo) -> type[BaseModel] | None:
    """The section that the setting is, or that it holds by name; None for a single value."""
    candidate: object = get_args(field.annotation)[1] if is_map(field) else field.annotation
    return candidate if inspect.isclass(candidate) and issubclass(candidate, BaseModel) else None


def field_at(path: Sequence[object]) -> FieldInfo | None:
    """The field at a path as pydantic reports it; None where there is none."""
    model: type[BaseModel] | None = Settings
    field: FieldInfo | None = None
    through_map = False
    for part in path:
        if through_map:
            through_map = False
            continue
        if model is None:
            break
        field = model.model_fields.get(str(part))
        if field is None:
            return None
        model, through_map = section_of(field), is_map(field)
    return field


def names_at(path: Sequence[object]) -> tuple[str, ...]:
    """The names that are known in the section at a path; empty where names are free."""
    if not path:
        return tuple(Settings.model_fields)
    field = field_at(path)
    inner = section_of(field) if field is not None else None
    if field is None or inner is None or (is_map(field) and len(path) == 1):
        return ()
    return tuple(inner.model_fields)


def accepts(field: FieldInfo) -> str:
    """What a field accepts, in words such as `a whole number from 1 to 30`."""
    for item in field.metadata:
        check = getattr(item, "func", None)
        if check in _VALIDATED:
            return _VALIDATED[check]
        if check is checks.duration:
            return f'seconds{_bounds(field)}, or a text such as "30s" or "1m"'
    return _type_words(field.annotation, _bounds(field))


def _bounds(field: FieldInfo) -> str:
    low = next((item.ge for item in field.metadata if isinstance(item, Ge)), None)
    high = next((item.le for item in field.metadata if isinstance(item, Le)), None)
    return f" from {low} to {high}" if low is not None and high is not None else ""


def _type_words(annotation: object, bounds: str) -> str:
    origin, arguments = get_origin(annotation), cast("tuple[object, ...]", get_args(annotation))
    if origin is Literal:
        return " or ".join(f'"{choice}"' for choice in arguments)
    if origin is Annotated:
        return _type_words(arguments[0], bounds)
    if origin is tuple:
        return "a list of texts"
    if origin is dict:
        whole = inspect.isclass(arguments[1]) and issubclass(arguments[1], BaseModel)
        return "a table of texts, or of tables" if whole else "a table of texts"
    plain = {bool: "true or false", int: f"a whole number{bounds}", float: f"a number{bounds}", str: "text"}
    return plain.get(annotation, "a section") if isinstance(annotation, type) else "a section"
