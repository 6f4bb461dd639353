from registrations.admin import event, registration, sheet

__all__ = ["event", "registration", "sheet"]
