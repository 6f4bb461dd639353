from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from events import kinds, linktokens


class RegistrationsConfig(AppConfig):
    name = "registrations"
    verbose_name = _("참가 등록")

    def ready(self) -> None:
        linktokens.register("sign-in", "registrations.signincodes.token")
        linktokens.register("news", "registrations.newsrefusals.token")
        kinds.register(
            kinds.Kind(name="badges", label=_("명찰"), renderer="registrations.papers.render_badges")
        )
        kinds.register(
            kinds.Kind(
                name="register",
                label=_("참석자 등록부"),
                renderer="registrations.registerpaper.render_register",
                form="registrations.paperforms.RegisterForm",
            )
        )
        kinds.register(
            kinds.Kind(
                name="desk-list",
                label=_("등록데스크 예비 명단"),
                renderer="registrations.desklistpaper.render_desk_list",
                form="registrations.paperforms.DeskListForm",
            )
        )
        kinds.register(
            kinds.Kind(
                name="settlement",
                label=_("정산 자료"),
                renderer="registrations.settlementpaper.render_settlement",
                form="registrations.paperforms.SettlementForm",
            )
        )
        kinds.register(
            kinds.Kind(
                name="certificates",
                label=_("참석확인서"),
                renderer="registrations.certificateprint.render_certificates",
            )
        )
        kinds.register(
            kinds.Kind(
                name="nameplates",
                label=_("명패"),
                renderer="registrations.nameplatepaper.render_nameplates",
                form="registrations.paperforms.NameplateForm",
            )
        )
