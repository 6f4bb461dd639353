"""An area of the hall (좌석 구역) on a page of its own: made, changed, cleared, removed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from events.admin import pages
from events.fields import LineField
from events.models import Event
from registrations import seatassigning, seatplans
from registrations.admin.seating import address
from registrations.models import AreaKind, Marks, SeatArea
from registrations.models.seatplan import MOST_ROWS, MOST_SEATS
from registrations.seatnames import MOST_NUMBER
from registrations.seatplans import PlanRefused, Shape

MOST_POSITION = 99


def _number(name: str, *, least: int, most: int) -> forms.IntegerField:
    """A field that is called and explained as the model's."""
    field: Any = SeatArea._meta.get_field(name)  # noqa: SLF001
    return forms.IntegerField(
        label=field.verbose_name,
        help_text=field.help_text,
        min_value=least,
        max_value=most,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric"}),
    )


class AreaForm(forms.Form):
    name = LineField(
        label=gettext_lazy("구역 이름"),
        max_length=20,
        help_text=gettext_lazy("내빈석, 1층 일반석, 원탁"),
        widget=UnfoldAdminTextInputWidget,
    )
    position = _number("position", least=1, most=MOST_POSITION)
    kind = forms.ChoiceField(
        label=gettext_lazy("형태"), choices=AreaKind.choices, widget=UnfoldAdminSelectWidget
    )
    rows = _number("rows", least=1, most=MOST_ROWS)
    seats = _number("seats", least=1, most=MOST_SEATS)
    aisle = _number("aisle", least=0, most=MOST_SEATS - 1)
    marks = forms.ChoiceField(
        label=gettext_lazy("열 이름"),
        choices=Marks.choices,
        help_text=gettext_lazy("원탁은 늘 숫자입니다."),
        widget=UnfoldAdminSelectWidget,
    )
    first_row = _number("first_row", least=1, most=MOST_NUMBER)

    def shape(self) -> Shape:
        return Shape(**self.cleaned_data)


def new(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """The form for another area; a POST makes it."""
    event = pages.event_or_404(request, event_id)
    first = {
        "position": seatplans.next_position(event.pk),
        "kind": AreaKind.ROWS,
        "rows": 1,
        "seats": 10,
        "aisle": 5,
        "marks": Marks.HANGUL,
        "first_row": 1,
    }
    form = AreaForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        try:
            area = seatplans.make_area(event_id=event.pk, shape=form.shape())
        except PlanRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("구역을 더했습니다: %(area)s") % {"area": area})
            return redirect(address(event.pk))
    return _page(request, event, form, None, site=site)


def one(request: HttpRequest, event_id: int, area_id: int, *, site: AdminSite) -> HttpResponse:
    """An area's form; a POST changes the area, clears it or removes it."""
    event = pages.event_or_404(request, event_id)
    area = event.seat_areas.filter(pk=area_id).first()
    if area is None:
        raise Http404
    if request.method == "POST" and not {"clear", "remove"}.isdisjoint(request.POST):
        return _empty(request, area)
    first = {name: getattr(area, name) for name in AreaForm.base_fields}
    form = AreaForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        try:
            seatplans.change_area(area_id=area.pk, shape=form.shape())
        except PlanRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("구역을 고쳤습니다."))
            return redirect(address(event.pk))
    return _page(request, event, form, area, site=site)


def _empty(request: HttpRequest, area: SeatArea) -> HttpResponse:
    if "clear" in request.POST:
        count = seatassigning.clear(event_id=area.event_id, area_id=area.pk)
        messages.success(request, _("%(count)d명의 배정을 풀었습니다.") % {"count": count})
        return redirect(address(area.event_id))
    try:
        seatplans.remove_area(area_id=area.pk)
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:events_event_seat_area", area.event_id, area.pk)
    messages.success(request, _("구역을 지웠습니다: %(area)s") % {"area": area})
    return redirect(address(area.event_id))


def _page(
    request: HttpRequest, event: Event, form: AreaForm, area: SeatArea | None, *, site: AdminSite
) -> HttpResponse:
    context = {
        "event": event,
        "form": form,
        "area": area,
        "taken": area.places.filter(registration__isnull=False).count() if area else 0,
    }
    title = _("%(event)s 좌석 구역") % {"event": event}
    status = 422 if form.errors else 200
    return pages.page(
        request, site, "registrations/admin/seat_area.html", title=title, context=context, status=status
    )
