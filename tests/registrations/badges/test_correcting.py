"""Corrections for the badge alone: they stand on every badge, and nowhere else, for as long as they are right."""

import json

import pytest

from events.stamps import Words
from registrations import personaldata, privacy
from registrations.badges import correcting, faces, paper
from registrations.badges.choosing import Choice
from registrations.badges.correcting import CorrectionRefused
from registrations.models import BadgeText, DestructionReason, Registration
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db
AS_REGISTERED = {"name": "홍길동", "organization": "한국기계", "department": "", "title": "과장"}


def correct(guest: Registration, **words: str) -> None:
    correcting.correct(registration_id=guest.pk, words=words, by_id=None, at=NOON)


def said(guest: Registration) -> dict[str, str]:
    return correcting.words(Registration.objects.get(pk=guest.pk))


def test_badge_says_what_was_corrected_and_the_rest_as_registered():
    guest = RegistrationFactory()

    correct(guest, name="洪吉童", title="")

    assert said(guest) == {**AS_REGISTERED, "name": "洪吉童"}
    person = faces.person(Registration.objects.get(pk=guest.pk))
    assert (person.name, person.organization) == ("洪吉童", "한국기계")
    guest.refresh_from_db()
    assert guest.name == "홍길동"


def test_correction_says_who_made_it_and_when():
    guest, organizer = RegistrationFactory(), UserFactory()

    correcting.correct(registration_id=guest.pk, words={"title": "팀장"}, by_id=organizer.pk, at=NOON)

    text = BadgeText.objects.get()
    assert (text.by, text.at, str(text)) == (organizer, NOON, "팀장")


@pytest.mark.parametrize("words", [{}, {"name": ""}, {"name": "홍길동", "title": "과장"}])
def test_correction_to_what_was_registered_takes_it_back(words):
    guest = RegistrationFactory()
    correct(guest, name="洪吉童")

    correct(guest, **words)

    assert said(guest) == AS_REGISTERED
    assert BadgeText.objects.count() == 0


def test_second_correction_stands_instead_of_the_first():
    guest = RegistrationFactory()
    correct(guest, name="洪吉童", organization="기계")

    correct(guest, name="Hong Gil-dong")

    assert said(guest) == {**AS_REGISTERED, "name": "Hong Gil-dong"}


def test_correction_stops_when_the_guests_own_words_change():
    guest = RegistrationFactory()
    correct(guest, name="洪吉童", organization="기계")

    Registration.objects.filter(pk=guest.pk).update(name="홍길순")

    assert said(guest) == {**AS_REGISTERED, "name": "홍길순", "organization": "기계"}
    assert correcting.outdated(Registration.objects.get(pk=guest.pk)) == ["name"]


def test_sheet_carries_the_correction():
    guest = RegistrationFactory()
    correct(guest, name="홍두깨")

    (batch,) = paper.plan(guest.event_id, Choice(layout="sticker-2x4"))
    html = paper.draw(guest.event, batch, Choice(), language="ko", as_html=True).part.html
    ((stamp,),) = paper.draw(guest.event, batch, Choice(), language="ko").part.stamps

    assert ("홍두깨" in html, "홍길동" in html) == (True, False)
    said = [item.text for item in stamp.items if isinstance(item, Words)]
    assert ("홍두깨" in said, "홍길동" in said) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_sheet_asks_the_same_however_many_were_corrected(count, django_assert_num_queries):
    event = EventFactory()
    for guest in RegistrationFactory.create_batch(count, event=event):
        correct(guest, name="홍두깨")
    (batch,) = paper.plan(event.pk, Choice(layout="sticker-2x4"))

    with django_assert_num_queries(2):
        paper.draw(event, batch, Choice(), language="ko")


def test_erased_guest_is_not_corrected_and_leaves_no_correction():
    guest = RegistrationFactory()
    correct(guest, name="洪吉童")
    privacy.erase(registration_id=guest.pk, reason=DestructionReason.REQUEST, by_id=None, at=NOON)

    with pytest.raises(CorrectionRefused):
        correct(guest, name="洪吉童")

    assert BadgeText.objects.count() == 0


def test_correction_is_told_to_the_person_it_is_about():
    guest = RegistrationFactory()
    assert personaldata.as_json(personaldata.of(guest), at=NOON)["badge_text"] is None
    correct(guest, name="洪吉童")

    told = personaldata.as_json(personaldata.of(guest), at=NOON)["badge_text"]

    assert json.loads(json.dumps(told)) == {
        "name": "洪吉童",
        "organization": "",
        "department": "",
        "title": "",
        "at": "2027-03-01T12:00:00+09:00",
    }
