from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from events import kinds, linktokens

# What an event's papers of guests are called, who lays each out, and the form of what can be chosen about it.
PAPERS = [
    ("badges", _("명찰"), "badges.paper.lay_out", "BadgeForm"),
    ("badge-proof", _("명찰 시험 출력"), "badges.proof.lay_out", "ProofForm"),
    ("nameplates", _("명패"), "nameplatepaper.lay_out", "NameplateForm"),
    ("register", _("참석자 등록부"), "registerpaper.lay_out", "RegisterForm"),
    ("desk-list", _("등록데스크 예비 명단"), "desklistpaper.lay_out", "DeskListForm"),
    ("settlement", _("정산 자료"), "settlementpaper.lay_out", "SettlementForm"),
    ("seat-plan", _("좌석표"), "seatplanpaper.lay_out", "SeatPlanForm"),
    ("seat-labels", _("좌석 라벨"), "seatlabels.lay_out", "SeatLabelForm"),
    ("certificates", _("참석확인서"), "certificateprint.lay_out", ""),
]
# The same of papers that are no HTML, or finished in a way of their own: who draws each.
DRAWN = [
    ("badge-test", _("프린터 시험지"), "badges.testprint.render_test", "TestPageForm"),
]
# Papers that have an admin page of their own beside that of documents.
DESKS = {"badges": "admin:events_event_print_jobs"}


class RegistrationsConfig(AppConfig):
    name = "registrations"
    verbose_name = _("참가 등록")

    def ready(self) -> None:
        linktokens.register("sign-in", "registrations.signincodes.token")
        linktokens.register("news", "registrations.newsrefusals.token")
        for name, label, pages, form in PAPERS:
            desk = DESKS.get(name, "")
            kinds.register(
                kinds.Kind(name, label, pages=f"registrations.{pages}", form=_form(form), desk=desk)
            )
        for name, label, renderer, form in DRAWN:
            kinds.register(kinds.Kind(name, label, renderer=f"registrations.{renderer}", form=_form(form)))


def _form(name: str) -> str:
    return f"registrations.paperforms.{name}" if name else kinds.NO_CHOICES
