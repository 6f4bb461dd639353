"""Short readable codes, and tokens that are derived instead of stored."""

import base64
import hashlib
import secrets

from django.utils.crypto import salted_hmac

# Digits and capitals without the pairs that people and poor print confuse: 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
CODE_LENGTH = 8  # 23^8, about 7.8e10 codes
TOKEN_BYTES = 24  # 192 bits


def new_code() -> str:
    """A random code of eight characters without look-alikes. Uniqueness is the caller's column's business."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def tidy_code(typed: str) -> str:
    """A code as people type or scan it, in the form it is stored: capitals, no spaces or dashes."""
    return "".join(typed.upper().replace("-", "").split())


def derive_token(subject: str) -> str:
    """The unguessable token for a subject such as ``registration:42``.

    It is an HMAC under SECRET_KEY, so it can be sent again at any time though only its hash is stored, and a
    stolen database opens no page.
    """
    digest = salted_hmac("maxforum.personal-link", subject, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()


def hash_token(token: str) -> str:
    """What is stored of a token: its SHA-256. The token is 192 random bits, so no salt or stretching is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
