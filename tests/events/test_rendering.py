"""A document is drawn once, by one worker; its file is whole or absent; a failure leaves a sentence."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import translation

from events import documents, kinds, rendering
from events.kinds import Kind, NothingToPrint, Options, Paper, Progress
from events.models import Document, DocumentState
from tests.events.test_wholefiles import TOO_MUCH, little_room
from tests.factories.events import NOON, EventFactory, UserFactory

recorded: list[dict] = []


def whole(*, event_id: int, language: str, at: datetime, progress: Progress, options: Options) -> Paper:
    progress(1, 2)
    progress(2, 2)
    content = f"{event_id} {language} {translation.get_language()} {at.isoformat()}".encode()
    return Paper(content=content, name="whole.pdf", record=lambda **written: recorded.append(written))


def nothing(*, event_id: int, language: str, at: datetime, progress: Progress, options: Options) -> Paper:
    raise NothingToPrint("출력할 것이 없습니다.")


def broken(*, event_id: int, language: str, at: datetime, progress: Progress, options: Options) -> Paper:
    progress(1, 4)
    raise ZeroDivisionError("by zero")


def overtaken(*, event_id: int, language: str, at: datetime, progress: Progress, options: Options) -> Paper:
    _let_another_worker_claim(event_id)
    progress(1, 2)
    raise AssertionError("unreachable")


def overtaken_at_the_end(
    *, event_id: int, language: str, at: datetime, progress: Progress, options: Options
) -> Paper:
    _let_another_worker_claim(event_id)
    return Paper(content=b"late", name="late.pdf", record=lambda **written: recorded.append(written))


def unrecordable(
    *, event_id: int, language: str, at: datetime, progress: Progress, options: Options
) -> Paper:
    def record(**written: object) -> None:
        raise ZeroDivisionError("no ledger")

    return Paper(content=b"x", name="unrecordable.pdf", record=record)


def large(*, event_id: int, language: str, at: datetime, progress: Progress, options: Options) -> Paper:
    return Paper(content=TOO_MUCH, name="large.pdf", record=lambda **written: recorded.append(written))


def _let_another_worker_claim(event_id: int) -> None:
    document = Document.objects.get(event=event_id)
    assert Document.objects.claim(document.pk, at=document.claimed_at + settings.DOCUMENT_LEASE)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    for draw in (whole, nothing, broken, overtaken, overtaken_at_the_end, unrecordable, large):
        kinds.register(Kind(name=draw.__name__, label=draw.__name__, renderer=f"{__name__}.{draw.__name__}"))
    recorded.clear()
    yield
    recorded.clear()


def _queued(kind: str, **fields: object) -> Document:
    return Document.objects.create(event=EventFactory(), kind=kind, requested_at=NOON, **fields)


def _files() -> list[str]:
    root = Path(default_storage.location)
    return [path.name for path in root.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_render_document_keeps_the_file_and_closes_the_row():
    asker = UserFactory()
    document = _queued("whole", language="en", requested_by=asker)

    rendering.render_document(document.pk, at=NOON)

    document.refresh_from_db()
    assert (document.state, document.done, document.total) == (DocumentState.DONE, 2, 2)
    assert (document.error, document.attempts) == ("", 1)
    with document.file.open() as file:
        content = file.read().decode()
    assert content == f"{document.event_id} en en {NOON.isoformat()}"
    assert recorded == [{"document_id": document.pk, "by_id": asker.pk, "at": document.finished_at}]


@pytest.mark.django_db
def test_render_document_again_does_nothing():
    document = _queued("whole")
    rendering.render_document(document.pk, at=NOON)

    rendering.render_document(document.pk, at=NOON + 2 * settings.DOCUMENT_LEASE)

    document.refresh_from_db()
    assert document.attempts == 1
    assert len(recorded) == 1
    assert _files() == ["whole.pdf"]


@pytest.mark.django_db
def test_render_document_with_nothing_to_print_fails_with_the_reason():
    document = _queued("nothing")

    rendering.render_document(document.pk, at=NOON)

    document.refresh_from_db()
    assert (document.state, document.error) == (DocumentState.FAILED, "출력할 것이 없습니다.")
    assert _files() == []


@pytest.mark.django_db
def test_render_document_that_breaks_fails_with_the_error_and_its_progress():
    document = _queued("broken")

    rendering.render_document(document.pk, at=NOON)

    document.refresh_from_db()
    assert (document.state, document.error) == (DocumentState.FAILED, "ZeroDivisionError: by zero")
    assert (document.done, document.total) == (1, 4)
    assert _files() == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["overtaken", "overtaken_at_the_end"])
def test_render_document_taken_over_leaves_it_to_the_other_worker(kind):
    document = _queued(kind)

    rendering.render_document(document.pk, at=NOON)

    document.refresh_from_db()
    assert (document.state, document.attempts, document.error) == (DocumentState.RENDERING, 2, "")
    assert document.file.name == ""
    assert recorded == []
    assert _files() == []


@pytest.mark.django_db
def test_render_document_whose_record_fails_keeps_no_file():
    document = _queued("unrecordable")

    rendering.render_document(document.pk, at=NOON)

    document.refresh_from_db()
    assert (document.state, document.error) == (DocumentState.FAILED, "ZeroDivisionError: no ledger")
    assert document.file.name == ""
    assert _files() == []


@pytest.mark.django_db
def test_render_document_for_which_there_is_no_room_fails_and_keeps_no_part_of_it():
    document = _queued("large")

    with little_room():
        rendering.render_document(document.pk, at=NOON)

    document.refresh_from_db()
    assert (document.state, document.error) == (
        DocumentState.FAILED,
        "OSError: [Errno 27] File too large",
    )
    assert document.file.name == ""
    assert recorded == []
    assert _files() == []


@pytest.mark.django_db
def test_render_document_is_given_up_after_three_dead_workers():
    document = _queued(
        "whole", state=DocumentState.RENDERING, attempts=3, claimed_at=NOON - settings.DOCUMENT_LEASE
    )

    rendering.render_document(document.pk, at=NOON)

    document.refresh_from_db()
    assert (document.state, document.attempts) == (DocumentState.FAILED, 4)
    assert document.error == "Given up after 3 attempts: a worker ended in the middle of each."


@pytest.mark.django_db
def test_render_document_in_another_workers_hands_is_left_alone():
    document = _queued("whole", state=DocumentState.RENDERING, attempts=1, claimed_at=NOON)

    rendering.render_document(document.pk, at=NOON + settings.DOCUMENT_LEASE - timedelta(seconds=1))

    document.refresh_from_db()
    assert (document.state, document.attempts) == (DocumentState.RENDERING, 1)


@pytest.mark.django_db
def test_request_while_one_is_on_its_way_gives_that_one():
    event = EventFactory()
    asked = {"event_id": event.pk, "kind": "whole", "by_id": None, "at": NOON}
    first = documents.request(language="ko", **asked)

    assert documents.request(language="ko", **asked) == first
    assert documents.request(language="en", **asked) != first


@pytest.mark.django_db
def test_request_rings_the_worker_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        document = documents.request(
            event_id=EventFactory().pk, kind="whole", language="ko", by_id=None, at=NOON
        )

    document.refresh_from_db()
    assert document.state == DocumentState.DONE


@pytest.mark.django_db
def test_request_of_an_unknown_kind_leaves_no_row():
    with pytest.raises(KeyError):
        documents.request(event_id=EventFactory().pk, kind="none", language="ko", by_id=None, at=NOON)

    assert Document.objects.count() == 0


@pytest.mark.django_db
def test_render_command_writes_the_file_whole_and_records_it(tmp_path):
    event = EventFactory()
    output = tmp_path / "paper.pdf"
    output.write_bytes(b"an older and longer paper that must not shine through, not even at its end" * 9)

    call_command("render", "whole", event.slug, "-o", str(output), "--language", "en", stdout=StringIO())

    assert output.read_text().startswith(f"{event.pk} en en ")
    assert [(written["document_id"], written["by_id"]) for written in recorded] == [(None, None)]
    assert [path.name for path in tmp_path.iterdir()] == ["paper.pdf"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "slug", "sentence"),
    [
        ("none", "known", "There is no paper 'none'."),
        ("whole", "unknown", "There is no event 'unknown'. Known: known."),
        ("nothing", "known", "출력할 것이 없습니다."),
    ],
)
def test_render_command_that_cannot_says_so_and_writes_nothing(tmp_path, kind, slug, sentence):
    EventFactory(slug="known")

    with pytest.raises(CommandError) as refusal:
        call_command("render", kind, slug, "-o", str(tmp_path / "paper.pdf"))

    assert str(refusal.value).startswith(sentence)
    assert refusal.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_render_command_into_a_missing_folder_says_so(tmp_path):
    with pytest.raises(CommandError) as refusal:
        call_command("render", "whole", EventFactory().slug, "-o", str(tmp_path / "none" / "paper.pdf"))

    assert refusal.value.returncode == 2
    assert recorded == []


@pytest.mark.django_db
def test_render_command_writes_a_paper_as_html(tmp_path):
    event = EventFactory()
    output = tmp_path / "register.html"

    options = {"format": "html", "blank_rows": "2", "stdout": StringIO()}
    call_command("render", "register", event.slug, "-o", str(output), **options)

    page = output.read_text()
    assert page.startswith("<!doctype html>")
    assert page.count('<td class="register-number">') == 2


@pytest.mark.django_db
def test_render_command_of_a_paper_that_is_no_html_says_so(tmp_path):
    with pytest.raises(CommandError, match="PDF로만 만들 수 있는 문서입니다: whole"):
        call_command(
            "render", "whole", EventFactory().slug, "-o", str(tmp_path / "whole.html"), format="html"
        )
    assert not any(tmp_path.iterdir())
