"""메일 문구: an event's own words of its mails by kind and language, with a preview on a real guest and a trial mail."""

from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from events.admin import pages
from events.admin.message import with_pictures
from events.mailwording import Wording
from events.models import Event, User
from events.outbox import Mail
from registrations import mailkinds, mailpreviews, mailtrials, mailwriting
from registrations.admin.mailtext_form import MailTextForm
from registrations.models import MailKind, MailText


@dataclass(frozen=True)
class Line:
    """A kind of mail with its texts by language: None where the built-in words are used."""

    kind: MailKind
    when_sent: str | Promise
    texts: list[tuple[str, str, MailText | None]]


def texts(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """Each kind of mail, and in which languages the event has its own words."""
    event = pages.event_or_404(request, event_id)
    own = {(row.kind, row.language): row for row in event.mail_texts.select_related("changed_by")}
    lines = [
        Line(
            kind,
            mailkinds.WHEN_SENT[kind],
            [(code, name, own.get((kind, code))) for code, name in settings.LANGUAGES],
        )
        for kind in MailKind
    ]
    context = {"event": event, "lines": lines}
    title = _("%(event)s 메일 문구") % {"event": event}
    return pages.page(request, site, "registrations/admin/mail_texts.html", title=title, context=context)


def text(request: HttpRequest, event_id: int, kind: str, language: str, *, site: AdminSite) -> HttpResponse:
    """The words of one mail: a POST looks at them, mails them to the organizer, keeps them or gives them up."""
    event = pages.event_or_404(request, event_id)
    if kind not in MailKind or language not in dict(settings.LANGUAGES):
        raise Http404
    chosen = MailKind(kind)
    row = event.mail_texts.select_related("changed_by").filter(kind=chosen, language=language).first()
    shown = row or mailkinds.built_in(chosen, language)
    initial = {"subject": shown.subject, "heading": shown.heading, "body": shown.body}
    form = MailTextForm(request.POST or None, initial=initial, kind=chosen)
    mail = None
    if "restore" in request.POST:
        return _restore(request, event, chosen, language)
    if request.method == "POST" and form.is_valid():
        if "save" in request.POST and _is_saved(request, event, chosen, language, form.wording()):
            return redirect("admin:events_event_mail_text", event_id, kind, language)
        if "trial" in request.POST:
            _send_trial(request, event, chosen, language, form.wording())
        mail = _preview(request, event, chosen, language, form.wording())
    context = {
        "event": event,
        "kind": chosen,
        "when_sent": mailkinds.WHEN_SENT[chosen],
        "languages": settings.LANGUAGES,
        "language": language,
        "row": row,
        "version": request.POST.get("seen", mailwriting.version(row)),
        "form": form,
        "words": [(word.written(language), word.meaning) for word in mailkinds.ALLOWED[chosen]],
        "people": mailpreviews.people(event, chosen)[: mailpreviews.SUGGESTED],
        "person": request.POST.get("person", ""),
        "mail": mail,
        "html": with_pictures(mail.html, [one.as_json() for one in mail.attachments]) if mail else "",
    }
    title = f"{chosen.label} · {dict(settings.LANGUAGES)[language]}"
    return pages.page(request, site, "registrations/admin/mail_text.html", title=title, context=context)


def _restore(request: HttpRequest, event: Event, kind: MailKind, language: str) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        mailwriting.restore(event_id=event.pk, kind=kind, language=language, seen=seen)
    except mailwriting.WritingRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("기본 문구로 되돌렸습니다."))
    return redirect("admin:events_event_mail_text", event.pk, kind.value, language)


def _is_saved(request: HttpRequest, event: Event, kind: MailKind, language: str, wording: Wording) -> bool:
    try:
        mailwriting.save(
            event_id=event.pk,
            kind=kind,
            language=language,
            wording=wording,
            seen=request.POST.get("seen", ""),
            by_id=request.user.pk,
            at=timezone.now(),
        )
    except mailwriting.WritingRefused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("문구를 저장했습니다. 지금부터 보내는 메일에 쓰입니다."))
    return True


def _send_trial(request: HttpRequest, event: Event, kind: MailKind, language: str, wording: Wording) -> None:
    user = cast(User, request.user)
    try:
        mailtrials.send(event, kind, wording, language=language, to=user, at=timezone.now())
    except mailtrials.TrialRefused as refusal:
        messages.error(request, str(refusal))
    else:
        text = _("%(email)s 주소로 시험 메일을 보냅니다. 받는 분의 자리에는 지어낸 이름이 들어갑니다.")
        messages.success(request, text % {"email": user.email})


def _preview(request: HttpRequest, event: Event, kind: MailKind, language: str, wording: Wording) -> Mail:
    typed = request.POST.get("person", "")
    person = mailpreviews.find(event, kind, typed)
    if typed.strip() and person is None:
        messages.warning(request, _("찾는 분이 없어 지어낸 이름으로 보여 드립니다."))
    return mailpreviews.draw(event, kind, wording, language=language, at=timezone.now(), person=person)
