"""The top floor as a Django app: it carries the commands that concern the whole installation."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.contrib import admin
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app
from django.core import checks

from events import linktokens


class MaxforumConfig(AppConfig):
    default = True  # of the two here
    name = "maxforum"
    verbose_name = "M.AX Forum"

    def ready(self) -> None:
        # Shared tasks find their broker through the app that is loaded first.
        from maxforum import celery  # noqa: F401, PLC0415 - needs the settings

        linktokens.register("password-reset", "maxforum.accounts.reset_key")


class AdminConfig(SimpleAdminConfig):
    """Django's admin, loaded with the addresses: its modules take a second, which workers and commands can do without."""

    def ready(self) -> None:
        super().ready()
        checks.register(_check_admin, checks.Tags.admin)


def _check_admin(*, app_configs: Sequence[AppConfig] | None, **options: Any) -> list[checks.CheckMessage]:
    """Django's own check of the admin, which may come before anything has loaded it."""
    admin.autodiscover()
    found: list[checks.CheckMessage] = check_admin_app(app_configs=app_configs, **options)
    return found
