"""A copied conference asks what the old one asked; what was answered stays behind."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from agenda.copying import CopyRefused, Wishes
from events.models import Event
from registrations import answers, copying, reminders
from registrations.badges import editing, layouts
from registrations.models import (
    Answer,
    CategoryBadge,
    FieldRule,
    MailText,
    Question,
    Reminder,
    ReminderKind,
    SessionOffer,
)
from tests.factories.admin import organizer_of
from tests.factories.badges import make_layout
from tests.factories.events import NOON, START, EventFactory, UserFactory
from tests.factories.questions import FieldRuleFactory, QuestionFactory, car_questions, offer_sessions
from tests.factories.registrations import RegistrationFactory
from tests.factories.seating import make_area, sit, sitting

pytestmark = pytest.mark.django_db
WISHES = Wishes(START + timedelta(days=364))


@pytest.fixture
def event():
    event = EventFactory()
    car, _plate = car_questions(event)
    QuestionFactory(event=event, label="옛 질문", retired_at=NOON)
    FieldRuleFactory(event=event, category="press", field="title", asking="required")
    offer_sessions(event, 5)
    answers.record(RegistrationFactory(event=event), {car.pk: "no"}, language="ko", at=NOON)
    return event


def test_rules_and_questions_come_along_with_their_conditions(event):
    made = copying.copy(event_id=event.pk, wishes=WISHES, by_id=UserFactory().pk, at=NOON)

    car, plate = Question.objects.filter(event=made).order_by("position")
    assert (car.label, car.label_en, car.is_required) == ("차량 이용", "Coming by car", True)
    assert (plate.shown_if, plate.shown_if_answer) == (car, "예")
    assert list(FieldRule.objects.filter(event=made).values_list("category", "field", "asking")) == [
        ("press", "title", "required")
    ]
    assert not SessionOffer.objects.filter(event=made).exists()
    assert (Answer.objects.count(), Question.objects.filter(event=event).count()) == (1, 3)


def test_own_words_of_mails_come_along_and_stay_with_the_old_one():
    event, user = EventFactory(), UserFactory()
    words = {
        "kind": "confirmation",
        "language": "ko",
        "subject": "제목",
        "heading": "머리말",
        "body": "{성명}",
    }
    MailText.objects.create(event=event, changed_at=NOON, **words)

    assert copying.outline(event.pk).mail_texts == 1
    made = copying.copy(event_id=event.pk, wishes=WISHES, by_id=user.pk, at=NOON)

    fields = [*words, "changed_by"]
    assert MailText.objects.values(*fields).get(event=made) == {**words, "changed_by": user.pk}
    assert MailText.objects.values(*fields).get(event=event) == {**words, "changed_by": None}


def test_reminders_come_along_and_follow_the_new_date(event):
    reminders.set_up(event_id=event.pk, kind=ReminderKind.BEFORE, days=3, clock=time(9))
    assert copying.outline(event.pk).reminders == 1

    made = copying.copy(event_id=event.pk, wishes=WISHES, by_id=UserFactory().pk, at=NOON)

    due = reminders.due_at(Reminder.objects.get(event=made), made)
    assert due == made.starts_at.replace(hour=9) - timedelta(days=3)


def test_hall_comes_along_with_nobody_in_it(event):
    sit(RegistrationFactory(event=event), make_area(event), "가-1")
    assert copying.outline(event.pk).seat_areas == 1

    made = copying.copy(event_id=event.pk, wishes=WISHES, by_id=UserFactory().pk, at=NOON)

    [area] = made.seat_areas.all()
    assert (area.name, area.places.count(), sitting(area)) == ("내빈석", 5, {})


def test_layouts_of_badges_come_along_with_their_pictures_and_categories(event):
    row = make_layout(event, back="text", back_text="와이파이", logo=b"png")
    editing.make_usual(event_id=event.pk, layout_id=row.pk)
    CategoryBadge.objects.create(event=event, category="vip", layout=row, word="귀빈", colour="#ffcc00")

    assert copying.outline(event.pk).badge_layouts == 1
    made = copying.copy(event_id=event.pk, wishes=WISHES, by_id=UserFactory().pk, at=NOON)

    [copied] = made.badge_layouts.all()
    row.refresh_from_db()
    assert (copied.is_default, copied.design, copied.back_text) == (True, row.design, "와이파이")
    assert layouts.picture(copied, "logo") == b"png"
    assert copied.logo.name != row.logo.name
    badge = made.category_badges.get()
    assert (badge.layout, badge.word, badge.colour) == (copied, "귀빈", "#ffcc00")
    assert event.badge_layouts.count() == event.category_badges.count() == 1


def test_copy_that_is_refused_copies_nothing():
    event = EventFactory(state="planned", starts_at=None, ends_at=None)
    QuestionFactory(event=event)

    with pytest.raises(CopyRefused):
        copying.copy(event_id=event.pk, wishes=WISHES, by_id=UserFactory().pk, at=NOON)

    assert (Event.objects.count(), Question.objects.count()) == (1, 1)


def test_page_says_what_comes_along_and_what_does_not(client, event):
    client.force_login(organizer_of(event))
    address = reverse("admin:events_event_copy", args=[event.pk])

    page = client.get(address).content.decode()
    client.post(address, {"day": "2028-03-20", "start": "14:00"})

    assert "기본 항목 규칙 1개 · 추가 질문 2개" in page
    assert "차량 이용, 차량번호" in page
    assert "추가 질문의 답변과 선택 세션 1개" in page
    assert Question.objects.exclude(event=event).count() == 2
