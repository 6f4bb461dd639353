"""Accounts of staff: made and closed by operators alone."""

from typing import Any, ClassVar

from allauth.account import admin as account_admin
from allauth.mfa import admin as mfa_admin
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from events.admin.base import OperatorAdmin
from events.models import User

# Roles are given per event, so Django's groups would only mislead; of what allauth keeps, operators need one thing,
# to take a lost second factor away, and that is an action here.
admin.site.unregister([Group, account_admin.EmailAddress, mfa_admin.Authenticator])


class NewUserForm(UserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]

    def clean_email(self) -> str:
        """Somebody who once signed in as a guest becomes staff by the same account, now with a password."""
        email: str = self.cleaned_data["email"]
        guest = User.objects.filter(email__iexact=email, is_guest=True).first()
        if guest is not None:
            self.instance = guest
            self.instance.is_guest = False
        return email


@admin.register(User)
class UserAdmin(DjangoUserAdmin, OperatorAdmin):
    form = UserChangeForm
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["email", "name", "is_active", "is_staff", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = ()
    actions = ["reset_second_factor"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets: ClassVar[Any] = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("권한"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("기록"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets: Any = [(None, {"fields": ["email", "name", "password1", "password2"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).filter(is_guest=False)

    @admin.action(description=_("선택한 담당자의 2단계 인증 초기화"))
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """For a lost phone: the person signs in with the password and sets a new one up."""
        count = queryset.filter(pk__in=Authenticator.objects.values("user")).count()
        Authenticator.objects.filter(user__in=queryset).delete()
        for user in queryset:
            self.log_change(request, user, str(_("2단계 인증 초기화")))
        text = _("담당자 %(count)d명의 2단계 인증을 초기화했습니다.") % {"count": count}
        self.message_user(request, text, messages.SUCCESS)
