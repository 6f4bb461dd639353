"""The form by which a group asks (단체 신청). It cleans input and never saves."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from events import phones
from registrations.forms import RegistrationForm
from registrations.inviting import Invitee


class GroupForm(RegistrationForm):
    """Who coordinates, and in which category the group comes. What is optional is not asked of a coordinator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("담당자 성명")
        self.fields["name"].help_text = ""
        self.fields["email"].help_text = _("참석하실 분을 적는 링크를 이 주소로 보냅니다.")
        for text in self.texts:
            if not text.required:
                del self.fields[f"consent_{text.item}"]
        self.texts = [text for text in self.texts if text.required]

    def coordinator(self, *, language: str) -> Invitee:
        """The cleaned coordinator, who writes in that language."""
        data = self.cleaned_data
        return Invitee(
            organization=data["organization"],
            category=data["category"],
            name=data["name"],
            department=data["department"],
            title=data["title"],
            email=data["email"],
            phone=phones.stored(data["phone"]),
            language=language,
        )
