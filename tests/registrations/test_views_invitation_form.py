"""The event's own form on the pages behind an invitation, a group's link and a seat that is handed on."""

import pytest
from django.urls import reverse

from registrations import answers, links, sessions
from registrations.models import Answer, Asking, Consent, Invitation, Question, QuestionKind, Registration
from registrations.models import StandardField as Field
from registrations.states import Category, InvitationKind, InvitationState, RegistrationState
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory
from tests.factories.questions import FieldRuleFactory, QuestionFactory, car_questions, offer_sessions, upload
from tests.factories.registrations import InvitationFactory, RegistrationFactory
from tests.registrations.test_views_invitation import PARTICULARS, address, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(open_now=True)


@pytest.fixture
def person(event):
    return InvitationFactory(event=event)


@pytest.fixture
def body(event):
    return InvitationFactory(event=event, kind=InvitationKind.SEATS, name="", seats=3)


@pytest.fixture
def group(event):
    return InvitationFactory(
        event=event,
        kind=InvitationKind.GROUP,
        seats=20,
        category=Category.COMPANY,
        state=InvitationState.ACCEPTED,
        answered_at=event.starts_at,
    )


@pytest.fixture(params=["yes", "deputy", "seat of a body", "place in a group", "handed on"])
def path(request, event):
    """The address of each page on which somebody is entered who comes, and their category."""
    match request.param:
        case "yes" | "deputy":
            return address(InvitationFactory(event=event), f"{request.param}/"), Category.VIP
        case "seat of a body":
            return address(request.getfixturevalue("body"), "people/"), Category.VIP
        case "place in a group":
            return address(request.getfixturevalue("group"), "people/"), Category.COMPANY
        case _:
            return f"/r/{links.token(RegistrationFactory(event=event))}/deputy/", Category.COMPANY


def field(question):
    return f"question_{question.pk}"


def kept(registration):
    found = answers.current([registration.pk]).get(registration.pk, {})
    return {answer.question_text: answer.shown for answer in found.values()}


def newest():
    return Registration.objects.latest("pk")


def everything():
    return rows(), list(Answer.objects.values()), list(Consent.objects.values("pk"))


def test_answers_and_sessions_are_kept_on_every_path(client, event, path):
    where, _category = path
    car, plate = car_questions(event)
    file = QuestionFactory(event=event, kind=QuestionKind.FILE, label="소개서", is_required=True)
    (offer,) = offer_sessions(event, 1)

    page = client.get(where).content.decode()
    response = client.post(
        where,
        {
            **PARTICULARS,
            field(car): "yes",
            field(plate): "12가3456",
            field(file): upload(),
            "sessions": [offer.session_id],
        },
    )

    assert 'enctype="multipart/form-data"' in page
    assert "js/conditions" in page
    assert response.status_code == 302
    assert kept(newest()) == {"차량 이용": "예", "차량번호": "12가3456", "소개서": "소개.pdf"}
    assert sessions.held(newest().pk) == {offer.session_id}
    consent = newest().consents.get(item="privacy")
    assert "차량번호, 소개서, 세션 선택" in consent.text


def test_missing_answer_is_said_and_nothing_is_written_on_any_path(client, event, path):
    where, _category = path
    car, _plate = car_questions(event)
    before = everything()

    response = client.post(where, {**PARTICULARS, field(car): "yes"})

    assert response.status_code == 422
    assert "이 질문에 답해 주세요." in response.content.decode()
    assert everything() == before


def test_full_session_is_refused_and_nothing_is_written_on_any_path(client, event, path):
    where, _category = path
    (full,) = offer_sessions(event, 0)
    before = everything()

    response = client.post(where, {**PARTICULARS, "sessions": [full.session_id]})

    assert response.status_code == 422
    assert "마감되었습니다" in response.content.decode()
    assert everything() == before


def test_session_that_fills_up_meanwhile_is_refused_by_the_rule_on_any_path(client, event, path, monkeypatch):
    where, _category = path
    (full,) = offer_sessions(event, 0)
    before = everything()
    monkeypatch.setattr(
        "registrations.formparts.SessionsField.clean", lambda _field, value: list(map(int, value))
    )

    response = client.post(where, {**PARTICULARS, "sessions": [full.session_id]})

    page = response.content.decode()
    assert (response.status_code, "마감되었습니다" in page, 'value="홍길동"' in page) == (422, True, True)
    assert everything() == before


