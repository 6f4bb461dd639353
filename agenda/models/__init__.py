from agenda.models.brief_import import BriefImport
from agenda.models.change import Change, Draft, Override
from agenda.models.release import Release
from agenda.models.session import Appearance, Session, SessionKind, SpeakerRole
from agenda.models.speaker import LAST_RANK, Availability, Participant, Speaker

__all__ = [
    "LAST_RANK",
    "Appearance",
    "Availability",
    "BriefImport",
    "Change",
    "Draft",
    "Override",
    "Participant",
    "Release",
    "Session",
    "SessionKind",
    "Speaker",
    "SpeakerRole",
]
