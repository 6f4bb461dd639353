"""The day itself: a crowd, desks, the site, and what goes wrong with them."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from events.models import Event
from tests.factories.events import EventFactory
from tests.rehearsal import plan, stage, troubles
from tests.rehearsal.desk import Desk
from tests.rehearsal.judging import Verdict, judge
from tests.rehearsal.wire import Unreachable
from tests.smtp import free_port

CANCELLED = 0.02  # of the crowd before the doors open
DRAINING = 60.0  # seconds until every outbox must be empty once the network is back
PAUSE = 0.2  # seconds between two looks


@dataclass(frozen=True)
class Script:
    """How large a day. ``rate``: turns a second of all desks, 0 as fast as they can; it ends after ``minutes``."""

    people: int
    desks: int
    cuts: int
    rate: float = 0.0
    seed: int = 1
    minutes: float = 30.0
    processes: int = 2


@dataclass
class Report:
    verdict: Verdict
    desks: list[Desk]
    seconds: float = 0.0
    is_complete: bool = True
    troubles: list[str] = field(default_factory=list)


def rehearse(script: Script) -> Report:
    """Play the day on the database that is connected, and judge it."""
    assert script.desks >= 2, "a desk that is cut needs another one to disagree with"
    event = EventFactory(open_now=True, capacity=script.people)
    people = stage.gather(event, people=script.people, seed=script.seed)
    cancelled = [person.code for person in people[: max(1, int(script.people * CANCELLED))]]
    stage.cancel(event, cancelled)
    guests = [(person.code, person.name) for person in people if person.code not in set(cancelled)]
    day = plan.phases(guests, cancelled, desks=script.desks, cuts=script.cuts, seed=script.seed)
    port = free_port()
    desks = [stage.open_desk(event, number, port) for number in range(script.desks)]
    began = time.monotonic()
    deadline = began + script.minutes * 60
    report = Report(Verdict(), desks)
    with troubles.site(port, processes=script.processes) as site:
        for desk in desks:
            desk.load()
        for phase in day:
            _play(phase, event, desks, site, script.rate, deadline, report)
        report.is_complete = time.monotonic() < deadline
        _drain(desks)
    report.seconds = time.monotonic() - began
    report.verdict = judge(event.pk, desks)
    return report


def _play(
    phase: plan.Phase,
    event: Event,
    desks: Sequence[Desk],
    site: troubles.Site,
    rate: float,
    deadline: float,
    report: Report,
) -> None:
    """All desks at once; the troubles come when a third and a half of the turns are taken."""
    for number in phase.cut:
        _patiently(desks[number])
        desks[number].is_cut = True
    stage.cancel(event, phase.leavers)
    due = sum(len(turns) for turns in phase.turns)
    before = sum(desk.turns_taken for desk in desks)
    pace = len(desks) / rate if rate else 0.0

    def work(desk: Desk, turns: list[plan.Turn]) -> None:
        begins = time.monotonic()
        for number, turn in enumerate(turns):
            time.sleep(max(0.0, begins + number * pace - time.monotonic()))
            if time.monotonic() > deadline:
                return
            desk.take(turn)

    with ThreadPoolExecutor(len(desks)) as pool:
        working = [pool.submit(work, desk, turns) for desk, turns in zip(desks, phase.turns, strict=True)]

        def wait_for(share: float) -> None:
            while sum(desk.turns_taken for desk in desks) - before < due * share and not all(
                one.done() for one in working
            ):
                time.sleep(0.01)

        if phase.is_database_cut:
            wait_for(1 / 3)
            report.troubles.append(f"{troubles.cut_database()} database connections cut")
        if phase.is_web_killed:
            wait_for(1 / 2)
            site.restart()
            report.troubles.append("web killed and started again")
        for one in working:
            one.result()
    if phase.cut:
        _return(
            [desks[number] for number in phase.cut], site if phase.is_web_killed_at_return else None, report
        )


def _return(desks: Sequence[Desk], site: troubles.Site | None, report: Report) -> None:
    """The cut desks send at once what they have; the ``site`` dies when one of them has sent its first batch."""
    kept = [len(desk.outbox) for desk in desks]
    report.troubles += [f"{desk.name} cut, back with {len(desk.outbox)} scans" for desk in desks]

    def send(desk: Desk) -> None:
        desk.is_cut = False
        with suppress(Unreachable):  # it goes on with its next turn
            desk.sync(is_clumsy=True)

    with ThreadPoolExecutor(len(desks)) as pool:
        working = [pool.submit(send, desk) for desk in desks]
        if site is not None:
            while [len(desk.outbox) for desk in desks] == kept and not all(one.done() for one in working):
                time.sleep(0.01)
            site.restart()
            left = sum(len(desk.outbox) for desk in desks)
            report.troubles.append(f"web killed while they sent, {left} scans left")
        for one in working:
            one.result()


def _patiently(desk: Desk) -> None:
    """Send what is kept and hear what is new, however often it takes.

    :raises Unreachable: the site does not come back
    """
    deadline = time.monotonic() + DRAINING
    while True:
        try:
            desk.sync()
            return desk.catch_up()
        except Unreachable:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE)


def _drain(desks: Sequence[Desk]) -> None:
    for desk in desks:
        with suppress(Unreachable):  # what stays unsent is judged as lost
            _patiently(desk)
