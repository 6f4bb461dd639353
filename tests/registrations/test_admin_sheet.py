"""등록 양식: organizers write their form, look at it, and read what was answered."""

import pytest
from django.urls import reverse

from registrations import answers
from registrations.answers import Upload
from registrations.models import Answer, FieldRule, Question, QuestionKind, Registration, SessionOffer
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.questions import PDF, QuestionFactory, car_questions, offer_sessions
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db
NAMES = {"rules": "field_rules", "questions": "questions", "offers": "session_offers"}


@pytest.fixture
def event():
    return EventFactory(open_now=True)


def address(event, page="change"):
    return reverse(f"admin:registrations_registrationsheet_{page}", args=[event.pk])


def save(client, event, **parts):
    """Post the page with the given new or changed rows; a row with an id is an old one."""
    data = {}
    for part, prefix in NAMES.items():
        rows = sorted(parts.get(part, []), key=lambda row: "id" not in row)
        data[f"{prefix}-TOTAL_FORMS"] = len(rows)
        data[f"{prefix}-INITIAL_FORMS"] = sum("id" in row for row in rows)
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
            data[f"{prefix}-{number}-event"] = event.pk
    return client.post(address(event), data)


def question(**fields):
    return {"kind": "line", "label": "질문", "position": 10, **fields}


def errors(response):
    return [
        str(error)
        for formset in response.context["inline_admin_formsets"]
        for form in formset.formset.forms
        for found in form.errors.values()
        for error in found
    ]


def test_organizer_writes_the_form(client, event, organizer):
    offer_sessions(event, None)
    session = event.sessions.get()
    SessionOffer.objects.all().delete()

    response = save(
        client,
        event,
        rules=[{"category": "press", "field": "title", "asking": "required"}],
        questions=[
            question(label="교통편", kind="choice", choices="버스\n기차", categories=["press", "company"])
        ],
        offers=[{"session_choice": session.pk, "capacity": 20}],
    )

    assert response.status_code == 302
    assert FieldRule.objects.values_list("event", "category", "field", "asking").get() == (
        event.pk, "press", "title", "required",
    )  # fmt: skip
    made = Question.objects.get()
    assert (made.event, made.label, made.categories) == (event, "교통편", ["press", "company"])
    assert SessionOffer.objects.values_list("event", "session", "capacity").get() == (
        event.pk,
        session.pk,
        20,
    )


def test_condition_on_an_earlier_question_is_taken(client, event, organizer):
    car = QuestionFactory(event=event, kind=QuestionKind.YES_NO, label="차량 이용", position=10)
    row = {"id": car.pk, "kind": "yes_no", "label": "차량 이용", "position": 10}

    save(
        client,
        event,
        questions=[row, question(label="차량번호", position=20, shown_if=car.pk, shown_if_answer="예")],
    )

    plate = Question.objects.get(label="차량번호")
    assert (plate.shown_if, plate.shown_if_answer) == (car, "예")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"position": 5, "shown_if_answer": "예"}, "앞에 있어야 합니다"),
        ({"position": 20, "shown_if_answer": "글쎄"}, "다음 가운데 하나여야 합니다: 예, 아니요"),
        ({"position": 20, "shown_if_answer": ""}, "함께 정하거나 함께 비워"),
    ],
)
def test_condition_that_cannot_be_is_refused(client, event, organizer, fields, sentence):
    car = QuestionFactory(event=event, kind=QuestionKind.YES_NO, position=10)
    row = {"id": car.pk, "kind": "yes_no", "label": car.label, "position": 10}

    response = save(client, event, questions=[row, question(shown_if=car.pk, **fields)])

    assert response.status_code == 200
    assert [error for error in errors(response) if sentence in error]
    assert Question.objects.count() == 1


def test_condition_on_a_retired_question_or_on_itself_is_refused(client, event, organizer):
    car, plate = car_questions(event)
    rows = [
        {"id": car.pk, "kind": "yes_no", "label": car.label, "position": 10, "is_retired": "on"},
        {
            "id": plate.pk, "kind": "line", "label": plate.label, "position": 20, "shown_if": car.pk,
            "shown_if_answer": "예",
        },
    ]  # fmt: skip

    response = save(client, event, questions=rows)

    assert errors(response) == ["조건 질문이 더 이상 묻지 않는 질문입니다."]
    assert not Question.objects.filter(retired_at__isnull=False).exists()


def test_choosing_needs_choices(client, event, organizer):
    response = save(client, event, questions=[question(kind="choice", choices="하나")])

    assert errors(response) == ["보기를 한 줄에 하나씩 둘 이상 적어 주세요."]
    assert not Question.objects.exists()


def test_resident_number_in_a_label_is_refused(client, event, organizer):
    response = save(client, event, questions=[question(label="900101-1234567")])

    assert response.status_code == 200
    assert not Question.objects.exists()


def test_answered_question_is_retired_but_neither_deleted_nor_turned_into_another(client, event, organizer):
    asked = QuestionFactory(event=event, label="좌석", position=10)
    answers.record(RegistrationFactory(event=event), {asked.pk: "창가"}, language="ko", at=NOON)
    row = {"id": asked.pk, "kind": "line", "label": "좌석", "position": 10}

    deleted = save(client, event, questions=[{**row, "DELETE": "on"}])
    turned = save(client, event, questions=[{**row, "kind": "number"}])
    assert (deleted.status_code, turned.status_code) == (200, 200)
    assert Question.objects.get().kind == "line"

    assert save(client, event, questions=[{**row, "is_retired": "on"}]).status_code == 302
    assert not Question.objects.live().exists()
    assert save(client, event, questions=[row]).status_code == 302
    assert Question.objects.live().count() == 1


