"""An event's own form over HTTP: what is asked, what is refused, what is kept."""

import re

import pytest

from registrations import answers, links, sessions
from registrations.models import Answer, Asking, Consent, Question, QuestionKind, Registration, StandardField
from registrations.states import Category
from tests.factories.events import EventFactory
from tests.factories.questions import (
    PDF,
    FieldRuleFactory,
    QuestionFactory,
    car_questions,
    offer_sessions,
    upload,
)
from tests.factories.registrations import RegistrationFactory
from tests.registrations.test_views_public import GOOD, nothing_is_written, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(open_now=True)


def field(question):
    return f"question_{question.pk}"


def kept(registration):
    found = answers.current([registration.pk]).get(registration.pk, {})
    return {answer.question_text: answer.shown for answer in found.values()}


def page_of(client, event, prefix=""):
    return client.get(f"{prefix}/events/{event.slug}/register/").content.decode()


def test_field_that_the_event_does_not_ask_is_not_on_the_form(client, event):
    FieldRuleFactory(event=event, field=StandardField.PHONE, asking=Asking.HIDDEN)
    FieldRuleFactory(event=event, field=StandardField.ORGANIZATION, asking=Asking.HIDDEN)

    page = page_of(client, event)
    response = post(client, event, phone=None, organization=None)

    assert ('name="phone"' in page, 'name="organization"' in page) == (False, False)
    assert response.status_code == 302
    registration = Registration.objects.get()
    assert (registration.phone, registration.organization) == ("", "")
    assert client.get(f"/r/{links.token(registration)}/").status_code == 200


def test_field_is_required_of_one_category_and_not_of_another(client, event):
    FieldRuleFactory(event=event, field=StandardField.TITLE, category=Category.PRESS, asking=Asking.REQUIRED)

    refused = post(client, event, category="press", title="")

    assert refused.status_code == 422
    assert "직위를 적어 주세요." in refused.content.decode()
    assert nothing_is_written()
    assert post(client, event, category="company", title="").status_code == 302


def test_field_that_is_hidden_of_the_category_is_dropped_even_if_it_is_wrong(client, event):
    FieldRuleFactory(event=event, field=StandardField.PHONE, category=Category.PUBLIC, asking=Asking.HIDDEN)

    post(client, event, category="public", phone="전화 없음")

    assert Registration.objects.get().phone == ""


def test_consent_names_the_items_that_are_collected(client, event):
    FieldRuleFactory(event=event, field=StandardField.PHONE, asking=Asking.HIDDEN)
    QuestionFactory(event=event, label="차량번호")
    items = "성명, 소속, 부서, 직위, 이메일, 참석구분, 차량번호"

    assert items in page_of(client, event)
    post(client, event, phone=None)

    assert items in Consent.objects.get(item="privacy").text


def test_every_kind_of_question_is_asked_and_kept(client, event):
    ask = {
        QuestionKind.LINE: "한 줄",
        QuestionKind.PARAGRAPH: "첫 줄\n둘째 줄",
        QuestionKind.CHOICE: "버스",
        QuestionKind.CHOICES: ["버스", "기차"],
        QuestionKind.NUMBER: "1,200.50",
        QuestionKind.YES_NO: "no",
        QuestionKind.FILE: upload(),
    }
    made = {
        kind: QuestionFactory(event=event, kind=kind, label=str(kind), choices="버스\n기차", is_required=True)
        for kind in ask
    }

    page = page_of(client, event)
    response = post(client, event, **{field(made[kind]): value for kind, value in ask.items()})

    assert 'enctype="multipart/form-data"' in page
    assert response.status_code == 302
    assert kept(Registration.objects.get()) == {
        "line": "한 줄",
        "paragraph": "첫 줄\n둘째 줄",
        "choice": "버스",
        "choices": "버스, 기차",
        "number": "1200.5",
        "yes_no": "아니요",
        "file": "소개.pdf",
    }


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        (QuestionKind.LINE, "", "이 질문에 답해 주세요."),
        (QuestionKind.LINE, "900101-1234567", "주민등록번호"),
        (QuestionKind.LINE, "가" * 201, "200자까지"),
        (QuestionKind.PARAGRAPH, "제 번호는\n900101-1234567", "주민등록번호"),
        (QuestionKind.PARAGRAPH, "가" * 2001, "2000자까지"),
        (QuestionKind.CHOICE, "비행기", "올바르게 선택해 주세요"),
        (QuestionKind.CHOICE, None, "하나를 골라 주세요."),
        (QuestionKind.CHOICES, ["버스", "비행기"], "올바르게 선택해 주세요"),
        (QuestionKind.NUMBER, "세 명", "숫자로 적어 주세요"),
        (QuestionKind.NUMBER, "9001011234567", "숫자가 너무 깁니다"),
        (QuestionKind.YES_NO, "maybe", "올바르게 선택해 주세요"),
        (QuestionKind.FILE, None, "파일을 골라 주세요."),
    ],
)
def test_bad_answer_gets_a_sentence_and_writes_nothing(client, event, kind, value, sentence):
    question = QuestionFactory(event=event, kind=kind, choices="버스\n기차", is_required=True)

    response = post(client, event, **{field(question): value})

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert f'id="id_{field(question)}_error"' in page
    assert nothing_is_written()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (upload(b"<html>"), "받을 수 없는 파일입니다."),
        (upload(b""), "빈 파일입니다."),
        (upload(PDF + b"x" * 2_000), "파일이 너무 큽니다"),
        (upload(name="홍길동 900101-1234567.pdf"), "파일 이름에 주민등록번호"),
    ],
)
def test_bad_file_gets_a_sentence_and_writes_nothing(client, event, settings, file, sentence):
    settings.ANSWER_FILE_MOST_BYTES = 1_000
    question = QuestionFactory(event=event, kind=QuestionKind.FILE)
    file.seek(0)

    response = post(client, event, **{field(question): file})

    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert nothing_is_written()


