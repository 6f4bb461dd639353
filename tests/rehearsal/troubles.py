"""What befalls the site: its web processes are killed, its database hangs up."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import connection

from maxforum import supervisor
from tests import workers

STARTING = 60.0  # seconds


class Site:
    """The web processes, which can be killed and started again."""

    def __init__(self, port: int, processes: int) -> None:
        self._port, self._processes = port, processes
        self._running = ExitStack()

    def start(self) -> None:
        """It answers when this returns."""
        address = f"http://127.0.0.1:{self._port}"
        env = workers.environment(PUBLIC_URL=address)
        self._running.enter_context(workers.web(self._port, env=env, processes=self._processes))
        # The socket of a server that is being killed may still have listened.
        up = workers.wait_until(lambda: supervisor.answers(f"{address}/health/live"), seconds=STARTING)
        assert up, "the site does not answer"

    def kill(self) -> None:
        """At once, in the middle of whatever it does."""
        self._running.close()

    def restart(self) -> None:
        """Kill it and start it again; for some seconds nobody answers."""
        self.kill()
        self.start()


@contextmanager
def site(port: int, *, processes: int) -> Iterator[Site]:
    """The site, answering for as long as the block runs, but for what is done to it there."""
    one = Site(port, processes)
    try:
        one.start()
        yield one
    finally:
        one.kill()


def cut_database() -> int:
    """End every connection to the database but this process's own; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        (count,) = cursor.fetchone()
    return int(count)