def test_question_that_nobody_answered_is_deleted(client, event, organizer):
    asked = QuestionFactory(event=event, position=10)
    row = {"id": asked.pk, "kind": "line", "label": asked.label, "position": 10, "DELETE": "on"}

    assert save(client, event, questions=[row]).status_code == 302
    assert not Question.objects.exists()


def test_session_is_offered_once_and_stays_the_one_it_is(client, event, organizer):
    first, second = offer_sessions(event, 5, 5)
    row = {"id": first.pk, "session_choice": second.session_id, "capacity": 9}

    twice = save(client, event, offers=[row, {"session_choice": first.session_id, "capacity": 1}])
    assert twice.status_code == 200
    assert save(client, event, offers=[row]).status_code == 302

    first.refresh_from_db()
    assert (first.session_id != second.session_id, first.capacity) == (True, 9)


def test_page_opens_when_the_draft_has_lost_an_offered_session(client, event, organizer):
    (offer,) = offer_sessions(event, 5)
    event.sessions.all().delete()

    assert "(작업본에서 지운 세션)" in client.get(address(event)).content.decode()
    row = {"id": offer.pk, "session_choice": offer.session_id, "capacity": 7}
    assert save(client, event, offers=[row]).status_code == 302
    assert SessionOffer.objects.get().capacity == 7


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_queries_however_much_it_asks(
    client, event, organizer, count, django_assert_num_queries
):
    QuestionFactory.create_batch(count, event=event, kind=QuestionKind.YES_NO)
    offer_sessions(event, *[5] * count)
    client.get(address(event))

    with django_assert_num_queries(12):
        assert client.get(address(event)).status_code == 200


def test_preview_shows_the_form_and_saves_nothing(client, event, organizer):
    car_questions(event)

    page = client.get(address(event, "preview"), {"category": "press"}).content.decode()
    english = client.get(address(event, "preview"), {"language": "en"}).content.decode()

    assert "여기서는 보낼 수 없고" in page
    assert '<option value="press" selected>' in page
    assert 'type="submit" disabled' in page
    assert "Coming by car" in english
    assert client.post(address(event, "preview"), {}).status_code == 405
    assert not Registration.objects.exists()


def test_answers_stand_on_the_guests_page_with_their_files(client, event, organizer):
    guest = RegistrationFactory(event=event)
    line = QuestionFactory(event=event, label="동반 인원")
    file = QuestionFactory(event=event, label="소개 자료", kind=QuestionKind.FILE)
    values = {line.pk: "2명", file.pk: Upload("소개.pdf", "application/pdf", PDF)}
    answers.record(guest, values, language="ko", at=NOON)

    page = client.get(reverse("admin:registrations_registration_change", args=[guest.pk])).content.decode()
    download = reverse(
        "admin:registrations_registration_answer_file", args=[Answer.objects.exclude(file="").get().pk]
    )

    assert all(text in page for text in ("동반 인원", "2명", "소개 자료", download))
    response = client.get(download)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_file_is_fetched_by_organizers_of_the_event_alone(client, event):
    guest = RegistrationFactory(event=event)
    file = QuestionFactory(event=event, kind=QuestionKind.FILE)
    answers.record(guest, {file.pk: Upload("소개.pdf", "application/pdf", PDF)}, language="ko", at=NOON)
    address = reverse("admin:registrations_registration_answer_file", args=[Answer.objects.get().pk])

    anonymous = client.get(address)
    client.force_login(organizer_of(EventFactory()))
    stranger = client.get(address)
    client.force_login(UserFactory(is_staff=True))
    nobody = client.get(address)

    assert (anonymous.status_code, stranger.status_code, nobody.status_code) == (302, 404, 404)


@pytest.mark.parametrize("count", [1, 3])
def test_guests_page_costs_the_same_queries_however_many_answers(
    client, event, organizer, count, django_assert_num_queries
):
    guest = RegistrationFactory(event=event)
    questions = QuestionFactory.create_batch(count, event=event)
    answers.record(guest, {one.pk: "답" for one in questions}, language="ko", at=NOON)
    url = reverse("admin:registrations_registration_change", args=[guest.pk])
    client.get(url)

    with django_assert_num_queries(15):
        assert client.get(url).status_code == 200


def test_organizer_corrects_a_guest_whose_event_asks_for_no_phone(client, event, organizer):
    FieldRule.objects.create(event=event, field="phone", asking="hidden")
    guest = RegistrationFactory(event=event, phone="")
    url = reverse("admin:registrations_registration_change", args=[guest.pk])
    data = {"name": "이순신", "organization": "한국기계", "category": "company"}
    for prefix in ("answers", "session_choices", "moves", "consents", "check_ins", "badge_prints"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}

    assert client.post(url, data).status_code == 302
    guest.refresh_from_db()
    assert (guest.name, guest.phone) == ("이순신", "")


def test_same_rule_twice_is_refused_in_a_sentence(client, event, organizer):
    rule = {"category": "press", "field": "phone", "asking": "hidden"}

    response = save(client, event, rules=[rule, {**rule, "asking": "required"}])

    assert "같은 참석구분과 항목을 두 번 정했습니다." in response.content.decode()
    assert not FieldRule.objects.exists()
