"""Who is there when the doors open: the crowd with its names, those who cancelled, and the people at the desks."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone

from events import access
from events.cleaning import normalise
from events.models import Event, EventRole
from registrations import booking, crowd
from registrations.models import Registration
from registrations.states import Way
from tests.factories.events import UserFactory
from tests.hostilepeople import NAMES
from tests.rehearsal.desk import Desk
from tests.rehearsal.wire import Line

LONGEST_NAME = 60
WRONG_CLOCK = timedelta(hours=1)  # of the first desk


def gather(event: Event, *, people: int, seed: int) -> list[Registration]:
    """The crowd of a rehearsal, and among it what people try: every hostile name, as a form keeps it."""
    crowd.fill(event_id=event.pk, guests=people, seed=seed, at=timezone.now(), with_awkward=True)
    rows = list(event.registrations.order_by("pk"))
    named = rows[:: max(1, len(rows) // len(NAMES))]
    for person, name in zip(named, NAMES, strict=False):
        person.name = normalise(name)[:LONGEST_NAME]
    Registration.objects.bulk_update(named, ["name"])
    return rows


def cancel(event: Event, codes: Sequence[str]) -> None:
    """These guests give their places back, on the telephone."""
    for registration_id in event.registrations.filter(code__in=codes).values_list("pk", flat=True):
        booking.cancel(registration_id=registration_id, way=Way.PHONE, at=timezone.now())


def open_desk(event: Event, number: int, port: int) -> Desk:
    """A person with the role, signed in at a device of that name."""
    staff = UserFactory()
    access.grant(event_id=event.pk, user_id=staff.pk, role=EventRole.DESK, by_id=None, at=timezone.now())
    client, name = Client(), f"데스크 {number + 1}"
    client.force_login(staff)
    client.get(f"/desk/{event.slug}/")
    cookies = {one: client.cookies[one].value for one in (settings.SESSION_COOKIE_NAME, "csrftoken")}
    return Desk(name, event.slug, Line(port, cookies), skew=timedelta() if number else WRONG_CLOCK)
