"""The connection to the mail server: kept, checked, renewed, and what is heard over it when something goes wrong."""

import smtplib
import socket
import threading
import time
from contextlib import contextmanager, suppress

import pytest
from django.core.mail import EmailMessage

from events import smtplink
from tests.smtp import free_port, mail_server

SECONDS = 30.0


@pytest.fixture
def link(settings):
    settings.EMAIL_BACKEND = "events.smtplink.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 5
    made = smtplink.Link()
    yield made
    made.hang_up()


@pytest.fixture
def carry(link, settings):
    """Hands over a mail to the server at a port."""

    def to(port: int, *, body: str = "안내", seconds: float = SECONDS) -> str:
        settings.EMAIL_PORT = port
        mail = EmailMessage("참가 확정", body, "forum@example.com", ["guest@example.com"])
        return link.carry(mail, seconds=seconds)

    return to


@contextmanager
def script(*conversations: list[bytes | float | None]):
    """A server that says these lines, whatever it hears; None hangs up, a number is a pause in seconds.

    One list for each connection. What it heard is in ``heard``, one list of lines for each connection.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    heard: list[list[bytes]] = []
    connections: list[socket.socket] = []

    def serve() -> None:
        for answers in conversations:
            connection, _address = listener.accept()
            connections.append(connection)
            with connection, connection.makefile("rb") as lines:
                heard.append([])
                _converse(connection, lines, list(answers), heard[-1])

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], heard
    finally:
        listener.close()
        for connection in connections:
            with suppress(OSError):  # it is closed already
                connection.shutdown(socket.SHUT_RD)  # nobody waits for what a kept connection might still say
        thread.join(timeout=5)


def _converse(connection, lines, answers, heard) -> None:
    in_data = False
    while answers:
        answer = answers.pop(0)
        if answer is None:
            return
        if isinstance(answer, float):
            time.sleep(answer)
            continue
        connection.sendall(answer + b"\r\n")
        in_data = answer.startswith(b"354")
        while True:
            line = lines.readline()
            if not line:
                return
            heard.append(line.strip())
            if not in_data or line == b".\r\n":
                break


HELLO = [b"220 here", b"250 here"]
TAKEN = [b"250 sender", b"250 recipient", b"354 go", b"250 2.0.0 Ok: queued as 4F3A"]


def commands(heard: list[bytes]) -> list[str]:
    known = (b"ehlo", b"mail", b"rcpt", b"data", b"rset", b"noop", b"quit")
    return [line.split()[0].decode().lower() for line in heard if line.lower().startswith(known)]


def test_server_is_quoted(carry):
    with script([*HELLO, *TAKEN, b"221 bye"]) as (port, _heard):
        assert carry(port) == "250 2.0.0 Ok: queued as 4F3A"


def test_mails_go_one_after_the_other_over_one_connection(carry, link):
    with script([*HELLO, *TAKEN, *TAKEN, b"221 bye"]) as (port, heard):
        carry(port)
        carry(port)
        link.hang_up()

    assert [commands(lines) for lines in heard] == [
        ["ehlo", "mail", "rcpt", "data", "mail", "rcpt", "data", "quit"]
    ]


def test_connection_is_renewed_after_a_number_of_mails(carry, settings):
    settings.MAIL_CONNECTION_MAILS = 2
    with mail_server() as mailbox:
        for _ in range(5):
            carry(mailbox.port)

    assert (len(mailbox.mails), len(mailbox.connections)) == (5, 3)


def test_connection_that_rested_is_asked_whether_it_works(carry, link, monkeypatch):
    with script([*HELLO, *TAKEN, b"250 ok", *TAKEN, b"221 bye"]) as (port, heard):
        carry(port)
        link._used_at -= smtplink._FRESH
        carry(port)
        link.hang_up()

    assert [commands(lines) for lines in heard] == [
        ["ehlo", "mail", "rcpt", "data", "noop", "mail", "rcpt", "data", "quit"]
    ]


@pytest.mark.parametrize("end", [[None], [b"421 too many mails on this connection", None]])
def test_server_that_ended_a_kept_connection_gets_the_mail_over_a_new_one(carry, end):
    with script([*HELLO, *TAKEN, *end], [*HELLO, *TAKEN, b"221 bye"]) as (port, heard):
        carry(port)
        assert carry(port) == "250 2.0.0 Ok: queued as 4F3A"

    assert commands(heard[1]) == ["ehlo", "mail", "rcpt", "data"]


def test_idle_connection_is_closed(carry, link, settings):
    settings.MAIL_CONNECTION_SECONDS = 0.1
    with script([*HELLO, *TAKEN, b"221 bye"]) as (port, heard):
        carry(port)
        deadline = time.monotonic() + 5
        while link._backend is not None and time.monotonic() < deadline:
            time.sleep(0.02)

    assert commands(heard[0])[-1] == "quit"


def test_server_that_is_down_cannot_be_reached(carry):
    with pytest.raises(smtplink.Unreachable, match="ConnectionRefusedError"):
        carry(free_port())


def test_server_that_turns_everybody_away_cannot_be_reached(carry):
    with script([b"554 go away", None]) as (port, _heard), pytest.raises(smtplink.Unreachable, match="554"):
        carry(port)


def test_server_that_stalls_is_not_waited_for_for_ever(carry, settings):
    settings.EMAIL_TIMEOUT = 0.2
    with script([0.5, None]) as (port, _heard), pytest.raises(smtplink.Unreachable, match="timed out"):
        carry(port)


def test_server_that_drops_the_line_before_the_mail_does_not_have_it(carry):
    with (
        script([*HELLO, b"250 sender", None]) as (port, _heard),
        pytest.raises(smtplib.SMTPServerDisconnected),
    ):
        carry(port)


@pytest.mark.parametrize("end", [[None], [0.5, None], [b"gibberish", None]])
def test_mail_whose_acceptance_was_not_heard_may_have_arrived(carry, end):
    with script([*HELLO, *TAKEN[:3], *end]) as (port, heard), pytest.raises(smtplink.MayHaveArrived):
        carry(port, seconds=0.9)

    assert b"." in heard[0]


def test_mail_is_not_begun_when_its_time_is_over(carry):
    with (
        script([b"220 here", 0.3, b"250 here", *TAKEN]) as (port, heard),
        pytest.raises(TimeoutError, match="too slow"),
    ):
        carry(port, seconds=0.6)

    assert "data" not in commands(heard[0])


def test_refused_mail_leaves_the_connection_good_for_the_next(carry, link):
    refused = [b"250 sender", b"550 5.1.1 no such user", b"250 reset"]
    with script([*HELLO, *refused, *TAKEN, b"221 bye"]) as (port, heard):
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            carry(port)
        carry(port)
        link.hang_up()

    assert [commands(lines) for lines in heard] == [
        ["ehlo", "mail", "rcpt", "rset", "mail", "rcpt", "data", "quit"]
    ]


def test_dots_survive(carry):
    with mail_server() as mailbox:
        carry(mailbox.port, body=".\n..\nend.\n.")

    assert mailbox.mails[0].get_content().splitlines() == [".", "..", "end.", "."]


def test_size_is_said_beforehand_where_the_server_wants_to_know(carry):
    with script([b"220 here", b"250-here\r\n250 SIZE 1000000", *TAKEN, b"221 bye"]) as (port, heard):
        carry(port)

    assert b"size=" in next(line for line in heard[0] if line.startswith(b"mail"))
