"""A rehearsal is the event's own desk with made-up guests; it goes without a trace, and nothing else ever does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from agenda import releasing
from agenda.models import Release
from events import access
from events.models import Event, EventRole, EventState, RegistrationWindow
from registrations import deleting, destruction, invented, rehearsing, tidying
from registrations.badges import jobs, printing
from registrations.desk import checkin, roster, stations, walkins
from registrations.models import (
    BadgePrint,
    CheckIn,
    DestroyedKind,
    Destruction,
    DestructionReason,
    EntryList,
    EntryListKind,
    Move,
    Registration,
)
from registrations.states import RegistrationState, Way
from tests import racing
from tests.factories.admin import make_document, make_world
from tests.factories.badges import make_layout
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory


@pytest.fixture
def organizer(db):
    return UserFactory()


@pytest.fixture
def event(organizer):
    """A real event with everything that can hang on one, a badge of its own, and a door for a session and a day."""
    event = make_world().event
    access.grant(event_id=event.pk, user_id=organizer.pk, role=EventRole.ORGANIZER, by_id=None, at=NOON)
    make_layout(event)
    EntryList.objects.create(
        event=event, kind=EntryListKind.SESSION, name="세션 문", session=event.sessions.get()
    )
    EntryList.objects.create(event=event, kind=EntryListKind.DAY, name="첫날", day=event.starts_at.date())
    return event


def make(event, organizer, people=12, at=NOON):
    return rehearsing.make(event_id=event.pk, people=people, by_id=organizer.pk, at=at)


def rows_by_table() -> dict[str, int]:
    """How many rows each table of ours has."""
    every = apps.get_models(include_auto_created=True)
    ours = [one for one in every if one.__module__.startswith(("events", "agenda", "registrations"))]
    return {one._meta.label: one._base_manager.count() for one in ours}


def use(made, person) -> None:
    """What a shift leaves behind, and a little more."""
    guests = list(made.registrations.filter(state=RegistrationState.CONFIRMED).order_by("pk"))
    by = {"by_id": person.pk, "at": NOON}
    scan_id = uuid4()
    checkin.check_in(registration_id=guests[0].pk, scan_id=scan_id, **by)
    checkin.check_in(registration_id=guests[0].pk, scan_id=uuid4(), **by)
    checkin.undo(event_id=made.pk, undone_scan_id=scan_id, scan_id=uuid4(), **by)
    door = made.entry_lists.get(name="세션 문")
    checkin.check_in(registration_id=guests[1].pk, scan_id=uuid4(), entry_list_id=door.pk, **by)
    checkin.scan(event_id=made.pk, code="누구", scan_id=uuid4(), **by)
    printing.print_at_desk(registration_id=guests[1].pk, **by)
    station = stations.hello(event_id=made.pk, key=uuid4(), name="1층", layout="", **by)
    stations.ask(registration_id=guests[2].pk, **by)
    stations.take(station_id=station.pk, at=NOON)
    walkins.register(
        event_id=made.pk,
        walkin_id=uuid4(),
        applicant=ApplicantFactory(),
        consent_answers=CONSENTS,
        way=Way.DESK,
        desk=walkins.Desk(person.pk, "데스크 1"),
        at=NOON,
    )
    roster.load(event_id=made.pk, by_id=person.pk, device="데스크 1", language="ko", at=NOON)
    releasing.release(event_id=made.pk, by_id=person.pk, at=NOON)
    make_document(made, person)


def test_rehearsal_has_what_a_desk_works_with_and_none_of_the_guests(event, organizer):
    made = make(event, organizer)

    assert (made.rehearsal_of, made.name, made.state) == (event, event.name, EventState.ANNOUNCED)
    assert made.registration_window(at=NOON) == RegistrationWindow.OPEN
    assert made.starts_at <= NOON < made.ends_at
    assert made.ends_at - made.starts_at == event.ends_at - event.starts_at
    [session], [old] = made.sessions.all(), event.sessions.all()
    assert (session.title, session.room, session.starts_at) == (old.title, None, made.starts_at)
    doors = dict(made.entry_lists.values_list("name", "session"))
    assert doors == {"만찬 0": None, "세션 문": session.pk, "첫날": None}
    assert made.entry_lists.get(name="첫날").day == NOON.date()
    assert made.badge_layouts.get().name == event.badge_layouts.get().name
    assert not made.series_entries.exists()
    assert not set(made.registrations.values_list("email")) & set(event.registrations.values_list("email"))


def test_who_runs_the_event_runs_its_rehearsal(event, organizer):
    made = make(event, organizer)

    def grants(one):
        return sorted(one.role_grants.filter(revoked_at__isnull=True).values_list("user", "role"))

    assert grants(made) == grants(event)
    assert list(Event.objects.for_desk(UserFactory())) == []


@pytest.mark.parametrize("people", [rehearsing.FEWEST, 60])
def test_crowd_is_made_up_awkward_and_a_few_have_cancelled(event, organizer, people):
    made = make(event, organizer, people=people)

    guests = made.registrations.all()
    assert guests.count() == people
    assert not guests.exclude(email__endswith=".invalid").exists()
    assert not guests.exclude(phone__startswith="+82100000").exists()
    names = list(guests.values_list("name", flat=True))
    assert set(invented.AWKWARD[: people // 2]) <= set(names)
    assert names.count("김민준") >= 2
    assert guests.filter(state=RegistrationState.CANCELLED).count() == 1


@pytest.mark.parametrize("people", [0, rehearsing.FEWEST - 1, rehearsing.MOST + 1])
def test_crowd_of_another_size_is_refused(event, organizer, people):
    with pytest.raises(rehearsing.RehearsalRefused):
        make(event, organizer, people=people)

    assert Event.objects.count() == 1


@pytest.mark.parametrize("missing", [{"starts_at": None, "ends_at": None}, {"venue": None, "room": None}])
def test_event_without_date_or_place_has_no_rehearsal(organizer, missing):
    event = EventFactory(state=EventState.PLANNED, **missing)

    with pytest.raises(rehearsing.RehearsalRefused, match="일시와 장소"):
        make(event, organizer)


def test_event_has_one_rehearsal_and_a_rehearsal_none(event, organizer):
    made = make(event, organizer)

    with pytest.raises(rehearsing.RehearsalRefused, match="이미 있습니다"):
        make(event, organizer)
    with pytest.raises(rehearsing.RehearsalRefused, match="리허설의 리허설"):
        make(made, organizer)
    assert Event.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_make_one_at_once_make_one():
    event, organizer = EventFactory(), UserFactory()

    def step(number):
        try:
            return make(event, organizer) and "made"
        except rehearsing.RehearsalRefused:
            return "refused"

    assert sorted(racing.race(step, racers=2)) == ["made", "refused"]


@pytest.mark.parametrize("people", [12, 36])
def test_making_one_asks_the_database_as_often_for_any_crowd(
    event, organizer, people, django_assert_max_num_queries
):
    with django_assert_max_num_queries(190):
        make(event, organizer, people=people)


def test_used_rehearsal_goes_without_a_trace(event, organizer, django_capture_on_commit_callbacks):
    before, files = rows_by_table(), stored()
    made = make(event, organizer)
    use(made, organizer)
    assert {label for label, number in rows_by_table().items() if number > before[label]} >= {
        "registrations.CheckIn",
        "registrations.Presence",
        "registrations.BadgePrint",
        "registrations.StationJob",
        "registrations.WalkIn",
        "registrations.DeskLoad",
        "agenda.Release",
        "events.Message",
        "events.Document",
    }

    with django_capture_on_commit_callbacks(execute=True):
        rehearsing.discard(event_id=made.pk)

    assert rows_by_table() == before
    assert stored() == files


def test_print_job_of_a_rehearsal_goes_with_its_files(event, organizer, django_capture_on_commit_callbacks):
    files = stored()
    made = make(event, organizer)
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.start(event_id=made.pk, options={}, language="ko", by_id=organizer.pk, at=NOON)
    job.refresh_from_db()
    assert stored() > files

    with django_capture_on_commit_callbacks(execute=True):
        rehearsing.discard(event_id=made.pk)

    assert stored() == files


def stored(folder: str = "") -> set[str]:
    """Every file there is."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return set()
    here = {f"{folder}/{name}" for name in names}
    return here.union(*(stored(f"{folder}/{one}".lstrip("/")) for one in folders))


