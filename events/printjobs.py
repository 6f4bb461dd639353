"""Papers to be set by a process of its own: what they are made of, packed for the way. Knows no PDF engine."""

import base64
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from subprocess import SubprocessError

from events.stamps import Page, pack_stamps, unpack_stamps

_LENGTH_BYTES = 8
_CHUNK = 1 << 20  # bytes
ACCESSIBLE = "pdf/ua-1"  # a variant: tagged for screen readers


class CannotBeSet(SubprocessError):
    """No paper came of the job; the text says why, for the log."""


class Refused(CannotBeSet):
    """The HTML asks for something that is neither one of our fonts nor one of its own pictures."""


class Kind(IntEnum):
    """What an answer is: a paper, a reason why there is none, or word of how the work goes on."""

    PAPER = 1
    LAST_PAPER = 2  # of a process that ends after it
    REFUSED = 3
    FAILED = 4
    MORE = 5  # the next part can come
    SET = 6  # one more part is set


@dataclass(frozen=True)
class Part:
    """Some whole pages of a paper, with the pictures that its ``<img src="picture:NAME">`` name.

    ``css`` are style sheets of these pages alone, beside the job's; each text is parsed once in a process. ``stamps`` are
    drawn above what is on each of the pages, and name pictures as the HTML does.
    """

    html: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    css: Sequence[str] = ()
    stamps: Sequence[Page] = ()


@dataclass(frozen=True)
class Job:
    """What ``events.typesetter`` sets when it runs as a process."""

    parts: list[Part]
    css: list[str]
    variant: str | None


def pack(parts: Sequence[Part], *, css: Sequence[str], variant: str | None = None) -> bytes:
    """A job as JSON; ``variant`` as for ``typesetter.typeset``."""
    packed = [
        {
            "html": part.html,
            "pictures": {name: base64.b64encode(png).decode() for name, png in part.pictures.items()},
            "css": list(part.css),
            "stamps": pack_stamps(part.stamps),
        }
        for part in parts
    ]
    return json.dumps({"parts": packed, "css": list(css), "variant": variant}).encode()


def unpack(job: bytes) -> Job:
    """What ``pack`` made."""
    data = json.loads(job)
    parts = [
        Part(
            part["html"],
            {name: base64.b64decode(png) for name, png in part["pictures"].items()},
            tuple(part["css"]),
            unpack_stamps(part["stamps"]),
        )
        for part in data["parts"]
    ]
    return Job(parts, data["css"], data["variant"])


def send(descriptor: int, content: bytes) -> None:
    """Write a packet into a pipe: its length, then itself."""
    rest = memoryview(len(content).to_bytes(_LENGTH_BYTES) + content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def receive(descriptor: int) -> bytes:
    """The next packet from a pipe.

    :raises EOFError: the other end is gone
    """
    return _read(descriptor, int.from_bytes(_read(descriptor, _LENGTH_BYTES)))


def answer(descriptor: int, kind: Kind, content: bytes | str = b"") -> None:
    """Write an answer as a packet."""
    send(descriptor, bytes([kind]) + (content.encode() if isinstance(content, str) else content))


def hear(descriptor: int) -> tuple[Kind, bytes]:
    """The next answer.

    :raises EOFError: the other end is gone
    :raises Refused: the answer says so
    :raises CannotBeSet: the answer says so
    """
    packet = receive(descriptor)
    kind, content = Kind(packet[0]), packet[1:]
    if kind == Kind.REFUSED:
        raise Refused(content.decode())
    if kind == Kind.FAILED:
        raise CannotBeSet(content.decode())
    return kind, content


def tell(descriptor: int, error: Exception) -> None:
    """Answer with the reason why there is no paper."""
    kind = Kind.REFUSED if isinstance(error, Refused) else Kind.FAILED
    answer(
        descriptor, kind, str(error) if isinstance(error, CannotBeSet) else f"{type(error).__name__}: {error}"
    )


def _read(descriptor: int, count: int) -> bytes:
    content = bytearray()
    while len(content) < count:
        chunk = os.read(descriptor, min(count - len(content), _CHUNK))
        if not chunk:
            raise EOFError
        content += chunk
    return bytes(content)
