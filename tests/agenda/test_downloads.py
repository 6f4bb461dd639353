"""The files of a release: made ahead by a worker, and not tried by every reader when one cannot be made."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from agenda import downloads, editions, releasing
from events import presses, publishing
from events.models import Event, EventState
from tests import workers
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, START, EventFactory

ADDRESSES = ["programme.pdf", "programme-a5.pdf", "programme.hwpx", "programme.xlsx"]

RELEASE = """
from django.utils import timezone
from agenda import releasing
releasing.release(event_id=int(sys.argv[1]), by_id=None, at=timezone.now())
"""
KEPT = """
from agenda import downloads, editions
newest = editions.newest("demo")
for language in downloads.LANGUAGES:
    for one in downloads.ALL:
        content = editions.find(editions.version("demo", newest, form=one.key, language=language))
        print(one.key, language, content[:2] if content else None)
"""


@pytest.fixture
def event(db):
    event = EventFactory(slug="demo")
    SessionFactory(event=event)
    return event


def release(event):
    return releasing.release(event_id=event.pk, by_id=None, at=NOON)


def test_files_are_there_before_the_first_reader(client, event, django_assert_num_queries):
    release(event)

    assert downloads.warm(event.pk) == 8

    for prefix in ("", "/en"):
        for name in ADDRESSES:
            with django_assert_num_queries(1):
                assert client.get(f"{prefix}/events/demo/{name}").status_code == 200


def test_files_are_made_once_however_often_the_bell_rings(event, monkeypatch):
    release(event)
    downloads.warm(event.pk)
    monkeypatch.setattr(presses, "MOST_SECONDS", 0.001)  # no paper could be set any more

    assert downloads.warm(event.pk) == 8


def test_event_without_a_release_has_no_files(event):
    assert downloads.warm(event.pk) == 0


def test_event_that_does_not_show_its_date_has_no_files(event):
    release(event)
    Event.objects.filter(pk=event.pk).update(state=EventState.PLANNED, was_announced=False)

    assert downloads.warm(event.pk) == 0


def test_file_that_cannot_be_made_leaves_the_others(event, monkeypatch):
    release(event)
    monkeypatch.setattr(presses, "MOST_SECONDS", 0.001)

    assert downloads.warm(event.pk) == 4  # HWPX and XLSX need no press


def test_failure_is_remembered_so_that_the_next_reader_is_told_at_once(
    client, event, monkeypatch, django_assert_num_queries
):
    release(event)
    with monkeypatch.context() as broken:
        broken.setattr(presses, "MOST_SECONDS", 0.001)
        first = client.get("/events/demo/programme.pdf")

    with django_assert_num_queries(1):  # neither the release nor the press is asked
        second = client.get("/events/demo/programme.pdf")

    for response in (first, second):
        assert (response.status_code, response["Retry-After"]) == (503, "60")
        assert response.content.decode() == "문서를 만들지 못했습니다. 1분 뒤에 다시 열어 주세요."
    assert client.get("/events/demo/programme-a5.pdf").status_code == 200


def test_failure_of_a_file_that_needs_no_press_is_remembered_too(client, event):
    made = release(event)
    made.snapshot["rows"][0]["starts_at"] = "soon"
    type(made).objects.bulk_create(
        [type(made)(event=event, number=2, snapshot=made.snapshot, released_at=NOON)]
    )

    response = client.get("/events/demo/programme.hwpx")

    assert (response.status_code, response["Retry-After"]) == (503, "60")


def test_file_is_tried_again_after_a_while(client, event, monkeypatch):
    release(event)
    monkeypatch.setattr(editions, "FAILURE_SECONDS", 1)
    with monkeypatch.context() as broken:
        broken.setattr(presses, "MOST_SECONDS", 0.001)
        assert client.get("/events/demo/programme.pdf").status_code == 503
    time.sleep(1.2)

    assert client.get("/events/demo/programme.pdf").status_code == 200


def test_new_release_is_tried_at_once(client, event, monkeypatch):
    release(event)
    with monkeypatch.context() as broken:
        broken.setattr(presses, "MOST_SECONDS", 0.001)
        client.get("/events/demo/programme.pdf")
    SessionFactory(event=event, starts_at=START + timedelta(hours=1))
    release(event)

    assert client.get("/events/demo/programme.pdf").status_code == 200


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_worker_makes_the_files_after_the_release():
    workers.empty_broker()
    event = EventFactory(slug="demo", starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=2))
    SessionFactory(event=event, starts_at=event.starts_at)
    publishing.close(event_id=event.pk)
    env = workers.environment()

    with workers.celery("worker", env=env):
        workers.read_lines(workers.run_code(RELEASE, event.pk, env=env))

        def kept():
            return workers.read_lines(workers.run_code(KEPT, env=env))

        whole = [
            f"{key} {language} {start}"
            for language in ("ko", "en")
            for key, start in (("pdf", b"%P"), ("hwpx", b"PK"), ("xlsx", b"PK"), ("pdf-a5", b"%P"))
        ]
        assert workers.wait_until(lambda: kept() == whole, seconds=60)
    workers.empty_broker()
