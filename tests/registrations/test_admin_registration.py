from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape

from events.models import Event, Message
from registrations.badges import correcting
from registrations.models import Registration
from registrations.states import Category, RegistrationState, Way
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

LIST = "admin:registrations_registration_changelist"
NO_ROWS = {
    f"{prefix}-{field}": 0
    for prefix in ("answers", "session_choices", "moves", "consents", "check_ins", "badge_prints")
    for field in ("TOTAL_FORMS", "INITIAL_FORMS")
}


@pytest.fixture
def event(db):
    """An event that is not over by the wall clock, which the admin reads."""
    event = EventFactory(name="제1회 M.AX 컨퍼런스")
    Event.objects.filter(pk=event.pk).update(ends_at=event.ends_at + timedelta(days=36_500))
    event.refresh_from_db()
    return event


def _act(client, action, *guests):
    fields = {"action": action, "_selected_action": [guest.pk for guest in guests]}
    return client.post(reverse(LIST), fields, follow=True)


def _told(response):
    return [str(message) for message in response.context["messages"]]


def _names(client, **query):
    return [guest.name for guest in client.get(reverse(LIST), query).context["cl"].result_list]


def _correct(client, guest, **changes):
    fields = {
        "name": "김정정",
        "organization": "한국기계",
        "department": "",
        "title": "부장",
        "phone": "010-9876-5432",
        "category": Category.PRESS,
        **NO_ROWS,
    }
    return client.post(
        reverse("admin:registrations_registration_change", args=[guest.pk]),
        {**fields, **changes},
        follow=True,
    )


def test_selected_registrations_are_cancelled_by_the_rules(client, event, organizer):
    guest = RegistrationFactory(event=event)

    told = _told(_act(client, "cancel_selected", guest))

    guest.refresh_from_db()
    assert guest.state == RegistrationState.CANCELLED
    assert (guest.moves.get().way, guest.moves.get().by) == (Way.ADMIN, organizer)
    assert Message.objects.filter(to=guest.email).count() == 1
    assert told == ["등록 1건을 취소했습니다. 취소 안내 메일을 보냅니다."]


def test_refused_cancellation_is_told_by_guest(client, event, organizer):
    over = RegistrationFactory(
        event=EventFactory(starts_at="2020-01-01T10:00+09:00", ends_at="2020-01-01T12:00+09:00")
    )
    over.event.role_grants.create(user=organizer, role="organizer", granted_at="2020-01-01T10:00+09:00")

    told = _told(_act(client, "cancel_selected", over))

    over.refresh_from_db()
    assert over.state == RegistrationState.CONFIRMED
    assert told == [f"{over}: 행사가 끝나 등록 내용을 바꿀 수 없습니다."]


def test_cancelling_gives_the_seat_to_the_first_one_waiting(client, event, organizer):
    Event.objects.filter(pk=event.pk).update(capacity=1)
    guest = RegistrationFactory(event=event)
    waiting = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)

    _act(client, "cancel_selected", guest)

    waiting.refresh_from_db()
    assert waiting.state == RegistrationState.CONFIRMED


def test_registration_of_another_event_is_not_cancelled(client, organizer):
    guest = RegistrationFactory()

    _act(client, "cancel_selected", guest)

    guest.refresh_from_db()
    assert guest.state == RegistrationState.CONFIRMED


def test_particulars_are_corrected(client, event, organizer):
    guest = RegistrationFactory(event=event)

    _correct(client, guest)

    guest.refresh_from_db()
    assert (guest.name, guest.title, guest.phone.as_e164, guest.category) == (
        "김정정",
        "부장",
        "+821098765432",
        Category.PRESS,
    )


def test_foreign_number_is_saved_unchanged(client, event, organizer):
    guest = RegistrationFactory(event=event, phone="+81312345678")
    page = client.get(reverse("admin:registrations_registration_change", args=[guest.pk]))

    _correct(client, guest, phone=page.context["adminform"].form["phone"].value())

    guest.refresh_from_db()
    assert (guest.name, guest.phone.as_e164) == ("김정정", "+81312345678")


def test_state_code_and_address_cannot_be_posted(client, event, organizer):
    guest = RegistrationFactory(event=event)
    before = guest.state, guest.code, guest.email

    _correct(client, guest, state=RegistrationState.CANCELLED, code="AAAA", email="other@example.com")

    guest.refresh_from_db()
    assert (guest.state, guest.code, guest.email) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [("phone", "123"), ("name", "800101-1234567"), ("organization", "한국\u200b기계"), ("name", "홍길동😀")],
)
def test_correction_is_cleaned_like_the_public_form(client, event, organizer, field, value):
    guest = RegistrationFactory(event=event)

    response = _correct(client, guest, **{field: value})

    guest.refresh_from_db()
    assert list(response.context["adminform"].form.errors) == [field]
    assert guest.name == "홍길동"


