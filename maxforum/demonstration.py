"""The demonstration: Conference 1 as held, the conferences to come, and a copy of it to try everything with."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from django.db import transaction

from agenda import releasing
from agenda.briefs import decoding, importing, reading
from agenda.briefs.brief import Brief
from agenda.models import Participant, Session, Speaker
from events import notation, publishing
from events.models import Contact, Division, Event, Organization, Room, Series, SeriesEntry, Venue
from maxforum import demonstration_texts as texts
from maxforum.embedded import BASE_DIR
from registrations import crowd, invitation_crowd, labels, seatassigning, seatplans
from registrations.badges import bycategory, design, editing
from registrations.badges.bycategory import Choice
from registrations.badges.editing import Draft
from registrations.models import AreaKind, BadgeBack, Seat
from registrations.seatplans import Shape
from registrations.states import BY_INVITATION, Category

BRIEF_FILE = BASE_DIR / "agenda" / "briefs" / "examples" / "press-release.md"
COPY_SLUG = "demo"
COPY_CAPACITY = 150
COPY_GUESTS = 40
COPY_SEED = 1
COPY_AHEAD = timedelta(weeks=3)
COPY_RELEASED = invitation_crowd.AHEAD + timedelta(days=1)  # ago
RELEASE_AHEAD = timedelta(days=7)  # how long before Conference 1 its timetable was settled
SATURDAY = 5
HALL = (
    Shape(name="내빈석", position=1, rows=2, seats=10, aisle=5),
    Shape(name="원탁", position=2, rows=3, seats=6, kind=AreaKind.TABLES),
)
HELD = ("나-10", "예비")
IN_FRONT = (*BY_INVITATION, Category.GOVERNMENT, Category.AGENCY)
AT_TABLES = (Category.ACADEMIA, Category.PRESS)


@transaction.atomic
def load(*, at: datetime) -> bool:
    """Fill an empty database with the demonstration; False, and nothing changed, where there is any event or series."""
    if Event.objects.exists() or Series.objects.exists():
        return False
    brief = reading.read(decoding.read_file(BRIEF_FILE))
    held = _conference(brief, at=at)
    copy = _copy(brief, at=at)
    _translate()
    _divide()
    _hold(held)
    _open(copy, at=at)
    _plan(held)
    return True


def _conference(brief: Brief, *, at: datetime) -> Event:
    event = importing.bring_in(brief=brief, at=at).event
    event.registration_opens_at = brief.starts_at - timedelta(weeks=3)
    event.registration_closes_at = brief.starts_at - timedelta(days=1)
    event.save()
    return event


def _copy(brief: Brief, *, at: datetime) -> Event:
    """Conference 1 once more, three weeks ahead on a working day, without a number in its series."""
    day = at.astimezone(notation.SEOUL).date() + COPY_AHEAD
    if day.weekday() >= SATURDAY:
        day += timedelta(days=7 - day.weekday())
    begin = brief.starts_at.astimezone(notation.SEOUL)
    later = datetime.combine(day, time(begin.hour, begin.minute), tzinfo=notation.SEOUL) - begin
    moved = replace(
        brief,
        starts_at=brief.starts_at + later,
        ends_at=brief.ends_at + later,
        rows=tuple(replace(row, starts_at=row.starts_at + later) for row in brief.rows),
        series=tuple(replace(place, ordinal=None) for place in brief.series),
    )
    event = importing.bring_in(brief=moved, slug=COPY_SLUG, at=at).event
    event.is_demonstration = True
    event.capacity = COPY_CAPACITY
    event.registration_opens_at = at
    event.registration_closes_at = moved.starts_at - timedelta(hours=20)  # 18:00 on the day before
    event.save()
    return event


def _translate() -> None:
    """Give the rows that came from the brief their English, and what the brief does not say."""
    for name, values in texts.SERIES.items():
        Series.objects.filter(name=name).update(**values)
    Event.objects.update(**texts.EVENT)
    Venue.objects.update(**texts.VENUE)
    Room.objects.update(**texts.ROOM)
    for title, english in texts.SESSIONS.items():
        Session.objects.filter(title=title).update(title_en=english)
    for remark, english in texts.REMARKS.items():
        Session.objects.filter(remark=remark).update(remark_en=english)
    for name, (name_en, title_en) in texts.SPEAKERS.items():
        Speaker.objects.filter(name=name).update(name_en=name_en, title_en=title_en)
    for name, english in texts.ORGANIZATIONS.items():
        Organization.objects.filter(name=name).update(name_en=english)
    for department, english in texts.DEPARTMENTS.items():
        Contact.objects.filter(department=department).update(department_en=english)
    for name, (name_en, title_en) in texts.OFFICIALS.items():
        Contact.objects.filter(name=name).update(name_en=name_en, title_en=title_en)
    for office, english in texts.OFFICES.items():
        Participant.objects.filter(office=office).update(office_en=english)


def _divide() -> None:
    """The divisions of the M.AX Alliance."""
    Division.objects.bulk_create(
        Division(name=name, name_en=name_en, position=position)
        for position, (name, name_en) in enumerate(texts.DIVISIONS, 1)
    )


def _hold(event: Event) -> None:
    assert event.starts_at is not None  # noqa: S101 - the brief's date
    publishing.announce(event_id=event.pk)
    releasing.release(event_id=event.pk, by_id=None, at=event.starts_at - RELEASE_AHEAD)
    publishing.close(event_id=event.pk)


def _open(event: Event, *, at: datetime) -> None:
    publishing.announce(event_id=event.pk)
    # Before anybody was invited, so that all know of it.
    releasing.release(event_id=event.pk, by_id=None, at=at - COPY_RELEASED)
    invitation_crowd.invite(event_id=event.pk, at=at)
    crowd.fill(event_id=event.pk, guests=COPY_GUESTS, seed=COPY_SEED, at=at)
    _seat(event)
    _lay_out_badges(event)


def _lay_out_badges(event: Event) -> None:
    """A layout of the event's own for the guests of honour: a hanging badge with the programme on its back."""
    name = "hanging-100x140"
    sheet = labels.get(name)
    draft = Draft(
        name=texts.BADGE_LAYOUT,
        sheet=name,
        own_sheet=None,
        design=design.standard(sheet.width, sheet.height),
        back=BadgeBack.PROGRAMME,
        back_text="",
    )
    layout = editing.save(event_id=event.pk, layout_id=None, draft=draft, seen="")
    seen = bycategory.version(bycategory.choices(event.pk))
    bycategory.save(event_id=event.pk, chosen=[Choice(Category.VIP, layout.pk)], seen=seen)


def _seat(event: Event) -> None:
    """A small hall: guests of honour and officials in front, one seat held back, scholars and the press at tables."""
    front, tables = (seatplans.make_area(event_id=event.pk, shape=shape) for shape in HALL)
    name, word = HELD
    seatassigning.hold(event_id=event.pk, seat_id=Seat.objects.get(area=front, name=name).pk, word=word)
    for categories, area in ((IN_FRONT, front), (AT_TABLES, tables)):
        seatassigning.fill(event_id=event.pk, categories=categories, area_id=area.pk)


def _plan(held: Event) -> None:
    """The conferences that the brief says will come: no date, no place, no number yet."""
    series = Series.objects.get(name="M.AX 컨퍼런스")
    for values in texts.PLANNED:
        event = Event.objects.create(**values)
        event.hosts.set(held.hosts.all())
        SeriesEntry.objects.create(series=series, event=event)
