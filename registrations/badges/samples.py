"""Whom a badge is shown on before it is printed: the hardest of an event's guests, and two people who are nobody."""

from dataclasses import dataclass, replace

from django.db.models.functions import Length
from django.utils.translation import gettext as _

from events import lettering
from registrations.badges import faces, printing
from registrations.badges.faces import Person
from registrations.states import Category

CODE = "EXAMPLE2"
LOOKED_AT = 30  # guests of the most characters, of whom the widest is taken


@dataclass(frozen=True)
class Sample:
    """A person with what makes them worth looking at."""

    label: str
    person: Person


def of(event_id: int) -> list[Sample]:
    """The longest name and the longest organization of the event's guests, then a usual and a foreign name.

    Invented people stand for guests where there are none yet.
    """
    name = _widest(event_id, "name") or Person(
        CODE, Category.AGENCY, "남궁가나다라마바", "한국산업기술기획평가원", "", "책임연구원"
    )
    organization = _widest(event_id, "organization") or Person(
        CODE,
        Category.ASSOCIATION,
        "선우재덕",
        "한국기계산업진흥회 제조인공지능 전환지원센터 산학연협력추진단",
        "",
        "선임위원",
    )
    is_one = name == organization
    return [
        Sample(_("가장 긴 성명과 소속") if is_one else _("가장 긴 성명"), name),
        *([] if is_one else [Sample(_("가장 긴 소속"), organization)]),
        Sample(_("세 글자 성명"), usual()),
        Sample(
            _("외국인 성명"),
            Person(
                CODE,
                Category.SPEAKER,
                "Alexandra Montgomery-Whitfield",
                "Fraunhofer Institute for Manufacturing Engineering and Automation",
                "",
                "Head of Department",
            ),
        ),
    ]


def usual() -> Person:
    """A person of three syllables who is nobody."""
    return Person(CODE, Category.COMPANY, "홍길동", "한국산업", "기획팀", "과장")


def _widest(event_id: int, field: str) -> Person | None:
    guests = printing.printable(event_id).with_badge_texts().order_by(Length(field).desc(), "pk")
    people = [faces.person(guest) for guest in guests[:LOOKED_AT]]
    widest = max(people, key=lambda one: lettering.width(getattr(one, field), bold=True), default=None)
    # A preview is no badge: no code of a guest's stands on it.
    return replace(widest, code=CODE) if widest else None
