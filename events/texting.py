"""Text messages (문자): how long they are, to whom they can go, and the way out of the house, which is a setting.

Korea's carriers count bytes in EUC-KR: up to SMS_BYTES is one short message, up to LMS_BYTES a long one with a subject.
"""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber

from events.phones import KOREA

SMS_BYTES, LMS_BYTES = 90, 2000
_CODING = "cp949"  # EUC-KR with all syllables, as the carriers' gateways take it
_DIGITS = 11  # 010-1234-5678
_PLAIN = str.maketrans({"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "•": "·", "\u00a0": " "})


@dataclass(frozen=True)
class Text:
    """One text message on its way out; ``number`` is ``01012345678``, ``key`` the same whenever it is sent again."""

    key: str
    number: str
    subject: str  # of a long message; short ones have none
    body: str

    @property
    def is_long(self) -> bool:
        return size(self.body) > SMS_BYTES


class Sender(Protocol):
    """What brings text messages to a gateway. One is made for each message."""

    def send(self, text: Text) -> str:
        """Hand a message over; what the gateway said.

        :raises OSError: the gateway cannot be reached or refuses; it is tried again later
        """


def is_available() -> bool:
    """Whether this installation has a way out for text messages."""
    return bool(settings.TEXT_BACKEND)


def send(text: Text) -> str:
    """Hand a message to the sender of the settings; what it said.

    :raises OSError: it is to be tried again later
    :raises ValidationError: no gateway could take it
    """
    if not is_available():
        raise ConnectionError("TEXT_BACKEND names no sender of text messages")
    refuse_unsendable(text.body)
    sender: Sender = import_string(settings.TEXT_BACKEND)()
    return sender.send(text)


def plain(body: str) -> str:
    """The text with marks that phones get in the place of those that they do not."""
    return body.translate(_PLAIN)


def size(body: str) -> int:
    """How many bytes the carriers count; what they cannot write counts as two."""
    return len(body.encode(_CODING, errors="replace")) + sum(not _is_sendable(letter) for letter in body)


def refuse_unsendable(body: str) -> None:
    """Refuse a message that is too long, or has letters that phones do not get.

    :raises ValidationError: which letters, or how long it is
    """
    strange = dict.fromkeys(letter for letter in body if not _is_sendable(letter))
    if strange:
        raise ValidationError(
            _("문자로 보낼 수 없는 글자가 있습니다: %(letters)s") % {"letters": " ".join(strange)}
        )
    if size(body) > LMS_BYTES:
        raise ValidationError(
            _("문자는 %(most)d바이트까지 보낼 수 있습니다. 지금은 %(size)d바이트입니다.")
            % {"most": LMS_BYTES, "size": size(body)}
        )


def number_of(number: PhoneNumber | str | None) -> str:
    """A mobile number as it is dialled, ``01012345678``; "" where no text message can go."""
    if not isinstance(number, PhoneNumber) or number.country_code != KOREA:
        return ""
    national = f"0{number.national_number}"
    return national if national.startswith("010") and len(national) == _DIGITS else ""


def _is_sendable(letter: str) -> bool:
    try:
        letter.encode(_CODING)
    except UnicodeEncodeError:
        return False
    return True
