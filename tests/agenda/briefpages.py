"""The two steps of the import as a browser goes through them."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from agenda.models import BriefImport, Participant, Session, Speaker
from events.models import Contact, Event, Organization
from tests.agenda.briefs.conftest import PRESS_RELEASE

TEXT = PRESS_RELEASE.read_text(encoding="utf-8")
CHANGED = (
    TEXT.replace("14:10~14:25 (15')", "14:10~14:30 (20')")
    .replace("14:25~14:40 (15')", "14:30~14:40 (10')")
    .replace("토론 및 정책제언 논의", "종합 토론")
)
NEW = "/admin/agenda/briefimport/new/"
FIVE = [
    ("14:00", 10, "opening", "안내 및 개회 인사", [], "참석자"),
    ("14:10", 15, "talk", "제조 AX의 산업경쟁력 제고 효과 분석", ["박정호 교수 명지대"], ""),
    ("14:25", 15, "talk", "국가별 제조 AX 현황 및 성공 전략", ["이은호 교수 성균관대"], ""),
    ("14:40", 15, "talk", "AI적용을 통한 제조혁신 : 현장중심 제조AX 전략", ["박정윤 대표 (주)인터엑스"], ""),
    ("14:55", 65, "panel", "토론 및 정책제언 논의", [], "참석자"),
]


def upload(content: bytes, name: str = "brief.bin") -> dict:
    return {"file": SimpleUploadedFile(name, content)}


def read(client, data, url=NEW):
    return client.post(url, data)


def fields(response) -> dict:
    """What a browser would send of the second step's form."""
    (form,) = [form for form in html.fromstring(response.content.decode()).forms if "state" in form.fields]
    sent: dict = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    for box in form.xpath(".//input[@type='text' or @type='date']"):
        sent.setdefault(box.name, [""])  # lxml leaves out what is empty, a browser does not
    return sent


def accept(client, response, url=NEW, **changes):
    return client.post(url, {**fields(response), **changes}, follow=True)


def refusals(response) -> list[str]:
    return [
        element.text_content().strip()
        for element in html.fromstring(response.content.decode()).xpath("//*[@role='alert']")
    ]


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def timetable(event) -> list:
    return [
        (
            f"{session.starts_at.astimezone():%H:%M}",
            session.minutes,
            session.kind,
            session.title,
            [
                f"{one.speaker.name} {one.speaker.title} {one.speaker.organization}"
                for one in session.appearances.all()
            ],
            session.remark,
        )
        for session in event.sessions.order_by("starts_at")
    ]


def counts() -> list[int]:
    models = [Event, Session, Speaker, Participant, Organization, Contact, BriefImport]
    return [model.objects.count() for model in models]


def brought_in(client, text=TEXT) -> Event:
    accept(client, read(client, {"pasted": text}))
    return Event.objects.get(slug="max-conference-1")


def into(event) -> str:
    return reverse("admin:agenda_briefimport_into", args=[event.pk])


def fates(response) -> list[str]:
    return [str(pair.fate) for pair in response.context["review"].pairs]


def again(client, event, text):
    return read(client, {"pasted": text}, into(event))
