"""A draft: what the agent has typed and not yet sent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """The agent's words for one result, kept on disk while they are typed.

    Attributes:
        result_id: The result to be answered.
        text: The words, with line feeds as line ends.
        connection_id: The channel chosen; "" for the service's proposal.
        public: Meant for everyone to read.
        cursor: Where the caret stood, in characters from the start.
        updated: Unix seconds of the last change.
    """

    result_id: str
    text: str
    connection_id: str = ""
    public: bool = False
    cursor: int = 0
    updated: int = 0
