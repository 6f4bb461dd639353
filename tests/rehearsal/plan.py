"""Who comes to which desk in which order: the same for the same seed, but for the codes of the crowd."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from events import codes

# One turn in so many is of this kind.
DUPLICATE, UNKNOWN, CANCELLED, UNDO, BY_NAME = 15, 25, 30, 20, 8
SHARED = 0.08  # of the guests of a cut come to two desks that are both cut


@dataclass(frozen=True)
class Turn:
    """A code that is held to the scanner; with ``name``, it is looked up by that. Without a code: the last entry is undone."""

    code: str = ""
    name: str = ""


@dataclass
class Phase:
    """A stretch of the day: the turns of each desk, which desks are cut, who gives their place back meanwhile."""

    turns: list[list[Turn]]
    cut: tuple[int, ...] = ()
    leavers: list[str] = field(default_factory=list)
    is_database_cut: bool = False
    is_web_killed: bool = False
    is_web_killed_at_return: bool = False  # while the cut desks send what they kept


def phases(
    guests: Sequence[tuple[str, str]], cancelled: Sequence[str], *, desks: int, cuts: int, seed: int
) -> list[Phase]:
    """The day as open and cut stretches by turns, beginning and ending open. ``guests``: code and name."""
    chance, count = Random(seed), 2 * cuts + 1
    day = []
    for number in range(count):
        own = guests[number * len(guests) // count : (number + 1) * len(guests) // count]
        seen = guests[: (number + 1) * len(guests) // count]
        phase = Phase([_turns(own[desk::desks], seen, cancelled, chance) for desk in range(desks)])
        if number % 2:
            _cut(phase, own, first=number // 2 % desks, desks=desks, chance=chance)
            phase.is_web_killed_at_return = number > 1 and number == count - 2
        else:
            phase.is_database_cut = True
            phase.is_web_killed = number > 0 or count == 1
        day.append(phase)
    return day


def _cut(phase: Phase, own: Sequence[tuple[str, str]], *, first: int, desks: int, chance: Random) -> None:
    """Two neighbours are cut, and some guests go from one to the other; one guest of each has just cancelled."""
    one, other = phase.cut = (first, (first + 1) % desks)
    for code, _name in chance.sample(own, max(2, int(len(own) * SHARED))):
        for desk in (one, other):
            phase.turns[desk].insert(chance.randrange(len(phase.turns[desk]) + 1), Turn(code))
    phase.leavers = [own[desk][0] for desk in (one, other)]


def _turns(
    own: Sequence[tuple[str, str]],
    seen: Sequence[tuple[str, str]],
    cancelled: Sequence[str],
    chance: Random,
) -> list[Turn]:
    turns = []
    for code, name in own:
        turns.append(Turn(code, name if chance.randrange(BY_NAME) == 0 else ""))
        if chance.randrange(DUPLICATE) == 0:
            turns.append(Turn(chance.choice(seen)[0]))
        if chance.randrange(UNKNOWN) == 0:
            turns.append(Turn(codes.new_code()))
        if cancelled and chance.randrange(CANCELLED) == 0:
            turns.append(Turn(chance.choice(cancelled)))
        if chance.randrange(UNDO) == 0:
            turns.append(Turn())
            turns += [Turn(code)] if chance.random() < 0.5 else []
    return turns
