"""The code that a guest gets by mail to see their registrations: derived from a seed, so no row of a mail holds it."""

import secrets

from django.utils.crypto import salted_hmac

PREFIX = "sign-in"  # what the token subjects of these mails begin with
_DIGITS = (
    8  # three guesses a request and three requests in ten minutes: a year of guessing finds one code in 200
)


def new_seed() -> str:
    return secrets.token_urlsafe(12)


def code(seed: str) -> str:
    """The code of a seed, in two groups as people read it: ``1234-5678``."""
    digest = salted_hmac("maxforum.sign-in-code", seed, algorithm="sha256").digest()
    digits = f"{int.from_bytes(digest[:16]) % 10**_DIGITS:0{_DIGITS}d}"
    return f"{digits[: _DIGITS // 2]}-{digits[_DIGITS // 2 :]}"


def subject(seed: str) -> str:
    return f"{PREFIX}:{seed}"


def token(subject: str) -> str:
    """What delivery puts into the mail (see ``events.linktokens``)."""
    return code(subject.removeprefix(f"{PREFIX}:"))
