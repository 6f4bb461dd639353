"""단체 메일 of an event: the list, one with its recipients, and its progress, which may be paused and stopped."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import hours, mailings, texting
from events.admin import pages
from events.mailings import MailingRefused
from events.models import Channel, Event, Mailing, MailingState, Message, MessageState, User
from events.models.message import LOST_STATES
from registrations import mass_mailing, stopping
from registrations.models import MassMail

PER_PAGE = 200
TAGS: Mapping[str, str] = {
    MailingState.STOPPED: "mf-tag--danger",
    MailingState.PAUSED: "mf-tag--danger",
}


@dataclass(frozen=True)
class Progress:
    """How far a mailing is."""

    total: int
    sent: int
    lost: int
    stopped: int

    @property
    def left(self) -> int:
        return self.total - self.sent - self.lost - self.stopped


@dataclass(frozen=True)
class _Step:
    """What an organizer may do to a mailing by a button."""

    take: Callable[..., Any]
    done: Promise


_STEPS: Mapping[str, _Step] = {
    "approve": _Step(mailings.approve, gettext_lazy("승인했습니다. 발송을 시작합니다.")),
    "pause": _Step(mailings.pause, gettext_lazy("발송을 멈추었습니다. 이어 보낼 수 있습니다.")),
    "resume": _Step(mailings.resume, gettext_lazy("발송을 이어 갑니다.")),
    "stop": _Step(stopping.stop, gettext_lazy("발송을 중단했습니다. 보내지 않은 것은 보내지 않습니다.")),
}


def listed(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """All mailings of an event, the latest first."""
    event = pages.event_or_404(request, event_id)
    rows = list(event.mailings.select_related("made_by").order_by("-made_at", "-pk"))
    progress = progress_of([mailing.pk for mailing in rows])
    context = {
        "event": event,
        "rows": [(mailing, progress[mailing.pk], TAGS.get(mailing.state, "")) for mailing in rows],
    }
    title = _("%(event)s 단체 메일") % {"event": event}
    return pages.page(request, site, "registrations/admin/mailings.html", title=title, context=context)


def one(request: HttpRequest, event_id: int, mailing_id: int, *, site: AdminSite) -> HttpResponse:
    """A mailing: what it says and to whom, how far it is, and what may be done. A POST does it."""
    event = pages.event_or_404(request, event_id)
    mailing = _mailing_or_404(event, mailing_id)
    if request.method == "POST":
        return _act(request, event, mailing)
    is_draft = mailing.state == MailingState.DRAFT
    context = {
        **_standing(event, mailing),
        "steps": mailing.steps.select_related("by").order_by("pk"),
        **(_draft(event, mailing, request) if is_draft else _frozen(mailing, request)),
    }
    return pages.page(request, site, "registrations/admin/mailing.html", title=mailing.title, context=context)


def progress(request: HttpRequest, event_id: int, mailing_id: int) -> HttpResponse:
    """The piece of a mailing's page that renews itself while it is being sent."""
    event = pages.event_or_404(request, event_id)
    mailing = _mailing_or_404(event, mailing_id)
    return render(request, "registrations/admin/_mailing_progress.html", _standing(event, mailing))


def progress_of(mailing_ids: Iterable[int]) -> dict[int, Progress]:
    """How far each of the mailings is, in one query; with what was sent again by hand."""
    batches = {mailings.batch_of(pk): pk for pk in mailing_ids}
    counted: Any = (
        Message.objects.filter(batch__in=batches)
        .order_by()
        .values("batch")
        .annotate(
            total=Count("pk"),
            sent=Count("pk", filter=Q(state=MessageState.SENT)),
            lost=Count("pk", filter=Q(state__in=LOST_STATES)),
            stopped=Count("pk", filter=Q(state=MessageState.STOPPED)),
        )
    )
    found = {
        batches[row["batch"]]: Progress(row["total"], row["sent"], row["lost"], row["stopped"])
        for row in counted
    }
    return {pk: found.get(pk, Progress(0, 0, 0, 0)) for pk in batches.values()}


