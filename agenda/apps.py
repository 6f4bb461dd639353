from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from events import kinds


class AgendaConfig(AppConfig):
    name = "agenda"
    verbose_name = _("프로그램")

    def ready(self) -> None:
        kinds.register(
            kinds.Kind(name="programme", label=_("프로그램"), renderer="agenda.papers.render_programme")
        )
        kinds.register(
            kinds.Kind(name="cue-sheet", label=_("큐시트"), renderer="agenda.stagepapers.render_cue_sheet")
        )
        kinds.register(
            kinds.Kind(
                name="door-signs", label=_("회의실 안내문"), renderer="agenda.stagepapers.render_door_signs"
            )
        )
