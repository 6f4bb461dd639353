"""Badges on a page of the admin: how each will look, what was found about it, and the form for other words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from events import cleaning
from events.fields import LineField
from registrations import codeimages
from registrations.badges import correcting, preflight, styling
from registrations.badges.layouts import Layout
from registrations.badges.preflight import Checked, Finding
from registrations.models import Registration

LOOK_SIZE = 260  # CSS pixels, of the longer side
PIXELS_PER_MM = 96 / 25.4


class CorrectionForm(forms.Form):
    """What stands on one badge instead of what was registered."""

    name = LineField(label=_("성명"), max_length=60, required=False)
    organization = LineField(label=_("소속"), max_length=100, required=False)
    department = LineField(label=_("부서"), max_length=60, required=False)
    title = LineField(label=_("직위"), max_length=60, required=False)

    def __init__(self, guest: Registration, data: QueryDict | None = None) -> None:
        shown = {field: word for field, word in correcting.words(guest).items() if _can_be_typed(word)}
        super().__init__(data, initial=shown, auto_id=f"badge-{guest.pk}-%s")
        for name, field in self.fields.items():
            attrs: dict[str, Any] = {"placeholder": getattr(guest, name), **field.widget.attrs}
            field.widget = UnfoldAdminTextInputWidget(attrs=attrs)


@dataclass(frozen=True)
class Card:
    """One badge: what was found, whose it is, the form to put it right, and the picture of its code."""

    checked: Checked
    registration: Registration
    form: CorrectionForm
    qr_src: str

    @property
    def advice(self) -> list[tuple[Finding, str]]:
        return [(one, str(preflight.ADVICE[one.problem])) for one in self.checked.findings]


def cards(badges: Sequence[Checked], bound: CorrectionForm | None = None) -> list[Card]:
    """A card for each badge, in one query; ``bound`` is the form of the only one."""
    guests = Registration.objects.with_badge_texts().in_bulk([one.registration_id for one in badges])
    return [
        Card(
            one,
            guest := guests[one.registration_id],
            bound if bound is not None else CorrectionForm(guest),
            codeimages.qr_data_uri(one.person.code),
        )
        for one in badges
    ]


def css(badges: Sequence[Checked]) -> str:
    """The paper's rules of each layout among the badges, each for its own alone, at true proportions."""
    by_name = {one.layout.name: one.layout for one in badges}
    return "".join(map(_css, by_name.values()))


def _css(layout: Layout) -> str:
    sheet = layout.sheet
    zoom = LOOK_SIZE / max(sheet.width, sheet.height) / PIXELS_PER_MM
    rules = styling.css(layout.design, width=sheet.width, height=sheet.height)
    if layout.background:  # once for all badges, as it may be large
        rules += f".badge{{background:url({codeimages.data_uri(layout.background)}) center/cover}}"
    return f".look-{layout.name}{{zoom:{zoom:.3f};{rules}}}"


def _can_be_typed(text: str) -> bool:
    """Whether the form would take the text as it is; else its place is empty, and as registered."""
    try:
        return cleaning.clean_line(text) == text
    except ValidationError:
        return False
