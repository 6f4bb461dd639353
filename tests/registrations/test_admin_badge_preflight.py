"""출력 전 점검: what an organizer is told about badges, other words for one, and who is left out."""

import pytest
from django.urls import reverse

from events.models import Document, Event
from registrations.badges import correcting
from registrations.badges.preflight import Problem
from registrations.models import BadgeText, Registration
from registrations.states import RegistrationState
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

AS_THEY_ARE = {"name": "", "organization": "", "department": "", "title": ""}


@pytest.fixture
def event(db):
    return EventFactory()


def page(event: Event, query: str = "layout=sticker-2x4", name: str = "preflight") -> str:
    return f"{reverse(f'admin:events_event_badge_{name}', args=[event.pk])}?{query}"


def listed(response) -> list[str]:
    return [card.registration.name for card in response.context["cards"]]


def test_badges_with_findings_are_listed_the_worst_first(client, event, organizer):
    for name, words in (("가", {"title": ""}), ("나😀", {}), ("다", {})):
        RegistrationFactory(event=event, name=name, **words)

    response = client.get(page(event))

    assert listed(response) == ["나😀", "가"]
    kinds = [(problem, count) for problem, count, _advice, _query in response.context["kinds"]]
    assert kinds == [(Problem.BOXED, 1), (Problem.NO_TITLE, 1)]
    assert "명찰 3개를 점검했습니다. 확인할 명찰은 2개입니다." in response.content.decode()


def test_event_without_guests_says_that_there_is_nothing_to_check(client, event, organizer):
    told = client.get(page(event)).content.decode()

    assert "고르신 대상에 점검할 명찰이 없습니다." in told
    assert "0개를 점검" not in told


def test_badges_that_are_fine_say_so(client, event, organizer):
    RegistrationFactory(event=event)

    response = client.get(page(event))

    assert (listed(response), response.context["kinds"]) == ([], [])
    assert "확인할 것이 없습니다." in response.content.decode()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kind=no-title", ["가"]),
        ("kind=nothing", ["나😀", "가"]),
        ("q=다", ["다"]),
        ("q=한국", ["가", "나😀", "다"]),
        ("q=없는", []),
        ("page=99", ["나😀", "가"]),
        ("page=x", ["나😀", "가"]),
        ("whose=changed", []),
        ("category=press", []),
    ],
)
def test_list_is_narrowed(client, event, organizer, query, names):
    for name, words in (("가", {"title": ""}), ("나😀", {}), ("다", {})):
        RegistrationFactory(event=event, name=name, **words)

    assert listed(client.get(page(event, f"layout=sticker-2x4&{query}"))) == names


@pytest.mark.parametrize(
    "query",
    ["layout=sticker-9x9", "layout=own-1", "leave_out=x", "leave_out=-1", "whose=x", "ids=" + "9" * 30],
)
def test_choice_that_cannot_be_is_told_and_all_are_looked_at(client, event, organizer, query):
    RegistrationFactory(event=event, title="")

    response = client.get(page(event, query))

    assert response.status_code == 200
    assert listed(response) == ["홍길동"]
    assert len(list(response.context["messages"])) == 1


def test_guests_are_left_out_and_taken_in_again(client, event, organizer):
    one = RegistrationFactory(event=event, name="가", title="")
    other = RegistrationFactory(event=event, name="나", title="")
    RegistrationFactory(event=event, name="다", title="")

    response = client.get(page(event, f"leave_out={one.pk}&leave_out={other.pk}"))

    assert listed(response) == ["다"]
    assert [(guest.name, query) for guest, query in response.context["left_out"]] == [
        ("가", f"whose=all&leave_out={other.pk}"),
        ("나", f"whose=all&leave_out={one.pk}"),
    ]


def test_print_job_leaves_out_who_was_left_out(client, event, organizer):
    one = RegistrationFactory(event=event, title="")
    RegistrationFactory(event=event)
    checked = client.get(page(event, f"layout=sticker-2x4&leave_out={one.pk}"))
    jobs = reverse("admin:events_event_print_jobs", args=[event.pk])

    asked = client.get(f"{jobs}?{checked.context['everything']}")

    form = asked.context["form"]
    assert (form["leave_out"].value(), form["layout"].value()) == (str(one.pk), "sticker-2x4")
    assert (asked.context["forecast"].badges, asked.context["left_out"]) == (1, 1)


def test_print_job_of_a_choice_that_cannot_be_is_told(client, event, organizer):
    RegistrationFactory(event=event)
    jobs = reverse("admin:events_event_print_jobs", args=[event.pk])

    response = client.get(f"{jobs}?layout=sticker-9x9&leave_out=x")

    assert (response.status_code, response.context["form"]["layout"].value()) == (200, "")
    assert len(list(response.context["messages"])) == 1