def test_real_event_is_never_deleted(event):
    before = rows_by_table()

    with pytest.raises(rehearsing.RehearsalRefused):
        rehearsing.discard(event_id=event.pk)

    assert rows_by_table() == before


@pytest.mark.parametrize("model", [CheckIn, BadgePrint, Move, Release])
def test_ledger_of_a_real_event_refuses_deletion_by_any_way(event, organizer, model):
    rows = model.objects.all()
    assert rows.exists()

    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        rows._raw_delete("default")

    assert rows.exists()


def test_every_table_that_leads_to_an_event_is_deleted_from():
    ours = [one for one in apps.get_models(include_auto_created=True) if one is not Event]
    direct = {
        one
        for one in ours
        for field in one._meta.concrete_fields
        if field.related_model in {Event, Registration}
    }

    assert direct <= set(deleting._tables())


def test_destroying_a_made_up_guest_leaves_no_record(event, organizer):
    made = make(event, organizer)
    before = Destruction.objects.count()

    destruction.note(
        DestroyedKind.REGISTRATION, 1, event_id=made.pk, reason=DestructionReason.EXPIRED, at=NOON
    )

    assert Destruction.objects.count() == before


@pytest.mark.parametrize(("days", "is_gone"), [(0, False), (1, True)])
def test_rehearsal_goes_by_itself_the_day_after(event, organizer, days, is_gone):
    made = make(event, organizer)
    midnight = NOON.replace(hour=0, minute=20)

    tidying.tidy_up(at=midnight + timedelta(days=days))

    assert Event.objects.filter(pk=made.pk).exists() != is_gone
    assert Event.objects.filter(pk=event.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_scan_under_way_is_waited_for_and_goes_too():
    event, organizer = EventFactory(), UserFactory()
    made = make(event, organizer)
    guest = made.registrations.filter(state=RegistrationState.CONFIRMED).first()

    with racing.overtaken(lambda: rehearsing.discard(event_id=made.pk)) as discarded:
        checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=organizer.pk, at=NOON)

    assert discarded.result() > 0
    assert CheckIn.objects.count() == 0
    assert not Event.objects.filter(pk=made.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_scan_of_nobody_meanwhile_is_refused_and_the_deletion_stands(monkeypatch):
    event, organizer = EventFactory(), UserFactory()
    made = make(event, organizer)
    delete_rows, scans = deleting._delete, []

    def scan():
        try:
            checkin.scan(event_id=made.pk, code="누구", scan_id=uuid4(), by_id=organizer.pk, at=NOON)
        finally:
            connection.close()

    def slowly(model, rows):
        gone = delete_rows(model, rows)
        if model is CheckIn:
            scans.append(pool.submit(scan))
            racing.wait_until_somebody_waits(scans[0])
        return gone

    monkeypatch.setattr(deleting, "_delete", slowly)
    with ThreadPoolExecutor(1) as pool:
        rehearsing.discard(event_id=made.pk)

    assert isinstance(scans[0].exception(), IntegrityError)
    assert CheckIn.objects.count() == 0
    assert not Event.objects.filter(pk=made.pk).exists()
