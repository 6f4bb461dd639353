"""Seals rows as a device does, in Python: what ``static/js/desk/sealing.js`` makes is tried in the browser."""

import base64
import json
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from registrations.desk import sealing


def seal(event_id, value):
    return seal_for(sealing.public_key(event_id), value)


def seal_for(public_key, value):
    server = base64.b64decode(public_key)
    own = ec.generate_private_key(ec.SECP256R1())
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    secret = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), server))
    info = b"maxforum desk outbox" + point + server
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=b"", info=info).derive(secret)
    nonce = os.urandom(12)
    return base64.b64encode(
        point + nonce + AESGCM(key).encrypt(nonce, json.dumps(value).encode(), None)
    ).decode()
