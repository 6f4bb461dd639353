"""출력 전 점검: what is not as it should be on an event's badges, each with a look at it, to be put right or left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events import cleaning, documents
from events.admin import handmade, pages
from events.models import Event
from registrations.admin import badge_cards
from registrations.admin.badge_cards import CorrectionForm
from registrations.badges import choosing, correcting, layouts, preflight, printing
from registrations.badges.choosing import Choice
from registrations.badges.correcting import CorrectionRefused
from registrations.badges.preflight import Checked, Problem, Report
from registrations.models import Registration

PER_PAGE = 20
LONGEST_SEARCH = 100
_CHOSEN = ("layout", "whose", "category", "organization", "first_letter", "ids", "leave_out")
_IN_SIGHT = {"layout", "whose"}  # of these, what the page's own form shows


@dataclass(frozen=True)
class Asked:
    """What the address asks for: whose badges, and which of them are shown."""

    options: Mapping[str, Any]  # as the form of the paper cleans them
    problem: Problem | None
    words: str  # looked for in names and organizations

    @property
    def choice(self) -> Choice:
        return Choice.of(self.options)

    def kept(self, **other: str) -> dict[str, str]:
        """What the address asks for, with some of it changed."""
        says = {name: str(self.options[name]) for name in _CHOSEN}
        says |= {"kind": self.problem or "", "q": self.words} | other
        return {name: value for name, value in says.items() if value}

    def query(self, **other: str) -> str:
        """The same as an address has it."""
        query = QueryDict(mutable=True)
        query.update(self.kept(**other))
        return query.urlencode()


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """What was found about the badges of a choice; a POST corrects the words of one badge."""
    event = pages.event_or_404(request, event_id)
    asked = _asked(request, event)
    bound, only = None, None
    if request.method == "POST":
        guest = _guest(request, event)
        bound, only = CorrectionForm(guest, request.POST), guest.pk
        if bound.is_valid() and _is_corrected(request, guest, bound):
            here = reverse("admin:events_event_badge_preflight", args=[event.pk])
            return redirect(f"{here}?{asked.query()}#badge-{guest.pk}")
    report = preflight.look(event, asked.choice, language=_language())
    page = Paginator(_shown(report, asked, only), PER_PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    context = {
        "event": event,
        "language": _language(),
        "asked": asked,
        "report": report,
        "kinds": _kinds(report, asked),
        "fine": [problem.label for problem, count in report.counts.items() if not count],
        "page": page,
        "cards": badge_cards.cards(listed, bound),
        "css": badge_cards.css(listed),
        "query": asked.query(),
        "everything": asked.query(kind="", q=""),
        "layouts": [("", _("참석구분마다 정한 양식")), *layouts.offered(event.pk)],
        "whose": choosing.Whose.choices,
        "carried": [(name, asked.options[name]) for name in _CHOSEN if name not in _IN_SIGHT],
        "left_out": _left_out(event, asked),
        "proof": {name: asked.options[name] for name in ("layout", "category")},
    }
    return pages.page(
        request,
        site,
        "registrations/admin/badge_preflight.html",
        title=_("%(event)s 명찰 출력 전 점검") % {"event": event},
        context=context,
        status=200 if bound is None else 422,
    )


@require_POST
def preview(request: HttpRequest, event_id: int) -> HttpResponse:
    """One badge with the words that are being typed, and what there is to say about it."""
    event = pages.event_or_404(request, event_id)
    asked = _asked(request, event)
    guest = _guest(request, event)
    form = CorrectionForm(guest, request.POST)
    if not form.is_valid():
        return render(request, "registrations/admin/_badge_errors.html", {"form": form}, status=422)
    checked = preflight.preview(event, guest, asked.choice.layout, form.cleaned_data, language=_language())
    (card,) = badge_cards.cards([checked], form)
    return render(request, "registrations/admin/_badge_seen.html", {"card": card})


def urls(
    wrap: Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]], site: AdminSite
) -> list[URLPattern]:
    """The addresses of the check; ``wrap`` hands a view the site and asks who is there."""
    return [
        path("<int:event_id>/badges/preflight/", wrap(check), name="events_event_badge_preflight"),
        path(
            "<int:event_id>/badges/preflight/look/",
            site.admin_view(preview),
            name="events_event_badge_preview",
        ),
    ]


def _asked(request: HttpRequest, event: Event) -> Asked:
    """What the address asks for; where it cannot be, the person is told, and all badges are looked at."""
    options = {name: request.GET[name] for name in _CHOSEN if name in request.GET}
    options["leave_out"] = ",".join(filter(None, request.GET.getlist("leave_out")))
    try:
        chosen = documents.choose("badges", options, event_id=event.pk)
    except documents.OptionsRefused as refusal:
        messages.error(request, str(refusal))
        chosen = documents.choose("badges", {}, event_id=event.pk)
    kind = request.GET.get("kind", "")
    return Asked(
        options=chosen,
        problem=Problem(kind) if kind in Problem.values else None,
        words=cleaning.normalise(request.GET.get("q", ""))[:LONGEST_SEARCH],
    )


def _guest(request: HttpRequest, event: Event) -> Registration:
    pk = handmade.row_id(request.POST.get("registration", ""))
    people = printing.printable(event.pk).with_badge_texts()
    guest: Registration | None = people.filter(pk=pk).first() if pk is not None else None
    if guest is None:
        raise Http404
    return guest


def _is_corrected(request: HttpRequest, guest: Registration, form: CorrectionForm) -> bool:
    try:
        correcting.correct(
            registration_id=guest.pk, words=form.cleaned_data, by_id=request.user.pk, at=timezone.now()
        )
    except CorrectionRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("%(name)s 님의 명찰 표기를 저장했습니다.") % {"name": guest.name})
    return True


def _shown(report: Report, asked: Asked, only: int | None) -> list[Checked]:
    """The badges of the list: those with findings, or whoever is looked for; ``only`` the one that is put right."""
    if only is not None:
        return [one for one in report.checked if one.registration_id == only]
    if asked.words:
        wanted = asked.words.casefold()
        return [
            one
            for one in report.checked
            if wanted in one.person.name.casefold() or wanted in one.person.organization.casefold()
        ]
    if asked.problem:
        return [one for one in report.found if one.has(asked.problem)]
    return report.found


def _kinds(report: Report, asked: Asked) -> list[tuple[Problem, int, str, str]]:
    """Each kind that was found, with how many badges have it, what to do, and the query that shows them alone."""
    return [
        (problem, count, str(preflight.ADVICE[problem]), asked.query(kind=problem, q=""))
        for problem, count in report.counts.items()
        if count
    ]


def _left_out(event: Event, asked: Asked) -> list[tuple[Registration, str]]:
    """Those left out of the choice, each with the query that takes them in again."""
    ids = asked.choice.leave_out
    if not ids:
        return []
    people = printing.printable(event.pk).filter(pk__in=ids)
    return [(one, asked.query(leave_out=",".join(map(str, sorted(ids - {one.pk}))))) for one in people]


def _language() -> str:
    return get_language() or "ko"
