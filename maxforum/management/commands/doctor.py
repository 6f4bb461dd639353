"""Says what is well and what is not, one line each."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from maxforum import doctor


class Command(BaseCommand):
    help = "Looks at everything the site stands on; exit code 1 and a remedy for what is wrong."
    requires_system_checks: list[str] = []  # it must speak even where they fail

    def handle(self, *args: Any, **options: Any) -> None:
        facts = doctor.examine()
        for fact in facts:
            sign = self.style.SUCCESS("ok   ") if fact.is_good else self.style.ERROR("WRONG")
            self.stdout.write(f"{sign} {fact.name:<11} {fact.detail}")
            if not fact.is_good:
                self.stdout.write(f"                  → {fact.remedy}")
        if not all(fact.is_good for fact in facts):
            sys.exit(1)
