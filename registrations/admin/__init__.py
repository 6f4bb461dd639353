from registrations.admin import event, invitation, registration

__all__ = ["event", "invitation", "registration"]