def test_cancelled_registration_is_to_be_looked_at(client, event, organizer):
    guest = RegistrationFactory(event=event, state=RegistrationState.CANCELLED)

    response = client.get(reverse("admin:registrations_registration_change", args=[guest.pk]))

    assert response.status_code == 200
    assert response.context["has_change_permission"] is False
    assert _correct(client, guest).status_code == 403


@pytest.mark.parametrize(
    "query", ["홍길", "1234-5678", "01012345678", "+82 10-1234-5678", "M3K7", "gildong@"]
)
def test_guest_is_found_by_whatever_is_at_hand(client, event, organizer, query):
    RegistrationFactory(event=event, name="홍길동", code="M3K7ACDE", email="gildong@example.com")
    RegistrationFactory(event=event, name="김철수", phone="+821099998888")

    assert _names(client, q=query) == ["홍길동"]


def test_guest_is_found_by_decomposed_hangul(client, event, organizer):
    RegistrationFactory(event=event, name="홍길동")

    assert _names(client, q="\u1112\u1169\u11bc") == ["홍길동"]


def test_list_is_filtered_by_event_state_and_category(client, event, organizer):
    RegistrationFactory(event=event, name="가", category=Category.PRESS)
    RegistrationFactory(event=event, name="나", category=Category.PRESS, state=RegistrationState.CANCELLED)
    RegistrationFactory(event=event, name="다")

    query = {
        "event": event.pk,
        "state__exact": RegistrationState.CONFIRMED,
        "category__exact": Category.PRESS,
    }

    assert _names(client, **query) == ["가"]


def test_export_holds_the_list_as_it_is_filtered(client, event, organizer):
    RegistrationFactory(event=event, name="가나다")
    RegistrationFactory(event=event, name="라마바")
    RegistrationFactory(name="남의 손님")
    url = reverse("admin:registrations_registration_export", args=["csv"])

    whole = client.get(url).content.decode("utf-8-sig").splitlines()
    found = client.get(url, {"q": "가나"}).content.decode("utf-8-sig").splitlines()

    assert [row.split(",")[2] for row in whole] == ["성명", "라마바", "가나다"]
    assert [row.split(",")[2] for row in found] == ["성명", "가나다"]


def test_export_of_selected_rows_holds_them_alone(client, event, organizer):
    wanted = RegistrationFactory(event=event, name="가나다")
    RegistrationFactory(event=event, name="라마바")

    response = _act(client, "export_selected_csv", wanted)

    assert [row.split(",")[2] for row in response.content.decode("utf-8-sig").splitlines()] == [
        "성명",
        "가나다",
    ]


@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_export_comes_as_a_file_that_nobody_keeps(client, event, organizer, name):
    response = client.get(reverse("admin:registrations_registration_export", args=[name]))

    assert response["Content-Disposition"].endswith(f'.{name}"')
    assert response["Cache-Control"].split(", ")[0] == "no-store"


def test_export_in_an_unknown_format_is_not_found(client, organizer):
    assert client.get(reverse("admin:registrations_registration_export", args=["exe"])).status_code == 404


@pytest.mark.parametrize("query", [{"registered_at__gte": "x"}, {"event__id__exact": "x"}, {"x": "y"}])
def test_export_of_an_unreadable_list_leads_back_with_a_sentence(client, event, organizer, query):
    url = reverse("admin:registrations_registration_export", args=["csv"])

    response = client.get(url, query, follow=True)

    assert response.redirect_chain == [(reverse(LIST), 302)]
    assert _told(response) == ["목록의 조건을 읽을 수 없어 내보내지 않았습니다. 조건을 다시 골라 주세요."]


def test_export_is_closed_to_staff_without_a_role(client, event):
    RegistrationFactory(event=event)
    client.force_login(organizer_of(event))
    event.role_grants.update(revoked_at="2027-03-01T12:00+09:00")

    assert client.get(reverse("admin:registrations_registration_export", args=["csv"])).status_code == 404


def test_nothing_is_deleted(client, event, organizer):
    guest = RegistrationFactory(event=event)

    response = client.post(
        reverse("admin:registrations_registration_delete", args=[guest.pk]), {"post": "yes"}
    )

    assert response.status_code == 403
    assert Registration.objects.count() == 1


def test_page_shows_what_stands_on_the_badge_instead(client, event, organizer):
    guest = RegistrationFactory(event=event)
    correcting.correct(registration_id=guest.pk, words={"name": "洪吉童"}, by_id=organizer.pk, at=NOON)

    page = client.get(reverse("admin:registrations_registration_change", args=[guest.pk])).content.decode()

    assert escape(f"洪吉童 (2027. 3. 1.(월) 12:00, {organizer})") in page
