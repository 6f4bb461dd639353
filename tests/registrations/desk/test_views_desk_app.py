"""The desk that works without a network, over HTTP."""

import json
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from events import access
from registrations.desk import appfiles
from registrations.models import CheckIn, DeskLoad, EntryConflict
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.desk.sealed import seal

pytestmark = pytest.mark.django_db
PERSONAL = ["roster/", "roster/changes/?since=0", "app/"]


@pytest.fixture
def event():
    return EventFactory(slug="demo", open_now=True)


def test_the_page_of_the_app_knows_nobody(client, event):
    page = client.get("/desk/app.html")

    assert page.status_code == 200
    assert "csrfmiddlewaretoken" not in page.content.decode()
    assert not page.cookies
    assert client.get("/en/desk/app.html").status_code == 200


def test_the_worker_keeps_every_file_of_the_desk(client):
    response = client.get("/desk/worker.js")

    text = response.content.decode()
    assert response["Service-Worker-Allowed"] == "/desk/"
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    for address in appfiles.addresses():
        assert finders.find(address.removeprefix("/static/"))
        assert address in text
    imported = {
        name for path in appfiles.modules() for name in re.findall(r'from "\./([\w-]+\.js)"', text_of(path))
    }
    assert {f"js/desk/{name}" for name in imported} <= set(appfiles.modules())


def text_of(name):
    return Path(finders.find(name)).read_text()


def test_the_worker_is_another_one_when_a_file_changes(monkeypatch, tmp_path):
    before = appfiles.version()
    changed = tmp_path / "tokens.css"
    changed.write_text("a{}")
    found = appfiles._path
    monkeypatch.setattr(appfiles, "_path", lambda name: changed if name == "css/tokens.css" else found(name))

    assert appfiles.version() != before


def test_the_manifest_makes_an_app_of_the_desk(client):
    response = client.get("/desk/app.webmanifest")

    told = json.loads(response.content)
    assert (told["start_url"], told["scope"], told["display"]) == ("/desk/", "/desk/", "standalone")
    assert response["Content-Type"] == "application/manifest+json"


def test_the_roster_is_for_the_desk_and_kept_by_no_cache(desk, event):
    RegistrationFactory(event=event, name="박정호")

    response = desk.get("/desk/demo/roster/", {"device": "데스크 1"})

    assert [person["name"] for person in response.json()["people"]] == ["박정호"]
    assert "no-store" in response["Cache-Control"]
    assert "csrftoken" in response.cookies


@pytest.mark.parametrize("path", PERSONAL)
def test_other_events_and_strangers_get_nothing(client, desk, path):
    EventFactory(slug="other")
    assert desk.get(f"/desk/other/{path}").status_code == 404

    desk.logout()

    assert desk.get(f"/desk/demo/{path}").status_code in {302, 401}


def test_a_role_that_was_revoked_ends_at_once(desk, event):
    access.revoke(grant_id=event.role_grants.get().pk, at=NOON)

    assert desk.get("/desk/demo/roster/changes/", {"since": "0"}).status_code == 404


@pytest.mark.parametrize("since", ["", "x", "-1", "1.5", "٣", "9" * 15, "9" * 400])
def test_a_cursor_that_is_none_is_refused(desk, since):
    assert desk.get("/desk/demo/roster/changes/", {"since": since}).status_code == 400


@pytest.mark.parametrize(
    "body", ["", "x", "{", "[]", "{}", '{"sealed": 1}', "[" * 100_000, b"\xff\xfe", '{"sealed": NaN']
)
def test_an_outbox_without_sense_is_refused(desk, body):
    response = desk.post("/desk/demo/outbox/", body, content_type="application/json")

    assert response.status_code == 400


def test_the_outbox_is_for_the_events_own_desk_and_with_its_token(desk, event):
    guest = RegistrationFactory(event=event)
    body = outbox(event, code=guest.code)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.cookies
    without_token = post(strict, body)
    stranger = Client()
    stranger.force_login(UserFactory())

    assert [post(one, body).status_code for one in (Client(), stranger)] == [401, 404]
    assert without_token.status_code == 403
    assert not CheckIn.objects.exists()

    strict.get("/desk/demo/")
    token = strict.cookies["csrftoken"].value
    answer = post(strict, body, HTTP_X_CSRFTOKEN=token)
    assert answer.json()["results"][0]["outcome"] == "entered"


def test_what_a_page_did_and_its_app_did_again_is_of_one_device(desk, event):
    guest = RegistrationFactory(event=event)
    desk.get("/desk/demo/")
    desk.post(f"/desk/demo/{guest.code}/check-in/", {"scan_id": uuid4()})
    tag = desk.get("/desk/demo/roster/", {"device": "데스크 1"}).json()["device"]
    assert desk.get("/desk/demo/roster/changes/", {"since": "0"}).json()["device"] == tag
    let_in = {"code": guest.code, "is_offline": True, "outcome": "entered"}

    answer = post(desk, outbox(event, device=f"데스크 1 · {tag}", **let_in))

    assert [one["outcome"] for one in answer.json()["results"]] == ["already"]
    assert not EntryConflict.objects.exists()
    assert DeskLoad.objects.get().device == f"데스크 1 · {tag}"
    other = post(desk, outbox(event, device="데스크 1", **let_in))
    assert [one["outcome"] for one in other.json()["results"]] == ["conflict"]


def outbox(event, *, device="desk-1", **row):
    moment = timezone.now().isoformat()
    scan = {"scan_id": str(uuid4()), "kind": "in", "sequence": 1, "device_at": moment, **row}
    return json.dumps({"device": device, "sent_at": moment, "sealed": [seal(event.pk, scan)]})


def post(client, body, **headers):
    return client.post("/desk/demo/outbox/", body, content_type="application/json", **headers)
