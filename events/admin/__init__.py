from events.admin import document, message, organization, role, series, user, venue

__all__ = ["document", "message", "organization", "role", "series", "user", "venue"]
