from agenda.admin import brief_import, participant, release, session, speaker

__all__ = ["brief_import", "participant", "release", "session", "speaker"]
