"""Who may run which event: given by address, taken back at once, kept on record."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.forms import PaginationInlineFormSet
from unfold.widgets import UnfoldAdminEmailInputWidget

from events import access
from events.admin import reach
from events.admin.base import OrganizerAdmin, OwnEventFilter, PartInline, named
from events.models import EventRole, RoleGrant, User


class GrantForm(forms.ModelForm):
    """Names the person by address, so that nobody has to be shown the list of all accounts."""

    email = forms.EmailField(label=_("담당자 이메일"), widget=UnfoldAdminEmailInputWidget)

    class Meta:
        model = RoleGrant
        fields = ["role"]

    def clean_email(self) -> str:
        person = User.objects.filter(
            email__iexact=self.cleaned_data["email"], is_active=True, is_guest=False
        ).first()
        if person is None:
            raise ValidationError(_("이 이메일의 담당자 계정이 없습니다. 운영자에게 계정을 요청해 주세요."))
        self.instance.user = person
        return person.email


def _grant(grant: RoleGrant, *, by_id: int | None) -> RoleGrant:
    return access.grant(
        event_id=grant.event_id,
        user_id=grant.user_id,
        role=EventRole(grant.role),
        by_id=by_id,
        at=timezone.now(),
    )


class GrantFormSet(PaginationInlineFormSet):
    by_id: int | None = None

    def save_new(self, form: Any, commit: bool = True) -> RoleGrant:
        form.instance.event = self.instance
        return _grant(form.instance, by_id=self.by_id)


class GrantInline(PartInline):
    """The roles in force at an event. New ones are given here, they are taken back in their own list."""

    model = RoleGrant
    form = GrantForm
    formset = GrantFormSet
    fields = ["email", "role", "granted_at"]
    readonly_fields = ["granted_at"]
    verbose_name = _("담당자")
    verbose_name_plural = _("담당자")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoleGrant]:
        return (
            super()
            .get_queryset(request)
            .filter(revoked_at__isnull=True)
            .select_related("user")
            .order_by("pk")
        )

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.by_id = request.user.pk
        return formset

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @display(description=_("담당자 이메일"))
    def email(self, grant: RoleGrant) -> str:
        """What stands in the form's field for a role that is given already."""
        return str(grant.user)


class InForceFilter(admin.SimpleListFilter):
    title = _("효력")
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("유효")), ("no", _("회수됨"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[RoleGrant]) -> QuerySet[RoleGrant]:
        if self.value() in {"yes", "no"}:
            return queryset.filter(revoked_at__isnull=self.value() == "yes")
        return queryset


@admin.register(RoleGrant)
class RoleGrantAdmin(OrganizerAdmin):
    form = GrantForm
    list_display = ["user", "event", "role", "granted_at", "granted_by", "revoked_at"]
    list_select_related = ["user", "event", "granted_by"]
    list_filter = [OwnEventFilter, "role", InForceFilter]
    search_fields = ["user__name", "user__email"]
    ordering = ["-granted_at", "-pk"]
    fields = ["event", "email", "role"]
    readonly_fields = ["user_name", "by_name"]
    actions = ["revoke_selected"]

    user_name = named("user", _("담당자"))
    by_name = named("granted_by", _("부여한 사람"))

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        if obj is None:
            return ["event", "email", "role"]
        return ["event", "user_name", "role", "granted_at", "by_name", "revoked_at"]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: RoleGrant, form: Any, change: bool) -> None:
        obj.pk = _grant(obj, by_id=request.user.pk).pk

    @admin.action(description=_("선택한 역할 회수"))
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet[RoleGrant]) -> None:
        revoked = 0
        for grant in queryset.filter(revoked_at__isnull=True).select_related("user").order_by("pk"):
            try:
                access.revoke(grant_id=grant.pk, at=timezone.now())
            except access.RevokeRefused as refusal:
                self.message_user(request, f"{grant.user}: {refusal}", messages.ERROR)
            else:
                revoked += 1
        reach.forget(request)
        if revoked:
            text = _("역할 %(count)d건을 회수했습니다.") % {"count": revoked}
            self.message_user(request, text, messages.SUCCESS)
