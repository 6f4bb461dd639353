"""메일 문구: organizers write the words of their event's mails."""

import pytest
from django.urls import reverse

from events.models import Message
from registrations import links, mailkinds
from registrations.models import MailKind, MailText
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.invited import invite

pytestmark = pytest.mark.django_db
WORDS = {
    "subject": "{행사명} 안내",
    "heading": "{성명} 님께",
    "body": "첫 문단\n둘째 줄\n\nhttps://forum.example/a",
}


@pytest.fixture
def event():
    return EventFactory(name="제1회 M.AX 컨퍼런스")


@pytest.fixture
def organizer(event, client):
    user = organizer_of(event, email="organizer@example.com")
    client.force_login(user)
    return user


def address(event, kind="confirmation", language="ko"):
    return reverse("admin:events_event_mail_text", args=[event.pk, kind, language])


def post(client, event, button, **fields):
    return client.post(address(event), {**WORDS, "seen": "", button: "", **fields})


def own(event, **fields):
    return MailText.objects.create(
        event=event, kind="confirmation", language="ko", changed_at=NOON, **{**WORDS, **fields}
    )


def test_list_says_which_texts_are_ones_own(client, event, organizer):
    own(event, changed_by=organizer)

    page = client.get(reverse("admin:events_event_mail_texts", args=[event.pk])).content.decode()

    assert page.count("직접 쓴 문구</a>") == 1
    assert page.count("기본 문구</a>") == 2 * len(MailKind) - 1
    assert "참가 확정 · 한국어: 직접 쓴 문구" in page


def test_form_begins_with_the_built_in_words(client, event, organizer):
    response = client.get(address(event, "waiting", "en"))

    words = mailkinds.built_in(MailKind.WAITING, "en")
    page = response.content.decode()
    assert words.subject in page
    assert '<code data-word="{number}">{number}</code>' in page
    assert "{code}" not in page


def test_saving_keeps_the_words_of_this_event_alone(client, event, organizer):
    other = EventFactory()

    response = post(client, event, "save")

    assert (response.status_code, response.url) == (302, address(event))
    row = MailText.objects.get()
    assert {name: getattr(row, name) for name in WORDS} == WORDS
    assert (row.event, row.changed_by) == (event, organizer)
    assert not other.mail_texts.exists()


@pytest.mark.parametrize(
    ("part", "text", "sentence"),
    [
        ("body", "{__class__}", "1번째 줄의 {__class__} 항목은 쓸 수 없습니다."),
        ("subject", "{성함}", "{성명} 항목을 쓰시려던 것인지"),
        ("body", "가\n{", "2번째 줄에 짝이 없는 중괄호가 있습니다."),
        ("body", "{{성명}}", "중괄호를 한 번만 써서 {성명} 로"),
        ("body", "가" * 10_000, "4000자까지 쓸 수 있습니다. 지금은 10000자입니다."),
        ("heading", "가" * 101, "100자까지 쓸 수 있습니다."),
        ("body", "안녕\u202e하십니까", "쓸 수 없는 문자(제어 문자)"),
        ("subject", "\u200f안내", "쓸 수 없는 문자(제어 문자)"),
        ("body", "900101-1234567", "주민등록번호"),
        ("subject", "", "필수"),
        ("body", "  \n ", "필수"),
    ],
)
@pytest.mark.parametrize("button", ["save", "trial", "preview"])
def test_text_that_cannot_be_is_refused_beside_its_field(
    client, event, organizer, button, part, text, sentence
):
    response = post(client, event, button, **{part: text})

    assert response.status_code == 200
    assert [error for error in response.context["form"].errors[part] if sentence in error]
    assert response.context["mail"] is None
    assert not MailText.objects.exists()
    assert not Message.objects.exists()


def test_refusal_names_what_may_be_used(client, event, organizer):
    response = post(client, event, "save", body="{대기순번}")

    assert response.context["form"].errors["body"][-1].startswith("쓸 수 있는 항목: {성명}, {성명과 직위}")


