"""What the rows of an outbox hold, read by the server for the person at the desk."""

import json

import pytest
from django.test import Client

from registrations.desk import legible
from registrations.desk.syncing import SyncRefused
from registrations.models import CheckIn, Registration
from tests.factories.admin import desk_user
from tests.factories.events import EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.desk.sealed import seal

pytestmark = pytest.mark.django_db
WALK_IN = {"kind": "walkin", "code": "HJKM3467", "name": "황보혜원", "title": "과장", "phone": "02-12"}


@pytest.fixture
def event():
    return EventFactory(slug="demo", open_now=True)


def read(event, *rows):
    return legible.rows(event_id=event.pk, payload={"sealed": [seal(event.pk, row) for row in rows]})


def test_rows_are_told_in_words(event, django_assert_num_queries):
    RegistrationFactory(event=event, code="ACDE3467", name="박정호", title="교수")
    RegistrationFactory(code="ACDE9976", name="다른 행사의 손님")

    with django_assert_num_queries(1):
        rows = read(event, WALK_IN, {"kind": "print", "code": "ACDE3467"}, {"kind": "in", "code": "ACDE9976"})

    assert [(row["what"], row["who"], row["code"]) for row in rows] == [
        ("현장등록", "황보혜원 과장", "HJKM3467"),
        ("명찰 인쇄", "박정호 교수", "ACDE3467"),
        ("입장", "", "ACDE9976"),
    ]
    assert rows[0]["phone"] == "02-12"
    assert not Registration.objects.filter(name="황보혜원").exists()
    assert not CheckIn.objects.exists()


def test_rows_without_sense_are_empty(event):
    sealed = [
        1,
        None,
        "x",
        seal(EventFactory().pk, WALK_IN),
        seal(event.pk, [1]),
        seal(event.pk, {"kind": {}}),
    ]
    sealed += [seal(event.pk, {"kind": "in", "code": "\0", "name": 1, "title": ["x"]})]

    rows = legible.rows(event_id=event.pk, payload={"sealed": sealed})

    assert {(row["who"], row["code"]) for row in rows} == {("", "")}
    assert [row["what"] for row in rows] == ["알 수 없는 기록"] * 6 + ["입장"]


@pytest.mark.parametrize("payload", [None, [], {}, {"sealed": 1}, {"sealed": [""] * 501}])
def test_a_request_without_sense_is_refused(event, payload):
    with pytest.raises(SyncRefused):
        legible.rows(event_id=event.pk, payload=payload)


def test_rows_are_read_for_the_events_own_desk_alone(client, event):
    user = desk_user(event)
    client.force_login(user)
    stranger = Client()
    stranger.force_login(UserFactory())
    body = json.dumps({"sealed": [seal(event.pk, WALK_IN)]})

    def post(one, text=body):
        return one.post("/desk/demo/outbox/rows/", text, content_type="application/json")

    assert [post(one).status_code for one in (Client(), stranger)] == [401, 404]
    assert post(client).json()["rows"][0]["name"] == "황보혜원"
    assert post(client, "{").status_code == 400