def test_each_path_asks_its_own_category_alone(client, event, path):
    where, category = path
    other = Category.PRESS
    mine = QuestionFactory(event=event, label="우리에게 묻는 것", categories=[category], is_required=True)
    theirs = QuestionFactory(event=event, label="다른 구분에 묻는 것", categories=[other], is_required=True)
    FieldRuleFactory(event=event, field=Field.TITLE, category=category, asking=Asking.REQUIRED)
    FieldRuleFactory(event=event, field=Field.DEPARTMENT, category=other, asking=Asking.REQUIRED)
    FieldRuleFactory(event=event, field=Field.PHONE, category=category, asking=Asking.HIDDEN)

    page = client.get(where).content.decode()
    refused = client.post(where, {**PARTICULARS, "title": "", field(mine): "답"})
    response = client.post(where, {**PARTICULARS, field(mine): "답", field(theirs): "몰래"})

    shown = [name for name in (field(mine), field(theirs), "phone") if f'name="{name}"' in page]
    assert shown == [field(mine)]
    assert "만 답해 주세요" not in page  # nobody reads here whom else a question is for
    assert (refused.status_code, response.status_code) == (422, 302)
    assert (newest().phone, kept(newest())) == ("", {"우리에게 묻는 것": "답"})


def test_question_behind_one_of_another_category_is_not_on_the_page(client, event, person):
    car = QuestionFactory(event=event, kind=QuestionKind.YES_NO, categories=[Category.PRESS])
    plate = QuestionFactory(event=event, shown_if=car, shown_if_answer="예", is_required=True)

    page = client.get(address(person, "yes/")).content.decode()

    assert [field(one) in page for one in (car, plate)] == [False, False]
    assert client.post(address(person, "yes/"), PARTICULARS).status_code == 302


def test_what_the_list_says_stays_though_the_form_does_not_ask(client, event, person):
    for name in (Field.ORGANIZATION, Field.TITLE):
        FieldRuleFactory(event=event, field=name, asking=Asking.HIDDEN)
    particulars = {
        name: value for name, value in PARTICULARS.items() if name not in {"organization", "title"}
    }

    client.post(address(person, "yes/"), particulars)
    guest = newest()
    client.post(f"/r/{links.token(guest)}/change/", {**particulars, "name": "홍길순"})

    guest.refresh_from_db()
    assert (guest.name, guest.organization, guest.title) == ("홍길순", "한국기계", "부장")


def test_change_page_of_an_invited_guest_asks_what_their_category_is_asked(client, event, person):
    client.post(address(person, "yes/"), PARTICULARS)
    mine = QuestionFactory(event=event, categories=[Category.VIP], is_required=True)
    where = f"/r/{links.token(newest())}/change/"

    page = client.get(where).content.decode()

    assert f'name="{field(mine)}"' in page
    assert "data-asked-of" not in page
    assert client.post(where, PARTICULARS).status_code == 422


def test_deputy_answers_for_themselves_and_takes_over_the_place_in_a_full_session(client, event, person):
    question = QuestionFactory(event=event, label="동반 인원")
    (offer,) = offer_sessions(event, 1)
    client.post(
        address(person, "yes/"), {**PARTICULARS, field(question): "두 명", "sessions": [offer.session_id]}
    )

    page = client.get(address(person, "deputy/")).content.decode()
    client.post(
        address(person, "deputy/"),
        {**PARTICULARS, "name": "이대참", "email": "lee@example.com", "sessions": [offer.session_id]},
    )

    deputy = newest()
    assert "두 명" not in page
    assert f'value="{offer.session_id}" data-starts' in page
    assert "checked" in page.split("id_sessions_")[2].split(">")[0]
    assert (deputy.name, kept(deputy), sessions.held(deputy.pk)) == ("이대참", {}, {offer.session_id})


def test_invited_person_who_comes_after_all_takes_the_deputys_place_but_not_the_answers(
    client, event, person
):
    question = QuestionFactory(event=event)
    (offer,) = offer_sessions(event, 1)
    client.post(
        address(person, "deputy/"),
        {**PARTICULARS, "name": "이대참", field(question): "대리의 답", "sessions": [offer.session_id]},
    )

    page = client.get(address(person, "yes/")).content.decode()
    client.post(
        address(person, "yes/"),
        {**PARTICULARS, "email": person.email, "sessions": [offer.session_id]},
    )

    assert "대리의 답" not in page
    assert (newest().is_deputy, sessions.held(newest().pk)) == (False, {offer.session_id})


