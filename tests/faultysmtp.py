"""A mail server that misbehaves: what it does to a mail is the first word of the recipient's address."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller

from tests.smtp import Mailbox, free_port

LONGEST = 20_000  # bytes of a mail
STALL = 4.0  # seconds


@dataclass
class FaultyMailbox(Mailbox):
    """``busy``, ``dropped`` and ``stalled`` go wrong once; ``unknown`` and ``refused`` always; all else arrives.

    ``dropped`` and ``stalled`` have the mail when the line breaks, or before they answer too late.
    """

    seen: Counter[str] = field(default_factory=Counter)

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802
        self.seen[address] += 1
        if address.startswith("unknown"):
            return "550 5.1.1 No such user here"
        if address.startswith("busy") and self.seen[address] == 1:
            return "450 4.2.1 Mailbox busy, try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        [address] = envelope.rcpt_tos
        if address.startswith("refused"):
            return "554 5.7.1 Refused by policy"
        answer = await super().handle_DATA(server, session, envelope)
        if self.seen[address] == 1 and address.startswith("dropped"):
            server.transport.abort()
        if self.seen[address] == 1 and address.startswith("stalled"):
            await asyncio.sleep(STALL)
        return answer


@contextmanager
def faulty_server(*, port: int = 0) -> Iterator[FaultyMailbox]:
    """The server on a loopback port for as long as the block runs."""
    mailbox = FaultyMailbox()
    mailbox.port = port or free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port, data_size_limit=LONGEST)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
