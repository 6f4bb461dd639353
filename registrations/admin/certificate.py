"""Certificates of attendance: the list of what was issued, revoking with a reason, and issuing anew."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from events.admin import pages, reach
from events.admin.base import LedgerAdmin, OwnEventFilter, named
from events.models import User
from registrations import certificates
from registrations.admin import chosen
from registrations.models import Certificate

STANDING, REVOKED = _("유효"), _("취소됨")


class StandingFilter(admin.SimpleListFilter):
    title = _("상태")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", STANDING), ("no", REVOKED)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Certificate]) -> QuerySet[Certificate]:
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(revoked_at__isnull=self.value() == "yes")


@admin.register(Certificate)
class CertificateAdmin(LedgerAdmin):
    list_display = ["serial_shown", "name", "organization", "state_label", "issued_at", "revocation"]
    list_display_links = ["serial_shown"]
    list_select_related = ["event"]
    list_filter = [OwnEventFilter, StandingFilter]
    search_fields = ["name", "organization", "code"]
    search_help_text = _("성명, 소속, 확인 코드로 찾습니다.")
    ordering = ["-issued_at", "-pk"]
    actions = ["revoke_selected", "issue_again_selected"]
    fields = [
        "serial_shown",
        "state_label",
        "event",
        "name",
        "organization",
        "title",
        "code",
        "issued_at",
        "issuer_name",
        "revoked_at",
        "revoker_name",
        "revocation",
    ]
    readonly_fields = fields

    issuer_name = named("issued_by", _("발급자"))
    revoker_name = named("revoked_by", _("취소자"))

    @display(description=_("발급 번호"), ordering="number")
    def serial_shown(self, certificate: Certificate) -> str:
        return certificate.serial

    @display(description=_("상태"), ordering="revoked_at", label={STANDING: "success", REVOKED: "danger"})
    def state_label(self, certificate: Certificate) -> Any:
        return REVOKED if certificate.revoked_at else STANDING

    def get_urls(self) -> list[URLPattern]:
        revoke = self.admin_site.admin_view(self.revoke_view)
        return [path("revoke/", revoke, name="registrations_certificate_revoke"), *super().get_urls()]

    @admin.action(description=_("선택한 참석확인서 취소(사유 적기)"))
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet[Certificate]) -> HttpResponse:
        return self._ask(request, queryset)

    @admin.action(description=_("취소한 참석확인서 다시 발급"))
    def issue_again_selected(self, request: HttpRequest, queryset: QuerySet[Certificate]) -> None:
        """New ones for those whose certificate was revoked, and who cannot get another by themselves."""
        revoked = queryset.filter(revoked_at__isnull=False).order_by("registration")
        count = 0
        for registration_id in revoked.values_list("registration", flat=True).distinct():
            try:
                certificates.issue(
                    registration_id=registration_id,
                    by_id=cast(User, request.user).pk,
                    at=timezone.now(),
                    is_again=True,
                )
                count += 1
            except certificates.CertificateRefused as refusal:
                messages.error(request, str(refusal))
        if count:
            messages.success(request, _("참석확인서 %(count)d건을 다시 발급했습니다.") % {"count": count})

    def revoke_view(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect("admin:registrations_certificate_changelist")
        mine = reach.limit(Certificate.objects.all(), request, "event")
        rows = mine.filter(pk__in=chosen.ids(request))
        me = cast(User, request.user).pk
        try:
            count = sum(
                certificates.revoke(
                    certificate_id=pk, reason=request.POST.get("reason", ""), by_id=me, at=timezone.now()
                )
                for pk in rows.values_list("pk", flat=True)
            )
        except certificates.CertificateRefused as refusal:
            return self._ask(request, rows, refusal=str(refusal))
        messages.success(request, _("참석확인서 %(count)d건을 취소했습니다.") % {"count": count})
        return redirect("admin:registrations_certificate_changelist")

    def _ask(self, request: HttpRequest, rows: QuerySet[Certificate], *, refusal: str = "") -> HttpResponse:
        standing = rows.filter(revoked_at__isnull=True).select_related("event").order_by("pk")
        context = {"chosen": standing, "ids": chosen.joined(standing), "refusal": refusal}
        return pages.page(
            request,
            self.admin_site,
            "registrations/admin/revoke_certificates.html",
            title=str(_("참석확인서 취소")),
            context=context,
            status=422 if refusal else 200,
        )