def test_file_is_asked_for_again_when_another_field_is_wrong(client, event):
    question = QuestionFactory(event=event, kind=QuestionKind.FILE)

    response = post(client, event, name="", organization="새 기관", **{field(question): upload()})

    page = response.content.decode()
    assert response.status_code == 422
    assert "「소개.pdf」 파일을 다시 골라 주세요." in page
    assert 'value="새 기관"' in page
    assert nothing_is_written()


def test_question_whose_condition_is_not_met_is_neither_required_nor_kept(client, event):
    car, plate = car_questions(event)

    response = post(client, event, **{field(car): "no", field(plate): "900101-1234567"})

    assert response.status_code == 302
    assert kept(Registration.objects.get()) == {"차량 이용": "아니요"}


def test_question_whose_condition_is_met_is_required(client, event):
    car, plate = car_questions(event)

    assert post(client, event, **{field(car): "yes"}).status_code == 422
    assert nothing_is_written()
    post(client, event, **{field(car): "yes", field(plate): "12가3456"})

    assert kept(Registration.objects.get()) == {"차량 이용": "예", "차량번호": "12가3456"}


def test_question_of_another_category_is_neither_required_nor_kept(client, event):
    press = QuestionFactory(event=event, categories=[Category.PRESS], is_required=True)

    assert post(client, event, category="press").status_code == 422
    assert post(client, event, category="company", **{field(press): "몰래"}).status_code == 302
    assert not Answer.objects.exists()


def test_form_says_without_a_script_of_whom_each_question_is_asked(client, event):
    car, _plate = car_questions(event)
    QuestionFactory(event=event, categories=[Category.PRESS])

    page = page_of(client, event)

    assert "「차량 이용」에 「예」(으)로 답한 경우에만 답해 주세요." in page
    assert "언론만 답해 주세요." in page
    assert f'data-waits-for="question_{car.pk}" data-waits-value="yes"' in page
    assert 'data-asked-of="press"' in page


def test_form_and_answers_in_english(client, event):
    car, _plate = car_questions(event)

    assert "Coming by car" in page_of(client, event, "/en")
    post(client, event, "/en", **{field(car): "no"})

    answer = Answer.objects.get()
    assert (answer.question_text, answer.language, answer.value) == ("Coming by car", "en", "no")


def test_sessions_are_shown_with_what_is_left_and_chosen(client, event):
    full, free = offer_sessions(event, 0, 5)

    page = page_of(client, event)
    response = post(client, event, sessions=[free.session_id])

    assert page.count("마감</span>") == 1
    assert "남은 자리 5" in page
    assert f'value="{full.session_id}"' in page
    assert response.status_code == 302
    assert sessions.held(Registration.objects.get().pk) == {free.session_id}


