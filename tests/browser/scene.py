"""A small conference with everything that the pages show."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from agenda import releasing
from agenda.models import Appearance, Participant, SessionKind
from events import codes
from events.models import Contact, Event, EventState, Sector, SeriesEntry, User
from registrations import consents, datarequests, interestmails, interests, links
from registrations.models import DataRequestKind, Interest
from registrations.states import RegistrationState
from tests.browser.conftest import DESK
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, EventFactory, OrganizationFactory, SeriesFactory
from tests.factories.registrations import RegistrationFactory


@dataclass(frozen=True)
class Scene:
    event: Event
    tokens: dict[str, str]  # by the state of the registration
    interest: str  # the token of a wish to be told

    def pages(self) -> list[str]:
        """The address of every public page."""
        own = [f"/r/{token}/" for token in self.tokens.values()]
        confirmed = self.tokens["confirmed"]
        return [
            "/",
            "/series/max/",
            "/events/demo/",
            "/events/robots/",
            "/events/demo/display/",
            "/events/demo/changes/",
            "/events/demo/register/",
            "/events/demo/registered/",
            *own,
            f"/r/{confirmed}/change/",
            f"/r/{confirmed}/cancel/",
            f"/r/{confirmed}/data/",
            "/events/robots/interest/",
            "/events/robots/interest/asked/",
            f"/interest/{self.interest}/",
            "/interest/forged/",
            "/my/",
            "/r/forged/",
            "/no-such-page/",
        ]


def build() -> Scene:
    event = EventFactory(
        slug="demo",
        open_now=True,
        name="제1회 M.AX 컨퍼런스 및 산업성장포럼",
        name_en="1st M.AX Conference and Industry Growth Forum",
        theme="제조AX, 인공지능을 일상생활 넘어 산업 현장으로",
        purpose="산·학·연 전문가들과 정책 아이디어 및 아젠다 발굴·논의",
        is_demonstration=True,
        venue__name="대한상공회의소",
        venue__address="서울특별시 중구 세종대로 39",
        venue__directions="1호선 시청역 9번 출구",
    )
    series = SeriesFactory(
        slug="max", name="M.AX 컨퍼런스", name_en="M.AX Conference", description="제조AI 대전환"
    )
    SeriesEntry.objects.create(series=series, event=event, ordinal=1)
    robots = EventFactory(
        slug="robots",
        name="M.AX 컨퍼런스(로봇)",
        state=EventState.PLANNED,
        starts_at=None,
        ends_at=None,
        venue=None,
        room=None,
    )
    SeriesEntry.objects.create(series=series, event=robots)
    Contact.objects.create(
        event=event,
        department="산업통상부 산업인공지능정책과",
        title="과장",
        name="권순목",
        phone="044-203-3830",
    )
    _programme(event)
    people = {
        state: RegistrationFactory(
            event=event,
            name="박정호",
            state=state,
            waiting_number=1 if state == RegistrationState.WAITLISTED else None,
        )
        for state in RegistrationState
    }
    confirmed = people[RegistrationState.CONFIRMED]
    consents.record(confirmed, {"privacy": True, "age": True, "news": True}, at=NOON)
    datarequests.ask(registration_id=confirmed.pk, kind=DataRequestKind.ACCESS, at=NOON)
    interests.ask(event_id=robots.pk, email="gildong@example.com", language="ko", at=NOON)
    tokens = {str(state): links.token(person) for state, person in people.items()}
    return Scene(event, tokens, token_of(Interest.objects.get()))


def token_of(interest: Interest) -> str:
    """The secret part of the link in the mail about a wish to be told."""
    return codes.derive_token(interestmails.subject(interest.code))


def _programme(event: Event) -> None:
    start = event.starts_at
    SessionFactory(
        event=event, kind=SessionKind.OPENING, title="안내 및 개회 인사", remark="참석자",
        starts_at=start, ends_at=start + timedelta(minutes=10),
    )  # fmt: skip
    talk = SessionFactory(
        event=event, title="제조 AX의 산업경쟁력 제고 효과 분석", starts_at=start + timedelta(minutes=10)
    )
    speaker = SpeakerFactory(
        name="박정호",
        organization=OrganizationFactory(name="명지대학교", short_name="명지대", sector=Sector.ACADEMIA),
    )
    Appearance.objects.create(session=talk, speaker=speaker)
    Participant.objects.create(event=event, sector=Sector.ACADEMIA, speaker=speaker)
    SessionFactory(event=event, kind=SessionKind.BREAK, title="휴식", starts_at=start + timedelta(minutes=25))
    releasing.release(event_id=event.pk, by_id=None, at=NOON)


def signed_in(open_page: Callable[..., Page], user: User, width: int = DESK) -> Page:
    """A page of a browser in which somebody is signed in."""
    return open_page(width, cookies=session_of(user))


def session_of(user: User) -> dict[str, str]:
    """The cookie by which somebody is signed in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {name: client.cookies[name].value}