def _standing(event: Event, mailing: Mailing) -> dict[str, Any]:
    """How a mailing stands now."""
    return {
        "event": event,
        "mailing": mailing,
        "progress": progress_of([mailing.pk])[mailing.pk],
        "tag": TAGS.get(mailing.state, ""),
        "is_open": hours.are_open(timezone.now()),
    }


def _mailing_or_404(event: Event, mailing_id: int) -> Mailing:
    rows = Mailing.objects.filter(event=event, pk=mailing_id)
    mailing = rows.select_related("made_by", "approved_by").first()
    if mailing is None:
        raise Http404
    return mailing


def _draft(event: Event, mailing: Mailing, request: HttpRequest) -> dict[str, Any]:
    """Who would get what is being written, page by page, and what one of them would read."""
    mail = MassMail.objects.select_related("mailing").filter(pk=mailing.pk).first()
    if mail is None:
        return {}
    resolved = mass_mailing.recipients(mail)
    wanted = request.GET.get("sample", "")
    sample = next((one for one in resolved.found if one.key == wanted), next(iter(resolved.found), None))
    letter = mass_mailing.preview(event, mail, sample) if sample and mail.body else None
    text_size = texting.size(letter.text) if letter and letter.channel == Channel.TEXT else 0
    return {
        "mail": mail,
        "found": resolved.found,
        "left_out": resolved.left_out,
        "page": Paginator(resolved.found, PER_PAGE).get_page(request.GET.get("page")),
        "seen": mass_mailing.digest(mail, resolved.found),
        "sample": sample,
        "letter": letter,
        "text_size": text_size,
        "is_long_text": text_size > texting.SMS_BYTES,
    }


def _frozen(mailing: Mailing, request: HttpRequest) -> dict[str, Any]:
    """The mails as they were submitted, page by page, and one of them to read."""
    mails = Message.objects.filter(batch=mailings.batch_of(mailing.pk)).order_by("pk")
    rows = mails.defer("text", "html", "attachments")
    return {
        "mail": MassMail.objects.filter(pk=mailing.pk).first(),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "first": mails.first(),
    }


def _act(request: HttpRequest, event: Event, mailing: Mailing) -> HttpResponse:
    me = cast(User, request.user)
    here = redirect("admin:events_event_mailing", event.pk, mailing.pk)
    try:
        for name, step in _STEPS.items():
            if name in request.POST:
                step.take(mailing_id=mailing.pk, by_id=me.pk, at=timezone.now())
                messages.success(request, str(step.done))
                return here
        if "discard" in request.POST:
            mailings.discard(mailing_id=mailing.pk)
            messages.success(request, _("작성하던 단체 메일을 지웠습니다."))
            return redirect("admin:events_event_mailings", event.pk)
        if "send_back" in request.POST:
            note = request.POST.get("note", "")[:200]
            mailings.send_back(mailing_id=mailing.pk, note=note, by_id=me.pk, at=timezone.now())
            messages.success(request, _("작성자에게 돌려보냈습니다."))
        elif "submit" in request.POST:
            _submit(request, mailing, me)
        elif "test" in request.POST:
            _test(request, mailing, me)
    except MailingRefused as refusal:
        messages.error(request, str(refusal))
    return here


def _submit(request: HttpRequest, mailing: Mailing, me: User) -> None:
    seen = request.POST.get("seen", "")
    submitted = mass_mailing.submit(mailing_id=mailing.pk, seen=seen, by_id=me.pk, at=timezone.now())
    if submitted.state == MailingState.WAITING:
        messages.success(request, _("제출했습니다. 다른 담당자가 승인하면 발송을 시작합니다."))
    else:
        messages.success(request, _("발송을 시작합니다. 정한 속도로 08:00~21:00에만 보냅니다."))


def _test(request: HttpRequest, mailing: Mailing, me: User) -> None:
    if mass_mailing.send_test(mailing_id=mailing.pk, to=me.email, by_id=me.pk, at=timezone.now()):
        messages.success(request, _("%(address)s 주소로 시험 메일을 보냅니다.") % {"address": me.email})
    else:
        messages.info(request, _("방금 시험 메일을 보냈습니다. 잠시 뒤에 다시 보내 주세요."))
