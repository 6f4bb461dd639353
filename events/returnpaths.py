"""What brings a report about a mail back to its row: a tag in the Message-ID and in the address that bounces go to.

The tag holds the row's number and a keyed hash of it, so nobody can report a mail as bounced by guessing a number.
"""

import base64
import hmac
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac

_HASH_BYTES = 10  # 80 bits, as 16 letters
_TAG = re.compile(r"message-(\d{1,18})-([a-z2-7]{16})", re.IGNORECASE)
_PLACE = "*"


def message_id(pk: int) -> str:
    """The Message-ID of a row: always the same, so a mail that came twice can be recognised as one."""
    return f"<{_tag(pk)}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}>"


def envelope_sender(pk: int) -> str:
    """Where servers send what they have to say about a row's mail; "" for the sender's own address."""
    return settings.BOUNCE_ADDRESS.replace(_PLACE, _tag(pk), 1)


def found_in(text: str) -> int | None:
    """The row whose tag a report holds, wherever it stands; None if there is none, or only an invented one."""
    for number, given in _TAG.findall(text):
        if hmac.compare_digest(_hash(int(number)), given.lower()):
            return int(number)
    return None


def _tag(pk: int) -> str:
    return f"message-{pk}-{_hash(pk)}"


def _hash(pk: int) -> str:
    digest = salted_hmac("maxforum.return-path", str(pk), algorithm="sha256").digest()
    return base64.b32encode(digest[:_HASH_BYTES]).decode().lower()
