"""Each fact good and bad, the command's exit code, and /health."""

import time
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from threading import Event

import pytest
from django.conf import settings as project_settings
from django.core.cache import cache
from django.core.management import call_command
from django.db.utils import ConnectionHandler

from maxforum import doctor, views
from maxforum.celery import BEAT_TICK_KEY, app, note_beat_tick
from tests import workers
from tests.smtp import free_port, mail_server

NAMES = ["python", "pango", "fonts", "postgresql", "broker", "worker", "beat", "mail", "disk"]


@pytest.fixture
def fresh_watch(monkeypatch):
    """A watch that has seen nothing yet, and looks every time."""
    monkeypatch.setattr(views, "_watch", doctor.Watch(seconds=-1))


@pytest.fixture
def _worker_and_beat(settings):
    """A worker that listens where this process rings, and a beat that has ticked."""
    workers.empty_broker()
    with workers.celery("worker", env={**workers.environment(), "REDIS_URL": settings.REDIS_URL}):
        assert workers.wait_until(lambda: doctor.worker().is_good, seconds=30)
        cache.set(BEAT_TICK_KEY, time.time(), timeout=None)
        yield


def test_python_is_judged_by_its_version():
    assert doctor.python((3, 11, 0)).is_good
    assert not doctor.python((3, 10, 14)).is_good


def test_pango_names_the_library_that_does_not_load():
    assert doctor.pango().is_good
    assert doctor.pango(["pango-1.0", "no-such-library"]).detail == "missing: no-such-library"
    assert not doctor.pango(["no-such-library"]).is_good


def test_fonts_are_missed_one_by_one(tmp_path):
    (tmp_path / "PretendardGOV-Bold.ttf").write_bytes(b"")

    assert doctor.fonts().is_good
    assert doctor.fonts(tmp_path).detail == "missing: PretendardGOV-Regular.ttf"
    assert not doctor.fonts(tmp_path).is_good


@pytest.mark.django_db
def test_postgresql_answers_and_is_new_enough():
    assert doctor.postgresql().is_good
    assert not doctor.postgresql(oldest=99).is_good


@pytest.mark.django_db
def test_postgresql_that_is_down_is_wrong(tmp_path):
    nowhere = {**project_settings.DATABASES["default"], "HOST": str(tmp_path), "PORT": "5432"}
    handler = ConnectionHandler({"default": nowhere})

    fact = doctor.postgresql(handler["default"])

    assert not fact.is_good
    assert "DATABASE_URL" in fact.remedy


def test_broker_answers_or_is_wrong():
    assert doctor.broker().is_good
    assert not doctor.broker(f"redis://127.0.0.1:{free_port()}/0").is_good


def test_worker_is_wrong_while_none_listens():
    assert not doctor.worker().is_good


def test_worker_is_wrong_without_a_broker():
    fact = doctor.worker(app.__class__(broker=f"redis://127.0.0.1:{free_port()}/0", set_as_current=False))

    assert not fact.is_good
    assert fact.detail != "none answers"


def test_beat_is_judged_by_its_last_tick():
    assert doctor.beat().detail == "has never ticked"
    note_beat_tick()

    now = time.time()
    assert doctor.beat(at=now + 119).is_good
    assert not doctor.beat(at=now + 121).is_good


