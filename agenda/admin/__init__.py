from agenda.admin import brief_import, change, participant, release, session, speaker

__all__ = ["brief_import", "change", "participant", "release", "session", "speaker"]
