"""A real SMTP server in the test process, which says what it is told to say and keeps what it gets."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


@dataclass
class Mailbox:
    """The handler: ``answer_to_recipient`` is said after RCPT TO, ``answer_to_data`` after the mail."""

    answer_to_recipient: str = "250 OK"
    answer_to_data: str = "250 OK"
    pause: float = 0.0  # seconds between having a mail and saying so
    pause_at_recipient: float = 0.0
    is_pausing: bool = False
    mails: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)  # of the envelopes
    connections: set[tuple[str, int]] = field(default_factory=set)  # that brought a mail
    port: int = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        await self._pause(self.pause_at_recipient)
        return self.answer_to_recipient

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.answer_to_data.startswith("250"):
            self.mails.append(message_from_bytes(envelope.original_content, policy=policy.default))
            self.senders.append(envelope.mail_from)
            self.connections.add(session.peer)
        await self._pause(self.pause)
        return self.answer_to_data

    async def _pause(self, seconds: float) -> None:
        self.is_pausing = seconds > 0
        await asyncio.sleep(seconds)
        self.is_pausing = False

    def wait_for(self, count: int, *, seconds: float) -> int:
        """How many mails are there once there are ``count`` of them, or the time is over."""
        deadline = time.monotonic() + seconds
        while len(self.mails) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        return len(self.mails)


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def mail_server(*, at_port: int = 0, **answers: object) -> Iterator[Mailbox]:
    """A server on a loopback port, free if none is named, for as long as the block runs."""
    mailbox = Mailbox(**answers)
    mailbox.port = at_port or free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
