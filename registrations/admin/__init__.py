from registrations.admin import event, privacy, registration

__all__ = ["event", "privacy", "registration"]