def test_registration_by_the_public_form_keeps_its_answers_and_place(client, event, person):
    question = QuestionFactory(event=event, label="동반 인원")
    (offer,) = offer_sessions(event, 1)
    own = RegistrationFactory(event=event, email=person.email)
    client.post(
        f"/r/{links.token(own)}/change/",
        {**PARTICULARS, "category": "company", field(question): "두 명", "sessions": [offer.session_id]},
    )

    page = client.get(address(person, "yes/")).content.decode()
    client.post(
        address(person, "yes/"),
        {**PARTICULARS, "email": person.email, field(question): "세 명", "sessions": [offer.session_id]},
    )

    own.refresh_from_db()
    assert 'value="두 명"' in page
    assert (own.invitation, kept(own)) == (person, {"동반 인원": "세 명"})
    assert sessions.held(own.pk) == {offer.session_id}


def test_coordinator_is_asked_the_standard_fields_and_whom_they_come_from(client, event):
    FieldRuleFactory(event=event, field=Field.PHONE, asking=Asking.HIDDEN)
    FieldRuleFactory(event=event, field=Field.ORGANIZATION, asking=Asking.HIDDEN)
    FieldRuleFactory(event=event, field=Field.TITLE, category=Category.COMPANY, asking=Asking.REQUIRED)
    question = QuestionFactory(event=event, is_required=True)
    where = reverse("registrations:group", args=[event.slug])
    sent = {**PARTICULARS, "category": "company"}

    page = client.get(where).content.decode()
    refused = client.post(where, {**sent, "title": ""})
    response = client.post(where, sent)

    asked = [name for name in ("organization", "phone", field(question)) if f'name="{name}"' in page]
    assert asked == ["organization"]
    assert (refused.status_code, response.status_code) == (422, 302)
    group = Invitation.objects.get(kind=InvitationKind.GROUP)
    assert (group.organization, group.phone) == ("한국기계", "")
    items = group.consents.get(item="privacy").text
    assert "성명, 소속, 부서, 직위, 이메일, 참석구분\n" in items


def test_answer_by_telephone_leaves_the_questions_open(client, event, person):
    question = QuestionFactory(event=event, is_required=True)
    FieldRuleFactory(event=event, field=Field.ORGANIZATION, category=Category.VIP, asking=Asking.HIDDEN)
    client.force_login(organizer_of(event))
    where = reverse("admin:registrations_invitation_answer", args=[person.pk])

    page = client.get(where).content.decode()
    response = client.post(where, {"answer": "accept", "way": "phone", "name": "김초청", "has_agreed": "on"})

    guest = Registration.objects.get()
    assert 'name="organization"' not in page
    assert response.status_code == 302
    assert (guest.organization, guest.state, kept(guest)) == ("한국기계", RegistrationState.CONFIRMED, {})
    change = client.get(f"/r/{links.token(guest)}/change/").content.decode()
    assert f'name="{field(question)}"' in change


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_queries_whatever_they_ask(
    client, event, person, body, count, django_assert_num_queries
):
    QuestionFactory.create_batch(count, event=event)
    offer_sessions(event, *[5] * count, apart=40)

    with django_assert_num_queries(7):
        client.get(address(person, "yes/"))
    with django_assert_num_queries(6):
        client.get(address(person, "deputy/"))
    with django_assert_num_queries(6):
        client.get(address(body, "people/"))


@pytest.mark.parametrize("count", [1, 3])
def test_yes_takes_the_same_queries_but_one_for_each_answer(
    client, event, person, count, django_assert_num_queries
):
    questions = QuestionFactory.create_batch(count, event=event)
    offers = offer_sessions(event, *[5] * count, apart=40)
    filled = {field(question): "답" for question in questions}

    with django_assert_num_queries(34 + count):
        client.post(
            address(person, "yes/"),
            {**PARTICULARS, **filled, "sessions": [offer.session_id for offer in offers]},
        )

    assert Question.objects.count() == len(kept(newest())) == count