def test_proof_is_asked_for_in_the_chosen_layout(client, event, organizer):
    RegistrationFactory(event=event)
    chosen = client.get(page(event)).context["proof"]

    client.post(
        reverse("admin:events_document_ask", args=[event.pk]),
        {"kind": "badge-proof", "language": "ko", **chosen},
    )

    assert Document.objects.get().options["layout"] == "sticker-2x4"


def test_words_for_the_badge_are_kept_and_the_person_is_taken_back(client, event, organizer):
    guest = RegistrationFactory(event=event, name="홍길동😀")
    words = {**AS_THEY_ARE, "registration": guest.pk, "name": " 홍\u3000길동 "}

    response = client.post(page(event), words)

    assert response.url == page(event, "layout=sticker-2x4&whose=all") + f"#badge-{guest.pk}"
    text = BadgeText.objects.get()
    assert (text.registration, text.name, text.title, text.by) == (guest, "홍 길동", "", organizer)
    guest.refresh_from_db()
    assert guest.name == "홍길동😀"


@pytest.mark.parametrize(
    "wrong",
    [{"name": "홍😀"}, {"name": "가" * 61}, {"title": "900101-1234567"}, {"organization": "가\x07나"}],
)
def test_words_that_cannot_be_kept_are_refused_beside_their_field(client, event, organizer, wrong):
    guest = RegistrationFactory(event=event)
    RegistrationFactory(event=event, name="나", title="")

    response = client.post(page(event), {**AS_THEY_ARE, "registration": guest.pk, **wrong})

    assert (response.status_code, listed(response)) == (422, ["홍길동"])
    assert "mf-error" in response.content.decode()
    assert BadgeText.objects.count() == 0


@pytest.mark.parametrize("name", ["preflight", "preview"])
@pytest.mark.parametrize("number", ["", "abc", "²", "0", "9" * 30])
def test_guest_that_cannot_be_is_not_found(client, event, organizer, name, number):
    response = client.post(page(event, name=name), {**AS_THEY_ARE, "registration": number})

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["preflight", "preview"])
def test_guests_of_others_and_those_without_a_badge_are_out_of_reach(client, event, organizer, name):
    other = RegistrationFactory(name="남의손님")
    gone = RegistrationFactory(event=event, state=RegistrationState.CANCELLED)

    for guest in (other, gone):
        words = {**AS_THEY_ARE, "registration": guest.pk, "name": "나"}
        assert client.post(page(event, name=name), words).status_code == 404
        assert client.post(page(other.event, name=name), words).status_code == 404
    assert client.get(page(other.event)).status_code == 404
    assert BadgeText.objects.count() == 0


@pytest.mark.parametrize("name", ["preflight", "preview"])
def test_who_organizes_nothing_does_not_get_in(client, event, name):
    client.force_login(UserFactory())

    assert client.get(page(event, name=name)).status_code in {302, 403, 404, 405}
    assert client.post(page(event, name=name), {"registration": 1}).status_code in {302, 403, 404}


def test_look_at_a_badge_keeps_nothing(client, event, organizer):
    guest = RegistrationFactory(event=event, name="홍길동😀")
    words = {**AS_THEY_ARE, "registration": guest.pk, "name": "<b>홍두깨</b>"}

    response = client.post(page(event, name="preview"), words)

    text = response.content.decode()
    assert (response.status_code, "&lt;b&gt;홍두깨&lt;/b&gt;" in text, "문제 없음" in text) == (
        200,
        True,
        True,
    )
    assert BadgeText.objects.count() == 0
    assert client.get(page(event, name="preview")).status_code == 405


def test_look_at_a_badge_says_what_cannot_be(client, event, organizer):
    guest = RegistrationFactory(event=event)

    response = client.post(page(event, name="preview"), {"registration": guest.pk, "name": "홍😀"})

    assert (response.status_code, "성명: 그림 문자" in response.content.decode()) == (422, True)


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_however_many(client, event, organizer, django_assert_num_queries, count):
    for number, guest in enumerate(RegistrationFactory.create_batch(count, event=event, name="홍길동😀")):
        words = {"title": f"{number}"}
        correcting.correct(registration_id=guest.pk, words=words, by_id=organizer.pk, at=NOON)
    client.get(page(event))

    with django_assert_num_queries(10):
        client.get(page(event))


def test_form_offers_the_words_that_stand_on_the_badge(client, event, organizer):
    guest = RegistrationFactory(event=event, name="홍길동😀", title="과장")
    correcting.correct(registration_id=guest.pk, words={"title": "팀장"}, by_id=None, at=NOON)

    (card,) = client.get(page(event)).context["cards"]

    assert (card.form["name"].initial, card.form["title"].initial) == (None, "팀장")
    assert Registration.objects.get().title == "과장"
