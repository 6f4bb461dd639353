"""What a row of a roster becomes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Invitee:
    """Somebody to invite; without a name, seats for a body."""

    name: str
    title: str
    department: str
    organization: str
    email: str
    phone: str  # E.164
    category: str
    seats: int
    note: str
    division: str
    number: int  # of the row in the file


@dataclass(frozen=True)
class RosterRow:
    """A row of the file: ``invitee`` if nothing is wrong with it, else ``errors``.

    ``same_as`` is the number of an earlier row with the same person; one of its ``warnings`` says by what.
    """

    number: int
    cells: tuple[str, ...]
    invitee: Invitee | None
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    same_as: int | None = None
