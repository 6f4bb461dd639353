"""Choosing bodies by division and sector, and putting them on the list of those invited."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from events.admin import handmade, pages
from events.models import Division, Sector, User
from registrations import booking, inviting_bodies
from registrations.admin.roster_forms import MOMENT
from registrations.rosters.cells import MOST_SEATS
from registrations.states import Category


class ChoiceForm(forms.Form):
    """Which bodies."""

    division = forms.ModelMultipleChoiceField(
        label=gettext_lazy("분과"),
        queryset=Division.objects.order_by("position", "pk"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sector = forms.MultipleChoiceField(
        label=pgettext_lazy("sector", "구분"),
        choices=Sector.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class TermsForm(forms.Form):
    """How they are invited."""

    category = forms.ChoiceField(
        label=gettext_lazy("참석구분"), choices=Category.choices, widget=UnfoldAdminSelectWidget
    )
    seats = forms.IntegerField(
        label=gettext_lazy("기관마다 좌석"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy(
            "비워 두면 담당자 한 분을 초청합니다. 적으면 담당자가 참석하실 분을 지정합니다."
        ),
    )
    held_until = forms.DateTimeField(label=gettext_lazy("좌석 보류 기한"), required=False, widget=MOMENT)

    def terms(self) -> dict[str, str | int | datetime | None]:
        return dict(self.cleaned_data)


def invite(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """A GET shows the bodies that fit, a POST invites the chosen ones."""
    event = pages.event_or_404(request, event_id)
    choice = ChoiceForm(request.GET or None)
    terms = TermsForm(request.POST or None, initial={"category": Category.COMPANY})
    if request.method == "POST" and terms.is_valid():
        chosen = [pk for pk in map(handmade.row_id, request.POST.getlist("body")) if pk is not None]
        try:
            count = inviting_bodies.invite(
                event_id=event.pk,
                organization_ids=chosen,
                by_id=cast(User, request.user).pk,
                at=timezone.now(),
                **terms.terms(),  # type: ignore[arg-type]
            )
        except booking.BookingRefused as refusal:
            messages.error(request, str(refusal))
        else:
            text = _("%(count)d건을 초청 명단에 넣었습니다. 초청장은 아직 보내지 않았습니다.")
            messages.success(request, text % {"count": count})
            return redirect(
                f"{reverse('admin:registrations_invitation_changelist')}?event={event.pk}&state__exact=ready"
            )
    bodies: Any = []
    if choice.is_valid():
        bodies = inviting_bodies.candidates(
            event_id=event.pk,
            division_ids=[division.pk for division in choice.cleaned_data["division"]],
            sectors=choice.cleaned_data["sector"],
        )
    context = {"event": event, "choice": choice, "terms": terms, "bodies": bodies}
    title = _("%(event)s 기관 초청") % {"event": event}
    status = 422 if terms.errors else 200
    return pages.page(
        request, site, "registrations/admin/invite_bodies.html", title=title, context=context, status=status
    )
