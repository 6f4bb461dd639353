from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from events import kinds, linktokens

# What an event's papers of guests are called, who draws each, and the form of what can be chosen about it.
PAPERS = [
    ("badges", _("명찰"), "badges.paper.render_badges", "BadgeForm"),
    ("nameplates", _("명패"), "nameplatepaper.render_nameplates", "NameplateForm"),
    ("register", _("참석자 등록부"), "registerpaper.render_register", "RegisterForm"),
    ("desk-list", _("등록데스크 예비 명단"), "desklistpaper.render_desk_list", "DeskListForm"),
    ("settlement", _("정산 자료"), "settlementpaper.render_settlement", "SettlementForm"),
    ("certificates", _("참석확인서"), "certificateprint.render_certificates", ""),
]


class RegistrationsConfig(AppConfig):
    name = "registrations"
    verbose_name = _("참가 등록")

    def ready(self) -> None:
        linktokens.register("sign-in", "registrations.signincodes.token")
        linktokens.register("news", "registrations.newsrefusals.token")
        for name, label, renderer, form in PAPERS:
            choices = {"form": f"registrations.paperforms.{form}"} if form else {}
            kinds.register(
                kinds.Kind(name=name, label=label, renderer=f"registrations.{renderer}", **choices)
            )
