"""A real IMAP server, Dovecot, on a loopback port, as an ordinary process of whoever runs the tests."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.smtp import free_port

DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
USER, PASSWORD = "bounce@example.go.kr", "s/e:cret@"

_CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 0
mail_location = maildir:{folder}/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={owners} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@contextmanager
def imap_server() -> Iterator[int]:
    """The port of a server with an empty mailbox, for as long as the block runs."""
    assert DOVECOT, "dovecot is missing: .ci/ensure dovecot"
    with tempfile.TemporaryDirectory(prefix="imap") as name:  # a socket's path must be short
        folder, port = Path(name), free_port()
        _prepare(folder, port)
        process = subprocess.Popen(
            [DOVECOT, "-F", "-c", str(folder / "dovecot.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait_for(port, folder / "log")
            yield port
        finally:
            process.terminate()
            process.wait(timeout=10)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _prepare(folder: Path, port: int) -> None:
    for part in ("run", "state", "mail"):
        (folder / part).mkdir()
    folder.chmod(0o755)
    me, us = getpass.getuser(), str(os.getgid())
    accounts = {"internal": me, "group": us, "login": me, "owner": me, "owners": us}
    if os.geteuid() == 0:  # which Dovecot does not work as
        accounts = {
            "internal": "dovecot",
            "group": "dovecot",
            "login": "dovenull",
            "owner": "nobody",
            "owners": "nogroup",
        }
        shutil.chown(folder / "mail", "nobody", "nogroup")
    text = _CONFIGURATION.format(folder=folder, port=port, password=PASSWORD, **accounts)
    (folder / "dovecot.conf").write_text(text)


def _wait_for(port: int, log: Path) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text() if log.exists() else "the IMAP server does not start")
