#!/usr/bin/env python
"""Django's command line, with the embedded services running for as long as a command needs them."""

import os
import signal
import sys
from types import FrameType

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from maxforum import embedded


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maxforum.settings")
    signal.signal(signal.SIGTERM, _leave)  # as an exit, so that the services are released
    try:
        if os.environ.get("MAXFORUM_ENV") != "production":
            embedded.ensure_secret_key()
        if embedded.needed_for(sys.argv):
            embedded.hold()
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, embedded.ServicesUnavailable) as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit(130)


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
