from registrations.admin import event, invitation, message, privacy, registration, sheet

__all__ = ["event", "invitation", "message", "privacy", "registration", "sheet"]
