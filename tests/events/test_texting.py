"""Text messages: how they are counted, to whom they can go, and what a gateway gets of them."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from phonenumber_field.phonenumber import PhoneNumber

from events import delivery, outbox, texting
from events.models import Channel, Message, MessageState
from tests.factories.events import NOON


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.TEXT_FILE_PATH = str(tmp_path / "texts")
    return tmp_path / "texts"


def queue(text: str = "안내") -> Message:
    mail = outbox.Mail("01012345678", "제1회 포럼", text, channel=Channel.TEXT)
    return outbox.put(mail, key=f"text:{text[:20]}", event_id=None, at=NOON)


@pytest.mark.parametrize(
    ("text", "size", "is_long"),
    [
        ("", 0, False),
        ("abc", 3, False),
        ("한글", 4, False),
        ("뷁똠", 4, False),  # in no old code page, but in the gateways'
        ("가" * 45, 90, False),
        ("가" * 45 + "a", 91, True),
        ("줄\n바꿈", 7, False),
    ],
)
def test_size_is_counted_as_the_carriers_do(text, size, is_long):
    assert texting.size(text) == size
    assert texting.Text("key", "01012345678", "", text).is_long is is_long


def test_longest_message_is_let_through_and_one_byte_more_is_not():
    texting.refuse_unsendable("가" * 1000)

    with pytest.raises(ValidationError, match="2000바이트까지"):
        texting.refuse_unsendable("가" * 1000 + "a")


def test_letters_that_phones_do_not_get_are_named():
    with pytest.raises(ValidationError, match="é ☃"):
        texting.refuse_unsendable("caf\u00e9 ☃ é")


def test_marks_that_phones_do_not_get_are_written_plainly():
    text = texting.plain("10:00–11:00 “포럼” it’s\u00a0here…")

    assert text == '10:00-11:00 "포럼" it\'s here…'
    texting.refuse_unsendable(text)


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("+821012345678", "01012345678"),
        ("+82212345678", ""),
        ("+821112345678", ""),
        ("+12125550123", ""),
        ("", ""),
    ],
)
def test_texts_go_to_korean_mobiles_alone(number, dialled):
    assert texting.number_of(PhoneNumber.from_string(number) if number else "") == dialled


@pytest.mark.django_db
def test_gateway_gets_the_message_once(folder, mailoutbox):
    message = queue("[제1회 포럼] " + "가" * 50)

    for _n in range(2):
        delivery.deliver(message.pk, at=NOON)

    [file] = folder.iterdir()
    assert json.loads(file.read_text()) == {
        "kind": "LMS",
        "to": "01012345678",
        "subject": "제1회 포럼",
        "text": message.text,
        "bytes": 113,
    }
    assert file.stat().st_mode & 0o777 == 0o600
    message.refresh_from_db()
    assert (message.state, mailoutbox) == (MessageState.SENT, [])
    assert message.shown_address == "010-1234-5678"


@pytest.mark.django_db
def test_gateway_that_is_down_is_asked_again(settings, tmp_path):
    (tmp_path / "blocked").write_text("")
    settings.TEXT_FILE_PATH = str(tmp_path / "blocked" / "texts")
    message = queue()

    delivery.deliver(message.pk, at=NOON)

    message.refresh_from_db()
    assert message.state == MessageState.QUEUED
    assert message.due_at > NOON


@pytest.mark.django_db
def test_message_that_no_gateway_takes_is_given_up():
    message = queue("caf\u00e9")

    delivery.deliver(message.pk, at=NOON)

    message.refresh_from_db()
    assert message.state == MessageState.FAILED


@pytest.mark.django_db
def test_without_a_gateway_nothing_is_taken_for_sent(settings):
    settings.TEXT_BACKEND = ""
    message = queue()

    delivery.deliver(message.pk, at=NOON)

    message.refresh_from_db()
    assert (texting.is_available(), message.state) == (False, MessageState.QUEUED)
