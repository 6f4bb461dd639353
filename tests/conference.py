"""Conference 1 as the press release has it, with guests who came: the same rows, codes and times in every run."""

from datetime import datetime, timedelta
from uuid import UUID

from agenda.briefs import decoding, reading
from events import notation
from events.models import Event
from maxforum import demonstration
from registrations import certificates, links
from registrations.desk import checkin
from registrations.models import Certificate, Registration
from registrations.states import Category
from tests.factories.events import UserFactory
from tests.factories.registrations import RegistrationFactory

STARTS_AT = datetime(2026, 5, 20, 14, 0, tzinfo=notation.SEOUL)
PRINTED_AT = STARTS_AT + timedelta(hours=4)
GUESTS = [
    ("박가온", "산업통상부", "차관", Category.VIP),
    ("이나래", "산업통상부", "산업정책실장", Category.VIP),
    ("강감찬", "대한상공회의소", "상근부회장", Category.VIP),
    ("남궁민수", "한국산업기술기획평가원", "원장", Category.SPEAKER),
    ("황보혜원", "현대자동차", "제조AI추진실장", Category.SPEAKER),
    ("이산", "서울대학교 공과대학", "교수", Category.PANEL),
    ("뷁쀍", "한국전자기술연구원", "선임연구원", Category.ACADEMIA),
    ("Nguyễn Văn Đức", "Samsung Electronics", "Senior Engineer", Category.COMPANY),
    ("홍길동", "(주)한국기계산업", "부장", Category.COMPANY),
    ("안온이", "에이치디현대로보틱스", "책임연구원", Category.COMPANY),
    ("최미르", "전자신문", "기자", Category.PRESS),
    (
        "Alexander Konstantinopolitanski",
        "Deutsch-Koreanische Industrie- und Handelskammer",
        "",
        Category.PUBLIC,
    ),
]


def held(guests: list[tuple[str, str, str, Category]] | None = None) -> Event:
    """Conference 1, released and closed; its hall has a plan, everybody but the last guest was let in, and has a certificate."""
    brief = reading.read(decoding.read_file(demonstration.BRIEF_FILE))
    event = demonstration._conference(brief, at=STARTS_AT - timedelta(days=30))
    demonstration._translate()
    event.refresh_from_db()
    demonstration._hold(event)
    people = [_guest(event, number, *one) for number, one in enumerate(GUESTS if guests is None else guests)]
    demonstration._seat(event)
    desk = UserFactory(email="desk@example.com")
    for number, guest in enumerate(people[:-1]):
        scan_id = UUID(int=number)
        at = STARTS_AT - timedelta(minutes=30 - number % 30)
        checkin.check_in(registration_id=guest.pk, scan_id=scan_id, by_id=desk.pk, at=at)
    issued = certificates.issue_all(event_id=event.pk, by_id=None, at=PRINTED_AT)
    for number, certificate in enumerate(issued):
        Certificate.objects.filter(pk=certificate.pk).update(code=f"CERTNRKQ{number:04}")
    return Event.objects.get(pk=event.pk)


def _guest(
    event: Event, number: int, name: str, organization: str, title: str, category: Category
) -> Registration:
    code = f"GUEST{number:03}"
    return RegistrationFactory(
        event=event,
        code=code,
        token_hash=links.token_hash(code),
        name=name,
        organization=organization,
        title=title,
        category=category,
        email=f"guest{number}@example.com",
    )
