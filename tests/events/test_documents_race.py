"""Two workers with one paper, and two people asking for it."""

import pytest

from events import documents
from events.models import Document, DocumentState
from maxforum.celery import app
from tests.factories.events import NOON, EventFactory
from tests.racing import race


@pytest.fixture
def _nobody_draws():
    """The bell goes to the broker, where no worker listens."""
    app.conf.task_always_eager = False
    yield
    app.conf.task_always_eager = True


@pytest.mark.django_db(transaction=True)
def test_workers_racing_for_one_document_claim_it_once():
    document = Document.objects.create(event=EventFactory(), kind="programme", requested_at=NOON)

    claims = race(lambda _number: Document.objects.claim(document.pk, at=NOON), racers=4)

    assert sorted(claims) == [False, False, False, True]
    document.refresh_from_db()
    assert (document.state, document.attempts) == (DocumentState.RENDERING, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_nobody_draws")
def test_people_racing_to_ask_for_one_paper_get_one_document():
    event = EventFactory()

    def ask(_number: int) -> int:
        return documents.request(event_id=event.pk, kind="programme", language="ko", by_id=None, at=NOON).pk

    asked = race(ask, racers=4)

    assert set(asked) == {Document.objects.get().pk}
