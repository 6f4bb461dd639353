"""The fields of the form before anybody has written into them."""

import pytest

from registrations import blankform, sheets
from registrations.models import Asking, Question, StandardField
from tests.factories.events import EventFactory
from tests.factories.questions import FieldRuleFactory, QuestionFactory, offer_sessions
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


def fields(event, language="ko"):
    return blankform.fields(sheets.of(event.pk), language=language)


def test_fields_are_those_of_the_form_as_it_stands():
    event = EventFactory()
    seen = [fields(event)]

    FieldRuleFactory(event=event, field=StandardField.PHONE, asking=Asking.HIDDEN)
    seen.append(fields(event))
    QuestionFactory(event=event, label="동반 인원")
    seen.append(fields(event))
    Question.objects.update(label="수행 인원")
    seen.append(fields(event))
    [offer] = offer_sessions(event, 5)
    seen.append(fields(event))
    RegistrationFactory(event=event).session_choices.create(
        offer=offer, title="분과1", chosen_at=event.starts_at
    )
    seen.append(fields(event))

    assert len(set(seen)) == len(seen)
    assert 'name="phone"' in seen[0]
    assert 'name="phone"' not in seen[1]
    assert ("동반 인원" in seen[2], "수행 인원" in seen[3]) == (True, True)
    assert ("남은 자리 5" in seen[4], "남은 자리 4" in seen[5]) == (True, True)


def test_what_an_organizer_wrote_is_escaped():
    event = EventFactory()
    QuestionFactory(event=event, label="<b>질문</b>")

    for _ in range(2):  # drawn, then from the cache
        assert "<b>질문" not in fields(event)
        assert "&lt;b&gt;질문" in fields(event)
