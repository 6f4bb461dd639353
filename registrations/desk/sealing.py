"""What a desk without a network keeps until it can be sent: sealed for this server, so that the device itself cannot read it.

ECDH on P-256 with a key of each row's own, HKDF-SHA256, AES-256-GCM: what every browser's WebCrypto has.
``static/js/desk/sealing.js`` seals.
"""

import base64
import binascii
import json
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils.crypto import salted_hmac

_CURVE = ec.SECP256R1()
_POINT, _NONCE = 65, 12  # bytes
_INFO = b"maxforum desk outbox"
MOST_CHARACTERS = 20_000  # of one sealed row; a walk-in takes about a thousand


class SealBroken(Exception):
    """The text was not sealed for this event's desk, or not as it is now."""


def public_key(event_id: int) -> str:
    """What a device seals by, in base64: the uncompressed point."""
    return base64.b64encode(_point(_private_key(event_id).public_key())).decode()


def unseal(event_id: int, sealed: Any) -> Any:
    """The JSON value that a device sealed.

    :raises SealBroken: the text is anything else
    """
    if not isinstance(sealed, str) or len(sealed) > MOST_CHARACTERS:
        raise SealBroken
    try:
        raw = base64.b64decode(sealed, validate=True)
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, raw[:_POINT])
        ours = _private_key(event_id)
        key = _key(ours.exchange(ec.ECDH(), theirs), raw[:_POINT] + _point(ours.public_key()))
        return json.loads(AESGCM(key).decrypt(raw[_POINT : _POINT + _NONCE], raw[_POINT + _NONCE :], None))
    except (binascii.Error, ValueError, InvalidTag, RecursionError):
        raise SealBroken from None


def row(event_id: int, sealed: Any) -> dict[str, Any]:
    """The row of an outbox; an empty one where the text cannot be opened, or holds something else."""
    try:
        value = unseal(event_id, sealed)
    except SealBroken:
        return {}
    return value if isinstance(value, dict) else {}


def _private_key(event_id: int) -> ec.EllipticCurvePrivateKey:
    """Derived, so that a restored database still opens what a device kept meanwhile."""
    digest = salted_hmac("registrations.desk-outbox", str(event_id), algorithm="sha512").digest()
    return ec.derive_private_key(int.from_bytes(digest, "big") % (_CURVE.group_order - 1) + 1, _CURVE)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _key(secret: bytes, points: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=b"", info=_INFO + points).derive(secret)
