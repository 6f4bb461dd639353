"""``python -m tests.rehearsal``: a day at the desks with everything failing once; exit code 1 if anything is lost or doubled."""

import argparse
import os
import signal
import sys

import django
from django.db import connection
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from tests import environment  # starts the services that the settings name


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rehearsal", description=__doc__)
    parser.add_argument("--people", type=int, default=1_500)
    parser.add_argument("--desks", type=int, default=3)
    parser.add_argument("--rate", type=float, default=5.0, help="turns a second of all desks; 0: no pause")
    parser.add_argument("--cuts", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=15.0, help="the guests who come later are left out")
    asked = parser.parse_args()
    if not (10 <= asked.people <= 20_000 and 2 <= asked.desks <= 30 and 0 <= asked.cuts <= 20):
        parser.error("10 to 20,000 people, 2 to 30 desks, up to 20 cuts")
    if asked.people < 10 * asked.desks * (2 * asked.cuts + 1) // 3:
        parser.error("too few people for so many desks and cuts")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # the processes end with it
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maxforum.settings")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    django.setup()
    setup_test_environment()  # no mail leaves
    connection.settings_dict["TEST"]["NAME"] = "rehearsal_maxforum"  # beside the tests' own
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        return _run(asked)
    finally:
        teardown_databases(databases, verbosity=0)


def _run(asked: argparse.Namespace) -> int:
    from tests.rehearsal import report, running  # noqa: PLC0415 - models need Django to be set up

    played = running.rehearse(running.Script(**vars(asked)))
    print(report.text(played))  # noqa: T201
    return 0 if played.verdict.is_good else 1


if __name__ == "__main__":
    assert environment
    sys.exit(main())
