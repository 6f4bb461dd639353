from agenda.admin import participant, release, session, speaker

__all__ = ["participant", "release", "session", "speaker"]
