"""The typesetter that stays: it is started once, forgives a paper that cannot be set, and is replaced when it is gone."""

import pytest

from events import printjobs
from events.printjobs import ACCESSIBLE, CannotBeSet, Part, Refused
from events.standingpress import StandingPress
from tests import pdfs

PATIENCE = 60.0  # seconds


@pytest.fixture
def press():
    made = StandingPress()
    yield made
    made.close()


def _job(text, picture=""):
    html = f"<html lang=ko><head><title>x</title></head><body><p>{text}</p>{picture}</body></html>"
    return printjobs.pack([Part(html)], css=[], variant=ACCESSIBLE)


def test_papers_come_from_one_process(press):
    first = press.write(_job("하나"), seconds=PATIENCE)
    process = press._process
    second = press.write(_job("둘"), seconds=PATIENCE)

    assert [pdfs.text(paper).split() for paper in (first, second)] == [["하나"], ["둘"]]
    assert press._process is process


def test_paper_that_cannot_be_set_fails_alone(press, capfd):
    with pytest.raises(Refused, match="file:///etc/passwd"):
        press.write(_job("하나", '<img src="file:///etc/passwd">'), seconds=PATIENCE)

    assert "Refused" in capfd.readouterr().err
    assert pdfs.text(press.write(_job("둘"), seconds=PATIENCE)).split() == ["둘"]


def test_paper_that_takes_too_long_ends_the_process_and_the_next_gets_another(press):
    with pytest.raises(CannotBeSet):
        press.write(_job("하나"), seconds=0.001)

    assert pdfs.text(press.write(_job("둘"), seconds=PATIENCE)).split() == ["둘"]


def test_process_that_was_killed_is_replaced(press):
    press.write(_job("하나"), seconds=PATIENCE)
    press._process.kill()
    press._process.wait()

    assert pdfs.text(press.write(_job("둘"), seconds=PATIENCE)).split() == ["둘"]


def test_process_ends_when_nothing_comes(press, monkeypatch):
    monkeypatch.setattr("events.standingpress.STAY_SECONDS", 0.2)
    press.write(_job("하나"), seconds=PATIENCE)

    assert press._process.wait(timeout=PATIENCE) == 0


def test_process_ends_with_the_one_that_started_it(press):
    press.write(_job("하나"), seconds=PATIENCE)
    process = press._process

    process.stdin.close()

    assert process.wait(timeout=PATIENCE) == 0
