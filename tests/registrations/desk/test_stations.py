"""Badges through print stations: each is printed once, or a person is asked to look."""

from datetime import timedelta
from uuid import uuid4

import pytest

from registrations.badges.printing import Why
from registrations.desk import stations
from registrations.models import BadgePrint, PrintStation, StationJob, StationJobState
from registrations.states import RegistrationState
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import overtaken, race

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def user():
    return UserFactory()


def open_station(event, user, at=NOON, **fields):
    values = {"name": "1층 프린터", "layout": "sticker-2x4", **fields}
    return stations.hello(event_id=event.pk, key=uuid4(), by_id=user.pk, at=at, **values)


def ask(guest, user, **more):
    return stations.ask(registration_id=guest.pk, by_id=user.pk, at=NOON, **more)


def states():
    return list(StationJob.objects.order_by("pk").values_list("state", flat=True))


def test_jobs_of_all_desks_are_taken_in_order_and_printed_once(event, user):
    guests = RegistrationFactory.create_batch(3, event=event)
    station = open_station(event, user)
    for number, guest in enumerate(guests):
        ask(guest, user, device=f"데스크 {number}")

    taken = []
    while job := stations.take(station_id=station.pk, at=NOON):
        stations.finish(job_id=job.pk, station_id=station.pk, at=NOON)
        stations.finish(job_id=job.pk, station_id=station.pk, at=NOON)
        taken.append(job.registration_id)

    assert taken == [guest.pk for guest in guests]
    assert states() == ["printed"] * 3
    prints = BadgePrint.objects.order_by("pk").values_list("registration", "station", "code")
    assert list(prints) == [(guest.pk, "1층 프린터", guest.code) for guest in guests]


def test_asking_again_while_it_waits_is_the_same_job(event, user):
    guest = RegistrationFactory(event=event)

    assert ask(guest, user) == ask(guest, user)
    assert states() == ["queued"]


def test_another_badge_needs_a_reason(event, user):
    guest = RegistrationFactory(event=event)
    station = open_station(event, user)
    stations.finish(job_id=ask_and_take(guest, user, station), station_id=station.pk, at=NOON)

    with pytest.raises(stations.StationRefused, match="사유"):
        ask(guest, user)
    with pytest.raises(stations.StationRefused, match="설명"):
        ask(guest, user, why=Why(reason="other"))
    job = ask(guest, user, why=Why(reason="lost"))

    assert (job.state, job.reason) == ("queued", "lost")


def ask_and_take(guest, user, station):
    ask(guest, user)
    return stations.take(station_id=station.pk, at=NOON).pk


@pytest.mark.parametrize("state", [RegistrationState.WAITLISTED, RegistrationState.CANCELLED])
def test_who_has_no_seat_gets_no_badge(event, user, state):
    number = 1 if state == RegistrationState.WAITLISTED else None
    guest = RegistrationFactory(event=event, state=state, waiting_number=number)

    with pytest.raises(stations.StationRefused, match="명찰을 출력하지 않았습니다"):
        ask(guest, user)

    assert states() == []


def test_who_has_lost_the_seat_meanwhile_is_passed_over(event, user):
    gone, here = RegistrationFactory.create_batch(2, event=event)
    ask(gone, user)
    ask(here, user)
    gone.state = RegistrationState.CANCELLED
    gone.save()

    job = stations.take(station_id=open_station(event, user).pk, at=NOON)

    assert job.registration_id == here.pk
    assert states() == ["failed", "taken"]
    assert not BadgePrint.objects.exists()


def test_dead_stations_job_needs_a_look_and_the_queue_goes_to_the_next(event, user):
    guests = RegistrationFactory.create_batch(2, event=event)
    dead = open_station(event, user)
    first = ask_and_take(guests[0], user, dead)
    ask(guests[1], user)

    new = open_station(event, user, at=LATER)
    job = stations.take(station_id=new.pk, at=LATER)
    nothing = stations.take(station_id=new.pk, at=LATER)

    assert (job.registration_id, nothing) == (guests[1].pk, None)
    assert states() == ["unsure", "taken"]
    with pytest.raises(stations.StationRefused, match="먼저 확인"):
        ask(guests[0], user)
    with pytest.raises(stations.StationRefused):
        stations.finish(job_id=first, station_id=new.pk, at=LATER)
    assert list(stations.living(event.pk, at=LATER)) == [new]


def test_station_that_is_heard_of_keeps_its_job(event, user):
    station = open_station(event, user)
    ask_and_take(RegistrationFactory(event=event), user, station)
    stations.hello(
        event_id=event.pk, key=station.key, name="", layout="", by_id=user.pk, at=LATER - timedelta(seconds=5)
    )

    assert stations.look_after(event_id=event.pk, at=LATER) == 0
    assert states() == ["taken"]


