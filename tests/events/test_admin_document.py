import pytest
from django.urls import reverse

from events import kinds
from events.models import Document, DocumentState
from tests.factories.admin import make_document, organizer_of
from tests.factories.events import NOON, EventFactory


@pytest.fixture
def event(db):
    return EventFactory()


def _document(event, organizer, **fields):
    return Document.objects.create(
        event=event, kind="programme", requested_at=NOON, requested_by=organizer, **fields
    )


def test_paper_is_asked_for_from_the_events_page(client, event, organizer):
    url = reverse("admin:events_document_ask", args=[event.pk])

    response = client.post(url, {"kind": "programme", "language": "en"})

    document = event.documents.get()
    assert response.url == reverse("admin:events_document_of_event", args=[event.pk])
    assert (document.kind, document.language, document.state) == ("programme", "en", DocumentState.QUEUED)
    assert document.requested_by == organizer


@pytest.mark.parametrize(
    "fields", [{"kind": "bomb", "language": "ko"}, {"kind": "programme", "language": "fr"}, {}]
)
def test_paper_of_an_unknown_kind_or_language_is_refused(client, event, organizer, fields):
    response = client.post(reverse("admin:events_document_ask", args=[event.pk]), fields, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "만들 문서의 종류와 언어를 골라 주세요."
    ]
    assert not event.documents.exists()


def test_asking_for_a_paper_needs_a_post(client, event, organizer):
    assert client.get(reverse("admin:events_document_ask", args=[event.pk])).status_code == 405


def test_paper_in_work_asks_again_by_itself(client, event, organizer):
    document = _document(event, organizer, state=DocumentState.RENDERING, done=3, total=10, claimed_at=NOON)
    url = reverse("admin:events_document_progress", args=[document.pk])

    part = client.get(url).content.decode()

    assert f'hx-get="{url}"' in part
    assert "3/10 작성 중" in part


def test_finished_paper_is_offered_and_asks_no_more(client, event, organizer):
    document = make_document(event, organizer)

    part = client.get(reverse("admin:events_document_progress", args=[document.pk])).content.decode()

    assert "hx-get" not in part
    assert reverse("admin:events_document_file", args=[document.pk]) in part


def test_failed_paper_tells_why(client, event, organizer):
    document = _document(event, organizer, state=DocumentState.FAILED, error="확정한 프로그램이 없습니다.")

    part = client.get(reverse("admin:events_document_progress", args=[document.pk])).content.decode()

    assert "hx-get" not in part
    assert "확정한 프로그램이 없습니다." in part


def test_file_goes_to_the_organizer(client, event, organizer):
    document = make_document(event, organizer)

    response = client.get(reverse("admin:events_document_file", args=[document.pk]))

    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert response["Content-Disposition"] == 'attachment; filename="programme.pdf"'


def test_file_does_not_go_to_whoever_is_not_signed_in(client, event):
    document = make_document(event, organizer_of(event))

    assert client.get(reverse("admin:events_document_file", args=[document.pk])).status_code == 302


def test_paper_without_a_file_is_not_found(client, event, organizer):
    document = _document(event, organizer)

    assert client.get(reverse("admin:events_document_file", args=[document.pk])).status_code == 404


def test_paper_is_made_again(client, event, organizer):
    document = make_document(event, organizer)

    client.post(reverse("admin:events_document_again", args=[document.pk]))

    assert list(event.documents.order_by("pk").values_list("state", flat=True)) == [
        DocumentState.DONE,
        DocumentState.QUEUED,
    ]


@pytest.mark.parametrize("papers", [1, 3])
def test_page_of_papers_costs_the_same_however_many_there_are(
    client, event, organizer, django_assert_num_queries, papers
):
    for _number in range(papers):
        make_document(event, organizer)

    with django_assert_num_queries(9):
        client.get(reverse("admin:events_document_of_event", args=[event.pk]))


def _show(client, event, **fields):
    return client.post(reverse("admin:events_document_show", args=[event.pk]), fields)


def test_paper_is_shown_as_a_page_without_the_pdf_engine(client, event, organizer, monkeypatch):
    monkeypatch.setattr(kinds, "AS_PDF", "nowhere.at_all")

    response = _show(client, event, kind="register", language="ko", order="name", blank_rows="2")

    assert response.status_code == 200
    assert "참석자 등록부" in response.content.decode()
    assert response["Content-Disposition"] == f'inline; filename="register-{event.slug}.html"'
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not event.documents.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "bomb", "language": "ko"}, "만들 문서의 종류와 언어를 골라 주세요."),
        ({"kind": "plain", "language": "ko"}, "PDF로만 만들 수 있는 문서입니다: 그림"),
        ({"kind": "programme", "language": "ko"}, "확정본이 없어"),
        ({"kind": "register", "language": "ko", "blank_rows": "-1"}, "0"),
    ],
)
def test_paper_that_cannot_be_shown_says_why(client, event, organizer, monkeypatch, fields, sentence):
    monkeypatch.setitem(kinds._kinds, "plain", kinds.Kind(name="plain", label="그림", renderer="nowhere"))

    response = client.post(reverse("admin:events_document_show", args=[event.pk]), fields, follow=True)

    [message] = [str(message) for message in response.context["messages"]]
    assert sentence in message


def test_page_of_a_paper_needs_a_post_and_the_events_organizer(client, event, organizer):
    assert client.get(reverse("admin:events_document_show", args=[event.pk])).status_code == 405
    assert _show(client, EventFactory(), kind="register", language="ko").status_code == 404


def test_only_papers_made_of_html_are_offered_as_pages(client, event, organizer, monkeypatch):
    monkeypatch.setitem(kinds._kinds, "plain", kinds.Kind(name="plain", label="그림", renderer="nowhere"))

    page = client.get(reverse("admin:events_document_of_event", args=[event.pk])).content.decode()

    offered = page.count(f'formaction="{reverse("admin:events_document_show", args=[event.pk])}"')
    assert offered == len([kind for kind in kinds.every() if kind.pages and not kind.desk])
    assert 0 < offered < len(kinds.every())
