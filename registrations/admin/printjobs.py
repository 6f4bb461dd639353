"""명찰 출력 of an event: what to print, the jobs with how far they are, and one job with its badges."""

from pathlib import PurePath
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events import documents, kinds
from events.admin import pages
from events.kinds import PaperForm
from events.models import Event, User
from registrations import finding
from registrations.admin import chosen
from registrations.admin.printjob_form import PrintForm, SpoiledForm
from registrations.badges import confirming, history, jobs
from registrations.badges.choosing import Whose
from registrations.badges.history import BadgeState
from registrations.badges.jobs import JobRefused
from registrations.models import PartState, PrintJob, PrintJobState, Registration
from registrations.paperforms import BadgeForm

RECENT = 50  # jobs shown on an event's page
PER_PAGE = 100  # badges of a job
TAGS = {BadgeState.SPOILED: "mf-tag--danger"}


def listed(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """The form of a new job, filled in as the address says, and the jobs there are. A POST asks for one."""
    event = pages.event_or_404(request, event_id)
    if request.method == "POST":
        return _start(request, event, site)
    return _list_page(request, event, _prefilled(request, event), site)


def of_selected(
    request: HttpRequest, rows: QuerySet[Registration], *, site: AdminSite
) -> HttpResponse | None:
    """The form for rows that were ticked in a list; None when they are of several events."""
    grouped = chosen.by_event(rows)
    if len(grouped) != 1:
        messages.error(request, _("한 행사의 항목만 골라 주세요. 목록을 행사로 좁히면 쉽습니다."))
        return None
    [(event_id, ids)] = grouped.items()
    event = pages.event_or_404(request, event_id)
    form = PrintForm(event_id=event.pk, initial={"ids": ",".join(map(str, ids))})
    return _list_page(request, event, form, site)


@require_POST
def counted(request: HttpRequest, event_id: int) -> HttpResponse:
    """The piece of the form's page that says how much would be printed."""
    event = pages.event_or_404(request, event_id)
    form = PrintForm(request.POST, event_id=event.pk)
    context = _forecast(event, form.options()) if form.is_valid() else {"problem": _first_error(form)}
    return render(request, "registrations/admin/_print_count.html", context)


def one(request: HttpRequest, event_id: int, job_id: int, *, site: AdminSite) -> HttpResponse:
    """A job: how far it is, its badges with what became of each, and what may be done. A POST does it.

    What was typed of spoiled badges and cannot be so stays there, with the reason.
    """
    event = pages.event_or_404(request, event_id)
    job = _job_or_404(event, job_id)
    spoiled = None
    if "confirm" in request.POST:
        spoiled = SpoiledForm(request.POST, badges=list(job.badges.values_list("number", flat=True)))
        if _is_confirmed(request, job, spoiled):
            return redirect("admin:events_event_print_job", event.pk, job.pk)
    elif request.method == "POST":
        return _act(request, event, job)
    query = request.GET.get("q", "").strip()
    badges = history.with_states(job.badges.select_related("registration").order_by("number"))
    if query:
        people = finding.named(Registration.objects.filter(job_badges__job=job), query)
        is_code = Q(registration__code__iexact=query) | Q(code__iexact=query)
        badges = badges.filter(Q(registration__in=people.values("pk")) | is_code)
    page = Paginator(badges, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_standing(event, job),
        "page": page,
        "query": query,
        "rows": [(badge, state := history.state_of(badge, job), TAGS.get(state, "")) for badge in page],
        "chosen": _described(job, kinds.get(jobs.KIND).choices(event_id=event.pk)),
        "again": confirming.to_print_again(job) if job.printed_at else [],
        "spoiled": job.prints.filter(spoil__isnull=False).count(),
        "form": spoiled,
        "ticked": spoiled["ticked"].value() if spoiled else [],
        "followers": job.followers.order_by("pk"),
    }
    title = _("명찰 출력 작업 %(number)s") % {"number": job.pk}
    return pages.page(request, site, "registrations/admin/print_job.html", title=title, context=context)


@require_safe
def progress(request: HttpRequest, event_id: int, job_id: int) -> HttpResponse:
    """How far a job is: the piece of a page that asks again by itself. The job's own page is then shown anew."""
    event = pages.event_or_404(request, event_id)
    job = _job_or_404(event, job_id)
    response = render(
        request,
        "registrations/admin/_print_progress.html",
        {**_standing(event, job), "whole": "whole" in request.GET},
    )
    if not job.is_open and "whole" in request.GET:
        response["HX-Refresh"] = "true"
    return response


@require_safe
def file(request: HttpRequest, event_id: int, job_id: int) -> FileResponse:
    """The job's file.

    :raises Http404: it has none, or none any more
    """
    job = _job_or_404(pages.event_or_404(request, event_id), job_id)
    try:
        content = job.file.open("rb")
    except (ValueError, FileNotFoundError):
        raise Http404 from None
    name = f"{PurePath(job.file.name or '').stem}-{job.pk}.pdf"
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/pdf")
    response["Cache-Control"] = "private, no-store"
    return response


def _start(request: HttpRequest, event: Event, site: AdminSite) -> HttpResponse:
    form = PrintForm(request.POST, event_id=event.pk)
    if not form.is_valid():
        return _list_page(request, event, form, site, status=422)
    try:
        job = jobs.start(
            event_id=event.pk,
            options=form.options(),
            language=form.cleaned_data["language"],
            by_id=cast(User, request.user).pk,
            at=timezone.now(),
            why=form.why(),
            renews_codes=form.cleaned_data["renews_codes"],
        )
    except JobRefused as refusal:
        form.add_error(None, str(refusal))
        return _list_page(request, event, form, site, status=422)
    return redirect("admin:events_event_print_job", event.pk, job.pk)


def _list_page(
    request: HttpRequest, event: Event, form: PrintForm, site: AdminSite, *, status: int = 200
) -> HttpResponse:
    rows = event.print_jobs.select_related("requested_by").order_by("-requested_at", "-pk")[:RECENT]
    drawn = _drawn([job.pk for job in rows])
    usual = kinds.get(jobs.KIND).choices(event_id=event.pk)
    unconfirmed = event.print_jobs.filter(state=PrintJobState.READY, printed_at__isnull=True).count()
    context = {
        "event": event,
        "form": form,
        "chosen_ids": _counted(form, "ids"),
        "left_out": _counted(form, "leave_out"),
        "has_again": any(form[name].value() for name in PrintForm.AGAIN),
        "unconfirmed": unconfirmed,
        "rows": [
            {"job": job, "done": drawn.get(job.pk, 0), "chosen": _described(job, usual)} for job in rows
        ],
        **({} if form.is_bound else _forecast(event, dict(form.initial))),
    }
    title = _("%(event)s 명찰 출력") % {"event": event}
    return pages.page(
        request, site, "registrations/admin/print_jobs.html", title=title, context=context, status=status
    )


def _prefilled(request: HttpRequest, event: Event) -> PrintForm:
    """The form with what its address asks for, as links from the check before printing do."""
    asked = {name: request.GET[name] for name in BadgeForm.base_fields if name in request.GET}
    try:
        chosen = documents.choose(jobs.KIND, asked, event_id=event.pk) if asked else {}
    except documents.OptionsRefused as refusal:
        messages.error(request, str(refusal))
        chosen = {}
    initial = {name: value for name, value in chosen.items() if name in asked}
    if not asked:
        initial["whose"] = Whose.UNPRINTED.value
    return PrintForm(event_id=event.pk, initial=initial)


def _forecast(event: Event, options: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"forecast": jobs.forecast(event_id=event.pk, options=options)}
    except JobRefused as refusal:
        return {"problem": str(refusal)}


def _counted(form: PrintForm, name: str) -> int:
    """How many registrations a hidden field of the form carries."""
    return len(str(form[name].value() or "").replace(",", " ").split())


def _first_error(form: PrintForm) -> str:
    return next((str(error) for errors in form.errors.values() for error in errors), "")


def _standing(event: Event, job: PrintJob) -> dict[str, Any]:
    return {
        "event": event,
        "job": job,
        "done": _drawn([job.pk]).get(job.pk, 0) if job.is_open else job.total,
        "whole": False,
    }


def _drawn(job_ids: list[int]) -> dict[int, int]:
    """How many badges of each job are drawn, in one query."""
    done = Count("badges", filter=Q(badges__part__state=PartState.DONE))
    return dict(PrintJob.objects.filter(pk__in=job_ids).annotate(drawn=done).values_list("pk", "drawn"))


def _described(job: PrintJob, form: PaperForm) -> str:
    """What was chosen and is not as usual, in words; a selection as its number."""
    usual = {name: field.initial for name, field in form.fields.items()}
    choice = {name: value for name, value in job.choice.items() if value != usual.get(name)}
    ids, out = choice.pop("ids", ""), choice.pop("leave_out", "")
    words = kinds.get(jobs.KIND).described(choice, form=form)
    if ids:
        words.insert(0, _("고른 %(count)d명") % {"count": len(ids.split(","))})
    if out:
        words.append(_("%(count)d명 제외") % {"count": len(out.split(","))})
    return " · ".join(words)


def _job_or_404(event: Event, job_id: int) -> PrintJob:
    job = event.print_jobs.select_related("requested_by", "follows").filter(pk=job_id).first()
    if job is None:
        raise Http404
    return job


def _act(request: HttpRequest, event: Event, job: PrintJob) -> HttpResponse:
    me, at = cast(User, request.user).pk, timezone.now()
    here = redirect("admin:events_event_print_job", event.pk, job.pk)
    try:
        if "cancel" in request.POST:
            jobs.cancel(job_id=job.pk, at=at)
            messages.success(request, _("작업을 취소했습니다. 작성하던 파일은 지웠습니다."))
        elif "again" in request.POST:
            cells = {name: request.POST[name] for name in ("start", "skip") if request.POST.get(name)}
            follower = confirming.follow_up(job_id=job.pk, by_id=me, at=at, skip=cells)
            return redirect("admin:events_event_print_job", event.pk, follower.pk)
    except JobRefused as refusal:
        messages.error(request, str(refusal))
    return here


def _is_confirmed(request: HttpRequest, job: PrintJob, form: SpoiledForm) -> bool:
    """Writes down that the job was printed, but for what is spoiled; False with a message where that cannot be."""
    was_printed = job.printed_at is not None
    me = cast(User, request.user).pk
    try:
        if not form.is_valid():
            raise JobRefused(next(str(error) for errors in form.errors.values() for error in errors))
        confirming.confirm(job_id=job.pk, spoiled=form.spoiled(), by_id=me, at=timezone.now())
    except JobRefused as refusal:
        messages.error(request, str(refusal))
        return False
    spoiled = job.prints.filter(spoil__isnull=False).count()
    if not was_printed:
        messages.success(request, _("출력했다고 기록했습니다. 입장 처리와는 따로입니다."))
    if spoiled:
        messages.info(request, _("못 쓰게 된 명찰은 모두 %(count)d개입니다.") % {"count": spoiled})
    return True
