#!/usr/bin/env python
"""Django's command line, with the embedded services running for as long as a command needs them."""

import os
import sys

from django.core.management import execute_from_command_line

from maxforum import embedded


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maxforum.settings")
    if os.environ.get("MAXFORUM_ENV") != "production":
        embedded.ensure_secret_key()
    if embedded.needed_for(sys.argv):
        embedded.hold()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
