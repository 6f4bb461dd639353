from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from events import kinds


class AgendaConfig(AppConfig):
    name = "agenda"
    verbose_name = _("프로그램")

    def ready(self) -> None:
        kinds.register(
            kinds.Kind(name="programme", label=_("프로그램"), pages="agenda.papers.lay_out_programme")
        )
        kinds.register(
            kinds.Kind(name="cue-sheet", label=_("큐시트"), pages="agenda.stagepapers.lay_out_cue_sheet")
        )
        kinds.register(
            kinds.Kind(
                name="door-signs", label=_("회의실 안내문"), pages="agenda.stagepapers.lay_out_door_signs"
            )
        )
