"""Mails that wait for the organizer's word: a look at one of each kind, then 보내기 or 버리기."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda import announcements as speakers
from agenda.models import Release
from events import batches
from events.admin import pages
from events.models import Event, Message, MessageState
from registrations import announcements

_KINDS: dict[str, Promise] = {
    "guest": gettext_lazy("참가자에게"),
    "speaker": gettext_lazy("연사에게"),
    "invitation": gettext_lazy("답변을 기다리는 초청에"),
}
_CALLED_OFF: dict[str, Promise] = {
    "cancelled": gettext_lazy("행사 취소 안내"),
    "postponed": gettext_lazy("행사 연기 안내"),
}
SHOWN = 8  # addresses of a kind


@dataclass(frozen=True)
class Kind:
    """The mails of a batch to one kind of reader."""

    label: str
    count: int
    addresses: list[str]
    more: int
    sample: Message


@dataclass(frozen=True)
class Batch:
    """Mails that are sent or thrown away together."""

    name: str
    label: str
    count: int
    kinds: list[Kind]


def notices(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """The event's drafts by batch; a POST sends or discards one of them."""
    event = pages.event_or_404(request, event_id)
    if request.method == "POST":
        return _act(request, event_id)
    context = {"event": event, "batches": waiting(event_id)}
    title = _("%(event)s 보낼 안내") % {"event": event}
    return pages.page(request, site, "registrations/admin/notices.html", title=title, context=context)


def waiting(event_id: int) -> list[Batch]:
    """What waits, the oldest batch first."""
    rows = Message.objects.filter(event=event_id, state=MessageState.DRAFT).order_by("pk")
    keys = list(rows.values_list("pk", "batch", "key", "to"))
    numbers = dict(Release.objects.filter(event=event_id).values_list("pk", "number"))
    grouped: dict[str, dict[str, list[tuple[int, str]]]] = {}
    for pk, batch, key, to in keys:
        grouped.setdefault(batch, {}).setdefault(_kind(key), []).append((pk, to))
    firsts = [mails[0][0] for kinds in grouped.values() for mails in kinds.values()]
    samples = Message.objects.in_bulk(firsts)
    return [
        Batch(
            name,
            _label(name, numbers),
            sum(len(mails) for mails in kinds.values()),
            [_described(kind, mails, samples) for kind, mails in kinds.items()],
        )
        for name, kinds in grouped.items()
    ]


def with_drafts(events: QuerySet[Event]) -> QuerySet[Event]:
    """The events with ``drafts``, how many mails wait to be sent."""
    rows = Message.objects.filter(event=OuterRef("pk"), state=MessageState.DRAFT).order_by().values("event")
    count = Subquery(rows.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
    return events.annotate(drafts=Coalesce(count, 0))


def _described(kind: str, mails: list[tuple[int, str]], samples: dict[int, Any]) -> Kind:
    addresses = [to for _pk, to in mails[:SHOWN]]
    return Kind(
        str(_KINDS.get(kind, "")), len(mails), addresses, len(mails) - len(addresses), samples[mails[0][0]]
    )


def _kind(key: str) -> str:
    """The kind of reader, which a key names before its last part: ``release:7:guest:42``."""
    return key.split(":")[-2]


def _label(batch: str, numbers: dict[int, int]) -> str:
    release_id = speakers.release_of(batch)
    if release_id is not None:
        return _("확정본 %(number)d 안내") % {"number": numbers.get(release_id, 0)}
    return str(_CALLED_OFF.get(batch.split(":")[0], batch))


def _act(request: HttpRequest, event_id: int) -> HttpResponse:
    batch = request.POST.get("batch", "")
    if "send" in request.POST:
        sent = announcements.send(event_id=event_id, batch=batch, at=timezone.now())
        if sent:
            messages.success(request, _("안내 메일 %(count)d통을 보냅니다.") % {"count": sent})
        else:
            messages.info(request, _("보낼 메일이 없습니다. 이미 보냈거나 버린 안내입니다."))
    elif "discard" in request.POST:
        gone = batches.discard(event_id=event_id, batch=batch)
        messages.success(request, _("보내지 않은 안내 메일 %(count)d통을 버렸습니다.") % {"count": gone})
    return redirect("admin:events_event_notices", event_id)
