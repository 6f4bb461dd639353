from registrations.admin import event, invitation, privacy, registration

__all__ = ["event", "invitation", "privacy", "registration"]
