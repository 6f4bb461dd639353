"""The kinds of paper that can be rendered. Each app registers its own when it is ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


class Progress(Protocol):
    """Called by a renderer with how much of its work is done."""

    def __call__(self, done: int, total: int) -> None: ...


class NothingToPrint(Exception):
    """There is nothing to put on the paper yet; the text tells the organizer what is missing."""


@dataclass(frozen=True)
class Paper:
    """A finished file: its PDF bytes and the name it is offered under."""

    content: bytes
    name: str


@dataclass(frozen=True)
class Kind:
    """A kind of paper.

    ``render(event_id, language, progress)`` returns the finished paper and raises NothingToPrint.
    ``after(event_id, document_id)`` runs once the file is stored, in the transaction that says so.
    """

    name: str
    label: str
    render: Callable[[int, str, Progress], Paper]
    after: Callable[[int, int], None] | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def get(name: str) -> Kind:
    """The kind of that name.

    :raises KeyError: no app registered it
    """
    return _kinds[name]


def every() -> list[Kind]:
    """All kinds, in the order their apps registered them."""
    return list(_kinds.values())
