"""Writing a mass mail: a new one, one that is being written, and one to rows ticked in a list."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from events import mailings
from events.admin import pages
from events.mailwording import EVENT
from events.models import MailingState, User
from registrations import mass_letters, mass_mailing
from registrations.admin import chosen
from registrations.admin.mass_mail_form import MassMailForm, initial_of
from registrations.audiences import Audience
from registrations.mass_mailing import Content
from registrations.models import MassMail, Registration


def new(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """An empty form; a POST keeps it as a draft and shows its recipients."""
    event = pages.event_or_404(request, event_id)
    form = MassMailForm(request.POST or None, initial={"rate": settings.MAILING_PER_MINUTE})
    if request.method == "POST" and form.is_valid():
        mail = mass_mailing.write(
            event_id=event.pk,
            content=form.content(),
            audience=form.audience(),
            rate=form.cleaned_data["rate"],
            by_id=cast(User, request.user).pk,
            at=timezone.now(),
        )
        return redirect("admin:events_event_mailing", event.pk, mail.pk)
    return _form_page(request, site, {"event": event, "form": form}, title=_("%(event)s 단체 메일 쓰기"))


def edit(request: HttpRequest, event_id: int, mailing_id: int, *, site: AdminSite) -> HttpResponse:
    """The form of a draft; a POST changes it and shows its recipients.

    :raises Http404: the event has no such mass mail that is still being written
    """
    event = pages.event_or_404(request, event_id)
    drafts = MassMail.objects.select_related("mailing").filter(mailing__state=MailingState.DRAFT)
    mail = drafts.filter(pk=mailing_id, mailing__event=event).first()
    if mail is None:
        raise Http404
    kept = Audience.from_json(mail.audience)
    form = MassMailForm(request.POST or None, initial=initial_of(mail), chosen=kept)
    if request.method == "POST" and form.is_valid():
        try:
            mass_mailing.rewrite(
                mailing_id=mail.pk,
                content=form.content(),
                audience=form.audience(),
                rate=form.cleaned_data["rate"],
                by_id=cast(User, request.user).pk,
                at=timezone.now(),
            )
        except mailings.MailingRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("admin:events_event_mailing", event.pk, mail.pk)
    context = {"event": event, "form": form, "mail": mail, "chosen": kept if kept.is_by_rows else None}
    return _form_page(request, site, context, title=_("%(event)s 단체 메일 쓰기"))


def to_selected(request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
    """Begin a mass mail to rows that were ticked in a list, and open its form; None when they are of several events."""
    grouped = chosen.by_event(rows)
    if len(grouped) != 1:
        messages.error(request, _("한 행사의 항목만 골라 주세요. 목록을 행사로 좁히면 쉽습니다."))
        return None
    [(event_id, ids)] = grouped.items()
    event = pages.event_or_404(request, event_id)
    is_guests = rows.model is Registration
    audience = Audience(registration_ids=ids) if is_guests else Audience(invitation_ids=ids)
    mail = mass_mailing.write(
        event_id=event.pk,
        content=Content(subject=f"[안내] {EVENT}"),
        audience=audience,
        by_id=cast(User, request.user).pk,
        at=timezone.now(),
    )
    return redirect("admin:events_event_mailing_edit", event.pk, mail.pk)


def _form_page(request: HttpRequest, site: AdminSite, context: dict[str, Any], *, title: str) -> HttpResponse:
    form = context["form"]
    return pages.page(
        request,
        site,
        "registrations/admin/mass_mail.html",
        title=title % {"event": context["event"]},
        context={**context, "words": mass_letters.WORDS},
        status=422 if form.errors else 200,
    )
