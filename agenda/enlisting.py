"""Speakers as an editor types them: found by a line such as ``박정호 교수 (명지대)``, or entered as new."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from agenda.models import Speaker
from events.cleaning import normalise
from events.models import Organization

SHOWN = 20  # suggestions
_NAME_WORDS = 4  # how many words a name may have in front of a title


def line(speaker: Speaker) -> str:
    """``박정호 교수 (명지대)``: how a speaker is offered and found again."""
    body = speaker.organization
    return f"{speaker} ({body.short_name or body.name})" if body else str(speaker)


def search(text: str) -> list[Speaker]:
    """Speakers whose name or body holds the text, in protocol order, at most ``SHOWN``."""
    text = normalise(text)
    if not text:
        return []
    fits = (
        Q(name__icontains=text)
        | Q(name_en__icontains=text)
        | Q(organization__name__icontains=text)
        | Q(organization__short_name__icontains=text)
    )
    rows = Speaker.objects.filter(fits).select_related("organization")
    return list(rows.order_by("protocol_rank", "name", "pk")[:SHOWN])


def find(lines: Iterable[str]) -> dict[str, Speaker]:
    """The speakers that the lines name, as :func:`line` writes them or by a name that only one has; one query."""
    wanted = {text: normalise(text) for text in lines}
    names = {
        " ".join(text.split()[:length]) for text in wanted.values() for length in range(1, _NAME_WORDS + 1)
    }
    rows = list(Speaker.objects.filter(name__in=names).select_related("organization"))
    found = {}
    for text, clean in wanted.items():
        fits = [one for one in rows if normalise(line(one)) == clean] or [
            one for one in rows if clean in {one.name, normalise(str(one))}
        ]
        if len(fits) == 1:
            found[text] = fits[0]
    return found


@transaction.atomic
def enlist(*, name: str, title: str = "", organization: str = "") -> Speaker:
    """A speaker by name and body: the one that is known, else a new one. The body is found by its short name too."""
    body = None
    if organization:
        body = Organization.objects.filter(Q(name=organization) | Q(short_name=organization)).first()
        body = body or Organization.objects.create(name=organization)
    speaker, _created = Speaker.objects.get_or_create(name=name, organization=body, defaults={"title": title})
    return speaker
