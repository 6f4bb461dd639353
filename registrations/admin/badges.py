"""명찰: an event's layouts with a look at each, and which badge each category gets."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.admin import handmade, pages
from events.models import Event
from registrations.admin import badge_category_form, badge_layout
from registrations.admin.badge_category_form import CategoryForm
from registrations.badges import bycategory, colours, editing, layouts, looks, samples
from registrations.badges.bycategory import Choice
from registrations.badges.looks import Look
from registrations.badges.samples import Sample
from registrations.models import BadgeLayout

LOOK_SIZE = 180  # CSS pixels
_TEMPLATE = "registrations/admin/badges.html"


@dataclass(frozen=True)
class Card:
    """A layout in the list: a row, or the one that all events have; and how it looks."""

    row: BadgeLayout | None
    label: str
    paper: str
    look: Look
    is_usual: bool


def listed(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """The layouts and the categories; a POST keeps the categories, or copies, deletes or chooses a layout."""
    event = pages.event_or_404(request, event_id)
    known = bycategory.choices(event.pk)
    form = CategoryForm(initial=badge_category_form.shown(known), event_id=event.pk)
    if request.method == "POST" and "save" in request.POST:
        form = CategoryForm(request.POST, event_id=event.pk)
        if form.is_valid() and _is_saved(request, event, form):
            return redirect("admin:events_event_badges", event.pk)
    elif request.method == "POST":
        return _act(request, event)
    context = {
        "event": event,
        "cards": _cards(event),
        "sheets": layouts.presets(),
        "usual_sheet": layouts.USUAL,
        "form": form,
        "version": request.POST.get("seen", bycategory.version(known)),
        "bands": [(one.category, *_band(one)) for one in known],
    }
    title = _("%(event)s 명찰") % {"event": event}
    status = 422 if form.errors else 200
    return pages.page(request, site, _TEMPLATE, title=title, context=context, status=status)


def urls(
    wrap: Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]], site: AdminSite
) -> list[URLPattern]:
    """The addresses of an event's badges; ``wrap`` hands a view the site and asks who is there."""
    return [
        path("<int:event_id>/badges/", wrap(listed), name="events_event_badges"),
        path("<int:event_id>/badges/new/", wrap(badge_layout.edit), name="events_event_badge_layout_new"),
        path(
            "<int:event_id>/badges/<int:layout_id>/",
            wrap(badge_layout.edit),
            name="events_event_badge_layout",
        ),
        path(
            "<int:event_id>/badges/<int:layout_id>/<slug:name>.png",
            site.admin_view(require_safe(badge_layout.picture)),
            name="events_event_badge_picture",
        ),
    ]


def _cards(event: Event) -> list[Card]:
    rows = list(BadgeLayout.objects.filter(event=event).order_by("-is_default", "name"))
    terms = layouts.terms(event.pk)
    usual = [Sample("", samples.usual())]

    def look(layout: layouts.Layout, name: str, row: BadgeLayout | None) -> Look:
        return looks.of(
            event,
            layout,
            usual,
            language=get_language() or "ko",
            most=LOOK_SIZE,
            terms=terms,
            name=name,
            logo_src=badge_layout.address_of(row, "logo") if row else "",
            background_src=badge_layout.address_of(row, "background") if row else "",
        )

    cards = []
    for row in rows:
        layout = layouts.read(row, with_pictures=False)
        shown = look(layout, f"look-{row.pk}", row)
        cards.append(Card(row, row.name, layout.sheet.label, shown, row.is_default))
    if not any(row.is_default for row in rows):
        layout = layouts.standard(layouts.USUAL)
        shown = look(layout, "look-usual", None)
        cards.insert(0, Card(None, _("처음부터 있는 양식"), layout.sheet.label, shown, is_usual=True))
    return cards


def _band(one: Choice) -> tuple[str, str]:
    colour = one.colour or colours.COLOURS[one.category]
    return colour, colours.on(colour)


def _is_saved(request: HttpRequest, event: Event, form: CategoryForm) -> bool:
    try:
        bycategory.save(event_id=event.pk, chosen=form.chosen(), seen=request.POST.get("seen", ""))
    except editing.LayoutRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("참석구분별 명찰을 저장했습니다."))
    return True


def _act(request: HttpRequest, event: Event) -> HttpResponse:
    layout_id = handmade.row_id(request.POST.get("layout", ""))
    try:
        _take(request, event, layout_id)
    except BadgeLayout.DoesNotExist:
        raise Http404 from None
    except editing.LayoutRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:events_event_badges", event.pk)


def _take(request: HttpRequest, event: Event, layout_id: int | None) -> None:
    """Do what the button says.

    :raises BadgeLayout.DoesNotExist: the event has no such layout
    :raises LayoutRefused: it cannot be done
    """
    if "plain" in request.POST:
        editing.make_usual(event_id=event.pk, layout_id=None)
        messages.success(request, _("기본 명찰을 처음부터 있는 양식으로 되돌렸습니다."))
        return
    if layout_id is None:
        raise BadgeLayout.DoesNotExist
    if "copy" in request.POST:
        made = editing.copy(event_id=event.pk, layout_id=layout_id)
        messages.success(request, _("양식을 복사했습니다: %(name)s") % {"name": made})
    elif "usual" in request.POST:
        editing.make_usual(event_id=event.pk, layout_id=layout_id)
        messages.success(request, _("기본 명찰을 바꾸었습니다."))
    elif "delete" in request.POST:
        editing.delete(event_id=event.pk, layout_id=layout_id)
        messages.success(request, _("명찰 양식을 지웠습니다."))
