"""The top floor as a Django app: it carries the commands that concern the whole installation."""

from django.apps import AppConfig

from events import linktokens


class MaxforumConfig(AppConfig):
    name = "maxforum"
    verbose_name = "M.AX Forum"

    def ready(self) -> None:
        # Shared tasks find their broker through the app that is loaded first.
        from maxforum import celery  # noqa: F401, PLC0415 - needs the settings

        linktokens.register("password-reset", "maxforum.accounts.reset_key")
