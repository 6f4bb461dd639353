"""Sessions in the database; one that could not be kept because the database is gone is told apart from a sign-out."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError


class SessionStore(db.SessionStore):
    """Django takes every fault while a session is kept for one that was signed out of meanwhile, and answers 400.

    A desk would believe its request refused, where the server cannot (500) and it has to ask again.
    """

    def save(self, must_create: bool = False) -> None:
        """:raises OperationalError: the database cannot
        :raises UpdateError: the session was ended meanwhile
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise
