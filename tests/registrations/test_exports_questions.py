"""Answers and chosen sessions in the lists for spreadsheets."""

import csv
import io

import openpyxl
import pytest

from registrations import answers, exports, sessions
from registrations.models import Question, Registration
from tests.factories.events import NOON, EventFactory
from tests.factories.questions import QuestionFactory, car_questions, offer_sessions
from tests.factories.registrations import RegistrationFactory
from tests.registrations.test_exports import HEADS

pytestmark = pytest.mark.django_db


def rows():
    content, _type = exports.render(Registration.objects.order_by("pk"), name="csv")
    return [row[len(HEADS) :] for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))]


def test_each_question_is_a_column_and_the_last_answer_counts():
    event = EventFactory()
    car, plate = car_questions(event)
    driver, walker = RegistrationFactory.create_batch(2, event=event)
    answers.record(driver, {car.pk: "yes", plate.pk: "12가3456"}, language="ko", at=NOON)
    answers.record(driver, {car.pk: "yes", plate.pk: "34나5678"}, language="ko", at=NOON)
    answers.record(walker, {car.pk: "no"}, language="en", at=NOON)

    assert rows() == [["차량 이용", "차량번호"], ["예", "34나5678"], ["아니요", ""]]


def test_chosen_sessions_are_one_column():
    event = EventFactory()
    offers = offer_sessions(event, None, None, apart=40)
    guest = RegistrationFactory(event=event)
    sessions.choose(guest, {offer.session_id for offer in offers}, at=NOON)

    assert rows() == [["세션 선택"], ["발제1. 분과1; 발제2. 분과2"]]


def test_formulas_are_defused_in_answers_and_heads():
    event = EventFactory()
    question = QuestionFactory(event=event, label="=1+1")
    guest = RegistrationFactory(event=event)
    answers.record(guest, {question.pk: "@SUM(A1)"}, language="ko", at=NOON)

    assert rows() == [["'=1+1"], ["'@SUM(A1)"]]
    content, _type = exports.render(Registration.objects.all(), name="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [sheet.cell(line, len(HEADS) + 1).data_type for line in (1, 2)] == ["s", "s"]


def test_question_named_like_a_column_has_a_column_of_its_own():
    event = EventFactory()
    question = QuestionFactory(event=event, label="name")
    guest = RegistrationFactory(event=event)
    answers.record(guest, {question.pk: "가"}, language="ko", at=NOON)

    assert rows() == [["name"], ["가"]]


def test_list_without_questions_is_as_before():
    RegistrationFactory()

    assert rows() == [[], []]


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_queries_however_long_and_wide(count, django_assert_num_queries):
    event = EventFactory()
    questions = QuestionFactory.create_batch(count, event=event)
    for guest in RegistrationFactory.create_batch(count, event=event):
        answers.record(guest, {one.pk: "답" for one in questions}, language="ko", at=NOON)
    assert Question.objects.count() == count

    with django_assert_num_queries(5):
        exports.render(Registration.objects.order_by("pk"), name="xlsx")
