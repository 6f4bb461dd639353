"""Real rows without surprises, for what an event asks of its guests."""

from datetime import timedelta

import factory
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda import releasing
from registrations.models import FieldRule, Question, QuestionKind, SessionOffer
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory

ONE_MINUTE = timedelta(minutes=1)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


class QuestionFactory(factory.django.DjangoModelFactory):
    """An optional line that everybody is asked for."""

    class Meta:
        model = Question

    event = factory.SubFactory(EventFactory)
    kind = QuestionKind.LINE
    label = factory.Sequence(lambda n: f"질문{n}")
    position = factory.Sequence(lambda n: n)


class FieldRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FieldRule

    event = factory.SubFactory(EventFactory)


def car_questions(event, **fields):
    """「차량 이용」, and 「차량번호」 for who says yes."""
    car = QuestionFactory(
        event=event,
        kind=QuestionKind.YES_NO,
        label="차량 이용",
        label_en="Coming by car",
        is_required=True,
    )
    plate = QuestionFactory(
        event=event,
        label="차량번호",
        label_en="Plate number",
        is_required=True,
        shown_if=car,
        shown_if_answer="예",
        **fields,
    )
    return car, plate


def offer_sessions(event, *capacities, apart=0):
    """Released sessions to choose from, at the same time or each ``apart`` minutes after the other."""
    offers = []
    for number, capacity in enumerate(capacities):
        session = SessionFactory(
            event=event,
            room=None,
            title=f"분과{number + 1}",
            title_en=f"Track {number + 1}",
            starts_at=event.starts_at + number * apart * ONE_MINUTE,
            ends_at=event.starts_at + (number * apart + 30) * ONE_MINUTE,
        )
        offers.append(SessionOffer.objects.create(event=event, session=session, capacity=capacity))
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return offers


def upload(content=PDF, name="소개.pdf", content_type="application/pdf"):
    return SimpleUploadedFile(name, content, content_type)
