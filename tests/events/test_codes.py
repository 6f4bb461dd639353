"""Codes without look-alikes, tokens that are derived and stored as hashes."""

from django.test import override_settings

from events import codes


def test_codes_have_no_look_alikes():
    made = {codes.new_code() for _ in range(500)}

    assert len(made) == 500
    assert not set("".join(made)) & set("0O1IL2Z5S8BUV")
    assert {len(code) for code in made} == {8}


def test_tidy_code_takes_what_people_type():
    assert codes.tidy_code(" acde-3467 ") == "ACDE3467"


def test_token_is_the_same_again_and_differs_by_subject_and_key():
    token = codes.derive_token("registration:A")

    assert codes.derive_token("registration:A") == token
    assert codes.derive_token("registration:B") != token
    with override_settings(SECRET_KEY="another"):
        assert codes.derive_token("registration:A") != token


def test_hash_does_not_hold_the_token():
    token = codes.derive_token("registration:A")

    assert len(token) == 32
    assert token not in codes.hash_token(token)
