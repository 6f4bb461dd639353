from registrations.admin import event, registration

__all__ = ["event", "registration"]