def test_mail_server_answers_or_is_wrong(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_URL = "smtp://127.0.0.1"
    settings.EMAIL_HOST = "127.0.0.1"

    with mail_server() as mailbox:
        settings.EMAIL_PORT = mailbox.port
        assert doctor.mail().is_good
    assert not doctor.mail().is_good


def test_mail_folder_that_cannot_be_used_is_wrong(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    assert doctor.mail().is_good

    (tmp_path / "mail").write_text("a file in the way")
    assert not doctor.mail().is_good


@pytest.mark.django_db
def test_bounce_mailbox_is_looked_at_where_there_is_one(settings):
    settings.BOUNCE_IMAP_URL = f"imap://bounce:secret@127.0.0.1:{free_port()}/INBOX"

    fact = doctor.bounces()

    assert (fact.is_good, "refused" in fact.detail) == (False, True)
    assert [one.name for one in doctor.examine()] == [*NAMES, "bounces"]


def test_disk_is_judged_by_what_is_free(tmp_path):
    assert doctor.disk(tmp_path / "not" / "yet", least=1).is_good
    assert not doctor.disk(tmp_path, least=10**18).is_good


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_worker_and_beat", "fresh_watch")
def test_everything_well_is_200_and_exit_code_0(client):
    out = StringIO()

    response = client.get("/health")
    call_command("doctor", stdout=out)

    assert (response.status_code, response.json()) == (
        200,
        {"healthy": True, "facts": dict.fromkeys(NAMES, True)},
    )
    assert [line.split()[:2] for line in out.getvalue().splitlines()] == [["ok", name] for name in NAMES]


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh_watch")
def test_something_wrong_is_503_and_exit_code_1_with_a_remedy(client):
    out = StringIO()

    response = client.get("/health")
    with pytest.raises(SystemExit) as end:
        call_command("doctor", stdout=out, no_color=True)

    facts = dict.fromkeys(NAMES, True) | {"worker": False, "beat": False}
    assert (response.status_code, response.json()) == (503, {"healthy": False, "facts": facts})
    assert end.value.code == 1
    assert "→ Start a worker: `make run`" in out.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh_watch")
def test_health_names_no_address_and_is_not_kept(client):
    response = client.get("/health")

    assert set(response.json()) == {"healthy", "facts"}
    assert set(map(type, response.json()["facts"].values())) == {bool}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_watch_looks_again_only_after_its_time():
    watch = doctor.Watch(seconds=60)

    assert watch.facts() is watch.facts()
    assert doctor.Watch(seconds=-1).facts() is not doctor.Watch(seconds=-1).facts()


def test_watch_looks_once_for_all_who_ask_at_once():
    looks = []

    def look():
        looks.append(len(looks))
        time.sleep(0.2)
        return [doctor.Fact("look", is_good=True, detail=str(len(looks)))]

    watch = doctor.Watch(seconds=60, look=look)
    with ThreadPoolExecutor(8) as askers:
        seen = {askers.submit(watch.facts) for _asker in range(8)}

    assert {asked.result()[0].detail for asked in seen} == {"1"}
    assert looks == [0]


def test_watch_gives_the_old_facts_while_somebody_looks():
    began, may_end = Event(), Event()

    def look():
        if watch._facts:
            began.set()
            may_end.wait(10)
            return [doctor.Fact("look", is_good=True, detail="second")]
        return [doctor.Fact("look", is_good=True, detail="first")]

    watch = doctor.Watch(seconds=-1, look=look)
    watch.facts()
    with ThreadPoolExecutor(2) as askers:
        looking = askers.submit(watch.facts)
        assert began.wait(10)
        meanwhile = askers.submit(watch.facts).result(timeout=5)
        may_end.set()

    assert (meanwhile[0].detail, looking.result()[0].detail) == ("first", "second")


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh_watch")
def test_health_without_a_broker_answers(client, settings):
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"

    facts = client.get("/health").json()["facts"]

    assert (facts["broker"], facts["worker"], facts["beat"], facts["postgresql"]) == (
        False,
        False,
        False,
        True,
    )


@pytest.mark.django_db
def test_nobody_is_asked_through_a_broker_that_is_down(settings):
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"

    facts = {fact.name: fact.detail for fact in doctor.examine()}

    # An answer that nobody can give would be waited for.
    assert (facts["worker"], facts["beat"]) == ("cannot be asked", "cannot be asked")


def test_live_needs_nothing(client):
    response = client.get("/health/live")

    assert (response.status_code, response.json()) == (200, {"live": True})
