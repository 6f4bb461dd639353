"""What is loaded when the project starts, and what only with its addresses."""

import subprocess
import sys

from django.apps import apps
from django.conf import settings

from maxforum.apps import MaxforumConfig

STARTED = (
    "import sys, django; django.setup(); print(*(name for name in sys.modules if 'admin' in name.split('.')))"
)
CHECKED = """
import django; django.setup()
from django.contrib import admin
from django.core import checks
checks.run_checks(tags=[checks.Tags.admin])
print(*(model.__name__ for model in admin.site._registry))
"""


def _say(program: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", program], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    ).stdout


def test_what_starts_without_addresses_does_without_the_admin_pages():
    assert not [name for name in _say(STARTED).split() if not name.startswith("django.")]


def test_the_admin_pages_are_there_when_they_are_checked():
    assert {"Event", "Registration"} <= set(_say(CHECKED).split())


def test_the_project_is_ready_with_its_tasks_and_links():
    assert apps.get_app_config("maxforum").__class__ is MaxforumConfig
