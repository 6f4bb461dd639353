"""How an event gives its seats, on the event's admin page; nobody loses a seat by it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.admin.base import PartInline
from events.admin.event_form import EventForm
from events.models import Event
from registrations import capacity
from registrations.admin.once import OnceFormSet
from registrations.models import CategoryTerms, SeatRules
from registrations.moving import BookingRefused


def _lock(event_id: int) -> None:
    """Nobody takes a seat between the check and the saving, which the admin does in one transaction."""
    Event.objects.lock(event_id)


class EventWithSeatsForm(EventForm):
    """The event's form; its capacity is never less than the seats that are taken."""

    def clean_capacity(self) -> int:
        wanted: int = self.cleaned_data["capacity"]
        if self.instance.pk:
            _lock(self.instance.pk)
            try:
                capacity.refuse_below_taken(self.instance, wanted)
            except BookingRefused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return wanted


class CategoryTermsForm(forms.ModelForm):
    """What holds for a category; its share is never less than the seats that are taken."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        event, category = data.get("event") or self.instance.event, data.get("category")
        if event.pk and category:
            _lock(event.pk)
            try:
                capacity.refuse_share_below_taken(event, category, data.get("capacity"))
            except BookingRefused as refusal:
                self.add_error("capacity", str(refusal))
        return data


class CategoryTermsFormSet(OnceFormSet):
    fields_once = ("category",)
    twice = _("같은 참석구분을 두 번 정했습니다.")


class SeatRulesInline(PartInline):
    model = SeatRules
    fields = ["needs_approval", "offer_hours", "overinvitation"]
    verbose_name_plural = _("좌석 운영")


class CategoryTermsInline(PartInline):
    model = CategoryTerms
    form = CategoryTermsForm
    formset = CategoryTermsFormSet
    fields = ["category", "capacity", "priority", "needs_approval", "is_open"]
    ordering = ["priority", "pk"]
