"""The guests: registering, the waiting list, badges, check-in and the desk."""
