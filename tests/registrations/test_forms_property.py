"""Whatever is asked and whatever is sent: no answer is kept to a question that is not asked, none is missing that is."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registrations import answers, booking, sheets
from registrations.forms import ChangeForm, RegistrationForm
from registrations.models import Answer, Question, QuestionKind, Registration
from registrations.states import Category
from tests.factories.events import NOON, EventFactory
from tests.registrations.test_views_public import GOOD

KINDS = [QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.LINE]
OPTIONS = ["가", "나"]
SOME = [Category.COMPANY, Category.PRESS]


@st.composite
def question(draw, number):
    waits_for = draw(st.none() | st.integers(0, number - 1)) if number else None
    return {
        "kind": draw(st.sampled_from(KINDS)),
        "is_required": draw(st.booleans()),
        "categories": draw(st.sampled_from([[], [], SOME[:1], SOME[1:]])),
        "waits_for": waits_for,
        "waits_value": draw(st.sampled_from(["예", "아니요", *OPTIONS])),
    }


forms = st.integers(1, 5).flatmap(lambda count: st.tuples(*(question(number) for number in range(count))))
sent = st.fixed_dictionaries(
    {
        "category": st.sampled_from(SOME),
        "values": st.lists(st.sampled_from([None, "", "yes", "no", *OPTIONS]), min_size=5, max_size=5),
    }
)


def make(event, parts):
    made = []
    for number, part in enumerate(parts):
        before = made[part["waits_for"]] if part["waits_for"] is not None else None
        made.append(
            Question.objects.create(
                event=event,
                label=f"질문{number}",
                kind=part["kind"],
                is_required=part["is_required"],
                categories=part["categories"],
                choices="\n".join(OPTIONS),
                shown_if=before,
                shown_if_answer=part["waits_value"] if before else "",
                position=number,
            )
        )
    return made


def data(questions, filled):
    values = {
        f"question_{one.pk}": value
        for one, value in zip(questions, filled["values"], strict=False)
        if value is not None
    }
    return {**GOOD, "category": filled["category"], **values}


def is_asked(one, kept, category):
    """Said anew, from what is kept alone."""
    if one.categories and category not in one.categories:
        return False
    before = one.shown_if
    if before is None:
        return True
    if not is_asked(before, kept, category) or before.pk not in kept:
        return False
    wanted = {"예": "yes", "아니요": "no"}.get(one.shown_if_answer) if before.kind == "yes_no" else None
    value = kept[before.pk].value
    wanted = wanted or one.shown_if_answer
    return wanted in value if isinstance(value, list) else value == wanted


def check(questions, registration):
    kept = answers.current([registration.pk]).get(registration.pk, {})
    for one in questions:
        asked = is_asked(one, kept, registration.category)
        assert asked or one.pk not in kept
        assert not (asked and one.is_required) or one.pk in kept


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=forms, first=sent, second=sent)
def test_no_answer_is_kept_to_a_question_that_is_not_asked(parts, first, second):
    event = EventFactory()
    questions = make(event, parts)
    sheet = sheets.of(event.pk)

    form = RegistrationForm(data(questions, first), sheet=sheet)
    if not form.is_valid():
        return
    registration = booking.register(
        event_id=event.pk,
        applicant=form.applicant(),
        consent_answers=form.consent_answers(),
        language="ko",
        at=NOON,
        extras=form.extras(),
    )
    check(questions, registration)
    written = Answer.objects.filter(registration=registration).exclude(value=None)
    assert {one.question_id for one in written} <= {one.pk for one in questions}

    changed = ChangeForm(data(questions, second), registration=registration, sheet=sheet)
    if not changed.is_valid():
        return
    booking.change(
        registration_id=registration.pk,
        applicant=changed.applicant(email=registration.email),
        at=NOON,
        extras=changed.extras(),
    )
    check(questions, Registration.objects.get(pk=registration.pk))
