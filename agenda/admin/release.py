from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from agenda import differences, snapshots, wording
from agenda.models import Release
from events.admin.base import LedgerAdmin, OwnEventFilter, named
from events.models import Event


@admin.register(Release)
class ReleaseAdmin(LedgerAdmin):
    """What was released: nobody can change it, the database sees to that too."""

    list_display = ["number_shown", "event", "change_count", "released_at", "released_by"]
    list_display_links = ["number_shown"]
    list_select_related = ["event", "released_by"]
    list_filter = [OwnEventFilter]
    ordering = ["-released_at", "-pk"]
    not_in_list = ("snapshot",)
    fields = ["event", "number_shown", "released_at", "by_name", "change_list", "timetable"]
    readonly_fields = fields

    by_name = named("released_by", _("확정한 사람"))

    @display(description=_("확정본"), ordering="number")
    def number_shown(self, release: Release) -> str:
        return _("확정본 %(number)d") % {"number": release.number}

    @display(description=_("달라진 점"))
    def change_count(self, release: Release) -> str:
        return _("%(count)d건") % {"count": len(release.changes)}

    @display(description=_("달라진 점"))
    def change_list(self, release: Release) -> SafeString | str:
        return format_html_join("", "<p>{}</p>", ((change,) for change in release.changes)) or "-"

    @display(description=_("프로그램"))
    def timetable(self, release: Release) -> SafeString:
        rows = [timetable_row(row) for row in snapshots.read(release.snapshot).rows]
        return render_to_string("agenda/admin/_timetable.html", {"rows": rows, "is_draft": False})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


def timetable_row(row: snapshots.Row) -> dict[str, str | int]:
    """A session as the brief writes it, for a table."""
    return {
        "id": row.session_id,
        "time": row.time("ko"),
        "heading": row.heading("ko"),
        "note": row.note("ko"),
        "room": row.room["ko"],
    }


def standing(event: Event) -> dict[str, Any]:
    """How the draft stands to the event's releases: the last one, whether it differs and how, and all of them."""
    releases = list(
        Release.objects.filter(event=event)
        .select_related("released_by")
        .defer("snapshot")
        .order_by("-number")
    )
    last = Release.objects.latest_of(event.pk)
    changes: list[str] = []
    is_released = False
    if event.starts_at is not None and last is not None:
        draft = snapshots.take(event)
        changes = wording.sentences(differences.between(last.snapshot, draft), "ko", with_stage=True)
        is_released = last.snapshot == draft
    return {"last": last, "is_released": is_released, "changes": changes, "releases": releases}
