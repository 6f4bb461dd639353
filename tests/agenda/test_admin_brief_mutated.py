"""200 briefs as hasty hands leave them, each through both steps of the import."""

import random
import re

import pytest

from agenda.briefs import reading
from events.models import Event
from tests.agenda.briefpages import FIVE, NEW, TEXT, counts, fields, read, refusals, timetable
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory


@pytest.fixture
def organizer(client, db):
    user = organizer_of(EventFactory())
    client.force_login(user)
    return user


def _mutated(chance: random.Random, brief: str) -> str:
    """The brief as a hasty hand leaves it: lines dropped, doubled, swapped, signs lost or put in."""
    lines = brief.splitlines()
    start = next(number for number, line in enumerate(lines) if "추진 개요" in line)
    for _damage in range(chance.randint(1, 4)):
        place = chance.randrange(start, len(lines))
        kind = chance.randrange(6)
        if kind == 0:
            del lines[place]
        elif kind == 1:
            lines.insert(place, lines[place])
        elif kind == 2:
            other = chance.randrange(start, len(lines))
            lines[place], lines[other] = lines[other], lines[place]
        else:
            at = chance.randint(0, len(lines[place]))
            cut = at + chance.randint(0, 3)
            lines[place] = (
                lines[place][:at]
                + "".join(chance.choices("\t|()~:'.,0123456789시분년월일", k=kind - 3))
                + lines[place][cut:]
            )
        start = min(start, len(lines) - 1)
    return "\n".join(lines)


def _few_people() -> str:
    """The brief with four guests of eleven and one contact of five: their fields are most of what a page costs."""
    text = re.sub(r"^ ?\((?:學|産)\).*\n", "", TEXT, flags=re.MULTILINE)
    return re.sub(r"^\t\t담당자.*\n|^\t산업통상부.*\n|^담당자.*\n", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("fifty", [0, 1, 2, 3])
def test_mutated_briefs_give_a_right_draft_or_a_sentence(client, organizer, fifty):
    """50 briefs each: what is shown is what the reader read, and what is accepted is what was shown."""
    outcomes = {"draft": 0, "refused at reading": 0, "refused at writing": 0}
    for seed in range(fifty * 50, fifty * 50 + 50):
        text = _mutated(random.Random(seed), _few_people() if seed % 10 else TEXT)
        before = counts()
        response = read(client, {"pasted": text})
        if response.status_code == 422:
            assert refusals(response), seed
            assert counts() == before, seed
            outcomes["refused at reading"] += 1
            continue
        said = reading.read(text, is_draft=True)
        url = response.context["action"]
        outcome = client.post(url, fields(response))
        if outcome.status_code == 422:
            assert refusals(outcome), seed
            assert counts() == before, seed
            outcomes["refused at writing"] += 1
            continue
        event = Event.objects.get(slug="max-conference-1") if url != NEW else Event.objects.latest("pk")
        assert [row[1:4] for row in sorted(timetable(event))] == [
            (row.minutes, row.kind, row.title)
            for row in sorted(said.rows, key=lambda row: (row.starts_at, row.minutes))
        ], seed
        untouched = {
            tuple(row[:4])
            for row, line in zip(FIVE, TEXT.splitlines()[-5:], strict=True)
            if text.splitlines().count(line) == 1
        }
        assert untouched <= {tuple(row[:4]) for row in timetable(event)}, seed
        outcomes["draft"] += 1
        _forget(event)
    assert outcomes["draft"] >= 20, outcomes
    assert sum(outcomes.values()) == 50


def _forget(event):
    event.sessions.all().delete()
    event.participants.all().delete()
    event.role_grants.all().delete()
    event.delete()
