"""One desk: it lets in through the site while that answers, and by its own roster into its outbox while it does not."""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.utils import timezone

from registrations.desk import admitting
from tests.registrations.desk.sealed import seal_for
from tests.rehearsal.plan import Turn
from tests.rehearsal.wire import Line, Unreachable

BATCH = 20  # scans of one request: few, so that a return takes several
_ENTRIES = {"entered", "override"}
_SUCCESS = b"notice--success"


@dataclass
class Books:
    """What a desk knows by itself, which the ledger has to agree with."""

    scans: dict[str, str] = field(default_factory=dict)  # whose code, by number: accepted, or still kept
    let_in: Counter[str] = field(
        default_factory=Counter
    )  # how often each guest went through, less what was undone
    offline_at: dict[str, datetime] = field(default_factory=dict)  # when it truly was
    offline_entries: set[str] = field(default_factory=set)  # guests
    refused: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    taken: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sought_by_name: int = 0
    missed_by_name: list[str] = field(default_factory=list)
    outages: int = 0


@dataclass
class Desk:
    """``skew`` is how wrong its clock is."""

    name: str
    slug: str
    line: Line
    skew: timedelta = timedelta()
    is_cut: bool = False
    turns_taken: int = 0
    books: Books = field(default_factory=Books)
    outbox: list[dict[str, Any]] = field(default_factory=list)
    _states: dict[str, str] = field(default_factory=dict)
    _inside: dict[str, str] = field(default_factory=dict)  # by which scan
    _cursor: int = 0
    _seal_key: str = ""
    _sequence: int = 0
    _last: tuple[str, str] | None = None  # the entry that may be undone: its number and whose it is

    def load(self) -> None:
        """Take the roster.

        :raises Unreachable: there is no network
        """
        with self._timed("roster"):
            told = json.loads(self._get(f"roster/?{urlencode({'device': self.name})}"))
        self._know(told)

    def catch_up(self) -> None:
        """Hear what the other desks did.

        :raises Unreachable: there is no network
        """
        with self._timed("changes"):
            told = json.loads(self._get(f"roster/changes/?since={self._cursor}"))
        self._know(told)

    def take(self, turn: Turn) -> None:
        """Whatever happens to the network, the guest is dealt with."""
        self.turns_taken += 1
        if self.is_cut:
            return self._take_offline(turn)
        try:
            if self.outbox:
                self.sync()
                self.catch_up()
            return self._take_online(turn)
        except Unreachable:
            self.books.outages += 1
            return self._take_offline(turn)

    def sync(self, *, is_clumsy: bool = False) -> None:
        """Send the outbox, in order. ``is_clumsy``: an answer is lost, and a batch is sent once more than it need be.

        :raises Unreachable: the rest is kept
        """
        while self.outbox:
            batch = self.outbox[:BATCH]
            if is_clumsy:
                self.line.send_and_hang_up(self._path("outbox/"), self._envelope(batch))
            self._settle(batch, self._send(batch))
            if is_clumsy:
                again = self._send(batch)
                self.books.doubled += [row["scan_id"] for row in again if not row.get("is_repeat")]
            is_clumsy = False

    def _take_online(self, turn: Turn) -> None:
        if turn.code:
            self._admit_online(turn)
        elif self._last is not None:
            scan_id, code = self._last
            number = str(uuid4())
            with self._timed("undo"):
                answer = self.line.form(self._path("undo/"), scan_id=number, undoes=scan_id)
            self.books.scans[number] = code
            self._last = None
            if _SUCCESS in self._follow(answer.location):
                self.books.let_in[code] -= 1
                self._inside.pop(code, None)

    def _admit_online(self, turn: Turn) -> None:
        number = str(uuid4())
        if turn.name:
            self._seek(turn)
        with self._timed("find"):
            page = self._get(f"?{urlencode({'q': turn.code})}")
        if f"/{turn.code}/check-in/".encode() not in page:
            self.line.form(self._path("missed/"), scan_id=number, q=turn.code)
            self.books.scans[number] = turn.code
            return
        with self._timed("check in"):
            answer = self.line.form(self._path(f"{turn.code}/check-in/"), scan_id=number, list="")
        assert answer.status == 302, answer
        self.books.scans[number] = turn.code
        if _SUCCESS in self._follow(answer.location):
            self._let_in(turn.code, number)

    def _seek(self, turn: Turn) -> None:
        with self._timed("find by name"):
            page = self._get(f"?{urlencode({'q': turn.name})}")
        self.books.sought_by_name += 1
        if turn.code.encode() not in page:
            self.books.missed_by_name.append(turn.name)

    def _take_offline(self, turn: Turn) -> None:
        if turn.code:
            state = self._states.get(turn.code)
            outcome = admitting.decide(
                admitting.Facts(
                    is_known=state is not None, state=state or "", is_in=turn.code in self._inside
                )
            )
            number = self._keep(turn.code, kind="in", code=turn.code, outcome=outcome)
            if outcome in _ENTRIES:
                self.books.offline_entries.add(turn.code)
                self._let_in(turn.code, number)
        elif self._last is not None:
            scan_id, code = self._last
            is_standing = self._inside.get(code) == scan_id
            outcome = admitting.decide(admitting.Facts(kind="undo", is_standing=is_standing, is_own=True))
            self._keep(code, kind="undo", undoes=scan_id, outcome=outcome)
            self._last = None
            if outcome == "undone":
                self.books.let_in[code] -= 1
                self._inside.pop(code, None)

    def _keep(self, guest: str, **row: str) -> str:
        number, now = str(uuid4()), timezone.now()
        self._sequence += 1
        self.outbox.append(
            {
                "scan_id": number,
                "sequence": self._sequence,
                "device_at": (now + self.skew).isoformat(),
                "is_offline": True,
                **row,
            }
        )
        self.books.scans[number] = guest
        self.books.offline_at[number] = now
        return number

    def _let_in(self, code: str, number: str) -> None:
        self.books.let_in[code] += 1
        self._inside[code] = number
        self._last = (number, code)

    def _know(self, told: dict[str, Any]) -> None:
        """What the site says counts: nothing of this desk's own is unsent when it asks."""
        self._cursor, self._seal_key = told["event"]["cursor"], told["event"]["seal_key"]
        for person in told["people"]:
            code = person["code"]
            self._states[code] = person["state"]
            self._inside.pop(code, None)
            if person["inside"]:
                self._inside[code] = person["inside"][0]["scan_id"]

    def _send(self, batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
        with self._timed("sync"):
            answer = self.line.send(self._path("outbox/"), self._envelope(batch))
        results: list[dict[str, Any]] = answer["results"]
        return results

    def _envelope(self, batch: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "device": self.name,
            "sent_at": (timezone.now() + self.skew).isoformat(),
            "sealed": [seal_for(self._seal_key, row) for row in batch],
        }

    def _settle(self, batch: list[dict[str, Any]], results: list[dict[str, Any]]) -> None:
        assert [row["scan_id"] for row in results] == [row["scan_id"] for row in batch]
        self.books.refused += [row["scan_id"] for row in results if "outcome" not in row]
        del self.outbox[: len(batch)]

    def _follow(self, location: str) -> bytes:
        with self._timed("find"):
            return self.line.get(location).body

    def _get(self, path: str) -> bytes:
        answer = self.line.get(self._path(path))
        assert answer.status == 200, answer
        return answer.body

    def _path(self, path: str) -> str:
        return f"/desk/{self.slug}/{path}"

    @contextmanager
    def _timed(self, action: str) -> Iterator[None]:
        """Only what was answered counts."""
        began = time.perf_counter()
        yield
        self.books.taken[action].append(time.perf_counter() - began)
