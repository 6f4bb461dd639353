from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import Speaker
from events.admin import reach
from events.admin.base import SharedAdmin

PORTRAIT_FORMATS = {"JPEG", "PNG", "WEBP"}
PORTRAIT_MB = 3
PORTRAIT_PIXELS = 6000  # on the longer side


class SpeakerForm(forms.ModelForm):
    class Meta:
        model = Speaker
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets choose

    def clean_portrait(self) -> Any:
        """A picture by its content, not by its name, and of a size that a page can use."""
        portrait = self.cleaned_data.get("portrait")
        if not isinstance(portrait, UploadedFile):
            return portrait
        if portrait.size is None or portrait.size > PORTRAIT_MB * 1024 * 1024:
            raise forms.ValidationError(_("사진은 %(size)dMB까지 올릴 수 있습니다.") % {"size": PORTRAIT_MB})
        image = portrait.image  # type: ignore[attr-defined] # set by ImageField once Pillow has read it
        if image.format not in PORTRAIT_FORMATS:
            raise forms.ValidationError(_("사진은 JPEG, PNG, WebP 파일로 올려 주세요."))
        if max(image.size) > PORTRAIT_PIXELS:
            raise forms.ValidationError(
                _("사진의 긴 변은 %(pixels)d픽셀까지입니다.") % {"pixels": PORTRAIT_PIXELS}
            )
        return portrait


@admin.register(Speaker)
class SpeakerAdmin(SharedAdmin):
    form = SpeakerForm
    list_display = ["name", "title", "organization", "protocol_rank", "email"]
    list_select_related = ["organization"]
    search_fields = ["name", "name_en", "organization__name", "organization__short_name"]
    ordering = ["protocol_rank", "name", "pk"]
    autocomplete_fields = ["organization"]
    fieldsets: list[tuple[Any, dict[str, Any]]] = [
        (None, {"fields": ["name", "title", "organization", "sector", "protocol_rank", "email"]}),
        (gettext_lazy("소개"), {"fields": ["portrait", "biography"]}),
        (gettext_lazy("영문"), {"fields": ["name_en", "title_en", "biography_en"]}),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        # Harmless: who appears in a programme or a list of participants is kept by PROTECT.
        return reach.is_organizer(request)
