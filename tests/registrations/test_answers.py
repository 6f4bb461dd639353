"""Answers: what is kept, in which words, and that nothing is lost."""

import pytest
from django.db import DatabaseError, transaction

from registrations import answers
from registrations.answers import Upload
from registrations.models import Answer, Question, QuestionKind
from tests.factories.events import NOON, EventFactory
from tests.factories.questions import PDF, QuestionFactory, car_questions
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest():
    return RegistrationFactory()


def record(guest, values, language="ko"):
    return answers.record(guest, values, language=language, at=NOON)


def shown(guest):
    kept = answers.current([guest.pk]).get(guest.pk, {})
    return {answer.question_text: answer.shown for answer in kept.values()}


def test_answer_is_kept_with_the_question_of_that_day(guest):
    question = QuestionFactory(event=guest.event, label="동반 인원")
    record(guest, {question.pk: "2명"})
    Question.objects.filter(pk=question.pk).update(label="함께 오시는 분")

    assert shown(guest) == {"동반 인원": "2명"}
    assert Answer.objects.get().at == NOON


def test_answer_is_kept_in_the_language_of_the_guest(guest):
    question = QuestionFactory(
        event=guest.event,
        kind=QuestionKind.CHOICES,
        label="식사",
        label_en="Meals",
        choices="점심|Lunch\n저녁|Dinner",
    )
    record(guest, {question.pk: ["점심", "저녁"]}, language="en")

    answer = Answer.objects.get()
    assert (answer.language, answer.question_text, answer.shown) == ("en", "Meals", "Lunch, Dinner")
    assert answer.value == ["점심", "저녁"]


def test_changed_answer_is_a_new_row_and_the_same_one_is_none(guest):
    question = QuestionFactory(event=guest.event, label="좌석")
    for value in ("창가", "창가", "복도"):
        record(guest, {question.pk: value})

    assert list(Answer.objects.order_by("pk").values_list("value", flat=True)) == ["창가", "복도"]
    assert shown(guest) == {"좌석": "복도"}


def test_answer_is_never_changed(guest):
    record(guest, {QuestionFactory(event=guest.event).pk: "하나"})

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Answer.objects.update(value="둘")


def test_empty_answer_takes_the_one_before_back_and_is_no_row_without_one(guest):
    question = QuestionFactory(event=guest.event)
    record(guest, {question.pk: ""})
    assert not Answer.objects.exists()

    record(guest, {question.pk: "하나"})
    record(guest, {question.pk: ""})
    record(guest, {question.pk: ""})

    assert list(Answer.objects.order_by("pk").values_list("value", flat=True)) == ["하나", None]
    assert shown(guest) == {}


def test_answer_to_what_is_not_asked_is_not_stored(guest):
    car, plate = car_questions(guest.event)
    other = QuestionFactory()
    retired = QuestionFactory(event=guest.event, retired_at=NOON)

    record(guest, {car.pk: "no", plate.pk: "12가3456", other.pk: "남의 것", retired.pk: "옛것"})

    assert shown(guest) == {"차량 이용": "아니요"}
    assert Answer.objects.count() == 1


def test_answer_is_taken_back_when_it_is_no_longer_asked(guest):
    car, plate = car_questions(guest.event)
    record(guest, {car.pk: "yes", plate.pk: "12가3456"})
    record(guest, {car.pk: "no", plate.pk: "12가3456"})

    assert shown(guest) == {"차량 이용": "아니요"}
    assert Answer.objects.filter(question=plate).count() == 2


def test_file_is_kept_under_a_name_that_nobody_can_guess(guest):
    question = QuestionFactory(event=guest.event, kind=QuestionKind.FILE, label="소개 자료")
    record(guest, {question.pk: Upload("소개.pdf", "application/pdf", PDF)})

    answer = Answer.objects.get()
    with answer.file.open() as file:
        assert (answer.shown, answer.value["name"], file.read()) == ("소개.pdf", "소개.pdf", PDF)
    folder, name = answer.file.name.split("/")
    assert (folder, len(name), "." in name) == ("answers", 32, False)


def test_file_stays_until_another_is_sent(guest):
    question = QuestionFactory(event=guest.event, kind=QuestionKind.FILE)
    file = Upload("소개.pdf", "application/pdf", PDF)
    record(guest, {question.pk: file})
    record(guest, {question.pk: None})
    record(guest, {question.pk: file})
    assert Answer.objects.count() == 1

    record(guest, {question.pk: Upload("새것.pdf", "application/pdf", PDF + b"new")})

    assert list(shown(guest).values()) == ["새것.pdf"]


@pytest.mark.parametrize("count", [1, 3])
def test_answers_of_all_are_read_in_one_query(count, django_assert_num_queries):
    event = EventFactory()
    guests = RegistrationFactory.create_batch(count, event=event)
    for question in QuestionFactory.create_batch(count, event=event):
        for guest in guests:
            record(guest, {question.pk: "답"})

    with django_assert_num_queries(1):
        assert len(answers.current([guest.pk for guest in guests])) == count
