"""``python -m tests.bench [NAME …] [--runs N]``: every bench, or the named ones, as a table of medians."""

import argparse
import os
import pkgutil
import signal
import sys
from importlib import import_module

import django
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

import tests.bench
from tests import environment  # starts the services that the settings name
from tests.bench.figures import table

PREFIX = "bench_"


def main() -> None:
    names = sorted(
        module.name.removeprefix(PREFIX)
        for module in pkgutil.iter_modules(tests.bench.__path__)
        if module.name.startswith(PREFIX)
    )
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # the processes of a bench end with it
    unknown = sorted(set(asked.names) - set(names))
    if unknown:
        parser.error(f"there is no bench {', '.join(unknown)}; there are {', '.join(names)}")
    _run(asked.names or names, asked.runs)


def _run(names: list[str], runs: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maxforum.settings")
    django.setup()
    connection.settings_dict["TEST"]["NAME"] = "bench_maxforum"  # beside the tests' own
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        for name in names:
            figures = import_module(f"tests.bench.{PREFIX}{name}").measure(runs)
            print(table(figures), end="\n\n", flush=True)  # noqa: T201
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    assert environment
    main()
