"""The same person in two rows of one roster."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events import bodynames
from registrations.rosters.invitee import Invitee


@dataclass(frozen=True)
class Same:
    """An earlier row with the same person, and a sentence that says by what."""

    number: int
    sentence: str


def find(invitees: Sequence[Invitee | None]) -> list[Same | None]:
    """For each row the first one before it with the same address, name and phone, or name and body."""
    seen: dict[tuple[str, ...], int] = {}
    found: list[Same | None] = []
    for invitee in invitees:
        keys = _keys(invitee) if invitee else []
        same = next(
            (Same(seen[key], sentence % {"row": seen[key]}) for key, sentence in keys if key in seen), None
        )
        found.append(same)
        for key, _sentence in keys:
            seen.setdefault(key, invitee.number if invitee else 0)
    return found


def _keys(invitee: Invitee) -> list[tuple[tuple[str, ...], str]]:
    """By what a person is known again, the surest first, and how to say so."""
    body, name = bodynames.key(invitee.organization), "".join(invitee.name.split()).casefold()
    keys = [
        (("email", invitee.email), _("%(row)d행과 이메일이 같습니다."), bool(invitee.email)),
        (
            ("phone", name, invitee.phone),
            _("%(row)d행과 성명·전화번호가 같습니다."),
            bool(name and invitee.phone),
        ),
        (("body", name, body), _("%(row)d행과 성명·소속이 같습니다."), bool(name and body)),
        (("seats", body), _("%(row)d행에 같은 기관의 좌석이 있습니다."), bool(body and not name)),
    ]
    return [(key, sentence) for key, sentence, is_known in keys if is_known]