def test_station_thought_dead_may_still_say_that_it_printed(event, user):
    station = open_station(event, user)
    job = ask_and_take(RegistrationFactory(event=event), user, station)
    stations.look_after(event_id=event.pk, at=LATER)

    stations.finish(job_id=job, station_id=station.pk, at=LATER)

    assert states() == ["printed"]
    assert BadgePrint.objects.count() == 1


@pytest.mark.parametrize(("was_printed", "state", "prints"), [(True, "printed", 1), (False, "queued", 0)])
def test_person_settles_what_needs_a_look(event, user, was_printed, state, prints):
    job = ask_and_take(RegistrationFactory(event=event), user, open_station(event, user))
    stations.look_after(event_id=event.pk, at=LATER)

    for _time in range(2):
        stations.settle(event_id=event.pk, job_id=job, was_printed=was_printed, at=LATER)

    assert states() == [state]
    assert BadgePrint.objects.count() == prints


def test_failed_badge_is_told_with_its_word_and_can_be_queued_again(event, user):
    station = open_station(event, user)
    job = ask_and_take(RegistrationFactory(event=event), user, station)
    failed = stations.finish(job_id=job, station_id=station.pk, at=NOON, failure="용지 걸림")
    again = stations.settle(event_id=event.pk, job_id=job, was_printed=False, at=NOON)

    assert (failed.state, failed.failure) == ("failed", "용지 걸림")
    assert again.state == StationJobState.QUEUED
    assert not BadgePrint.objects.exists()


def test_job_of_another_event_is_nobodys(event, user):
    job = ask(RegistrationFactory(), user)

    for step in (
        lambda: stations.settle(event_id=event.pk, job_id=job.pk, was_printed=True, at=NOON),
        lambda: stations.drop(event_id=event.pk, job_id=job.pk, at=NOON),
    ):
        with pytest.raises(StationJob.DoesNotExist):
            step()
    assert stations.take(station_id=open_station(event, user).pk, at=NOON) is None


def test_queued_job_can_be_dropped(event, user):
    job = ask(RegistrationFactory(event=event), user)

    stations.drop(event_id=event.pk, job_id=job.pk, at=NOON)

    assert states() == ["failed"]


def test_station_of_an_unknown_layout_or_of_another_event_is_refused(event, user):
    other = open_station(EventFactory(), user)

    with pytest.raises(stations.StationRefused):
        open_station(event, user, layout="own-1")
    with pytest.raises(stations.StationRefused, match="다른 행사"):
        stations.hello(
            event_id=event.pk, key=other.key, name="x", layout="sticker-2x4", by_id=user.pk, at=NOON
        )
    assert PrintStation.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_queue_costs_two_queries(event, user, number, django_assert_num_queries):
    station = open_station(event, user)
    for guest in RegistrationFactory.create_batch(number, event=event):
        stations.finish(job_id=ask_and_take(guest, user, station), station_id=station.pk, at=NOON)
    for guest in RegistrationFactory.create_batch(number, event=event):
        ask(guest, user)

    with django_assert_num_queries(2):
        queue = stations.queue(event.pk)
        names = [
            (job.registration.name, job.station and job.station.name) for job in queue.open + queue.latest
        ]

    assert len(names) == number * 2
    assert queue.number(StationJobState.QUEUED) == number


@pytest.mark.django_db(transaction=True)
def test_stations_that_are_open_at_once_never_take_one_job_twice(event, user):
    for guest in RegistrationFactory.create_batch(12, event=event):
        ask(guest, user)
    opened = [open_station(event, user) for _ in range(4)]

    def drain(number):
        mine = []
        while job := stations.take(station_id=opened[number].pk, at=NOON):
            mine.append(job.pk)
        return mine

    taken = [pk for mine in race(drain, racers=4) for pk in mine]

    assert sorted(taken) == sorted(StationJob.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_two_desks_asking_at_once_make_one_job(event, user):
    guest = RegistrationFactory(event=event)

    jobs = race(lambda _number: ask(guest, user).pk, racers=4)

    assert len(set(jobs)) == 1


@pytest.mark.django_db(transaction=True)
def test_station_and_person_who_settle_at_once_write_one_print(event, user):
    station = open_station(event, user)
    job = ask_and_take(RegistrationFactory(event=event), user, station)
    stations.look_after(event_id=event.pk, at=LATER)

    def step(number):
        if number:
            stations.settle(event_id=event.pk, job_id=job, was_printed=True, at=LATER)
        else:
            stations.finish(job_id=job, station_id=station.pk, at=LATER)

    race(step, racers=2)

    assert states() == ["printed"]
    assert BadgePrint.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_job_that_its_station_closes_just_before_it_is_thought_dead_stays_closed(event, user):
    station = open_station(event, user)
    job = ask_and_take(RegistrationFactory(event=event), user, station)

    with overtaken(lambda: stations.look_after(event_id=event.pk, at=LATER)) as late:
        stations.finish(job_id=job, station_id=station.pk, at=LATER)

    assert (late.result(), states()) == (0, ["printed"])
