"""What can be chosen about the badges of an event, in a form and on the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from events import documents, kinds
from registrations.badges import design
from registrations.models import BadgeLayout, Printer
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


def layout_of(event, name="우리 명찰", **fields):
    data = design.standard(99.1, 67.7).as_data()
    return BadgeLayout.objects.create(event=event, name=name, sheet="sticker-2x4", design=data, **fields)


def test_form_offers_the_events_own_layouts_and_all_printers():
    event, printer = EventFactory(), Printer.objects.create(name="1층 프린터")
    own = layout_of(event)
    layout_of(EventFactory(), "남의 명찰")

    form = kinds.get("badges").choices(event_id=event.pk)

    assert [value for value, _label in form.fields["layout"].choices][:3] == [
        "",
        f"own-{own.pk}",
        "sticker-2x4",
    ]
    assert "남의 명찰" not in [label for _value, label in form.fields["layout"].choices]
    assert list(form.fields["printer"].choices) == [
        ("", "보정하지 않음"),
        (str(printer.pk), "1층 프린터"),
    ]


def test_form_without_an_event_asks_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        form = kinds.get("badges").choices({"layout": "sticker-2x4"})
        assert form.is_valid()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"layout": "own-999999999999999999999"}, "「own-999999999999999999999」 명찰 양식이 없습니다."),
        ({"layout": "<b>"}, "있는 양식: sticker-2x4, sticker-2x5"),
        ({"printer": "77"}, "고른 프린터가 목록에 없습니다."),
        ({"printer": "٣"}, "고른 프린터가 목록에 없습니다."),
        ({"skip": "3, 세"}, "칸 번호를 쉼표로 나누어 적어 주세요."),
    ],
)
def test_document_of_what_there_is_not_is_refused_in_words(options, sentence):
    event = EventFactory()

    with pytest.raises(documents.OptionsRefused) as refusal:
        documents.request(
            event_id=event.pk, kind="badges", language="ko", by_id=None, at=NOON, options=options
        )

    assert sentence in str(refusal.value)
    assert not event.documents.exists()


def test_layout_of_another_event_is_refused():
    theirs = layout_of(EventFactory())

    form = kinds.get("badges").choices({"layout": f"own-{theirs.pk}"}, event_id=EventFactory().pk)

    assert list(form.errors) == ["layout"]


def test_command_names_the_layouts_there_are(tmp_path):
    event = EventFactory()
    own = layout_of(event)
    RegistrationFactory(event=event)
    file = tmp_path / "badges.pdf"

    with pytest.raises(CommandError, match=f"있는 양식: own-{own.pk}, sticker-2x4, "):
        call_command("render", "badges", event.slug, "--layout", "sticker-9x9", "-o", str(file))
    assert not file.exists()

    call_command(
        "render", "badges", event.slug, "--layout", f"own-{own.pk}", "-o", str(file), stdout=StringIO()
    )
    assert file.read_bytes().startswith(b"%PDF-")


def test_paper_of_a_layout_that_is_gone_is_not_made_again(client):
    event = EventFactory()
    client.force_login(organizer_of(event))
    own = layout_of(event)
    paper = documents.request(
        event_id=event.pk,
        kind="badges",
        language="ko",
        by_id=None,
        at=NOON,
        options={"layout": f"own-{own.pk}"},
    )
    event.documents.update(state="failed", finished_at=NOON)
    own.delete()

    response = client.post(reverse("admin:events_document_again", args=[paper.pk]), follow=True)

    assert "명찰 양식이 없습니다." in str(next(iter(response.context["messages"])))
    assert event.documents.count() == 1


def test_page_of_papers_says_which_layout_was_chosen_whatever_its_number(client, django_assert_num_queries):
    event = EventFactory()
    client.force_login(organizer_of(event))
    page = reverse("admin:events_document_of_event", args=[event.pk])
    client.get(page)
    for name in ("가", "나", "다"):
        own = layout_of(event, name)
        documents.request(
            event_id=event.pk,
            kind="badge-proof",
            language="ko",
            by_id=None,
            at=NOON,
            options={"layout": f"own-{own.pk}"},
        )
        with django_assert_num_queries(9):
            shown = client.get(page).content.decode()

    assert [f"명찰 양식: {name}" in shown for name in ("가", "나", "다")] == [True] * 3
