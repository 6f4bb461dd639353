"""A session that cannot be kept after a guest was let in: the database is gone, or the desk signed out meanwhile."""

from uuid import uuid4

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from events import access
from events.models import EventRole
from registrations.models import CheckIn
from tests.factories.events import NOON, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def end_connection() -> None:
    """As a restarted database does it."""
    with psycopg.connect(**connection.get_connection_params() | {"autocommit": True}) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])


def sign_out() -> None:
    Session.objects.all().delete()


@pytest.mark.parametrize(("trouble", "status"), [(end_connection, 500), (sign_out, 400)])
def test_what_hinders_a_session_is_told_apart(client, trouble, status):
    """The guest is in either way, and the desk hears of a fault of the server as one."""
    guest, staff = RegistrationFactory(), UserFactory()
    access.grant(event_id=guest.event_id, user_id=staff.pk, role=EventRole.DESK, by_id=None, at=NOON)
    client.force_login(staff)
    client.raise_request_exception = False
    troubles = [trouble]

    def before_the_session_is_kept(execute, sql, params, many, context):
        if sql.startswith('UPDATE "django_session"') and troubles:
            troubles.pop()()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(before_the_session_is_kept):
        address = reverse("desk:check-in", args=[guest.event.slug, guest.code])
        answer = client.post(address, {"scan_id": uuid4()})

    assert not troubles
    assert answer.status_code == status
    assert CheckIn.objects.get().registration == guest
