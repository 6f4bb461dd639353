"""The placeholders of mails to guests and invited people, and their values."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from agenda import published
from events import notation
from events.mailwording import EVENT, NAME, PAGE, PLACE, WHEN
from events.models import Event
from events.placeholders import Word
from registrations.models import Invitation, Registration

TITLED = Word("성명과 직위", "name and title", gettext_lazy("성명과 직위, 직위가 없으면 성명"))
TITLE = Word("직위", "title", gettext_lazy("받는 분의 직위"))
ORGANIZATION = Word("소속", "organization", gettext_lazy("받는 분의 소속"))
CATEGORY = Word("참석구분", "category", gettext_lazy("참석구분"))
CODE = Word("등록번호", "code", gettext_lazy("등록번호"))
NUMBER = Word("대기순번", "number", gettext_lazy("대기 순번"))
REASON = Word("사유", "reason", gettext_lazy("담당자가 적은 사유"))
SEATS = Word("좌석수", "seats", gettext_lazy("배정한 좌석 수"))
REPLY_BY = Word("회신기한", "reply by", gettext_lazy("좌석을 비워 두는 기한, 없으면 행사 시작"))
THEME = Word("주제", "theme", gettext_lazy("행사 주제"))

OF_EVENT = (EVENT, WHEN, PLACE, THEME, PAGE)
OF_PERSON = (NAME, TITLED, TITLE, ORGANIZATION, CATEGORY)


def of_event(event: Event, language: str) -> dict[Word, str]:
    """The event's values as it stands."""
    with translation.override(language):
        venue, room, floor = (
            _in(event.venue, "name", language),
            _in(event.room, "name", language),
            _in(event.room, "floor", language),
        )
        return {
            EVENT: _in(event, "name", language),
            WHEN: notation.span(event.starts_at, event.ends_at, language=language),
            PLACE: notation.place(venue, room, floor, language=language) or _("장소 미정"),
            THEME: _in(event, "theme", language),
            PAGE: published.event_url(event.slug, language=language),
        }


def of_registration(registration: Registration) -> dict[Word, str]:
    """A guest's values, in their language. The number on the waiting list and a reason are known elsewhere."""
    event = of_event(registration.event, registration.language)
    return {**event, **of_person(registration), CODE: registration.code}


def of_invitation(event: Event, invitation: Invitation) -> dict[Word, str]:
    """An invited person's values, in their language."""
    language = invitation.language
    reply_by = invitation.held_until or event.starts_at
    return {
        **of_event(event, language),
        **of_person(invitation),
        SEATS: str(invitation.seats),
        REPLY_BY: notation.moment(reply_by, language=language) if reply_by else notation.UNDATED[language],
    }


def of_person(person: Registration | Invitation) -> dict[Word, str]:
    """What is the reader's own, in their language; a body without a name is its coordinator."""
    with translation.override(person.language):
        name = person.name or pgettext("invitation", "담당자")
        titled = notation.titled(person.name, person.title, language=person.language)
        return {
            NAME: name,
            TITLED: titled if person.name else name,
            TITLE: person.title,
            ORGANIZATION: person.organization,
            CATEGORY: person.get_category_display(),
        }


def _in(thing: object | None, field: str, language: str) -> str:
    """A field in a language, in Korean where there is no other."""
    if thing is None:
        return ""
    english = getattr(thing, f"{field}_en") if language == "en" else ""
    return str(english or getattr(thing, field))
