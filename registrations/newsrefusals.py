"""수신 거부: who wants no news any more. One click is enough (RFC 8058), and later consent takes it back.

The link's token holds the hash of the address and a signature, so neither a mail's row nor this table names anybody.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.core import signing

from registrations.models import NewsRefusal

PREFIX = "news"  # what the token subjects of these mails begin with
_SALT = "maxforum.no-news"


class NotFound(Exception):
    """No such link was ever sent."""


def subject(email: str) -> str:
    """What the token of an address's link is made from."""
    return f"{PREFIX}:{_hash(email)}"


def token(token_subject: str) -> str:
    """The secret part of the link, put in when the mail is sent."""
    return signing.Signer(salt=_SALT, sep="~").sign(token_subject.removeprefix(f"{PREFIX}:"))


def check(token: str) -> str:
    """The hash of the address that a link was sent to.

    :raises NotFound: the link is none of ours
    """
    try:
        return signing.Signer(salt=_SALT, sep="~").unsign(token)
    except signing.BadSignature:
        raise NotFound from None


def refuse(*, token: str, at: datetime) -> None:
    """Write no news to the link's address from now on. Twice is harmless.

    :raises NotFound: the link is none of ours
    """
    NewsRefusal.objects.update_or_create(address_hash=check(token), defaults={"at": at})


def is_refused(token: str) -> bool:
    """Whether the link's address wants no news.

    :raises NotFound: the link is none of ours
    """
    return NewsRefusal.objects.filter(address_hash=check(token)).exists()


def since(emails: Iterable[str]) -> dict[str, datetime]:
    """Which of the addresses want no news, and since when; in one query."""
    hashes = {_hash(email): email for email in emails}
    found = NewsRefusal.objects.filter(address_hash__in=hashes).values_list("address_hash", "at")
    return {hashes[address_hash]: at for address_hash, at in found}


def _hash(email: str) -> str:
    """Without a key on purpose: the refusals have to outlive a change of SECRET_KEY."""
    return hashlib.sha256(f"{_SALT}:{email.strip().lower()}".encode()).hexdigest()
