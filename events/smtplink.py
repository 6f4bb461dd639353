"""The way to the mail server: a connection that stays open between mails, and what the server said of each mail."""

import re
import smtplib
import threading
import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp
from django.core.mail.message import sanitize_address

READY, GO_AHEAD, CLOSING = 250, 354, 421
_ACCEPTED = (250, 251)
_REFUSED = 400  # and above
_REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)  # the connection is good as before
_FRESH = 2.0  # seconds in which a connection that just worked is not asked whether it still does


class Unreachable(OSError):
    """No conversation with the server came about: it is down, or does not let us in. Other mails fare no better."""


class MayHaveArrived(OSError):
    """The server had the whole mail, but its answer was not heard: it may deliver it, or not."""


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP backend, which remembers in ``words`` what the server said to the last mail.

    With ``seconds`` a mail is handed over within that time or not at all: after a third of it the server gets no mail
    any more, and its answer is waited for no longer than the last third. A mail's ``envelope_sender`` is where bounces
    go.
    """

    connection: Any
    words = ""
    seconds: float | None = None
    began = 0.0

    def _send(self, email_message: EmailMessage) -> bool:
        recipients = email_message.recipients()
        if not recipients:
            return False
        encoding = email_message.encoding or settings.DEFAULT_CHARSET
        sender = getattr(email_message, "envelope_sender", "") or email_message.from_email
        self.words = self._converse(
            sanitize_address(sender, encoding),
            [sanitize_address(address, encoding) for address in recipients],
            email_message.message().as_bytes(linesep="\r\n"),  # type: ignore[call-arg] # Django's own
        )
        return True

    def _converse(self, sender: str, recipients: list[str], content: bytes) -> str:
        server = self.connection
        server.ehlo_or_helo_if_needed()
        options = [f"size={len(content)}"] if server.has_extn("size") else []
        code, words = server.mail(sender, options)
        if code != READY:
            raise self._reset(smtplib.SMTPSenderRefused(code, words, sender))
        for recipient in recipients:
            code, words = server.rcpt(recipient)
            if code not in _ACCEPTED:
                raise self._reset(smtplib.SMTPRecipientsRefused({recipient: (code, words)}), code)
        if self.seconds is not None:
            if time.monotonic() - self.began > self.seconds / 3:
                raise TimeoutError("the server is too slow")
            server.sock.settimeout(self.seconds / 6)
        try:
            code, words = server.docmd("DATA")
            if code != GO_AHEAD:
                raise self._reset(smtplib.SMTPDataError(code, words))
            server.send(_dotted(content))
            code, words = self._last_answer()
        finally:
            if server.sock is not None:
                server.sock.settimeout(self.timeout)
        if code >= _REFUSED:
            raise self._reset(smtplib.SMTPDataError(code, words))
        if not READY <= code < GO_AHEAD:
            raise MayHaveArrived(f"the server answered {code}")
        return f"{code} {words.decode(errors='replace')}"

    def _last_answer(self) -> tuple[int, bytes]:
        if self.seconds is not None:
            self.connection.sock.settimeout(self.seconds / 3)
        try:
            return self.connection.getreply()
        except OSError as error:
            raise MayHaveArrived(f"{type(error).__name__}: {error}") from error

    def _reset(self, refusal: smtplib.SMTPException, code: int = 0) -> smtplib.SMTPException:
        """Make the connection good for the next mail, or end it where the server wants that."""
        if CLOSING in {code, getattr(refusal, "smtp_code", 0)}:
            self.connection.close()
        else:
            with suppress(OSError):
                self.connection.rset()
        return refusal


def _dotted(content: bytes) -> bytes:
    """The mail as it goes over the wire: dots at the beginning of a line doubled, one alone at the end."""
    doubled = re.sub(rb"(?m)^\.", b"..", content)
    return doubled + (b"" if doubled.endswith(b"\r\n") else b"\r\n") + b".\r\n"


class Link:
    """One connection of this process, for one mail after the other.

    It is asked whether it still works before it is used again after a pause, renewed after a number of mails, and
    closed when it was not used for a while, as servers count the connections that they hold.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._backend: EmailBackend | None = None
        self._leads_to: tuple[Any, ...] = ()
        self._carried = 0
        self._used_at = 0.0

    def carry(self, mail: EmailMessage, *, seconds: float) -> str:
        """Hand a mail over; the server's words, "" where none are spoken.

        :raises Unreachable: there is no server to talk to
        :raises MayHaveArrived: the connection was lost when the server had the mail
        :raises OSError: it was not handed over; smtplib's errors are among these
        """
        with self._lock:
            backend = get_connection() if self._backend is None or self._leads_elsewhere() else self._backend
            if not isinstance(backend, EmailBackend):
                backend.send_messages([mail])
                return ""
            backend.seconds, backend.began = seconds, time.monotonic()
            is_kept = self._ready(backend)
            try:
                return self._send(backend, mail)
            except (*_REFUSALS, smtplib.SMTPServerDisconnected, ConnectionError):
                if not is_kept or not _is_closed(backend):
                    raise
            # The server had enough of a connection that was open for a while.
            self._ready(backend)
            return self._send(backend, mail)

    def hang_up(self) -> None:
        """Close the connection, if there is one."""
        with self._lock:
            backend, self._backend = self._backend, None
            if backend is not None:
                with suppress(OSError):
                    backend.close()
                backend.connection = None

    def _send(self, backend: EmailBackend, mail: EmailMessage) -> str:
        try:
            backend.send_messages([mail])
        except _REFUSALS:
            if _is_closed(backend):
                self.hang_up()
            raise
        except BaseException:
            self.hang_up()  # nobody knows where the conversation stands
            raise
        self._carried += 1
        self._used_at = time.monotonic()
        return backend.words

    def _ready(self, backend: EmailBackend) -> bool:
        """Open a connection, unless the kept one is good; whether it is."""
        if backend is self._backend and self._is_good(backend):
            return True
        self.hang_up()
        try:
            backend.open()
        except OSError as error:
            with suppress(OSError):
                backend.close()
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        self._backend, self._leads_to, self._carried = backend, _leads_to(), 0
        self._used_at = time.monotonic()
        threading.Thread(target=self._hang_up_when_idle, args=(backend,), daemon=True).start()
        return False

    def _is_good(self, backend: EmailBackend) -> bool:
        if self._carried >= settings.MAIL_CONNECTION_MAILS or _is_closed(backend):
            return False
        if time.monotonic() - self._used_at < _FRESH:
            return True
        try:
            return backend.connection.noop()[0] == READY
        except OSError:
            return False

    def _leads_elsewhere(self) -> bool:
        return self._leads_to != _leads_to()

    def _hang_up_when_idle(self, backend: EmailBackend) -> None:
        while self._backend is backend:
            time.sleep(settings.MAIL_CONNECTION_SECONDS / 4)
            with self._lock:
                idle = time.monotonic() - self._used_at
                if self._backend is backend and idle >= settings.MAIL_CONNECTION_SECONDS:
                    self.hang_up()


def _is_closed(backend: EmailBackend) -> bool:
    return backend.connection is None or backend.connection.sock is None


def _leads_to() -> tuple[Any, ...]:
    return settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT


link = Link()
