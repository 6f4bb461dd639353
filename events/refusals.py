"""What a mail server's refusal means: its code, its words, and whether asking again can help."""

import re
import smtplib
from dataclasses import dataclass

TOO_LONG = 552  # RFC 5321, 4.2.3: exceeded storage allocation
# RFC 3463: an address or mailbox that is wrong, closed or full; a mail that is larger than this server takes.
_ABOUT_THE_MAIL = re.compile(r"5\.(?:1\.\d+|2\.\d+|3\.4)\b")
_PERMANENT = 500


@dataclass(frozen=True)
class Refusal:
    """``status`` is the reply code, "" where the server said none."""

    status: str
    words: str
    is_final: bool

    def __str__(self) -> str:
        return f"{self.status} {self.words}".strip()


def read(error: OSError) -> Refusal:
    """What an error of sending says. Only what is about this one mail is final.

    A server that is down, busy or misconfigured may get well, and a refusal of our name or our way to write may be
    lifted by its operators.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return Refusal(str(code), _text(said), is_final=code >= _PERMANENT)
    if isinstance(error, smtplib.SMTPResponseException):
        words = _text(error.smtp_error)
        is_final = error.smtp_code == TOO_LONG or (
            error.smtp_code >= _PERMANENT and bool(_ABOUT_THE_MAIL.match(words))
        )
        return Refusal(str(error.smtp_code), words, is_final=is_final)
    return Refusal("", str(error) or type(error).__name__, is_final=False)


def _text(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words
