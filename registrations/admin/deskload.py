"""Which devices took the roster of an event (데스크 명단 내려받기), and having one wiped from afar."""

from datetime import datetime
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from events import notation
from events.admin import pages, reach
from events.admin.base import LedgerAdmin, OwnEventFilter, named
from events.models import User
from registrations.admin import chosen
from registrations.desk import holdings
from registrations.models import DeskLoad

HELD, ORDERED, TOLD, RELOADED = _("기기에 있음"), _("지우기 요청함"), _("지우도록 전달함"), _("다시 내려받음")


@admin.register(DeskLoad)
class DeskLoadAdmin(LedgerAdmin):
    """Whoever signs out or wipes the roster at the device itself does not tell the server, so it may be gone already."""

    list_fullwidth = True
    list_display = ["at", "device", "by_name", "people", "seen", "state_label", "event"]
    list_filter = [OwnEventFilter]
    search_fields = ["device"]
    ordering = ["-at", "-pk"]
    actions = ["wipe_selected"]
    fields = [
        "event",
        "at",
        "device",
        "by_name",
        "people",
        "seen",
        "state_label",
        "asked_at",
        "asked_by",
        "told_at",
    ]
    readonly_fields = fields

    by_name = named("by", _("처리자"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("event", "by", "holding__wipe_asked_by")
        return _with_later(rows)

    @display(description=_("마지막 접속"), ordering="holding__seen_at")
    def seen(self, load: DeskLoad) -> str:
        return _moment(load.holding.seen_at)

    @display(
        description=_("상태"), label={HELD: "info", ORDERED: "warning", TOLD: "success", RELOADED: "default"}
    )
    def state_label(self, load: DeskLoad) -> Any:
        if load.holding.told_at is not None:
            return TOLD
        if load.was_loaded_anew:  # type: ignore[attr-defined]
            return RELOADED
        return HELD if load.holding.wipe_asked_at is None else ORDERED

    @display(description=_("지우기 요청"))
    def asked_at(self, load: DeskLoad) -> str:
        return _moment(load.holding.wipe_asked_at)

    @display(description=_("요청자"))
    def asked_by(self, load: DeskLoad) -> str:
        return str(load.holding.wipe_asked_by or "-")

    @display(description=_("기기에 전달"))
    def told_at(self, load: DeskLoad) -> str:
        return _moment(load.holding.told_at)

    def get_urls(self) -> list[URLPattern]:
        wipe = self.admin_site.admin_view(self.wipe_view)
        return [path("wipe/", wipe, name="registrations_deskload_wipe"), *super().get_urls()]

    @admin.action(description=_("선택한 기기의 명단 지우기"))
    def wipe_selected(self, request: HttpRequest, queryset: QuerySet[DeskLoad]) -> HttpResponse:
        """Says what it means before anything is ordered."""
        rows = _to_wipe(queryset).select_related("event").order_by("pk")
        return pages.page(
            request,
            self.admin_site,
            "registrations/admin/wipe_desks.html",
            title=str(_("기기의 명단 지우기")),
            context={"chosen": rows, "ids": chosen.joined(rows)},
        )

    def wipe_view(self, request: HttpRequest) -> HttpResponse:
        rows = _to_wipe(reach.limit(DeskLoad.objects.all(), request, "event"))
        if request.method == "POST":
            me = cast(User, request.user).pk
            ordered = [
                load
                for load in rows.filter(pk__in=chosen.ids(request)).order_by("pk")
                if holdings.order_wipe(load_id=load.pk, by_id=me, at=timezone.now())
            ]
            if ordered:
                text = _("기기 %(count)d대에 명단을 지우도록 요청했습니다. 기기가 서버에 접속하면 지웁니다.")
                messages.success(request, text % {"count": len(ordered)})
                url = reverse("admin:registrations_deskload_changelist")
                return redirect(f"{url}?event={ordered[0].event_id}")
            messages.warning(request, _("지울 명단이 있는 기기가 없습니다."))
        return redirect("admin:registrations_deskload_changelist")


def _moment(value: datetime | None) -> str:
    return notation.moment(value, language=get_language() or "ko") if value else "-"


def _with_later(rows: QuerySet[DeskLoad]) -> QuerySet[Any]:
    later = DeskLoad.objects.filter(event=OuterRef("event"), tag=OuterRef("tag"), pk__gt=OuterRef("pk"))
    return rows.annotate(was_loaded_anew=Exists(later))


def _to_wipe(rows: QuerySet[DeskLoad]) -> QuerySet[DeskLoad]:
    return _with_later(rows).filter(was_loaded_anew=False, holding__wipe_asked_at__isnull=True)
