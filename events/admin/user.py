"""Accounts of staff: made and closed by operators alone."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from events.admin.base import OperatorAdmin
from events.models import User

# Roles are given per event, so Django's groups would only mislead.
admin.site.unregister(Group)


class NewUserForm(UserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]


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
    readonly_fields = ["last_login", "date_joined"]
    fieldsets: Any = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("권한"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("기록"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets: Any = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]
