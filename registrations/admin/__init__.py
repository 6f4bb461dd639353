from registrations.admin import certificate, event, invitation, message, printer, privacy, registration, sheet

__all__ = ["certificate", "event", "invitation", "message", "printer", "privacy", "registration", "sheet"]
