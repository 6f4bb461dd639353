"""What is printed of a rehearsal."""

from collections import defaultdict
from collections.abc import Sequence

from tests.rehearsal.running import Report

MOST_NAMED = 10
ACTIONS = ("roster", "find", "find by name", "check in", "undo", "sync", "changes")


def text(played: Report) -> str:
    """Times, troubles and the verdict, line by line."""
    verdict = played.verdict
    faults = {
        "lost": verdict.lost,
        "doubled": verdict.doubled,
        "not reported": verdict.unreported,
        "at a wrong time": verdict.misplaced,
    }
    missed = [name for desk in played.desks for name in desk.books.missed_by_name]
    sought = sum(desk.books.sought_by_name for desk in played.desks)
    turns = sum(desk.turns_taken for desk in played.desks)
    early = "" if played.is_complete else ", ended before the last guest"
    return "\n".join(
        [
            *_times(played),
            "",
            *played.troubles,
            f"turns without an answer: {sum(desk.books.outages for desk in played.desks)}",
            f"sought by name: {sought}, not on the page: {_named([ascii(name) for name in missed])}",
            f"turns {turns:,}, scans in the ledger {verdict.scans:,}, {played.seconds:.0f} s{early}",
            f"conflicts made {verdict.made}, reported {verdict.conflicts}",
            *(f"{what}: {_named(found)}" for what, found in faults.items()),
        ]
    )


def _named(found: Sequence[str]) -> str:
    return f"{len(found)} {' '.join(found[:MOST_NAMED])}".rstrip()


def _times(played: Report) -> list[str]:
    taken: defaultdict[str, list[float]] = defaultdict(list)
    for desk in played.desks:
        for action, seconds in desk.books.taken.items():
            taken[action] += seconds
    lines = [f"{'ms':<14}{'p50':>8}{'p95':>8}{'p99':>8}{'count':>8}"]
    for action in ACTIONS:
        seconds = sorted(taken[action])
        if seconds:
            marks = (seconds[int(len(seconds) * share)] * 1000 for share in (0.5, 0.95, 0.99))
            lines.append(f"{action:<14}{''.join(f'{mark:>8.0f}' for mark in marks)}{len(seconds):>8,}")
    return lines
