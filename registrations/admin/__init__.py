from registrations.admin import event, invitation, privacy, registration, sheet

__all__ = ["event", "invitation", "privacy", "registration", "sheet"]
