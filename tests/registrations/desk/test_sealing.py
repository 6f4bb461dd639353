"""Rows that a device sealed: opened by the server of their event alone."""

import base64

import pytest

from registrations.desk import sealing
from tests.registrations.desk.sealed import seal

ROW = {"kind": "walkin", "name": "황보혜원"}


def test_the_server_opens_what_was_sealed_for_its_event():
    sealed = seal(7, ROW)

    assert sealing.unseal(7, sealed) == ROW
    assert "황보".encode() not in base64.b64decode(sealed)


def test_another_events_key_does_not_open_it():
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(8, seal(7, ROW))


def test_a_changed_byte_is_noticed():
    raw = bytearray(base64.b64decode(seal(7, ROW)))
    raw[-1] ^= 1

    with pytest.raises(sealing.SealBroken):
        sealing.unseal(7, base64.b64encode(raw).decode())


@pytest.mark.parametrize(
    "sealed",
    [
        None,
        7,
        "",
        "AAAA",
        "한글",
        "A" * 30_000,
        base64.b64encode(bytes(200)).decode(),
        base64.b64encode(b"\x04" * 200).decode(),
    ],
)
def test_anything_else_is_refused(sealed):
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(7, sealed)

    assert sealing.row(7, sealed) == {}


@pytest.mark.parametrize("value", [[], "text", None, 3])
def test_a_row_is_an_object(value):
    assert sealing.row(7, seal(7, value)) == {}