def test_preview_shows_a_real_guest_in_a_sandbox_without_their_link(client, event, organizer):
    guest = RegistrationFactory(event=event, name="박정호")

    page = post(
        client, event, "preview", person=guest.code, heading="<script>alert(1)</script> {성명} 님께"
    ).content.decode()

    assert 'sandbox="allow-same-origin"' in page
    assert "<script>alert(1)" not in page
    assert "박정호 님께" in page
    assert guest.code in page
    assert links.token(guest) not in page
    assert Message.LINK_TOKEN not in page
    assert "data:image/png;base64," in page
    assert not MailText.objects.exists()


def test_preview_without_a_person_invents_one(client, event, organizer):
    page = post(client, event, "preview", person="없는 사람").content.decode()

    assert "홍길동 님께" in page
    assert "찾는 분이 없어 지어낸 이름으로 보여 드립니다." in page


def test_guest_of_another_event_is_not_shown(client, event, organizer):
    stranger = RegistrationFactory(name="박정호")

    page = post(client, event, "preview", person=stranger.code).content.decode()

    assert "박정호" not in page


def test_trial_goes_to_the_organizers_own_address(client, event, organizer):
    page = post(client, event, "trial").content.decode()

    message = Message.objects.get()
    assert (message.to, message.subject) == (organizer.email, "[시험] 제1회 M.AX 컨퍼런스 안내")
    assert (message.event, message.token_subject) == (event, "")
    assert "organizer@example.com 주소로 시험 메일을 보냅니다." in page
    assert not MailText.objects.exists()


def test_restoring_goes_back_to_the_built_in_words(client, event, organizer):
    own(event)
    seen = client.get(address(event)).context["version"]

    client.post(address(event), {"restore": "", "seen": seen})

    assert not MailText.objects.exists()


def test_words_that_another_changed_meanwhile_are_not_overwritten(client, event, organizer):
    own(event, subject="다른 담당자의 제목")

    page = post(client, event, "save").content.decode()

    assert "그 사이 다른 담당자가 이 문구를 바꾸었습니다." in page
    assert MailText.objects.get().subject == "다른 담당자의 제목"


@pytest.mark.parametrize("who", ["stranger", "desk"])
def test_other_people_find_nothing(client, event, who):
    own(event)
    user = organizer_of(EventFactory()) if who == "stranger" else UserFactory(is_staff=True)
    client.force_login(user)

    statuses = [
        client.get(reverse("admin:events_event_mail_texts", args=[event.pk])).status_code,
        client.get(address(event)).status_code,
        post(client, event, "save").status_code,
        post(client, event, "trial").status_code,
        post(client, event, "restore").status_code,
    ]

    assert statuses == [404] * 5
    assert MailText.objects.count() == 1
    assert not Message.objects.exists()


@pytest.mark.parametrize(("kind", "language"), [("nothing", "ko"), ("confirmation", "fr")])
def test_unknown_kind_or_language_is_not_found(client, event, organizer, kind, language):
    assert client.get(address(event, kind, language)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_queries_however_much_there_is(
    client, event, organizer, count, django_assert_num_queries
):
    for kind in list(MailKind)[:count]:
        MailText.objects.create(
            event=event, kind=kind, language="en", changed_at=NOON, changed_by=organizer, **WORDS
        )
    RegistrationFactory.create_batch(count, event=event)
    for number in range(count):
        invite(event, email=f"p{number}@example.com")
    client.get(address(event))

    with django_assert_num_queries(5):
        assert client.get(reverse("admin:events_event_mail_texts", args=[event.pk])).status_code == 200
    with django_assert_num_queries(6):
        assert client.get(address(event)).status_code == 200
    with django_assert_num_queries(6):
        assert client.get(address(event, "invitation")).status_code == 200
