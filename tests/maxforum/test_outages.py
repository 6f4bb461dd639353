"""The banner: who is down, since when, and nothing on a fresh start."""

import time
from itertools import product

import pytest
from django.core.cache import cache
from django.urls import reverse

from maxforum import doctor, outages
from maxforum.celery import BEAT_TICK_KEY, note_beat_tick
from maxforum.tasks import heartbeat
from tests import workers
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory

NOW = NOON.timestamp()
JUST_NOW, LONG_AGO = NOW - 60, NOW - outages.GRACE - 1


@pytest.fixture(autouse=True)
def _watches(monkeypatch):
    """Watches that look every time, at a broker that is up and a worker that does not answer."""
    monkeypatch.setattr(outages, "_broker", doctor.Watch(seconds=-1, look=lambda: [doctor.broker()]))
    monkeypatch.setattr(outages, "_worker", silent("worker"))


def silent(name: str) -> doctor.Watch:
    return doctor.Watch(seconds=-1, look=lambda: [doctor.Fact(name, is_good=False, detail="")])


def seen(*, beat: float | None = None, worker: float | None = None, watched: float | None = None) -> None:
    for key, at in (
        (BEAT_TICK_KEY, beat),
        (outages.WORKER_ANSWER_KEY, worker),
        (outages.WATCHED_SINCE_KEY, watched),
    ):
        if at is not None:
            cache.set(key, at, timeout=None)


def down() -> list[str]:
    """The names of what is said to be down."""
    return [
        name for text in outages.sentences(at=NOW) for name in ("beat", "worker", "Redis") if name in text
    ]


@pytest.mark.parametrize(("beat", "worker"), list(product([JUST_NOW, LONG_AGO], repeat=2)))
def test_it_is_said_which_of_both_is_down(beat, worker):
    seen(beat=beat, worker=worker)

    expected = [name for name, at in (("beat", beat), ("worker", worker)) if at == LONG_AGO]
    assert down() == expected


def test_sentence_says_since_when_and_what_to_do():
    seen(beat=NOW - 3600, worker=JUST_NOW)

    [sentence] = outages.sentences(at=NOW)
    assert sentence.startswith("2027. 3. 1.(월) 11:00부터 예약 작업기(beat)가 멈추어")
    assert sentence.endswith("운영자에게 beat를 다시 시작해 달라고 알려 주세요.")


def test_fresh_start_is_given_three_minutes():
    assert outages.sentences(at=NOW) == []
    assert outages.sentences(at=NOW + outages.GRACE) == []
    assert len(outages.sentences(at=NOW + outages.GRACE + 1)) == 2


def test_worker_that_answers_when_it_is_asked_is_there(monkeypatch):
    there = doctor.Watch(seconds=-1, look=lambda: [doctor.Fact("worker", is_good=True, detail="answers")])
    monkeypatch.setattr(outages, "_worker", there)
    seen(beat=LONG_AGO, worker=LONG_AGO)

    assert down() == ["beat"]


def test_broker_that_is_down_is_said_alone(monkeypatch):
    monkeypatch.setattr(outages, "_broker", silent("broker"))
    seen(beat=LONG_AGO, worker=LONG_AGO)

    assert down() == ["Redis"]


def test_ticks_and_answers_end_the_outage():
    now = time.time()
    seen(beat=now - 1_000, worker=now - 1_000)
    assert len(outages.sentences()) == 2

    note_beat_tick()
    heartbeat()

    assert outages.sentences() == []


@pytest.mark.django_db
def test_banner_stands_on_every_page_of_the_admin_and_on_no_other(client):
    event = EventFactory(open_now=True)
    client.force_login(organizer_of(event))
    pages = [
        reverse("admin:index"),
        reverse("admin:events_message_changelist"),
        reverse("admin:events_event_change", args=[event.pk]),
        reverse("admin:events_event_figures", args=[event.pk]),
    ]
    for page in pages:
        assert "mf-outages" not in client.get(page).content.decode()
    seen(beat=time.time() - 1_000, worker=time.time())

    for page in pages:
        assert "예약 작업기(beat)가 멈추어" in client.get(page).content.decode()
    assert "mf-outages" not in client.get(f"/events/{event.slug}/").content.decode()


@pytest.mark.processes
def test_beat_and_worker_are_seen_within_seconds(settings):
    workers.empty_broker()
    env = {**workers.environment(), "REDIS_URL": settings.REDIS_URL}
    seen(beat=LONG_AGO, worker=LONG_AGO)
    with workers.celery("worker", env=env), workers.celery("beat", "--pidfile", "", env=env):
        assert workers.wait_until(
            lambda: cache.get(BEAT_TICK_KEY) != LONG_AGO and cache.get(outages.WORKER_ANSWER_KEY) != LONG_AGO,
            seconds=30,
        )

    assert outages.sentences() == []
