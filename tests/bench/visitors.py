"""Guests who open the form and send it, over sockets of their own, at little cost of processor time to the machine."""

import asyncio
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

PATIENCE = 60.0  # seconds for one visit
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
_COOKIE = re.compile(rb"set-cookie: *(csrftoken=\w+)", re.IGNORECASE)
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Visit:
    """How long a guest's two requests took, in seconds, and whether both were answered as they should be."""

    form: float
    post: float
    is_good: bool


def rush(port: int, path: str, emails: Iterable[str], *, at_once: int) -> list[Visit]:
    """Let everybody register, ``at_once`` at any time."""
    return asyncio.run(_rush(port, path, emails, at_once))


async def _rush(port: int, path: str, emails: Iterable[str], at_once: int) -> list[Visit]:
    waiting, visits = iter(emails), []

    async def guests() -> None:
        for email in waiting:  # shared: whoever is free takes the next
            async with asyncio.timeout(PATIENCE):
                visits.append(await _visit(port, path, email))

    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(guests())
    return visits


async def _visit(port: int, path: str, email: str) -> Visit:
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        head, page = await _answer(reader)
        read = time.perf_counter()
        if not head.startswith(b"HTTP/1.1 200 "):
            return Visit(read - began, 0.0, is_good=False)
        writer.write(_filled_in(port, path, email, _TOKEN.search(page), _COOKIE.search(head)))
        head, _page = await _answer(reader)
        sent = time.perf_counter()
    finally:
        writer.close()
    return Visit(read - began, sent - read, head.startswith(b"HTTP/1.1 302 "))


def _filled_in(
    port: int, path: str, email: str, token: re.Match[bytes] | None, cookie: re.Match[bytes] | None
) -> bytes:
    assert token is not None
    assert cookie is not None
    body = urlencode(
        {
            "csrfmiddlewaretoken": token[1],
            "name": "홍길동",
            "organization": "한국기계",
            "phone": "010-1234-5678",
            "email": email,
            "category": "company",
            "consent_privacy": "on",
            "consent_age": "on",
        }
    )
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie[1].decode()}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    return head, await reader.readexactly(int(length[1])) if length else b""