@pytest.mark.parametrize(("chosen", "sentence"), [([0], "마감되었습니다"), ([1, 2], "시간이 겹칩니다")])
def test_sessions_that_cannot_be_chosen_get_a_sentence(client, event, chosen, sentence):
    offers = offer_sessions(event, 0, 5, 5)

    response = post(client, event, name="임꺽정", sessions=[offers[number].session_id for number in chosen])

    page = response.content.decode()
    assert (response.status_code, sentence in page, 'value="임꺽정"' in page) == (422, True, True)
    assert nothing_is_written()


def test_change_shows_the_answers_and_keeps_what_is_new(client, event):
    guest = RegistrationFactory(event=event)
    car, plate = car_questions(event)
    (offer,) = offer_sessions(event, 1)
    address = f"/r/{links.token(guest)}/change/"
    client.post(
        address, {**GOOD, field(car): "yes", field(plate): "12가3456", "sessions": [offer.session_id]}
    )

    page = client.get(address).content.decode()
    response = client.post(address, {**GOOD, field(car): "yes", field(plate): "34나5678"})

    assert 'value="12가3456"' in page
    assert f'value="{offer.session_id}" data-starts' in page
    assert "checked" in page.split("id_sessions_")[2].split(">")[0]
    assert response.status_code == 302
    assert kept(guest) == {"차량 이용": "예", "차량번호": "34나5678"}
    assert sessions.held(guest.pk) == set()


def test_file_on_the_change_page_is_fetched_by_its_guest_alone(client, event):
    guest, stranger = RegistrationFactory(event=event), RegistrationFactory(event=event)
    question = QuestionFactory(event=event, kind=QuestionKind.FILE, is_required=True)
    token = links.token(guest)
    client.post(f"/r/{token}/change/", {**GOOD, field(question): upload()})
    answer = Answer.objects.get()

    page = client.get(f"/r/{token}/change/").content.decode()
    again = client.post(f"/r/{token}/change/", GOOD)
    file = client.get(f"/r/{token}/files/{answer.pk}/")

    assert f"/r/{token}/files/{answer.pk}/" in page
    assert again.status_code == 302  # what is there already need not be sent again
    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Disposition"].startswith("attachment")
    assert (file["Content-Type"], file["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert client.get(f"/r/{links.token(stranger)}/files/{answer.pk}/").status_code == 404
    assert client.get(f"/r/forged/files/{answer.pk}/").status_code == 404


def test_question_that_was_edited_does_not_change_what_was_answered(client, event):
    question = QuestionFactory(event=event, label="동반 인원")
    post(client, event, **{field(question): "2명"})
    Question.objects.update(label="함께 오시는 분의 성함")

    assert kept(Registration.objects.get()) == {"동반 인원": "2명"}


@pytest.mark.parametrize("count", [1, 3])
def test_form_takes_the_same_queries_whatever_it_asks(client, event, count, django_assert_num_queries):
    QuestionFactory.create_batch(count, event=event)
    offer_sessions(event, *[5] * count, apart=40)

    with django_assert_num_queries(6):
        page_of(client, event)


@pytest.mark.parametrize("count", [1, 3])
def test_sending_takes_the_same_queries_but_one_for_each_answer(
    client, event, count, django_assert_num_queries
):
    questions = QuestionFactory.create_batch(count, event=event)
    offers = offer_sessions(event, *[5] * count, apart=40)
    filled = {field(question): "답" for question in questions}

    with django_assert_num_queries(24 + count):
        post(client, event, **filled, sessions=[offer.session_id for offer in offers])


def test_form_is_in_english_alone_where_everything_is_translated(client, event):
    type(event).objects.filter(pk=event.pk).update(name_en="1st M.AX Conference")
    car, _plate = car_questions(event)
    QuestionFactory(
        event=event,
        kind=QuestionKind.CHOICES,
        label="식사",
        label_en="Meals",
        help_text="고르세요",
        help_text_en="Choose",
        choices="점심 | Lunch\n저녁 | Dinner",
        categories=[Category.PRESS],
    )
    FieldRuleFactory(event=event, field=StandardField.PHONE, category=Category.PRESS, asking=Asking.HIDDEN)

    page = post(client, event, "/en", name="", category="press", **{field(car): "yes"}).content.decode()

    shown = re.sub(r"<[^>]*>", " ", page.replace(">한국어</a>", "></a>"))  # choices are known by their Korean
    assert re.findall("[가-힣]+", shown) == []
