"""What a form asks of whom."""

import pytest

from registrations import sheets
from registrations.models import Asking, StandardField
from registrations.sheets import PLAIN, Sheet
from registrations.states import Category
from tests.factories.events import EventFactory
from tests.factories.questions import FieldRuleFactory, QuestionFactory, car_questions, offer_sessions

RULES = Sheet(
    rules={
        ("", "phone"): Asking.HIDDEN,
        (Category.PRESS, "phone"): Asking.REQUIRED,
        ("", "title"): Asking.REQUIRED,
    }
)


@pytest.mark.parametrize(
    ("sheet", "field", "category", "asking"),
    [
        (PLAIN, StandardField.ORGANIZATION, Category.PRESS, Asking.REQUIRED),
        (PLAIN, StandardField.DEPARTMENT, "", Asking.OPTIONAL),
        (RULES, StandardField.PHONE, "", Asking.HIDDEN),
        (RULES, StandardField.PHONE, Category.COMPANY, Asking.HIDDEN),
        (RULES, StandardField.PHONE, Category.PRESS, Asking.REQUIRED),
        (RULES, StandardField.TITLE, Category.PRESS, Asking.REQUIRED),
        (RULES, StandardField.DEPARTMENT, Category.PRESS, Asking.OPTIONAL),
    ],
)
def test_rule_of_a_category_comes_before_that_of_all(sheet, field, category, asking):
    assert sheet.asking(field, category) == asking


def test_event_without_anything_asks_what_every_event_asks(db, django_assert_num_queries):
    event = EventFactory()

    with django_assert_num_queries(1):
        sheet = sheets.of(event.pk)

    assert sheet == PLAIN
    assert (sheet.collected("ko"), sheet.differs_by_category) == ("", False)


def test_consent_names_what_is_collected(db):
    event = EventFactory()
    FieldRuleFactory(event=event, field=StandardField.PHONE, asking=Asking.HIDDEN)
    car_questions(event)
    offer_sessions(event, None)

    assert sheets.of(event.pk).collected("ko") == (
        "성명, 소속, 부서, 직위, 이메일, 참석구분, 차량 이용, 차량번호, 세션 선택"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_form_is_read_in_as_many_queries_whatever_it_asks(db, count, django_assert_num_queries):
    event = EventFactory()
    QuestionFactory.create_batch(count, event=event)
    offer_sessions(event, *[5] * count, apart=40)

    with django_assert_num_queries(4):
        assert len(sheets.of(event.pk).sessions) == count


def test_form_of_one_category_names_no_category(db):
    event = EventFactory()
    FieldRuleFactory(event=event, field=StandardField.PHONE, asking=Asking.HIDDEN)
    FieldRuleFactory(event=event, field=StandardField.PHONE, category=Category.PRESS, asking=Asking.REQUIRED)
    theirs = QuestionFactory(event=event, categories=[Category.PRESS, Category.VIP])
    QuestionFactory(event=event, categories=[Category.VIP])

    of_press = sheets.of(event.pk).of_category(Category.PRESS)

    assert of_press.asking(StandardField.PHONE, "") == Asking.REQUIRED
    assert [(one.pk, one.categories) for one in of_press.questions] == [(theirs.pk, [])]
    assert not of_press.differs_by_category
    assert PLAIN.of_category(Category.PRESS) == PLAIN
