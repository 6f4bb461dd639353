"""Of whom a question is asked, and in which words."""

import pytest
from django.utils import translation

from registrations import questions
from registrations.models import Question, QuestionKind
from registrations.questions import Choice
from registrations.states import Category

CAR = Question(pk=1, kind=QuestionKind.YES_NO, label="차량 이용", label_en="Coming by car")
PLATE = Question(pk=2, label="차량번호", shown_if_id=1, shown_if_answer="예")
COLOUR = Question(pk=3, label="차량 색", shown_if_id=2, shown_if_answer="12가3456")
PRESS = Question(pk=4, label="매체", categories=[Category.PRESS])
MEALS = Question(pk=5, kind=QuestionKind.CHOICES, label="식사", choices="점심 | Lunch\n저녁 | Dinner")
DIET = Question(pk=6, label="못 드시는 음식", shown_if_id=5, shown_if_answer="저녁")
ALL = [CAR, PLATE, COLOUR, PRESS, MEALS, DIET]


@pytest.mark.parametrize(
    ("values", "category", "asked"),
    [
        ({}, Category.COMPANY, [1, 5]),
        ({1: "yes"}, Category.COMPANY, [1, 2, 5]),
        ({1: "no", 2: "12가3456"}, Category.COMPANY, [1, 5]),
        ({1: "yes", 2: "12가3456"}, Category.COMPANY, [1, 2, 3, 5]),
        ({}, Category.PRESS, [1, 4, 5]),
        ({}, "", [1, 5]),
        ({5: ["점심"]}, Category.COMPANY, [1, 5]),
        ({5: ["점심", "저녁"]}, Category.COMPANY, [1, 5, 6]),
    ],
)
def test_questions_that_are_asked_follow_from_category_and_earlier_answers(values, category, asked):
    assert [one.pk for one in questions.met(ALL, values, category=category)] == asked


def test_question_that_waits_for_one_that_is_no_longer_asked_is_not_asked():
    assert questions.met([PLATE], {1: "yes"}, category=Category.COMPANY) == []


def test_choices_are_read_line_by_line_with_their_english():
    question = Question(kind=QuestionKind.CHOICE, choices=" 자가용 | By car \n\n버스\n자가용|again\n | x")

    assert questions.choices(question) == [Choice("자가용", "By car"), Choice("버스")]
    assert questions.options(question, "en") == [("자가용", "By car"), ("버스", "버스")]


def test_words_fall_back_to_korean():
    assert (questions.label(CAR, "en"), questions.label(PLATE, "en")) == ("Coming by car", "차량번호")


def test_condition_is_told_in_words():
    asked = {one.pk: one for one in ALL}

    assert questions.condition(CAR, asked, "ko") == ""
    assert questions.condition(PRESS, asked, "ko") == "언론만 답해 주세요."
    assert (
        questions.condition(PLATE, asked, "ko") == "「차량 이용」에 「예」(으)로 답한 경우에만 답해 주세요."
    )


def test_yes_is_the_same_answer_in_every_language():
    with translation.override("en"):
        assert questions.needed_value(PLATE, CAR) == "yes"
    assert questions.needed_value(DIET, MEALS) == "저녁"
