"""A small day at the desks: two of them cut, the database cut, the web killed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from registrations.desk import checkin
from tests.factories.events import NOON, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.rehearsal import report
from tests.rehearsal.desk import Desk
from tests.rehearsal.judging import judge
from tests.rehearsal.running import Script, rehearse
from tests.rehearsal.wire import Line


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_or_doubled_and_every_conflict_is_reported():
    played = rehearse(Script(people=60, desks=2, cuts=1, processes=1))

    verdict = played.verdict
    assert (verdict.lost, verdict.doubled) == ([], [])
    assert (verdict.unreported, verdict.misplaced) == ([], [])
    assert verdict.made >= 4  # two guests at both desks, and two who had cancelled
    assert verdict.conflicts >= verdict.made
    assert played.is_complete
    assert "lost: 0\ndoubled: 0" in report.text(played)


@pytest.mark.django_db
def test_judge_sees_what_is_lost_doubled_unreported_and_misplaced():
    guest, other, staff = RegistrationFactory(), RegistrationFactory(), UserFactory()
    kept, gone, other_ones = uuid4(), uuid4(), uuid4()
    checkin.check_in(registration_id=guest.pk, scan_id=kept, by_id=staff.pk, at=NOON)
    desk = Desk("데스크 1", guest.event.slug, Line(0, {}))
    desk.books.scans = {str(kept): guest.code}
    desk.books.let_in[guest.code] = 1
    assert judge(guest.event_id, [desk]).is_good

    desk.books.scans |= {str(gone): guest.code, str(kept): other.code}
    desk.books.refused = [str(other_ones)]
    desk.books.let_in[guest.code] = 2
    desk.books.let_in[other.code] = 1
    desk.books.offline_at[str(kept)] = NOON + timedelta(hours=1)
    desk.books.doubled = [str(kept)]
    verdict = judge(guest.event_id, [desk])

    assert sorted(verdict.lost) == sorted([str(gone), str(kept), str(other_ones), other.code])
    assert verdict.doubled == [str(kept)]
    assert verdict.unreported == [guest.code]
    assert verdict.misplaced == [str(kept)]
    assert not verdict.is_good
