"""명찰 양식: the editor of one layout, its badges shown beside the form as the paper will have them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.admin import pages
from events.models import Event
from registrations import codeimages, labels
from registrations.admin.badge_layout_form import PREFIX, BlockForm, BlockFormSet, LayoutForm
from registrations.admin.badge_layout_values import of_blocks, of_layout, of_preset, rearranged, redesigned
from registrations.badges import design, editing, layouts, looks, pictures, samples
from registrations.badges.editing import Draft
from registrations.badges.layouts import Layout
from registrations.badges.looks import Look
from registrations.models import BadgeLayout

LOOK_SIZE = 264  # CSS pixels: fits a screen of 360
_TEMPLATE = "registrations/admin/badge_layout.html"


@dataclass(frozen=True)
class Shown:
    """What stands beside the form: badges, or why there are none."""

    look: Look | None
    problem: str


@dataclass(frozen=True)
class Row:
    """The form of a block with its buttons: what each asks for, in words and as a sign."""

    form: BlockForm
    number: int

    @property
    def steps(self) -> list[tuple[str, str, str]]:
        at, number = self.number - 1, {"number": self.number}
        return [
            (f"up-{at}", _("%(number)d번째 항목 위로") % number, "↑"),
            (f"down-{at}", _("%(number)d번째 항목 아래로") % number, "↓"),
            (f"remove-{at}", _("%(number)d번째 항목 빼기") % number, _("빼기")),
        ]


def edit(
    request: HttpRequest, event_id: int, layout_id: int | None = None, *, site: AdminSite
) -> HttpResponse:
    """The form of a layout; a POST keeps it, shows how it looks, or moves its blocks and keeps nothing."""
    event = pages.event_or_404(request, event_id)
    row = _row(event, layout_id) if layout_id is not None else None
    form, blocks = _forms(request, row)
    is_valid = request.method == "POST" and form.is_valid() and blocks.is_valid()
    if "save" in request.POST and is_valid:
        saved = _saved(request, event, row, _draft(form, blocks))
        if saved is not None:
            return redirect("admin:events_event_badge_layout", event.pk, saved.pk)
    shown = _shown(event, row, form, blocks)
    if "preview" in request.POST:
        return render(request, "registrations/admin/_badge_looks.html", {"shown": shown})
    if request.FILES:  # browsers do not show a file field filled in
        messages.warning(
            request, _("고르신 그림 파일은 저장하지 않았습니다. 저장하기 전에 다시 골라 주세요.")
        )
    context = {
        "event": event,
        "row": row,
        "version": request.POST.get("seen", editing.version(row)),
        "form": form,
        "blocks": blocks,
        "rows": [Row(one, number) for number, one in enumerate(blocks.forms, start=1)],
        "can_add": len(blocks.forms) < design.MOST_BLOCKS,
        "focus": _focus(request.POST.get("move", ""), len(blocks.forms)),
        "shown": shown,
        "kept": {name for name in editing.PICTURES if row is not None and getattr(row, name)},
    }
    title = f"{_('명찰 양식')} · {row.name if row else _('새 양식')}"
    status = 422 if "save" in request.POST else 200
    return pages.page(request, site, _TEMPLATE, title=title, context=context, status=status)


def picture(request: HttpRequest, event_id: int, layout_id: int, name: str) -> FileResponse:
    """A picture of a layout, for the looks of it."""
    row = _row(pages.event_or_404(request, event_id), layout_id)
    if name not in editing.PICTURES or not getattr(row, name):
        raise Http404
    response = FileResponse(getattr(row, name).open("rb"), content_type="image/png")
    # Its address changes with the layout.
    response["Cache-Control"] = "private, max-age=86400"
    return response


def address_of(row: BadgeLayout, name: str) -> str:
    """Where ``picture`` shows it; "" where the layout has none."""
    if not getattr(row, name):
        return ""
    address = reverse("admin:events_event_badge_picture", args=[row.event_id, row.pk, name])
    return f"{address}?{row.changed_at.timestamp()}"


def _row(event: Event, layout_id: int) -> BadgeLayout:
    return get_object_or_404(BadgeLayout, event=event, pk=layout_id)


def _forms(request: HttpRequest, row: BadgeLayout | None) -> tuple[LayoutForm, Any]:
    if request.method == "POST":
        data = (
            rearranged(request.POST, request.POST.get("move", "")) if "move" in request.POST else request.POST
        )
        form = LayoutForm(data, request.FILES)
        if "usual" in request.POST and form.is_valid():
            sheet = form.draft([]).paper
            data = redesigned(data, design.standard(sheet.width, sheet.height))
            form = LayoutForm(data, request.FILES)
        return form, BlockFormSet(data, prefix=PREFIX)
    if row is not None:
        shown = design.read(row.design)
        return LayoutForm(initial=of_layout(row)), BlockFormSet(
            initial=of_blocks(shown.blocks), prefix=PREFIX
        )
    name = request.GET.get("sheet", "")
    name = name if name in labels.presets() else layouts.USUAL
    blocks = layouts.standard(name).design.blocks
    return LayoutForm(initial=of_preset(name)), BlockFormSet(initial=of_blocks(blocks), prefix=PREFIX)


def _draft(form: LayoutForm, blocks: Any) -> Draft:
    return form.draft([one.block() for one in blocks.forms])


def _saved(request: HttpRequest, event: Event, row: BadgeLayout | None, draft: Draft) -> BadgeLayout | None:
    try:
        saved = editing.save(
            event_id=event.pk,
            layout_id=row.pk if row else None,
            draft=draft,
            seen=request.POST.get("seen", ""),
        )
    except editing.LayoutRefused as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, _("명찰 양식을 저장했습니다."))
    return saved


def _shown(event: Event, row: BadgeLayout | None, form: LayoutForm, blocks: Any) -> Shown:
    """How the badges would look by what is in the form now."""
    if not form.is_bound:
        layout = layouts.read(row, with_pictures=False) if row else layouts.standard(form.initial["sheet"])
        return Shown(_look(event, row, layout, {}), "")
    if not (form.is_valid() and blocks.is_valid()):
        return Shown(None, " ".join(_sentences(form, blocks)[:3]))
    draft = _draft(form, blocks)
    problem = draft.problem()
    if problem:
        return Shown(None, problem)
    return Shown(_look(event, row, draft.layout(), {"logo": draft.logo, "background": draft.background}), "")


def _look(event: Event, row: BadgeLayout | None, layout: Layout, changed: dict[str, bytes | None]) -> Look:
    """The badges with the pictures that are kept, or with those that were just sent."""
    sources = {}
    for name in editing.PICTURES:
        png = changed.get(name)
        if png is None:
            sources[name] = address_of(row, name) if row else ""
        else:
            sources[name] = codeimages.data_uri(pictures.small(png, 2 * LOOK_SIZE)) if png else ""
    return looks.of(
        event,
        layout,
        samples.of(event.pk),
        language=get_language() or "ko",
        most=LOOK_SIZE,
        logo_src=sources["logo"],
        background_src=sources["background"],
    )


def _sentences(form: LayoutForm, blocks: Any) -> list[str]:
    """What is wrong in the form, with what it is wrong about."""
    found = [f"{form[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
    for number, block in enumerate(blocks.forms, start=1):
        found += [
            _("%(number)d번째 항목 %(field)s: %(error)s")
            % {"number": number, "field": block[name].label, "error": error}
            for name, errors in block.errors.items()
            for error in errors
        ]
    return [*found, *map(str, blocks.non_form_errors())]


def _focus(move: str, count: int) -> str:
    """The button that has the focus once the blocks were moved: that of the same block."""
    what, _dash, number = move.partition("-")
    if what == "add":
        return f"remove-{count - 1}"
    if not (number.isascii() and number.isdecimal() and len(number) < 3):
        return ""
    step = {"up": -1, "down": 1}.get(what, 0)
    return f"{what}-{min(max(int(number) + step, 0), count - 1)}"
