from agenda.models.release import Release
from agenda.models.session import Appearance, Session, SessionKind, SpeakerRole
from agenda.models.speaker import LAST_RANK, Participant, Speaker

__all__ = [
    "LAST_RANK",
    "Appearance",
    "Participant",
    "Release",
    "Session",
    "SessionKind",
    "Speaker",
    "SpeakerRole",
]
